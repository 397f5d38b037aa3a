// SPDX-License-Identifier: Apache-2.0
//! Why a text is not a policy document.

use std::fmt;

use super::STATEMENTS_MAX;
use crate::language::json::{JsonError, JsonErrorKind};
use crate::language::operator::OperatorError;
use crate::language::span::{Position, Span};

/// Why a text is not a policy document, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// What is wrong.
    pub kind: ParseErrorKind,
    /// The bytes of the source that are wrong; for something missing, the bytes of what should contain it.
    pub span: Span,
}

/// What can be wrong with a policy document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParseErrorKind {
    /// It is not JSON, or JSON beyond the limits.
    Json(JsonErrorKind),
    /// An element's value has the wrong JSON type.
    WrongType {
        /// The element.
        element: &'static str,
        /// What its value must be.
        expected: &'static str,
        /// What it is.
        found: &'static str,
    },
    /// The language has no such element there.
    UnknownElement(String),
    /// A required element is missing.
    MissingElement(&'static str),
    /// An element stands beside its negation (rule G-2).
    ConflictingElements(&'static str, &'static str),
    /// `Statement` is an empty array.
    NoStatement,
    /// There are more than [`STATEMENTS_MAX`] statements.
    TooManyStatements,
    /// `Version` is neither of the two dates (rule G-1).
    UnknownVersion(String),
    /// `Effect` is neither `Allow` nor `Deny` (rule G-2).
    UnknownEffect(String),
    /// A principal written as a text other than `*`.
    PrincipalText(String),
    /// A key of `Principal` that the language does not know.
    UnknownPrincipalKey(String),
    /// A condition operator that does not exist (rule C-3).
    Operator(OperatorError, String),
    /// A condition key that occurred before in the same block, perhaps in other letter case (rule C-2).
    DuplicateConditionKey(String),
}

impl ParseError {
    /// Where the error begins, as people count.
    pub fn position(&self, source: &str) -> Position {
        Position::of(source, self.span.start)
    }
}

impl From<JsonError> for ParseError {
    fn from(error: JsonError) -> Self {
        Self { kind: ParseErrorKind::Json(error.kind), span: error.span }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ParseErrorKind::Json(kind) => kind.fmt(f),
            ParseErrorKind::WrongType { element, expected, found } => {
                write!(f, "`{element}` must be {expected}, not {found}")
            }
            ParseErrorKind::UnknownElement(name) => write!(f, "unknown element `{}`", name.escape_debug()),
            ParseErrorKind::MissingElement(element) => write!(f, "element `{element}` is missing"),
            ParseErrorKind::ConflictingElements(plain, not) => {
                write!(f, "`{plain}` and `{not}` cannot stand in one statement")
            }
            ParseErrorKind::NoStatement => f.write_str("`Statement` is empty"),
            ParseErrorKind::TooManyStatements => {
                write!(f, "there are more than {STATEMENTS_MAX} statements")
            }
            ParseErrorKind::UnknownVersion(text) => {
                write!(f, "version `{}` is neither `2008-10-17` nor `2012-10-17`", text.escape_debug())
            }
            ParseErrorKind::UnknownEffect(text) => {
                write!(f, "effect `{}` is neither `Allow` nor `Deny`", text.escape_debug())
            }
            ParseErrorKind::PrincipalText(text) => {
                write!(f, "principal `{}` must be `*` or stand in an object", text.escape_debug())
            }
            ParseErrorKind::UnknownPrincipalKey(name) => {
                write!(f, "unknown kind of principal `{}`", name.escape_debug())
            }
            ParseErrorKind::Operator(error, text) => write!(f, "{error}: `{}`", text.escape_debug()),
            ParseErrorKind::DuplicateConditionKey(key) => {
                write!(f, "condition key `{}` occurs twice under one operator", key.escape_debug())
            }
        }
    }
}

impl std::error::Error for ParseError {}
