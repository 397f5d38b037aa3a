// SPDX-License-Identifier: Apache-2.0
//! The parsed form of a policy document. Every part keeps the bytes it came from.

use super::span::Span;

/// A value together with the bytes of the source it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// What was read.
    pub value: T,
    /// Where it stands in the source.
    pub span: Span,
}

/// A whole policy document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The `Version` element; `None` behaves as 2008-10-17 (rule V-1).
    pub version: Option<Version>,
    /// The `Id` element.
    pub id: Option<Located<String>>,
    /// The statements in the order of the source.
    pub statements: Vec<Statement>,
    /// Whether `Statement` was a single object rather than an array; only the printer looks at it.
    pub single_statement: bool,
}

/// The two versions of the policy language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// `2008-10-17`: no policy variables.
    V2008,
    /// `2012-10-17`: policy variables are interpolated.
    V2012,
}

/// `Allow` or `Deny`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// The statement grants.
    Allow,
    /// The statement refuses, whatever grants.
    Deny,
}

impl Effect {
    /// The effect as policies write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Allow => "Allow",
            Self::Deny => "Deny",
        }
    }
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The bytes of the statement's object.
    pub span: Span,
    /// The `Sid` element.
    pub sid: Option<Located<String>>,
    /// The `Effect` element.
    pub effect: Effect,
    /// `Principal` or `NotPrincipal`; absent in identity policies.
    pub principal: Option<PrincipalElement>,
    /// `Action` or `NotAction`.
    pub action: ActionElement,
    /// `Resource` or `NotResource`; absent means the resource the policy is attached to (rule R-8).
    pub resource: Option<ResourceElement>,
    /// The operators of `Condition`, in the order of the source. All must hold (rule C-1).
    pub conditions: Vec<ConditionBlock>,
}

/// `Principal` or `NotPrincipal`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrincipalElement {
    /// True for `NotPrincipal`.
    pub negated: bool,
    /// The bytes of the element's value.
    pub span: Span,
    /// The principals named, in the order of the source.
    pub principals: Vec<Located<PrincipalPattern>>,
    /// Whether the value was written as the bare text `"*"`.
    pub bare_star: bool,
}

/// One value of a `Principal` element: its key and its text, not yet interpreted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrincipalPattern {
    /// Which key of the principal map it stands under.
    pub kind: PrincipalKind,
    /// The value as written, for example `arn:aws:iam::111122223333:root`, `111122223333` or `*`.
    pub text: String,
}

/// The keys of a `Principal` map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PrincipalKind {
    /// `"AWS"`: accounts, users, roles, sessions, or `*`. The bare text `"*"` is read as this kind (rule P-1).
    Aws,
    /// `"Service"`: a service principal.
    Service,
    /// `"Federated"`: an identity provider.
    Federated,
    /// `"CanonicalUser"`: an S3 canonical user id.
    CanonicalUser,
}

/// `Action` or `NotAction`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionElement {
    /// True for `NotAction`.
    pub negated: bool,
    /// The bytes of the element's value.
    pub span: Span,
    /// The patterns as written, for example `s3:Get*` or `*`.
    pub patterns: Vec<Located<String>>,
    /// Whether the value was a single text rather than an array; only the printer looks at it.
    pub single: bool,
}

/// `Resource` or `NotResource`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceElement {
    /// True for `NotResource`.
    pub negated: bool,
    /// The bytes of the element's value.
    pub span: Span,
    /// The patterns as written, variables not yet replaced.
    pub patterns: Vec<Located<String>>,
    /// Whether the value was a single text rather than an array; only the printer looks at it.
    pub single: bool,
}

/// One operator of a `Condition` element with its keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionBlock {
    /// The operator with its qualifier and suffix.
    pub operator: Operator,
    /// The operator as written, for printing and messages.
    pub text: Located<String>,
    /// The keys under the operator. All must hold (rule C-1).
    pub entries: Vec<ConditionEntry>,
}

/// One key of a condition block with the values it is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionEntry {
    /// The key as written; compared without case (rule C-2).
    pub key: Located<String>,
    /// The values as text; booleans and numbers of the source are taken as their text (rule C-4).
    pub values: Vec<Located<ConditionValue>>,
    /// Whether the value was a single one rather than an array; only the printer looks at it.
    pub single: bool,
}

/// A condition value: its text and how the source wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionValue {
    /// The value as text.
    pub text: String,
    /// The JSON type it was written in, so that the printer repeats it.
    pub kind: ScalarKind,
}

/// The JSON types a condition value may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarKind {
    /// A JSON string.
    Text,
    /// A JSON number.
    Number,
    /// `true` or `false`.
    Boolean,
}

/// A condition operator with its set qualifier and `IfExists` suffix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Operator {
    /// `ForAllValues:` or `ForAnyValue:`.
    pub qualifier: Option<Qualifier>,
    /// What is compared and how.
    pub test: Test,
    /// The `IfExists` suffix.
    pub if_exists: bool,
}

/// The set qualifiers of multi-valued keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Qualifier {
    /// Every value of the request must satisfy the test; true on none (rule M-1).
    ForAllValues,
    /// Some value of the request must satisfy the test; false on none (rule M-2).
    ForAnyValue,
}

/// The comparisons of the language, without qualifier and suffix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the variants are AWS's operator names")]
pub enum Test {
    ArnEquals,
    ArnLike,
    ArnNotEquals,
    ArnNotLike,
    BinaryEquals,
    Bool,
    DateEquals,
    DateGreaterThan,
    DateGreaterThanEquals,
    DateLessThan,
    DateLessThanEquals,
    DateNotEquals,
    IpAddress,
    NotIpAddress,
    Null,
    NumericEquals,
    NumericGreaterThan,
    NumericGreaterThanEquals,
    NumericLessThan,
    NumericLessThanEquals,
    NumericNotEquals,
    StringEquals,
    StringEqualsIgnoreCase,
    StringLike,
    StringNotEquals,
    StringNotEqualsIgnoreCase,
    StringNotLike,
}
