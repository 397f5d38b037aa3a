// SPDX-License-Identifier: Apache-2.0
//! A server certificate as answers show it: never with its private key.

use portcullis_directory::identifier::AccountId;
use portcullis_directory::record::ServerCertificate;
use portcullis_wire::{Timestamp, iam};

/// What lists show of a certificate.
pub(super) fn metadata_shape(
    record: &ServerCertificate,
    account: AccountId,
) -> iam::ServerCertificateMetadata {
    iam::ServerCertificateMetadata {
        path: record.path.clone(),
        server_certificate_name: record.name.clone(),
        server_certificate_id: record.id.to_string(),
        arn: record.arn(account),
        upload_date: Some(Timestamp(record.uploaded_at)),
        expiration: Some(Timestamp(record.expires_at)),
    }
}
