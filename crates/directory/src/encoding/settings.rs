// SPDX-License-Identifier: Apache-2.0
//! The fields of settings, signing keys and deletions of roles.

use super::DecodeError;
use super::fields::{Reader, Writer};
use super::records::{CREATED_AT, ID};
use crate::record::{
    AccountSettings, OutboundFederation, PasswordPolicy, PublicKey, RoleDeletion, SecretAccessKey,
    SigningKey, TokenVersion,
};

const PASSWORD_LENGTH_MIN: u8 = 32;
const PASSWORD_RULES: u8 = 33;
const PASSWORD_AGE_DAYS_MAX: u8 = 34;
const PASSWORD_REUSE_PREVENTION: u8 = 35;
const PASSWORD_HARD_EXPIRY: u8 = 36;
const TOKEN_VERSION: u8 = 37;
const ROLE_MANAGER: u8 = 38;
const OUTBOUND_ENABLED: u8 = 39;
const OUTBOUND_ISSUER: u8 = 40;

const KEY_ALGORITHM: u8 = 32;
const KEY_FIRST: u8 = 33;
const KEY_SECOND: u8 = 34;
const KEY_PRIVATE: u8 = 35;
const KEY_RETIRED_AT: u8 = 36;

const DELETION_ROLE_ARN: u8 = 32;

pub(super) fn write_settings(settings: &AccountSettings, writer: &mut Writer) {
    if let Some(policy) = &settings.password_policy {
        writer.number(PASSWORD_LENGTH_MIN, policy.length_min.into());
        writer.number(PASSWORD_RULES, rules(policy));
        if let Some(days) = policy.age_days_max {
            writer.number(PASSWORD_AGE_DAYS_MAX, days.into());
        }
        if let Some(count) = policy.reuse_prevention {
            writer.number(PASSWORD_REUSE_PREVENTION, count.into());
        }
        if let Some(hard) = policy.hard_expiry {
            writer.number(PASSWORD_HARD_EXPIRY, hard.into());
        }
    }
    writer.number(TOKEN_VERSION, settings.token_version.number().into());
    writer.number(ROLE_MANAGER, settings.role_manager_enabled.into());
    writer.number(OUTBOUND_ENABLED, settings.outbound_federation.enabled.into());
    writer.optional_text(OUTBOUND_ISSUER, settings.outbound_federation.issuer_id.as_deref());
}

pub(super) fn read_settings(reader: &mut Reader<'_>) -> Result<AccountSettings, DecodeError> {
    let token_version = match reader.optional_number(TOKEN_VERSION)? {
        None | Some(1) => TokenVersion::V1,
        Some(2) => TokenVersion::V2,
        Some(_) => return Err(DecodeError::Value(TOKEN_VERSION)),
    };
    Ok(AccountSettings {
        password_policy: read_password_policy(reader)?,
        token_version,
        role_manager_enabled: flag(reader, ROLE_MANAGER)?.unwrap_or(false),
        outbound_federation: OutboundFederation {
            enabled: flag(reader, OUTBOUND_ENABLED)?.unwrap_or(false),
            issuer_id: reader.optional_text(OUTBOUND_ISSUER)?,
        },
    })
}

/// The yes-or-no rules as bits, in the order of the record's fields, the lowest first.
fn rules(policy: &PasswordPolicy) -> i64 {
    [
        policy.require_symbols,
        policy.require_numbers,
        policy.require_uppercase,
        policy.require_lowercase,
        policy.allow_users_to_change,
    ]
    .into_iter()
    .rev()
    .fold(0, |bits, rule| bits << 1 | i64::from(rule))
}

fn read_password_policy(reader: &mut Reader<'_>) -> Result<Option<PasswordPolicy>, DecodeError> {
    let Some(length_min) = count(reader, PASSWORD_LENGTH_MIN)? else { return Ok(None) };
    let bits = reader.number(PASSWORD_RULES)?;
    if !(0..32).contains(&bits) {
        return Err(DecodeError::Value(PASSWORD_RULES));
    }
    let rule = |place: u32| bits >> place & 1 == 1;
    Ok(Some(PasswordPolicy {
        length_min,
        require_symbols: rule(0),
        require_numbers: rule(1),
        require_uppercase: rule(2),
        require_lowercase: rule(3),
        allow_users_to_change: rule(4),
        age_days_max: count(reader, PASSWORD_AGE_DAYS_MAX)?,
        reuse_prevention: count(reader, PASSWORD_REUSE_PREVENTION)?,
        hard_expiry: flag(reader, PASSWORD_HARD_EXPIRY)?,
    }))
}

fn count(reader: &mut Reader<'_>, tag: u8) -> Result<Option<u32>, DecodeError> {
    let number = reader.optional_number(tag)?;
    number.map(u32::try_from).transpose().map_err(|_| DecodeError::Value(tag))
}

fn flag(reader: &mut Reader<'_>, tag: u8) -> Result<Option<bool>, DecodeError> {
    match reader.optional_number(tag)? {
        None => Ok(None),
        Some(0) => Ok(Some(false)),
        Some(1) => Ok(Some(true)),
        Some(_) => Err(DecodeError::Value(tag)),
    }
}

pub(super) fn write_signing_key(key: &SigningKey, writer: &mut Writer) {
    writer.text(ID, &key.id);
    writer.number(CREATED_AT, key.created_at);
    writer.text(KEY_ALGORITHM, key.public.algorithm().as_str());
    let (first, second) = match &key.public {
        PublicKey::P384 { x, y } => (x, y),
        PublicKey::Rsa { modulus, exponent } => (modulus, exponent),
    };
    writer.bytes(KEY_FIRST, first);
    writer.bytes(KEY_SECOND, second);
    writer.optional_text(KEY_PRIVATE, key.private.as_ref().map(SecretAccessKey::expose));
    if let Some(at) = key.retired_at {
        writer.number(KEY_RETIRED_AT, at);
    }
}

pub(super) fn read_signing_key(reader: &mut Reader<'_>) -> Result<SigningKey, DecodeError> {
    let algorithm = reader.text(KEY_ALGORITHM)?;
    let (first, second) = (bytes(reader, KEY_FIRST)?, bytes(reader, KEY_SECOND)?);
    let public = match algorithm.as_str() {
        "ES384" => PublicKey::P384 { x: first, y: second },
        "RS256" => PublicKey::Rsa { modulus: first, exponent: second },
        _ => return Err(DecodeError::Value(KEY_ALGORITHM)),
    };
    Ok(SigningKey {
        id: reader.text(ID)?,
        created_at: reader.number(CREATED_AT)?,
        retired_at: reader.optional_number(KEY_RETIRED_AT)?,
        public,
        private: reader.optional_text(KEY_PRIVATE)?.map(SecretAccessKey::new),
    })
}

fn bytes(reader: &mut Reader<'_>, tag: u8) -> Result<Vec<u8>, DecodeError> {
    match reader.all(tag).as_slice() {
        [value] => Ok(value.to_vec()),
        [] => Err(DecodeError::Missing(tag)),
        _ => Err(DecodeError::Value(tag)),
    }
}

pub(super) fn write_role_deletion(deletion: &RoleDeletion, writer: &mut Writer) {
    writer.text(ID, &deletion.task_id);
    writer.number(CREATED_AT, deletion.created_at);
    writer.text(DELETION_ROLE_ARN, &deletion.role_arn);
}

pub(super) fn read_role_deletion(reader: &mut Reader<'_>) -> Result<RoleDeletion, DecodeError> {
    Ok(RoleDeletion {
        task_id: reader.text(ID)?,
        role_arn: reader.text(DELETION_ROLE_ARN)?,
        created_at: reader.number(CREATED_AT)?,
    })
}
