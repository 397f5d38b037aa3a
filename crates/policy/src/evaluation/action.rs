// SPDX-License-Identifier: Apache-2.0
//! Matching of `Action` and `NotAction` (rules ).

use super::{
    glob::{self, Symbol},
    truth::Truth,
};
use crate::language::ActionElement;

/// Whether the element covers the action.
pub(super) fn covers(element: &ActionElement, action: &str) -> Truth {
    let listed = element.patterns.iter().any(|pattern| matches(&pattern.value, action));
    Truth::from(listed != element.negated)
}

/// Whether one pattern names the action. Malformed patterns name none (rule A-4), so that a `NotAction` of them alone
/// covers everything.
fn matches(pattern: &str, action: &str) -> bool {
    if pattern == "*" {
        return true;
    }
    let (Some((prefix, name)), Some((service, asked))) = (pattern.split_once(':'), action.split_once(':'))
    else {
        return false;
    };
    if prefix.is_empty() || name.is_empty() || pattern.contains(|c: char| c.is_whitespace() || c == ',') {
        return false;
    }
    // The prefix knows no wildcard but the whole `*` (rule A-2).
    (prefix == "*" || prefix.eq_ignore_ascii_case(service))
        && glob::matches(
            name.chars().map(|c| Symbol::of(c.to_ascii_lowercase())),
            asked.chars().map(|c| c.to_ascii_lowercase()),
        )
}
