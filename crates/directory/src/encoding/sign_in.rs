// SPDX-License-Identifier: Apache-2.0
//! The fields of passwords and of sessions that were ended before their time.

use super::DecodeError;
use super::credentials::{EXPIRES_AT, SECRET, read_owner, write_owner};
use super::fields::{Reader, Writer};
use super::records::{CREATED_AT, ID};
use crate::record::{LoginProfile, SecretText, SignOut};

const EARLIER: u8 = 33;
const CHANGED_AT: u8 = 34;
const RESET_REQUIRED: u8 = 35;
const USED_AT: u8 = 36;

pub(super) fn write_login_profile(profile: &LoginProfile, writer: &mut Writer) {
    writer.number(CREATED_AT, profile.created_at);
    write_owner(&profile.owner, writer);
    writer.text(SECRET, profile.hash.expose());
    for hash in &profile.earlier {
        writer.text(EARLIER, hash.expose());
    }
    writer.number(CHANGED_AT, profile.changed_at);
    writer.number(RESET_REQUIRED, i64::from(profile.reset_required));
    if let Some(at) = profile.used_at {
        writer.number(USED_AT, at);
    }
}

pub(super) fn read_login_profile(reader: &mut Reader<'_>) -> Result<LoginProfile, DecodeError> {
    Ok(LoginProfile {
        owner: read_owner(reader)?,
        hash: SecretText::new(reader.text(SECRET)?),
        earlier: reader.texts(EARLIER)?.into_iter().map(SecretText::new).collect(),
        created_at: reader.number(CREATED_AT)?,
        changed_at: reader.number(CHANGED_AT)?,
        reset_required: match reader.number(RESET_REQUIRED)? {
            0 => false,
            1 => true,
            _ => return Err(DecodeError::Value(RESET_REQUIRED)),
        },
        used_at: reader.optional_number(USED_AT)?,
    })
}

pub(super) fn write_sign_out(one: &SignOut, writer: &mut Writer) {
    writer.text(ID, &one.access_key_id);
    writer.number(EXPIRES_AT, one.expires_at);
}

pub(super) fn read_sign_out(reader: &mut Reader<'_>) -> Result<SignOut, DecodeError> {
    Ok(SignOut { access_key_id: reader.text(ID)?, expires_at: reader.number(EXPIRES_AT)? })
}
