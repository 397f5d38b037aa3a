// SPDX-License-Identifier: Apache-2.0
//! Switches a service-specific credential on or off.

use portcullis_directory::change::Change;
use portcullis_directory::record::ServiceSpecificCredential;
use portcullis_wire::Fault;
use portcullis_wire::iam::{UpdateServiceSpecificCredentialRequest, UpdateServiceSpecificCredentialResponse};

use crate::access::Access;
use crate::context::Context;
use crate::credential::status::read_status;
use crate::iam::service_specific_credential::permission::access_to_credential;
use crate::iam::user::subject::subject;
use crate::operation::{Operation, Outcome, refused};

impl Operation for UpdateServiceSpecificCredentialRequest {
    fn check(&self) -> Result<(), Fault> {
        read_status(&self.status).map(drop)
    }

    fn access(&self, cx: &Context<'_>) -> Access {
        let id = &self.service_specific_credential_id;
        access_to_credential("iam:UpdateServiceSpecificCredential", self.user_name.as_deref(), id, cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UpdateServiceSpecificCredentialResponse>, Fault> {
        let status = read_status(&self.status)?;
        let user = subject(self.user_name.as_deref(), cx)?;
        let id = &self.service_specific_credential_id;
        let before = cx.account().require_service_specific_credential(&user.id, id).map_err(refused)?;
        let after = ServiceSpecificCredential { status, ..ServiceSpecificCredential::clone(before) };
        Ok(Outcome::write(UpdateServiceSpecificCredentialResponse, vec![Change::put(after)]))
    }
}
