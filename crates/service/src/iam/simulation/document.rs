// SPDX-License-Identifier: Apache-2.0
//! The policies of a simulation: reading them, the keys they ask for, and where their statements stand.

use std::collections::BTreeMap;

use portcullis_policy::evaluation;
use portcullis_policy::language::{Document, Position, Span, Statement};
use portcullis_wire::{Fault, faults, iam};

use crate::principal_policies::{HeldPolicy, Origin};

/// The policies of a list in a request, named by it.
pub(super) fn inputs(list: &str, texts: Vec<String>) -> Vec<HeldPolicy> {
    let numbered = texts.into_iter().zip(1_usize..);
    numbered.map(|(text, number)| HeldPolicy::given(format!("{list}.{number}"), text)).collect()
}

/// The document of a policy.
///
/// # Errors
/// It cannot be read: the request's mistake, if the policy came with the request.
pub(super) fn parsed(policy: &HeldPolicy) -> Result<&Document, Fault> {
    policy.document.parsed().map_err(|error| {
        let at = Position::of(policy.document.text(), error.span.start);
        let place = format!("{}, line {}, column {}", policy.name, at.line, at.column);
        match policy.origin {
            Origin::Given => faults::invalid_input(format!("Invalid policy document at {place}: {error}")),
            Origin::Inline { .. } | Origin::Managed => {
                faults::policy_evaluation(format!("Policy could not be evaluated at {place}: {error}"))
            }
        }
    })
}

/// Refuses documents of which a statement has an element it must not have, or lacks one it must.
///
/// # Errors
/// As said.
pub(super) fn require_statements(
    policy: &HeldPolicy,
    fits: impl Fn(&Statement) -> bool,
    wants: &str,
) -> Result<(), Fault> {
    match parsed(policy)?.statements.iter().position(|statement| !fits(statement)) {
        None => Ok(()),
        Some(at) => Err(faults::invalid_input(format!(
            "Invalid policy document {}: statement {} {wants}",
            policy.name,
            at + 1
        ))),
    }
}

/// The condition keys that the policies ask for, each once, in order.
///
/// # Errors
/// A policy cannot be read.
pub(super) fn context_keys<'a>(
    policies: impl IntoIterator<Item = &'a HeldPolicy>,
) -> Result<Vec<String>, Fault> {
    let mut keys = BTreeMap::new();
    for policy in policies {
        for key in evaluation::context_keys(parsed(policy)?) {
            keys.entry(key.to_ascii_lowercase()).or_insert(key);
        }
    }
    Ok(keys.into_values().collect())
}

/// The statements of a policy as results name them. The document is walked once, however many there are.
pub(super) fn statement_shapes(policy: &HeldPolicy, kind: &str) -> Vec<iam::Statement> {
    let Ok(document) = parsed(policy) else { return Vec::new() };
    let text = policy.document.text();
    let mut walk = Walk { rest: text, offset: 0, line: 1, column: 1 };
    let source_id = source_id(policy);
    let mut before = None;
    let mut shapes = Vec::new();
    for statement in &document.statements {
        let start = start(statement.span, before, document.single_statement, text);
        shapes.push(iam::Statement {
            source_policy_id: Some(source_id.clone()),
            source_policy_type: Some(kind.to_owned()),
            start_position: Some(walk.to(start)),
            end_position: Some(walk.to(statement.span.end)),
        });
        before = Some(statement.span);
    }
    shapes
}

/// A managed policy goes by its name, the others by what they are called already.
fn source_id(policy: &HeldPolicy) -> String {
    let name = match policy.origin {
        Origin::Managed => policy.name.rsplit('/').next(),
        Origin::Inline { .. } | Origin::Given => None,
    };
    name.unwrap_or(&policy.name).to_owned()
}

/// Where AWS has a statement begin, in bytes. It ends after its brace, and begins where the text before it ends: at the
/// bracket of the list, or at the end of the statement before. One that stands alone begins after its brace.
fn start(own: Span, before: Option<Span>, is_single: bool, text: &str) -> usize {
    match before {
        Some(before) => before.end,
        None if is_single => own.start + 1,
        None => text.get(..own.start).map_or(own.start, |before| before.trim_end().len()),
    }
}

/// A place that only moves forward in a text.
struct Walk<'a> {
    rest: &'a str,
    offset: usize,
    line: i32,
    column: i32,
}

impl Walk<'_> {
    /// Moves to an offset, and tells its line and column, from 1.
    fn to(&mut self, offset: usize) -> iam::Position {
        let ahead = offset.saturating_sub(self.offset);
        let (passed, rest) = self.rest.split_at_checked(ahead).unwrap_or((self.rest, ""));
        for character in passed.chars() {
            let is_end = character == '\n';
            self.line = self.line.saturating_add(i32::from(is_end));
            self.column = if is_end { 1 } else { self.column.saturating_add(1) };
        }
        self.rest = rest;
        self.offset += passed.len();
        iam::Position { line: Some(self.line), column: Some(self.column) }
    }
}
