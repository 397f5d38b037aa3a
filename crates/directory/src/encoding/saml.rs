// SPDX-License-Identifier: Apache-2.0
//! The fields of SAML providers and of used assertions.

use super::DecodeError;
use super::fields::{Reader, Writer};
use super::records::{CREATED_AT, DOCUMENT, ID, NAME, read_id, read_tags, write_tags};
use crate::record::{AssertionEncryption, SamlPrivateKey, SamlProvider, SecretText, UsedAssertion};

const VALID_UNTIL: u8 = 32;
const ENCRYPTION: u8 = 33;
const PRIVATE_KEY: u8 = 34;
const EXPIRES_AT: u8 = 32;

pub(super) fn write_provider(provider: &SamlProvider, writer: &mut Writer) {
    writer.text(ID, provider.id.as_str());
    writer.text(NAME, &provider.name);
    writer.number(CREATED_AT, provider.created_at);
    write_tags(&provider.tags, writer);
    writer.text(DOCUMENT, &provider.metadata);
    writer.number(VALID_UNTIL, provider.valid_until);
    writer.optional_text(ENCRYPTION, provider.encryption.map(AssertionEncryption::as_str));
    for key in &provider.private_keys {
        // An id holds no blank; what comes after the second one is the key.
        writer.text(PRIVATE_KEY, &format!("{} {} {}", key.id, key.added_at, key.pem.expose()));
    }
}

pub(super) fn read_provider(reader: &mut Reader<'_>) -> Result<SamlProvider, DecodeError> {
    let encryption = match reader.optional_text(ENCRYPTION)? {
        None => None,
        Some(text) => Some(AssertionEncryption::parse(&text).ok_or(DecodeError::Value(ENCRYPTION))?),
    };
    let keys = reader.texts(PRIVATE_KEY)?;
    let keys = keys.iter().map(|text| read_key(text).ok_or(DecodeError::Value(PRIVATE_KEY)));
    Ok(SamlProvider {
        id: read_id(reader)?,
        name: reader.text(NAME)?,
        created_at: reader.number(CREATED_AT)?,
        valid_until: reader.number(VALID_UNTIL)?,
        metadata: reader.text(DOCUMENT)?,
        encryption,
        private_keys: keys.collect::<Result<_, _>>()?,
        tags: read_tags(reader)?,
    })
}

fn read_key(text: &str) -> Option<SamlPrivateKey> {
    let mut words = text.splitn(3, ' ');
    Some(SamlPrivateKey {
        id: words.next()?.to_owned(),
        added_at: words.next()?.parse().ok()?,
        pem: SecretText::new(words.next()?.to_owned()),
    })
}

pub(super) fn write_used_assertion(used: &UsedAssertion, writer: &mut Writer) {
    writer.text(ID, &used.id);
    writer.number(EXPIRES_AT, used.expires_at);
}

pub(super) fn read_used_assertion(reader: &mut Reader<'_>) -> Result<UsedAssertion, DecodeError> {
    Ok(UsedAssertion { id: reader.text(ID)?, expires_at: reader.number(EXPIRES_AT)? })
}
