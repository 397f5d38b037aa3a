// SPDX-License-Identifier: Apache-2.0
//! The fields of credentials: access keys, certificates, SSH keys and passwords for services.

use super::DecodeError;
use super::fields::{Reader, Writer};
use super::records::{CREATED_AT, ID, NAME, OWNER, PATH, read_id, read_tags, write_named, write_tags};
use crate::identifier::UniqueId;
use crate::record::{
    AccessKey, KeyOwner, KeyStatus, SecretText, ServerCertificate, ServiceSpecificCredential,
    SigningCertificate, SshPublicKey,
};

// Secret and status have one tag in all credentials that have them.
pub(super) const SECRET: u8 = 32;
const STATUS: u8 = 33;
const BODY: u8 = 34;
pub(super) const EXPIRES_AT: u8 = 35;
const SERVER_CHAIN: u8 = 36;
const SERVICE: u8 = 36;
const SERVICE_USER_NAME: u8 = 37;

pub(super) fn write_access_key(key: &AccessKey, writer: &mut Writer) {
    writer.text(ID, &key.id);
    writer.number(CREATED_AT, key.created_at);
    write_owner(&key.owner, writer);
    writer.text(SECRET, key.secret.expose());
    write_status(key.status, writer);
}

pub(super) fn read_access_key(reader: &mut Reader<'_>) -> Result<AccessKey, DecodeError> {
    Ok(AccessKey {
        id: reader.text(ID)?,
        owner: read_owner(reader)?,
        secret: SecretText::new(reader.text(SECRET)?),
        status: read_status(reader)?,
        created_at: reader.number(CREATED_AT)?,
    })
}

pub(super) fn write_ssh_public_key(key: &SshPublicKey, writer: &mut Writer) {
    writer.text(ID, key.id.as_str());
    writer.number(CREATED_AT, key.uploaded_at);
    writer.text(OWNER, key.user.as_str());
    write_status(key.status, writer);
    writer.text(BODY, &key.body);
}

pub(super) fn read_ssh_public_key(reader: &mut Reader<'_>) -> Result<SshPublicKey, DecodeError> {
    Ok(SshPublicKey {
        id: read_id(reader)?,
        user: UniqueId::new(reader.text(OWNER)?),
        body: reader.text(BODY)?,
        status: read_status(reader)?,
        uploaded_at: reader.number(CREATED_AT)?,
    })
}

pub(super) fn write_signing_certificate(one: &SigningCertificate, writer: &mut Writer) {
    writer.text(ID, one.id.as_str());
    writer.number(CREATED_AT, one.uploaded_at);
    write_owner(&one.owner, writer);
    write_status(one.status, writer);
    writer.text(BODY, &one.body);
}

pub(super) fn read_signing_certificate(reader: &mut Reader<'_>) -> Result<SigningCertificate, DecodeError> {
    Ok(SigningCertificate {
        id: read_id(reader)?,
        owner: read_owner(reader)?,
        body: reader.text(BODY)?,
        status: read_status(reader)?,
        uploaded_at: reader.number(CREATED_AT)?,
    })
}

pub(super) fn write_server_certificate(one: &ServerCertificate, writer: &mut Writer) {
    write_named(&one.id, &one.name, &one.path, one.uploaded_at, writer);
    write_tags(&one.tags, writer);
    writer.text(SECRET, one.private_key.expose());
    writer.text(BODY, &one.body);
    writer.number(EXPIRES_AT, one.expires_at);
    writer.optional_text(SERVER_CHAIN, one.chain.as_deref());
}

pub(super) fn read_server_certificate(reader: &mut Reader<'_>) -> Result<ServerCertificate, DecodeError> {
    Ok(ServerCertificate {
        id: read_id(reader)?,
        name: reader.text(NAME)?,
        path: reader.text(PATH)?,
        uploaded_at: reader.number(CREATED_AT)?,
        expires_at: reader.number(EXPIRES_AT)?,
        body: reader.text(BODY)?,
        chain: reader.optional_text(SERVER_CHAIN)?,
        private_key: SecretText::new(reader.text(SECRET)?),
        tags: read_tags(reader)?,
    })
}

pub(super) fn write_service_specific(one: &ServiceSpecificCredential, writer: &mut Writer) {
    writer.text(ID, one.id.as_str());
    writer.number(CREATED_AT, one.created_at);
    writer.text(OWNER, one.user.as_str());
    writer.bytes(SECRET, &one.password_digest);
    write_status(one.status, writer);
    if let Some(end) = one.expires_at {
        writer.number(EXPIRES_AT, end);
    }
    writer.text(SERVICE, &one.service);
    writer.text(SERVICE_USER_NAME, &one.service_user_name);
}

pub(super) fn read_service_specific(
    reader: &mut Reader<'_>,
) -> Result<ServiceSpecificCredential, DecodeError> {
    let password_digest = match reader.all(SECRET).as_slice() {
        [] => return Err(DecodeError::Missing(SECRET)),
        [digest] => <[u8; 32]>::try_from(*digest).map_err(|_| DecodeError::Value(SECRET))?,
        _ => return Err(DecodeError::Value(SECRET)),
    };
    Ok(ServiceSpecificCredential {
        id: read_id(reader)?,
        user: UniqueId::new(reader.text(OWNER)?),
        service: reader.text(SERVICE)?,
        service_user_name: reader.text(SERVICE_USER_NAME)?,
        password_digest,
        status: read_status(reader)?,
        created_at: reader.number(CREATED_AT)?,
        expires_at: reader.optional_number(EXPIRES_AT)?,
    })
}

pub(super) fn write_owner(owner: &KeyOwner, writer: &mut Writer) {
    writer.text(OWNER, owner.as_str());
}

pub(super) fn read_owner(reader: &mut Reader<'_>) -> Result<KeyOwner, DecodeError> {
    reader.text(OWNER).map(KeyOwner::of_text)
}

fn write_status(status: KeyStatus, writer: &mut Writer) {
    writer.number(STATUS, i64::from(status == KeyStatus::Active));
}

fn read_status(reader: &mut Reader<'_>) -> Result<KeyStatus, DecodeError> {
    match reader.number(STATUS)? {
        0 => Ok(KeyStatus::Inactive),
        1 => Ok(KeyStatus::Active),
        _ => Err(DecodeError::Value(STATUS)),
    }
}
