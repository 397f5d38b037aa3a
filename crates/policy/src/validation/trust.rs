// SPDX-License-Identifier: Apache-2.0
//! Trust policies of roles. AWS reads them with another parser than identity policies, with words of its own.

mod principal;
mod shared_provider;

use std::collections::BTreeSet;

use super::{MalformedPolicy, has_stored_characters};
use crate::language::json::{self, Value};
use crate::language::{Document, Outline, ParseError, ParseErrorKind, Position, Statement, StatementOutline};

/// The actions that a trust policy may name.
const ACTIONS: [&str; 6] = [
    "sts:AssumeRole",
    "sts:AssumeRoleWithSAML",
    "sts:AssumeRoleWithWebIdentity",
    "sts:TagSession",
    "sts:SetSourceIdentity",
    "sts:SetContext",
];

const INVALID_JSON: &str = "This policy contains invalid Json";

/// Checks in three rounds: what may not be there and what must be, then the grammar, then what only roles ask for.
pub(super) fn validate(text: &str) -> Result<Document, MalformedPolicy> {
    let value = json::read(text).ok().filter(|_| has_stored_characters(text));
    let value = value.ok_or_else(|| MalformedPolicy::new(INVALID_JSON))?;
    let outline = Outline::of_json(&value).map_err(|error| grammar_fault(text, &error))?;
    for statement in &outline.statements {
        check_elements(statement)?;
    }
    for (_, value) in outline.statements.iter().filter_map(|statement| statement.principal) {
        principal::check_grammar(text, value)?;
    }
    let document = outline.into_document().map_err(|error| grammar_fault(text, &error))?;
    check_sids(&document.statements)?;
    for statement in &document.statements {
        principal::check(statement)?;
        check_actions(statement)?;
        if statement.resource.is_some() {
            return Err(MalformedPolicy::new("AssumeRole policy must not contain resources."));
        }
    }
    Ok(document)
}

/// A policy of the wrong kind is recognised by its `Resource` before anything that it lacks.
fn check_elements(statement: &StatementOutline<'_>) -> Result<(), MalformedPolicy> {
    let message = if statement.resource.as_ref().is_some_and(|resource| !resource.negated) {
        "Has prohibited field Resource".into()
    } else if let Some(effect) = &statement.effect {
        let actions = statement.action.as_ref().map(|action| action.patterns.len());
        match effect.value.as_str() {
            "Allow" | "Deny" if statement.principal.is_none() => "Missing required field Principal".into(),
            "Allow" | "Deny" if actions.unwrap_or_default() == 0 => "Missing required field Action".into(),
            "Allow" | "Deny" => return Ok(()),
            other => format!("Invalid effect: {other}"),
        }
    } else {
        "Missing required field Effect".into()
    };
    Err(MalformedPolicy { message })
}

fn check_sids(statements: &[Statement]) -> Result<(), MalformedPolicy> {
    let mut seen = BTreeSet::new();
    let mut sids = statements.iter().filter_map(|statement| statement.sid.as_ref());
    if sids.all(|sid| sid.value.is_empty() || seen.insert(&sid.value)) {
        return Ok(());
    }
    Err(MalformedPolicy::new("The Statement Ids in the policy are not unique"))
}

fn check_actions(statement: &Statement) -> Result<(), MalformedPolicy> {
    let known = |action: &str| ACTIONS.iter().any(|one| one.eq_ignore_ascii_case(action));
    if statement.action.patterns.iter().all(|pattern| known(&pattern.value)) {
        return Ok(());
    }
    Err(MalformedPolicy::new("AssumeRole policy may only specify STS AssumeRole actions."))
}

fn grammar_fault(text: &str, error: &ParseError) -> MalformedPolicy {
    MalformedPolicy::new(match &error.kind {
        ParseErrorKind::Json(_) | ParseErrorKind::WrongType { element: "policy", .. } => INVALID_JSON.into(),
        ParseErrorKind::UnknownElement(name) => format!("Unknown field {name}"),
        ParseErrorKind::UnknownVersion(_) | ParseErrorKind::WrongType { element: "Version", .. } => {
            "The policy must contain a valid version string".into()
        }
        ParseErrorKind::MissingElement(element) => format!("Missing required field {element}"),
        ParseErrorKind::NoStatement => "Could not parse the policy: Statement is empty!".into(),
        ParseErrorKind::Operator(_, name) => format!("Invalid Condition type : {name}"),
        _ => return syntax_fault(text, error.span.start),
    })
}

/// AWS counts lines and columns from 1 and reports the column behind the first character of the value at fault.
fn syntax_fault(text: &str, offset: usize) -> MalformedPolicy {
    let position = Position::of(text, offset);
    MalformedPolicy::new(format!("Syntax error at position ({},{})", position.line, position.column + 1))
}

/// As [`syntax_fault`], at a value.
fn syntax_fault_at(text: &str, value: &Value) -> MalformedPolicy {
    syntax_fault(text, value.span.start)
}
