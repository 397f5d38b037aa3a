// SPDX-License-Identifier: Apache-2.0
//! An SSH public key as answers show it.

use portcullis_directory::record::{SshPublicKey, User};
use portcullis_wire::{Fault, Timestamp, faults, iam};

use crate::credential::ssh_key::{Encoding, SshKey};
use crate::credential::status::status_text;

/// A key with its body in one of the two forms: as it was uploaded, if that is the form it has.
///
/// # Errors
/// What is stored is no key, which an upload would have refused.
pub(super) fn key_shape(
    record: &SshPublicKey,
    user: &User,
    encoding: Encoding,
) -> Result<iam::SSHPublicKey, Fault> {
    let (key, uploaded) = stored_key(record)?;
    let body = if encoding == uploaded {
        record.body.clone()
    } else {
        key.encode(encoding).ok_or_else(faults::internal_failure)?
    };
    Ok(iam::SSHPublicKey {
        user_name: user.name.clone(),
        ssh_public_key_id: record.id.to_string(),
        fingerprint: key.fingerprint(),
        ssh_public_key_body: body,
        status: status_text(record.status),
        upload_date: Some(Timestamp(record.uploaded_at)),
    })
}

/// The key in a record, and the form it was uploaded in.
///
/// # Errors
/// What is stored is no key, which an upload would have refused.
pub(super) fn stored_key(record: &SshPublicKey) -> Result<(SshKey, Encoding), Fault> {
    SshKey::parse(&record.body).map_err(|_| faults::internal_failure())
}
