// SPDX-License-Identifier: Apache-2.0
//! A signing certificate as answers show it.

use portcullis_directory::record::SigningCertificate;
use portcullis_wire::{Timestamp, iam};

use crate::credential::status::status_text;
use crate::iam::access_key::holder::Holder;

/// A certificate with its body. The root user has no name, unless the account has an alias.
pub(super) fn certificate_shape(record: &SigningCertificate, holder: &Holder) -> iam::SigningCertificate {
    iam::SigningCertificate {
        user_name: holder.name.clone().unwrap_or_default(),
        certificate_id: record.id.to_string(),
        certificate_body: record.body.clone(),
        status: status_text(record.status),
        upload_date: Some(Timestamp(record.uploaded_at)),
    }
}
