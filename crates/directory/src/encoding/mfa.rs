// SPDX-License-Identifier: Apache-2.0
//! The fields of MFA devices.

use std::collections::BTreeMap;

use super::DecodeError;
use super::fields::{Reader, Writer};
use super::records::{CREATED_AT, ID, OWNER, read_tags, write_tags};
use crate::record::{KeyOwner, MfaDevice, MfaFactor, SecretText, SecurityKey, VirtualDevice};

const SEED: u8 = 32;
const ENABLED_AT: u8 = 33;
const DRIFT_STEPS: u8 = 34;
const USED_STEP: u8 = 35;
const WRONG_CODES: u8 = 36;
const WRONG_STEP: u8 = 37;
const CREDENTIAL_ID: u8 = 38;
const PUBLIC_KEY: u8 = 39;
const SIGN_COUNT: u8 = 40;
const AAGUID: u8 = 41;
const CERTIFICATION: u8 = 42;
const CHALLENGED_AT: u8 = 43;

pub(super) fn write(device: &MfaDevice, writer: &mut Writer) {
    writer.text(ID, &device.serial_number);
    writer.number(CREATED_AT, device.created_at);
    write_tags(&device.tags, writer);
    writer.optional_text(OWNER, device.owner.as_ref().map(KeyOwner::as_str));
    write_number(ENABLED_AT, device.enabled_at, writer);
    match &device.factor {
        MfaFactor::Virtual(one) => {
            writer.text(SEED, one.seed.expose());
            writer.number(DRIFT_STEPS, one.drift_steps);
            write_number(USED_STEP, one.used_step, writer);
            writer.number(WRONG_CODES, one.wrong_codes.into());
            write_number(WRONG_STEP, one.wrong_step, writer);
        }
        MfaFactor::SecurityKey(one) => {
            writer.bytes(CREDENTIAL_ID, &one.credential_id);
            writer.bytes(PUBLIC_KEY, &one.public_key);
            writer.number(SIGN_COUNT, one.sign_count.into());
            writer.bytes(AAGUID, &one.aaguid);
            for (name, level) in &one.certifications {
                // A name is printable, so it holds no NUL.
                writer.text(CERTIFICATION, &format!("{name}\0{level}"));
            }
            writer.number(CHALLENGED_AT, one.challenged_at_milliseconds);
        }
    }
}

pub(super) fn read(reader: &mut Reader<'_>) -> Result<MfaDevice, DecodeError> {
    Ok(MfaDevice {
        serial_number: reader.text(ID)?,
        owner: reader.optional_text(OWNER)?.map(KeyOwner::of_text),
        enabled_at: reader.optional_number(ENABLED_AT)?,
        created_at: reader.number(CREATED_AT)?,
        tags: read_tags(reader)?,
        factor: match reader.optional_text(SEED)? {
            Some(seed) => MfaFactor::Virtual(VirtualDevice {
                seed: SecretText::new(seed),
                drift_steps: reader.number(DRIFT_STEPS)?,
                used_step: reader.optional_number(USED_STEP)?,
                wrong_codes: reader.count(WRONG_CODES)?,
                wrong_step: reader.optional_number(WRONG_STEP)?,
            }),
            None => MfaFactor::SecurityKey(read_security_key(reader)?),
        },
    })
}

fn read_security_key(reader: &mut Reader<'_>) -> Result<SecurityKey, DecodeError> {
    let mut certifications = BTreeMap::new();
    for text in reader.texts(CERTIFICATION)? {
        let (name, level) = text.split_once('\0').ok_or(DecodeError::Value(CERTIFICATION))?;
        certifications.insert(name.to_owned(), level.to_owned());
    }
    Ok(SecurityKey {
        credential_id: bytes(CREDENTIAL_ID, reader)?.to_vec(),
        public_key: bytes(PUBLIC_KEY, reader)?.to_vec(),
        sign_count: reader.count(SIGN_COUNT)?,
        aaguid: bytes(AAGUID, reader)?.try_into().map_err(|_| DecodeError::Value(AAGUID))?,
        certifications,
        challenged_at_milliseconds: reader.number(CHALLENGED_AT)?,
    })
}

fn write_number(tag: u8, value: Option<i64>, writer: &mut Writer) {
    if let Some(value) = value {
        writer.number(tag, value);
    }
}

fn bytes<'a>(tag: u8, reader: &mut Reader<'a>) -> Result<&'a [u8], DecodeError> {
    match reader.all(tag).as_slice() {
        [] => Err(DecodeError::Missing(tag)),
        [value] => Ok(value),
        _ => Err(DecodeError::Value(tag)),
    }
}
