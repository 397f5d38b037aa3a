// SPDX-License-Identifier: Apache-2.0
//! A service-specific credential as answers show it.

use portcullis_directory::record::{ServiceSpecificCredential, User};
use portcullis_wire::{Fault, Secret, Timestamp, faults, iam};

use crate::credential::service_specific::Service;
use crate::credential::status::status_text;

/// A credential with its secret, which only the answers that make one show.
pub(super) fn credential_shape(
    record: &ServiceSpecificCredential,
    user: &User,
    service: Service,
    secret: String,
    now: i64,
) -> iam::ServiceSpecificCredential {
    let names = Names::of(record, service);
    let secret = Some(Secret::from(secret));
    let (password, api_key) = if service.takes_api_keys() { (None, secret) } else { (secret, None) };
    iam::ServiceSpecificCredential {
        create_date: Timestamp(record.created_at),
        expiration_date: record.expires_at.map(Timestamp),
        service_name: record.service.clone(),
        service_user_name: names.user_name,
        service_password: password,
        service_credential_alias: names.alias,
        service_credential_secret: api_key,
        service_specific_credential_id: record.id.to_string(),
        user_name: user.name.clone(),
        status: status(record, now),
    }
}

/// A credential as lists show it.
pub(super) fn metadata_shape(
    record: &ServiceSpecificCredential,
    user: &User,
    now: i64,
) -> Result<iam::ServiceSpecificCredentialMetadata, Fault> {
    let names = Names::of(record, service_of(record)?);
    Ok(iam::ServiceSpecificCredentialMetadata {
        user_name: user.name.clone(),
        status: status(record, now),
        service_user_name: names.user_name,
        service_credential_alias: names.alias,
        create_date: Timestamp(record.created_at),
        expiration_date: record.expires_at.map(Timestamp),
        service_specific_credential_id: record.id.to_string(),
        service_name: record.service.clone(),
    })
}

/// The service a stored credential is for.
///
/// # Errors
/// There is no such service, which nobody could have made a credential for.
pub(super) fn service_of(record: &ServiceSpecificCredential) -> Result<Service, Fault> {
    Service::named(&record.service).ok_or_else(faults::internal_failure)
}

fn status(record: &ServiceSpecificCredential, now: i64) -> String {
    if record.is_expired(now) { "Expired".to_owned() } else { status_text(record.status) }
}

/// The credential's name goes by one word for passwords and by another for API keys.
struct Names {
    user_name: Option<String>,
    alias: Option<String>,
}

impl Names {
    fn of(record: &ServiceSpecificCredential, service: Service) -> Self {
        let name = Some(record.service_user_name.clone());
        if service.takes_api_keys() {
            Self { user_name: None, alias: name }
        } else {
            Self { user_name: name, alias: None }
        }
    }
}
