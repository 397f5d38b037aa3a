// SPDX-License-Identifier: Apache-2.0
//! The names of condition operators.

use std::fmt;

use super::document::{Operator, Qualifier, Test};

/// Why a text is not the name of a condition operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OperatorError {
    /// No operator has this name.
    Unknown,
    /// `NullIfExists`: `Null` already asks whether the key exists, so AWS refuses the suffix.
    NullIfExists,
}

impl Operator {
    /// Reads an operator with its qualifier and suffix. Letter case does not matter (rule C-3).
    ///
    /// # Errors
    /// The name is none of AWS's, or `NullIfExists`.
    pub fn parse(text: &str) -> Result<Self, OperatorError> {
        let (qualifier, name) = match text.split_once(':') {
            None => (None, text),
            Some((word, name)) => {
                let named = Qualifier::ALL.into_iter().find(|one| one.name().eq_ignore_ascii_case(word));
                (Some(named.ok_or(OperatorError::Unknown)?), name)
            }
        };
        if let Some(test) = Test::named(name) {
            return Ok(Self { qualifier, test, if_exists: false });
        }
        let stem = name.len().checked_sub(IF_EXISTS.len()).and_then(|end| name.split_at_checked(end));
        let (stem, _) = stem
            .filter(|(_, suffix)| suffix.eq_ignore_ascii_case(IF_EXISTS))
            .ok_or(OperatorError::Unknown)?;
        match Test::named(stem).ok_or(OperatorError::Unknown)? {
            Test::Null => Err(OperatorError::NullIfExists),
            test => Ok(Self { qualifier, test, if_exists: true }),
        }
    }
}

const IF_EXISTS: &str = "IfExists";

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(qualifier) = self.qualifier {
            write!(f, "{}:", qualifier.name())?;
        }
        f.write_str(self.test.name())?;
        if self.if_exists { f.write_str(IF_EXISTS) } else { Ok(()) }
    }
}

impl Qualifier {
    /// Both qualifiers.
    pub const ALL: [Self; 2] = [Self::ForAllValues, Self::ForAnyValue];

    /// The qualifier as AWS writes it, without its colon.
    pub fn name(self) -> &'static str {
        match self {
            Self::ForAllValues => "ForAllValues",
            Self::ForAnyValue => "ForAnyValue",
        }
    }
}

impl Test {
    /// All comparisons, in alphabetical order.
    pub const ALL: [Self; 27] = [
        Self::ArnEquals,
        Self::ArnLike,
        Self::ArnNotEquals,
        Self::ArnNotLike,
        Self::BinaryEquals,
        Self::Bool,
        Self::DateEquals,
        Self::DateGreaterThan,
        Self::DateGreaterThanEquals,
        Self::DateLessThan,
        Self::DateLessThanEquals,
        Self::DateNotEquals,
        Self::IpAddress,
        Self::NotIpAddress,
        Self::Null,
        Self::NumericEquals,
        Self::NumericGreaterThan,
        Self::NumericGreaterThanEquals,
        Self::NumericLessThan,
        Self::NumericLessThanEquals,
        Self::NumericNotEquals,
        Self::StringEquals,
        Self::StringEqualsIgnoreCase,
        Self::StringLike,
        Self::StringNotEquals,
        Self::StringNotEqualsIgnoreCase,
        Self::StringNotLike,
    ];

    /// The comparison as AWS writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::ArnEquals => "ArnEquals",
            Self::ArnLike => "ArnLike",
            Self::ArnNotEquals => "ArnNotEquals",
            Self::ArnNotLike => "ArnNotLike",
            Self::BinaryEquals => "BinaryEquals",
            Self::Bool => "Bool",
            Self::DateEquals => "DateEquals",
            Self::DateGreaterThan => "DateGreaterThan",
            Self::DateGreaterThanEquals => "DateGreaterThanEquals",
            Self::DateLessThan => "DateLessThan",
            Self::DateLessThanEquals => "DateLessThanEquals",
            Self::DateNotEquals => "DateNotEquals",
            Self::IpAddress => "IpAddress",
            Self::NotIpAddress => "NotIpAddress",
            Self::Null => "Null",
            Self::NumericEquals => "NumericEquals",
            Self::NumericGreaterThan => "NumericGreaterThan",
            Self::NumericGreaterThanEquals => "NumericGreaterThanEquals",
            Self::NumericLessThan => "NumericLessThan",
            Self::NumericLessThanEquals => "NumericLessThanEquals",
            Self::NumericNotEquals => "NumericNotEquals",
            Self::StringEquals => "StringEquals",
            Self::StringEqualsIgnoreCase => "StringEqualsIgnoreCase",
            Self::StringLike => "StringLike",
            Self::StringNotEquals => "StringNotEquals",
            Self::StringNotEqualsIgnoreCase => "StringNotEqualsIgnoreCase",
            Self::StringNotLike => "StringNotLike",
        }
    }

    fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|test| test.name().eq_ignore_ascii_case(text))
    }
}

impl fmt::Display for OperatorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unknown => "unknown condition operator",
            Self::NullIfExists => "the operator Null takes no IfExists",
        })
    }
}

impl std::error::Error for OperatorError {}
