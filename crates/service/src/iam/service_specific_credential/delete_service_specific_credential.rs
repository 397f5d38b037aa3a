// SPDX-License-Identifier: Apache-2.0
//! Deletes a service-specific credential.

use portcullis_directory::change::{Change, Key, Kind};
use portcullis_wire::Fault;
use portcullis_wire::iam::{DeleteServiceSpecificCredentialRequest, DeleteServiceSpecificCredentialResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::service_specific_credential::permission::access_to_credential;
use crate::iam::user::subject::subject;
use crate::operation::{Operation, Outcome, refused};

impl Operation for DeleteServiceSpecificCredentialRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let id = &self.service_specific_credential_id;
        access_to_credential("iam:DeleteServiceSpecificCredential", self.user_name.as_deref(), id, cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeleteServiceSpecificCredentialResponse>, Fault> {
        let user = subject(self.user_name.as_deref(), cx)?;
        let id = &self.service_specific_credential_id;
        let found = cx.account().require_service_specific_credential(&user.id, id).map_err(refused)?;
        let key = Key::new(Kind::ServiceSpecificCredential, found.id.as_str());
        Ok(Outcome::write(DeleteServiceSpecificCredentialResponse, vec![Change::Remove(key)]))
    }
}
