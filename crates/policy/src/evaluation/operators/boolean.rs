// SPDX-License-Identifier: Apache-2.0
//! `Bool`: `true` and `false`, in any case (rule O-5).

use super::Comparison;

/// Both are truth values, and the same.
pub(super) fn equals(actual: &str, wanted: &str) -> Comparison {
    match (read(actual), read(wanted)) {
        (Some(actual), Some(wanted)) => Comparison::from(actual == wanted),
        _ => Comparison::Unreadable,
    }
}

/// The truth value that a text names, if it names one.
pub(crate) fn read(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}
