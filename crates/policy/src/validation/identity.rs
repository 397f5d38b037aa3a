// SPDX-License-Identifier: Apache-2.0
//! Policies that say what an identity may do: managed, inline and session policies.

use std::collections::BTreeSet;

use super::{MalformedPolicy, WriteKind, condition, has_stored_characters, resource};
use crate::language::{Document, Effect, Outline, StatementOutline, Template, Version, json};

const SYNTAX: &str = "Syntax errors in policy.";
const LEGACY: &str = "The policy failed legacy parsing";

/// Checks in AWS's order: the earlier of two faults is the one that is reported.
pub(super) fn validate(text: &str, kind: WriteKind) -> Result<Document, MalformedPolicy> {
    let refuse = |message: &str| Err(MalformedPolicy::new(message));
    let value = json::read(text).ok().filter(|_| has_stored_characters(text));
    let Some(value) = value else {
        return refuse(match kind {
            WriteKind::SessionPolicy => "The policy is not in the valid JSON format.",
            _ => SYNTAX,
        });
    };
    let Ok(outline) = Outline::of_json(&value) else { return refuse(SYNTAX) };
    let statements = &outline.statements;
    if !statements.iter().all(|statement| has_effect(statement, str::eq_ignore_ascii_case)) {
        return refuse(SYNTAX);
    }
    if kind == WriteKind::ManagedPolicy && outline.version != Some(Version::V2012) {
        return refuse("Policy document must be version 2012-10-17 or greater.");
    }
    let interpolate = outline.version == Some(Version::V2012);
    let readable = |statement| has_effect(statement, str::eq) && is_readable(statement, interpolate);
    if !statements.iter().all(readable) {
        return refuse(LEGACY);
    }
    let resource_fault = resource_fault(statements)?;
    if statements.iter().any(|statement| statement.principal.is_some()) {
        return refuse("Policy document should not specify a principal.");
    }
    check_sids(statements)?;
    if !statements.iter().all(has_actions) {
        return refuse("Policy statement must contain actions.");
    }
    if let Some(fault) = resource_fault {
        return Err(fault);
    }
    check_action_prefixes(statements)?;
    if !statements.iter().all(has_resources) {
        return refuse("Policy statement must contain resources.");
    }
    outline.into_document().map_err(|_| MalformedPolicy::new(SYNTAX))
}

/// Whether the effect is one of the two in the sense of `equal`; AWS reports a wrong letter case later than a wrong word.
fn has_effect(statement: &StatementOutline<'_>, equal: fn(&str, &str) -> bool) -> bool {
    let effects = [Effect::Allow, Effect::Deny];
    let effect = statement.effect.as_ref();
    effect.is_some_and(|effect| effects.iter().any(|one| equal(one.as_str(), &effect.value)))
}

/// Whether conditions and variables can be read. AWS leaves malformed variables to its validation tool; here they are
/// refused, because a Deny that can never match would fail open (rule V-4).
fn is_readable(statement: &StatementOutline<'_>, interpolate: bool) -> bool {
    let resources = statement.resource.iter().flat_map(|resource| &resource.patterns);
    statement.conditions.iter().all(|block| condition::is_readable(block, interpolate))
        && resources.into_iter().all(|pattern| Template::parse(&pattern.value, interpolate).is_ok())
}

/// The fault of the first statement that has one among its resources: the least of the resources at fault. Texts that
/// are no ARN at all are refused at once, but only as long as no other fault was found before them.
fn resource_fault(statements: &[StatementOutline<'_>]) -> Result<Option<MalformedPolicy>, MalformedPolicy> {
    for element in statements.iter().filter_map(|statement| statement.resource.as_ref()) {
        let texts = element.patterns.iter().map(|pattern| pattern.value.as_str()).collect::<BTreeSet<_>>();
        if let Some(fault) = texts.iter().find_map(|text| resource::format_fault(text)) {
            return Ok(Some(MalformedPolicy::new(fault)));
        }
        if !texts.into_iter().all(resource::is_legacy_form) {
            return Err(MalformedPolicy::new(LEGACY));
        }
    }
    Ok(None)
}

/// Rule G-3. An empty `Sid` counts as none.
fn check_sids(statements: &[StatementOutline<'_>]) -> Result<(), MalformedPolicy> {
    let sids = || statements.iter().filter_map(|statement| statement.sid.as_ref()).map(|sid| &sid.value);
    if !sids().all(|sid| sid.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
        return Err(MalformedPolicy::new(
            "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression \
             [0-9A-Za-z]*",
        ));
    }
    let mut seen = BTreeSet::new();
    if sids().all(|sid| sid.is_empty() || seen.insert(sid)) {
        return Ok(());
    }
    Err(MalformedPolicy::new("Statement IDs (SID) in a single policy must be unique."))
}

fn has_actions(statement: &StatementOutline<'_>) -> bool {
    statement.action.as_ref().is_some_and(|action| !action.patterns.is_empty())
}

fn has_resources(statement: &StatementOutline<'_>) -> bool {
    statement.resource.as_ref().is_some_and(|resource| !resource.patterns.is_empty())
}

/// Checks all of `Action` before any of `NotAction`, as AWS does.
fn check_action_prefixes(statements: &[StatementOutline<'_>]) -> Result<(), MalformedPolicy> {
    for negated in [false, true] {
        let elements = statements.iter().filter_map(|statement| statement.action.as_ref());
        for element in elements.filter(|element| element.negated == negated) {
            for pattern in &element.patterns {
                check_action_prefix(&pattern.value)?;
            }
        }
    }
    Ok(())
}

/// Rule A-2: the service prefix takes no wildcard except `*` as a whole.
fn check_action_prefix(action: &str) -> Result<(), MalformedPolicy> {
    let Some((vendor, name)) = action.split_once(':') else {
        return match action {
            "*" => Ok(()),
            _ => Err(MalformedPolicy::new(
                "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
            )),
        };
    };
    if name.contains(':') {
        return Err(MalformedPolicy::new("Actions/Condition can contain only one colon."));
    }
    let valid = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
    if vendor == "*" || (!vendor.is_empty() && vendor.bytes().all(valid)) {
        return Ok(());
    }
    Err(MalformedPolicy::new(format!("Vendor {vendor} is not valid")))
}
