// SPDX-License-Identifier: Apache-2.0
//! Gives a service-specific credential a new secret; the old one is no longer good.

use portcullis_directory::change::Change;
use portcullis_directory::record::ServiceSpecificCredential;
use portcullis_wire::Fault;
use portcullis_wire::iam::{ResetServiceSpecificCredentialRequest, ResetServiceSpecificCredentialResponse};

use crate::access::Access;
use crate::context::Context;
use crate::credential::service_specific::digest;
use crate::iam::service_specific_credential::permission::access_to_credential;
use crate::iam::service_specific_credential::shape::{credential_shape, service_of};
use crate::iam::user::subject::subject;
use crate::operation::{Operation, Outcome, refused};

impl Operation for ResetServiceSpecificCredentialRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let id = &self.service_specific_credential_id;
        access_to_credential("iam:ResetServiceSpecificCredential", self.user_name.as_deref(), id, cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ResetServiceSpecificCredentialResponse>, Fault> {
        let user = subject(self.user_name.as_deref(), cx)?;
        let id = &self.service_specific_credential_id;
        let before = cx.account().require_service_specific_credential(&user.id, id).map_err(refused)?;
        let service = service_of(before)?;
        let secret = service.secret(&before.service_user_name, cx.moment);
        let after = ServiceSpecificCredential {
            password_digest: digest(&before.id, &secret),
            ..ServiceSpecificCredential::clone(before)
        };
        let shown = credential_shape(&after, user, service, secret, cx.now());
        let response = ResetServiceSpecificCredentialResponse { service_specific_credential: Some(shown) };
        Ok(Outcome::write(response, vec![Change::put(after)]))
    }
}
