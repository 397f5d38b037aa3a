// SPDX-License-Identifier: Apache-2.0
//! SAML 2.0: reading a provider's metadata, and verifying what its responses say of a person.
//!
//! Each step hands the next one only what it has verified: `signature::verify` returns the canonical text of what was
//! signed, and everything later is read from that text. What was not signed cannot be read at all.

mod assertion;
mod attributes;
mod encryption;
mod judge;
pub mod metadata;
mod proof;
pub(crate) mod request;
mod response;
mod signature;
mod xml;

use std::fmt;

pub use encryption::DecryptingKey;
pub use proof::Accepted;
pub(crate) use proof::{Believed, Presented, believe, prove, verified};
pub(crate) use response::claimed_roles;
pub use response::{Opened, Trusted, open};

/// The namespace of assertions.
const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
/// The namespace of responses.
const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
/// The namespace of metadata.
const METADATA: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
/// The namespace of XML signatures.
const SIGNATURE: &str = "http://www.w3.org/2000/09/xmldsig#";
/// The namespace of XML encryption.
const ENCRYPTION: &str = "http://www.w3.org/2001/04/xmlenc#";

/// Why a document is refused: what is wrong with it, in words for its sender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed(pub String);

impl fmt::Display for Malformed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Malformed {}

/// A document that is refused for this reason.
fn malformed<T>(reason: impl Into<String>) -> Result<T, Malformed> {
    Err(Malformed(reason.into()))
}

/// The time that an attribute tells, in seconds since 1970.
fn time(element: xml::Element<'_, '_>, name: &str) -> Result<Option<i64>, Malformed> {
    let Some(text) = element.attribute(name) else { return Ok(None) };
    // A date without a time is no xs:dateTime, and a bare number is none either.
    let read = portcullis_wire::Timestamp::parse(text).filter(|_| text.contains('T'));
    match read {
        Some(at) => Ok(Some(at.0)),
        None => malformed(format!("{name} `{text}` is not a time")),
    }
}
