// SPDX-License-Identifier: Apache-2.0
//! Whether a resource policy is open to the public (rule B-2).

use std::net::IpAddr;

use super::operators::Range;
use crate::language::{ConditionBlock, Document, Effect, PrincipalKind, Qualifier, Statement, Test};

/// Whether some Allow of the policy names everybody and no condition narrows that to fixed principals, networks or
/// organizations (rule B-2).
#[must_use]
pub fn is_public(document: &Document) -> bool {
    document.statements.iter().any(is_public_statement)
}

fn is_public_statement(statement: &Statement) -> bool {
    let names_everybody = statement.principal.as_ref().is_some_and(|element| {
        let has_star = |kind, text: &str| kind == PrincipalKind::Aws && text == "*";
        element.negated
            || element.principals.iter().any(|named| has_star(named.value.kind, &named.value.text))
    });
    statement.effect == Effect::Allow && names_everybody && !statement.conditions.iter().any(narrows)
}

/// Whether one key under the operator has only fixed values. Negated operators, and those that a missing key
/// satisfies, narrow nothing.
fn narrows(block: &ConditionBlock) -> bool {
    if block.operator.if_exists || block.operator.qualifier == Some(Qualifier::ForAllValues) {
        return false;
    }
    block.entries.iter().any(|entry| {
        let key = entry.key.value.to_ascii_lowercase();
        let mut values = entry.values.iter().map(|value| value.value.text.as_str());
        !entry.values.is_empty() && values.all(|value| is_fixed(&key, block.operator.test, value))
    })
}

/// Whether the value names something in particular.
fn is_fixed(key: &str, test: Test, value: &str) -> bool {
    match (key, test) {
        ("aws:sourceip", Test::IpAddress) => is_narrow_range(value),
        ("aws:principalisawsservice", Test::Bool) => value.eq_ignore_ascii_case("true"),
        ("aws:principalarn" | "aws:sourcearn", Test::StringEquals | Test::StringEqualsIgnoreCase) => {
            is_plain(value, &[])
        }
        ("aws:principalarn" | "aws:sourcearn", Test::StringLike | Test::ArnLike | Test::ArnEquals) => {
            has_fixed_account(key, value)
        }
        (_, Test::StringEquals | Test::StringEqualsIgnoreCase) => {
            FIXED_VALUE_KEYS.contains(&key) && is_plain(value, &[])
        }
        (_, Test::StringLike | Test::ArnLike | Test::ArnEquals) => {
            FIXED_VALUE_KEYS.contains(&key) && is_plain(value, &['*', '?'])
        }
        _ => false,
    }
}

/// Keys that narrow by any fixed value.
const FIXED_VALUE_KEYS: &[&str] = &[
    "aws:principalaccount",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principalservicename",
    "aws:principalservicenameslist",
    "aws:sourceaccount",
    "aws:sourcevpc",
    "aws:sourcevpcarn",
    "aws:sourcevpce",
    "aws:userid",
    "aws:vpceaccount",
    "aws:vpceorgid",
    "aws:vpceorgpaths",
];

/// Neither empty nor a variable nor with one of the characters.
fn is_plain(value: &str, wildcards: &[char]) -> bool {
    !value.is_empty() && !value.contains("${") && !value.contains(wildcards)
}

/// An ARN pattern whose account is given. Buckets' ARNs have none; there the name must be given instead.
fn has_fixed_account(key: &str, value: &str) -> bool {
    let pieces: Vec<&str> = value.splitn(super::arn::PIECES, ':').collect();
    let [_, _, service, _, account, resource] = pieces.as_slice() else { return false };
    let named = |text: &str| is_plain(text, &['*', '?']);
    named(account) || (key == "aws:sourcearn" && account.is_empty() && *service == "s3" && named(resource))
}

/// Private addresses, or a range that is narrow enough: 8 bits of IPv4, 32 of IPv6.
fn is_narrow_range(value: &str) -> bool {
    let Some(range) = Range::parse(value) else { return false };
    match range.address {
        IpAddr::V4(_) => range.prefix >= 8,
        // The range of private addresses is fc00::/7.
        IpAddr::V6(address) => range.prefix >= 32 || (address.is_unique_local() && range.prefix >= 7),
    }
}
