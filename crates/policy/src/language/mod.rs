// SPDX-License-Identifier: Apache-2.0
//! The language: source text to document and back.

mod document;
pub mod json;
mod operator;
mod parse;
mod print;
mod span;
pub mod variable;

pub use document::{
    ActionElement, ConditionBlock, ConditionEntry, ConditionValue, Document, Effect, Located, Operator,
    PrincipalElement, PrincipalKind, PrincipalPattern, Qualifier, ResourceElement, ScalarKind, Statement,
    Test, Version,
};
pub use operator::OperatorError;
pub(crate) use parse::{Outline, StatementOutline, principal_of};
pub use parse::{ParseError, ParseErrorKind, STATEMENTS_MAX};
pub use span::{Position, Span};
pub use variable::{Part, Template, VariableError, VariableErrorKind};
