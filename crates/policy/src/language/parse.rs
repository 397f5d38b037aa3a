// SPDX-License-Identifier: Apache-2.0
//! From source text to document: the grammar that policies of all kinds share.
//!
//! What the grammar does not know is an error; nothing is skipped. What only some kinds of policies may contain is
//! left to `validation`.

mod condition;
mod error;

pub use error::{ParseError, ParseErrorKind};

use super::document::{
    ActionElement, ConditionBlock, Document, Effect, Located, PrincipalElement, PrincipalKind,
    PrincipalPattern, ResourceElement, Statement, Version,
};
use super::json::{self, Kind, Member, Value};
use super::span::Span;

/// The most statements a document may have. AWS sets no number; its size limits allow far fewer.
pub const STATEMENTS_MAX: usize = 2_048;

impl Document {
    /// Reads a policy document of any kind (rules G-1, G-2, G-4, C-2 to C-5).
    ///
    /// # Errors
    /// The first place where the text is not JSON or not a policy.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Self::of_json(&json::read(text)?)
    }

    /// Reads a policy document from JSON that is parsed already.
    ///
    /// # Errors
    /// The first place where the value is not a policy.
    pub fn of_json(value: &Value) -> Result<Self, ParseError> {
        Outline::of_json(value)?.into_document()
    }
}

/// A document whose elements are read, but not yet asked whether the required ones are there.
///
/// The checks at write time begin here, because AWS names a missing element only after other faults.
#[derive(Debug)]
pub(crate) struct Outline<'a> {
    /// As [`Document::version`].
    pub(crate) version: Option<Version>,
    /// As [`Document::id`].
    pub(crate) id: Option<Located<String>>,
    /// The statements in the order of the source; at least one.
    pub(crate) statements: Vec<StatementOutline<'a>>,
    /// As [`Document::single_statement`].
    pub(crate) single_statement: bool,
}

/// A statement in which any element may be missing, and whose effect and principal are not yet interpreted.
#[derive(Debug)]
pub(crate) struct StatementOutline<'a> {
    pub(crate) span: Span,
    pub(crate) sid: Option<Located<String>>,
    pub(crate) effect: Option<Located<String>>,
    /// The value of `Principal`, or of `NotPrincipal` if the flag is set.
    pub(crate) principal: Option<(bool, &'a Value)>,
    pub(crate) action: Option<ActionElement>,
    pub(crate) resource: Option<ResourceElement>,
    pub(crate) conditions: Vec<ConditionBlock>,
}

impl<'a> Outline<'a> {
    /// Reads what there is of a document.
    pub(crate) fn of_json(value: &'a Value) -> Result<Self, ParseError> {
        let mut version = None;
        let mut id = None;
        let mut statement = None;
        for member in object(value, "policy")? {
            match member.key.value.as_str() {
                "Version" => version = Some(version_of(&member.value)?),
                "Id" => id = Some(text(&member.value, "Id")?),
                "Statement" => statement = Some(&member.value),
                _ => return Err(unknown_element(member)),
            }
        }
        let value =
            statement.ok_or(ParseError::new(ParseErrorKind::MissingElement("Statement"), value.span))?;
        let (values, single_statement) = one_or_many(value);
        if values.is_empty() {
            return Err(ParseError::new(ParseErrorKind::NoStatement, value.span));
        }
        if values.len() > STATEMENTS_MAX {
            return Err(ParseError::new(ParseErrorKind::TooManyStatements, value.span));
        }
        let statements = values.iter().map(StatementOutline::of_json).collect::<Result<_, _>>()?;
        Ok(Self { version, id, statements, single_statement })
    }

    /// Asks for what is required.
    pub(crate) fn into_document(self) -> Result<Document, ParseError> {
        let statements = self.statements.into_iter().map(StatementOutline::into_statement);
        Ok(Document {
            version: self.version,
            id: self.id,
            statements: statements.collect::<Result<_, _>>()?,
            single_statement: self.single_statement,
        })
    }
}

impl<'a> StatementOutline<'a> {
    fn of_json(value: &'a Value) -> Result<Self, ParseError> {
        let mut sid = None;
        let mut effect = None;
        let mut principal = Slot::default();
        let mut action = Slot::default();
        let mut resource = Slot::default();
        let mut conditions = Vec::new();
        for member in object(value, "Statement")? {
            match member.key.value.as_str() {
                "Sid" => sid = Some(text(&member.value, "Sid")?),
                "Effect" => effect = Some(text(&member.value, "Effect")?),
                "Principal" => principal.fill(member, false, "Principal", "NotPrincipal")?,
                "NotPrincipal" => principal.fill(member, true, "Principal", "NotPrincipal")?,
                "Action" => action.fill(member, false, "Action", "NotAction")?,
                "NotAction" => action.fill(member, true, "Action", "NotAction")?,
                "Resource" => resource.fill(member, false, "Resource", "NotResource")?,
                "NotResource" => resource.fill(member, true, "Resource", "NotResource")?,
                "Condition" => conditions = condition::blocks(&member.value)?,
                _ => return Err(unknown_element(member)),
            }
        }
        let action = action.content.map(action_of).transpose()?;
        let resource = resource.content.map(resource_of).transpose()?;
        Ok(Self { span: value.span, sid, effect, principal: principal.content, action, resource, conditions })
    }

    fn into_statement(self) -> Result<Statement, ParseError> {
        let missing = |element| ParseError::new(ParseErrorKind::MissingElement(element), self.span);
        Ok(Statement {
            span: self.span,
            sid: self.sid,
            effect: effect_of(self.effect.ok_or(missing("Effect"))?)?,
            principal: self.principal.map(|(negated, value)| principal_of(negated, value)).transpose()?,
            action: self.action.ok_or(missing("Action"))?,
            resource: self.resource,
            conditions: self.conditions,
        })
    }
}

fn version_of(value: &Value) -> Result<Version, ParseError> {
    let text = text(value, "Version")?;
    Version::ALL
        .into_iter()
        .find(|version| version.as_str() == text.value)
        .ok_or(ParseError::new(ParseErrorKind::UnknownVersion(text.value), text.span))
}

/// An element that may stand there as itself or negated, but not both (rule G-2).
#[derive(Default)]
struct Slot<'a> {
    content: Option<(bool, &'a Value)>,
}

impl<'a> Slot<'a> {
    fn fill(
        &mut self,
        member: &'a Member,
        negated: bool,
        plain: &'static str,
        not: &'static str,
    ) -> Result<(), ParseError> {
        if self.content.is_some() {
            return Err(ParseError::new(ParseErrorKind::ConflictingElements(plain, not), member.key.span));
        }
        self.content = Some((negated, &member.value));
        Ok(())
    }
}

fn action_of((negated, value): (bool, &Value)) -> Result<ActionElement, ParseError> {
    let (patterns, single) = texts(value, if negated { "NotAction" } else { "Action" })?;
    Ok(ActionElement { negated, span: value.span, patterns, single })
}

fn resource_of((negated, value): (bool, &Value)) -> Result<ResourceElement, ParseError> {
    let (patterns, single) = texts(value, if negated { "NotResource" } else { "Resource" })?;
    Ok(ResourceElement { negated, span: value.span, patterns, single })
}

fn effect_of(text: Located<String>) -> Result<Effect, ParseError> {
    match text.value.as_str() {
        "Allow" => Ok(Effect::Allow),
        "Deny" => Ok(Effect::Deny),
        _ => Err(ParseError::new(ParseErrorKind::UnknownEffect(text.value), text.span)),
    }
}

/// Reads the value of `Principal` or `NotPrincipal` (rule P-1).
pub(crate) fn principal_of(negated: bool, value: &Value) -> Result<PrincipalElement, ParseError> {
    let span = value.span;
    let mut principals = Vec::new();
    let members = match &value.kind {
        Kind::Object(members) => members,
        Kind::Text(text) if text == "*" => {
            let everyone = PrincipalPattern { kind: PrincipalKind::Aws, text: text.clone() };
            principals.push(Located { value: everyone, span });
            return Ok(PrincipalElement { negated, span, principals, bare_star: true });
        }
        Kind::Text(text) => return Err(ParseError::new(ParseErrorKind::PrincipalText(text.clone()), span)),
        _ => return Err(wrong_type("Principal", "an object or `\"*\"`", value)),
    };
    for member in members {
        let name = member.key.value.as_str();
        let kind = PrincipalKind::ALL.into_iter().find(|kind| kind.as_str() == name).ok_or_else(|| {
            ParseError::new(ParseErrorKind::UnknownPrincipalKey(name.into()), member.key.span)
        })?;
        let (values, _) = texts(&member.value, "Principal")?;
        principals.extend(
            values
                .into_iter()
                .map(|text| Located { value: PrincipalPattern { kind, text: text.value }, span: text.span }),
        );
    }
    Ok(PrincipalElement { negated, span, principals, bare_star: false })
}

/// The values of an element that may be an array or a single value (rule G-4), and whether it is single.
fn one_or_many(value: &Value) -> (&[Value], bool) {
    match &value.kind {
        Kind::Array(values) => (values, false),
        _ => (std::slice::from_ref(value), true),
    }
}

fn texts(value: &Value, element: &'static str) -> Result<(Vec<Located<String>>, bool), ParseError> {
    let (values, single) = one_or_many(value);
    Ok((values.iter().map(|value| text(value, element)).collect::<Result<_, _>>()?, single))
}

fn text(value: &Value, element: &'static str) -> Result<Located<String>, ParseError> {
    match &value.kind {
        Kind::Text(text) => Ok(Located { value: text.clone(), span: value.span }),
        _ => Err(wrong_type(element, "a text", value)),
    }
}

fn object<'a>(value: &'a Value, element: &'static str) -> Result<&'a [Member], ParseError> {
    match &value.kind {
        Kind::Object(members) => Ok(members),
        _ => Err(wrong_type(element, "an object", value)),
    }
}

fn wrong_type(element: &'static str, expected: &'static str, value: &Value) -> ParseError {
    ParseError::new(ParseErrorKind::WrongType { element, expected, found: value.kind.name() }, value.span)
}

fn unknown_element(member: &Member) -> ParseError {
    ParseError::new(ParseErrorKind::UnknownElement(member.key.value.clone()), member.key.span)
}

impl Version {
    /// Both versions.
    pub const ALL: [Self; 2] = [Self::V2008, Self::V2012];

    /// The version as it stands in a document (rule G-1).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V2008 => "2008-10-17",
            Self::V2012 => "2012-10-17",
        }
    }
}

impl Effect {
    /// The effect as it stands in a document (rule G-2).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "Allow",
            Self::Deny => "Deny",
        }
    }
}

impl PrincipalKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Aws, Self::Service, Self::Federated, Self::CanonicalUser];

    /// The key in a `Principal` object (rule P-1).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Aws => "AWS",
            Self::Service => "Service",
            Self::Federated => "Federated",
            Self::CanonicalUser => "CanonicalUser",
        }
    }
}

impl ParseError {
    fn new(kind: ParseErrorKind, span: Span) -> Self {
        Self { kind, span }
    }
}
