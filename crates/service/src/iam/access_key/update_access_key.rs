// SPDX-License-Identifier: Apache-2.0
//! Switches an access key on or off.

use portcullis_directory::change::Change;
use portcullis_directory::record::AccessKey;
use portcullis_wire::Fault;
use portcullis_wire::iam::{UpdateAccessKeyRequest, UpdateAccessKeyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::credential::status::read_status;
use crate::iam::access_key::holder::Holder;
use crate::iam::user::subject::access_to_subject;
use crate::operation::{Operation, Outcome, refused};

impl Operation for UpdateAccessKeyRequest {
    fn check(&self) -> Result<(), Fault> {
        read_status(&self.status).map(drop)
    }

    fn access(&self, cx: &Context<'_>) -> Access {
        access_to_subject("iam:UpdateAccessKey", self.user_name.as_deref(), cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UpdateAccessKeyResponse>, Fault> {
        let status = read_status(&self.status)?;
        let holder = Holder::of(self.user_name.as_deref(), cx)?;
        let before = cx.account().require_access_key(&holder.owner, &self.access_key_id).map_err(refused)?;
        let after = AccessKey { status, ..AccessKey::clone(before) };
        Ok(Outcome::write(UpdateAccessKeyResponse, vec![Change::put(after)]))
    }
}
