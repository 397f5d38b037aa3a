// SPDX-License-Identifier: Apache-2.0
//! What an assertion says, as it stands in the text that was signed.

use super::xml::Element;
use super::{ASSERTION, Malformed, malformed, time};

const BEARER: &str = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
/// What is said of an assertion that names nobody.
pub(super) const NOBODY: &str = "the assertion has no Subject with a NameID";
/// The format of a name whose format is not told.
const UNSPECIFIED: &str = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";

/// An assertion. Times are in seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Assertion {
    pub(crate) id: String,
    pub(crate) issuer: String,
    pub(super) issued_at: i64,
    /// The name of the person it speaks of.
    pub(crate) subject: String,
    /// What kind of name that is: a URI.
    pub(super) subject_format: String,
    pub(super) confirmations: Vec<Confirmation>,
    pub(super) not_before: Option<i64>,
    pub(super) not_on_or_after: Option<i64>,
    /// The audiences, one list for each restriction: all restrictions must be met.
    pub(super) audiences: Vec<Vec<String>>,
    /// When the person's session at the provider ends.
    pub(crate) session_ends_at: Option<i64>,
    /// The attributes with their values, in order.
    pub(super) attributes: Vec<(String, Vec<String>)>,
}

/// A bearer may present the assertion at one place until some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Confirmation {
    pub(super) recipient: Option<String>,
    /// The id of the request that the assertion answers, if it answers one.
    pub(super) in_response_to: Option<String>,
    pub(super) not_before: Option<i64>,
    pub(super) not_on_or_after: Option<i64>,
}

impl Assertion {
    /// Reads an assertion.
    pub(super) fn read(assertion: Element<'_, '_>) -> Result<Self, Malformed> {
        if !assertion.is(ASSERTION, "Assertion") || assertion.attribute("Version") != Some("2.0") {
            return malformed("what is signed is not an assertion of SAML 2.0");
        }
        let Some(issued_at) = time(assertion, "IssueInstant")? else {
            return malformed("Assertion has no IssueInstant");
        };
        let Some(subject) = assertion.optional(ASSERTION, "Subject")? else { return malformed(NOBODY) };
        let Some(name) = subject.optional(ASSERTION, "NameID")? else { return malformed(NOBODY) };
        let conditions = assertion.one(ASSERTION, "Conditions")?;
        let read = Self {
            id: assertion.required_attribute("ID")?.to_owned(),
            issuer: assertion.one(ASSERTION, "Issuer")?.text()?,
            issued_at,
            subject: name.text()?,
            subject_format: name.attribute("Format").unwrap_or(UNSPECIFIED).to_owned(),
            confirmations: confirmations(subject)?,
            not_before: time(conditions, "NotBefore")?,
            not_on_or_after: time(conditions, "NotOnOrAfter")?,
            audiences: audiences(conditions)?,
            session_ends_at: session_ends_at(assertion)?,
            attributes: attributes(assertion)?,
        };
        if read.id.is_empty() || read.subject.is_empty() || read.issuer.is_empty() {
            return malformed("the assertion's ID, Issuer or NameID is empty");
        }
        Ok(read)
    }
}

fn confirmations(subject: Element<'_, '_>) -> Result<Vec<Confirmation>, Malformed> {
    let mut found = Vec::new();
    for confirmation in subject.all(ASSERTION, "SubjectConfirmation") {
        if confirmation.attribute("Method") != Some(BEARER) {
            continue;
        }
        let data = confirmation.one(ASSERTION, "SubjectConfirmationData")?;
        found.push(Confirmation {
            recipient: data.attribute("Recipient").map(str::to_owned),
            in_response_to: data.attribute("InResponseTo").map(str::to_owned),
            not_before: time(data, "NotBefore")?,
            not_on_or_after: time(data, "NotOnOrAfter")?,
        });
    }
    Ok(found)
}

/// The audiences of each restriction. A condition that is not known cannot be met.
fn audiences(conditions: Element<'_, '_>) -> Result<Vec<Vec<String>>, Malformed> {
    let mut restrictions = Vec::new();
    for condition in conditions.children() {
        if condition.is(ASSERTION, "AudienceRestriction") {
            let texts = condition.all(ASSERTION, "Audience").map(Element::text);
            restrictions.push(texts.collect::<Result<Vec<_>, _>>()?);
        } else if !condition.is(ASSERTION, "OneTimeUse") && !condition.is(ASSERTION, "ProxyRestriction") {
            return malformed(format!("the condition {} is not known", condition.name()));
        }
    }
    Ok(restrictions)
}

fn session_ends_at(assertion: Element<'_, '_>) -> Result<Option<i64>, Malformed> {
    let mut ends = Vec::new();
    for statement in assertion.all(ASSERTION, "AuthnStatement") {
        ends.extend(time(statement, "SessionNotOnOrAfter")?);
    }
    Ok(ends.into_iter().min())
}

/// The attributes of an assertion with their values, in order.
pub(super) fn attributes(assertion: Element<'_, '_>) -> Result<Vec<(String, Vec<String>)>, Malformed> {
    let mut attributes = Vec::new();
    for statement in assertion.all(ASSERTION, "AttributeStatement") {
        for attribute in statement.all(ASSERTION, "Attribute") {
            let name = attribute.required_attribute("Name")?.to_owned();
            let values = attribute.all(ASSERTION, "AttributeValue").map(Element::text);
            attributes.push((name, values.collect::<Result<Vec<_>, _>>()?));
        }
    }
    Ok(attributes)
}
