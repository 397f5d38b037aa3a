// SPDX-License-Identifier: Apache-2.0
//! Condition operators: one value of the request against one value of the policy (section 12.4 of the rules).
//!
//! The operator alone decides how texts are read; the key's type plays no part (rule O-10).

mod arn;
pub(crate) mod binary;
mod boolean;
pub(crate) mod date;
pub(crate) mod ip_address;
pub(crate) mod numeric;
mod string;

use std::cmp::Ordering;

pub(crate) use self::{boolean::read as boolean, ip_address::Range};
use super::glob::Symbol;
use crate::language::Test;

/// How a value of the request compares with a value of the policy. For operators that ask for an order or a range,
/// `Equal` means that it is as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// They are equal.
    Equal,
    /// They are not.
    Different,
    /// One of them is not of the operator's type: neither the operator nor its negation holds (rules O-3, O-7, O-8).
    Unreadable,
}

impl From<bool> for Comparison {
    fn from(equal: bool) -> Self {
        if equal { Self::Equal } else { Self::Different }
    }
}

/// Compares with the operator without its negation: `StringNotLike` answers as `StringLike` does, and the condition
/// turns it round over all values (rule C-1).
pub(super) fn compare(test: Test, actual: &str, pattern: &[Symbol]) -> Comparison {
    // Where wildcards mean nothing the policy's value is the text as written.
    let text = || pattern.iter().map(|symbol| symbol.character()).collect::<String>();
    match test {
        Test::StringEquals | Test::StringNotEquals => string::equals(actual, &text()),
        Test::StringEqualsIgnoreCase | Test::StringNotEqualsIgnoreCase => {
            string::equals_ignoring_case(actual, &text())
        }
        Test::StringLike | Test::StringNotLike => string::like(actual, pattern),
        Test::ArnEquals | Test::ArnLike | Test::ArnNotEquals | Test::ArnNotLike => arn::like(actual, pattern),
        Test::Bool => boolean::equals(actual, &text()),
        Test::BinaryEquals => binary::equals(actual, &text()),
        Test::IpAddress | Test::NotIpAddress => ip_address::within(actual, &text()),
        Test::NumericEquals | Test::NumericNotEquals => {
            ordered(numeric::compare(actual, &text()), Ordering::is_eq)
        }
        Test::NumericLessThan => ordered(numeric::compare(actual, &text()), Ordering::is_lt),
        Test::NumericLessThanEquals => ordered(numeric::compare(actual, &text()), Ordering::is_le),
        Test::NumericGreaterThan => ordered(numeric::compare(actual, &text()), Ordering::is_gt),
        Test::NumericGreaterThanEquals => ordered(numeric::compare(actual, &text()), Ordering::is_ge),
        Test::DateEquals | Test::DateNotEquals => ordered(date::compare(actual, &text()), Ordering::is_eq),
        Test::DateLessThan => ordered(date::compare(actual, &text()), Ordering::is_lt),
        Test::DateLessThanEquals => ordered(date::compare(actual, &text()), Ordering::is_le),
        Test::DateGreaterThan => ordered(date::compare(actual, &text()), Ordering::is_gt),
        Test::DateGreaterThanEquals => ordered(date::compare(actual, &text()), Ordering::is_ge),
        // `Null` compares no values; the condition answers it before it comes here.
        Test::Null => Comparison::Unreadable,
    }
}

/// Whether a text is a value that the operator can read, such as a number for `NumericEquals` (rules O-3 to O-8).
#[must_use]
pub fn is_value_of(test: Test, text: &str) -> bool {
    let literal: Vec<Symbol> = text.chars().map(Symbol::Char).collect();
    compare(test, text, &literal) != Comparison::Unreadable
}

/// Whether the operator holds when the values are not equal, and when the key is missing (section 12.2).
pub(crate) fn is_negated(test: Test) -> bool {
    matches!(
        test,
        Test::ArnNotEquals
            | Test::ArnNotLike
            | Test::DateNotEquals
            | Test::NotIpAddress
            | Test::NumericNotEquals
            | Test::StringNotEquals
            | Test::StringNotEqualsIgnoreCase
            | Test::StringNotLike
    )
}

/// Whether policy variables are replaced in the operator's values (rule V-2). AWS's pages disagree on `Bool` and
/// `BinaryEquals`: replaced here, reported by validation.
pub(crate) fn takes_variables(test: Test) -> bool {
    matches!(
        test,
        Test::ArnEquals
            | Test::ArnLike
            | Test::ArnNotEquals
            | Test::ArnNotLike
            | Test::BinaryEquals
            | Test::Bool
            | Test::StringEquals
            | Test::StringEqualsIgnoreCase
            | Test::StringLike
            | Test::StringNotEquals
            | Test::StringNotEqualsIgnoreCase
            | Test::StringNotLike
    )
}

fn ordered(order: Option<Ordering>, asked: impl Fn(Ordering) -> bool) -> Comparison {
    order.map_or(Comparison::Unreadable, |order| Comparison::from(asked(order)))
}
