// SPDX-License-Identifier: Apache-2.0
//! Gives a user a user name and password, or an API key, for one service.

use portcullis_directory::change::Change;
use portcullis_directory::identifier::Prefix;
use portcullis_directory::quota::Quota;
use portcullis_directory::record::{KeyStatus, ServiceSpecificCredential};
use portcullis_wire::iam::{CreateServiceSpecificCredentialRequest, CreateServiceSpecificCredentialResponse};
use portcullis_wire::{Fault, faults};

use crate::access::Access;
use crate::context::Context;
use crate::credential::service_specific::{Service, digest, free_name};
use crate::iam::service_specific_credential::shape::credential_shape;
use crate::iam::user::subject::on_user;
use crate::operation::{Operation, Outcome, refused};

const DAY_SECONDS: i64 = 86_400;

impl Operation for CreateServiceSpecificCredentialRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let days = self.credential_age_days.map(|days| days.to_string());
        Access::one(
            on_user("iam:CreateServiceSpecificCredential", &self.user_name, cx)
                .key("iam:ServiceSpecificCredentialServiceName", self.service_name.as_str())
                .optional_key("iam:ServiceSpecificCredentialAgeDays", days.as_deref()),
        )
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<CreateServiceSpecificCredentialResponse>, Fault> {
        let account = cx.account();
        let user = account.require_user(&self.user_name).map_err(refused)?;
        let service = named_service(&self.service_name)?;
        if self.credential_age_days.is_some() && !service.takes_api_keys() {
            let name = service.name;
            return Err(faults::validation_error(format!(
                "credentials for `{name}` cannot have an age in days"
            )));
        }
        let others = account.service_specific_credentials.of(&user.id);
        let count = others.filter(|one| one.service == service.name).count();
        account.require_room(Quota::ServiceSpecificCredentialsPerUser, count).map_err(refused)?;
        let id = cx.moment.unique_id(Prefix::ServiceSpecificCredential, account);
        let service_user_name = free_name(account, service, &user.name);
        let secret = service.secret(&service_user_name, cx.moment);
        let record = ServiceSpecificCredential {
            password_digest: digest(&id, &secret),
            id,
            user: user.id.clone(),
            service: service.name.to_owned(),
            service_user_name,
            status: KeyStatus::Active,
            created_at: cx.now(),
            expires_at: self.credential_age_days.map(|days| cx.now() + i64::from(days) * DAY_SECONDS),
        };
        let shown = credential_shape(&record, user, service, secret, cx.now());
        let response = CreateServiceSpecificCredentialResponse { service_specific_credential: Some(shown) };
        Ok(Outcome::write(response, vec![Change::put(record)]))
    }
}

/// The service of this name.
///
/// # Errors
/// There is none that takes such credentials; in the words, and with the code, that AWS really answers.
pub(super) fn named_service(name: &str) -> Result<Service, Fault> {
    Service::named(name).ok_or_else(|| {
        faults::no_such_entity(format!(
            "No such service {name} is supported for Service Specific Credentials"
        ))
    })
}
