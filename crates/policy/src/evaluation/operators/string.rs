// SPDX-License-Identifier: Apache-2.0
//! `String…`: texts as they are, without case, or with wildcards (rules O-1 and O-2).

use super::{
    super::glob::{self, Symbol},
    Comparison,
};

/// Every character the same.
pub(super) fn equals(actual: &str, wanted: &str) -> Comparison {
    Comparison::from(actual == wanted)
}

/// The same in lower case. AWS does not say what case means outside ASCII; Unicode's lower case is used.
pub(super) fn equals_ignoring_case(actual: &str, wanted: &str) -> Comparison {
    Comparison::from(actual.to_lowercase() == wanted.to_lowercase())
}

/// The whole text matches the pattern. On an ARN a `*` crosses its colons (rule O-9).
pub(super) fn like(actual: &str, pattern: &[Symbol]) -> Comparison {
    Comparison::from(glob::matches(pattern.iter().copied(), actual.chars()))
}
