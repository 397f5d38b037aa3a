// SPDX-License-Identifier: Apache-2.0
//! Deletes an access key of a user, or of the caller.

use portcullis_directory::change::{Change, Key, Kind};
use portcullis_wire::Fault;
use portcullis_wire::iam::{DeleteAccessKeyRequest, DeleteAccessKeyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::access_key::holder::Holder;
use crate::iam::user::subject::access_to_subject;
use crate::operation::{Operation, Outcome, refused};

impl Operation for DeleteAccessKeyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        access_to_subject("iam:DeleteAccessKey", self.user_name.as_deref(), cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeleteAccessKeyResponse>, Fault> {
        let holder = Holder::of(self.user_name.as_deref(), cx)?;
        let key = cx.account().require_access_key(&holder.owner, &self.access_key_id).map_err(refused)?;
        let key = Key::new(Kind::AccessKey, &key.id);
        Ok(Outcome::write(DeleteAccessKeyResponse, vec![Change::Remove(key)]))
    }
}
