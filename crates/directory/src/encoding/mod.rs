// SPDX-License-Identifier: Apache-2.0
//! The stored form of records: a version byte, then fields of tag, length and bytes.
//!
//! A tag keeps its meaning for ever. A new field takes a new tag and is optional; a change of meaning takes a
//! new version, whose reader turns the old form into the new one. Golden files hold bytes of every version.

mod credentials;
mod federation;
pub mod fields;
mod mfa;
mod records;
mod reports;
mod saml;
mod settings;
mod sign_in;

use std::fmt;

use crate::change::Kind;
use crate::record::Record;

/// The version that [`encode`] writes.
pub const VERSION: u8 = 1;

/// The stored bytes of a record.
pub fn encode(record: &Record) -> Vec<u8> {
    let mut writer = fields::Writer::new(VERSION);
    records::write(record, &mut writer);
    writer.into_bytes()
}

/// The record that these bytes hold.
///
/// # Errors
/// The bytes are damaged, or a newer version wrote them.
pub fn decode(kind: Kind, bytes: &[u8]) -> Result<Record, DecodeError> {
    let (version, rest) = bytes.split_first().ok_or(DecodeError::Truncated)?;
    if *version != VERSION {
        return Err(DecodeError::Version(*version));
    }
    let mut reader = fields::Reader::new(rest)?;
    let record = records::read(kind, &mut reader)?;
    reader.finish()?;
    Ok(record)
}

/// Why bytes are not a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecodeError {
    /// A field that must be there is not.
    Missing(u8),
    /// The bytes end within a field.
    Truncated,
    /// A field is there that this version does not know.
    UnknownField(u8),
    /// A field holds a value that its type does not allow.
    Value(u8),
    /// Another version wrote the bytes.
    Version(u8),
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(tag) => write!(formatter, "field {tag} is missing"),
            Self::Truncated => formatter.write_str("the record ends too early"),
            Self::UnknownField(tag) => write!(formatter, "field {tag} is unknown to this version"),
            Self::Value(tag) => write!(formatter, "field {tag} holds a value that it cannot"),
            Self::Version(version) => {
                write!(
                    formatter,
                    "the record has format version {version}, this program knows up to {VERSION}"
                )
            }
        }
    }
}

impl std::error::Error for DecodeError {}
