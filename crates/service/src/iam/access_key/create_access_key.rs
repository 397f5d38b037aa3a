// SPDX-License-Identifier: Apache-2.0
//! Creates an access key of a user, or of the caller.

use portcullis_directory::change::Change;
use portcullis_directory::identifier::KeyTerm;
use portcullis_directory::quota::Quota;
use portcullis_directory::record::{AccessKey, KeyStatus};
use portcullis_wire::iam::{CreateAccessKeyRequest, CreateAccessKeyResponse};
use portcullis_wire::{Fault, Secret, Timestamp, iam};

use crate::access::Access;
use crate::context::Context;
use crate::credential::status::status_text;
use crate::iam::access_key::holder::Holder;
use crate::iam::user::subject::access_to_subject;
use crate::operation::{Operation, Outcome, refused};

impl Operation for CreateAccessKeyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        access_to_subject("iam:CreateAccessKey", self.user_name.as_deref(), cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<CreateAccessKeyResponse>, Fault> {
        let account = cx.account();
        let holder = Holder::of(self.user_name.as_deref(), cx)?;
        let count = account.access_keys_of(&holder.owner).count();
        account.require_room(Quota::AccessKeysPerUser, count).map_err(refused)?;
        let key = AccessKey {
            id: unused_id(cx),
            owner: holder.owner,
            secret: cx.moment.secret_access_key(),
            status: KeyStatus::Active,
            created_at: cx.now(),
        };
        let shown = iam::AccessKey {
            user_name: holder.name,
            access_key_id: key.id.clone(),
            status: status_text(key.status),
            secret_access_key: Secret::from(key.secret.expose()),
            create_date: Some(Timestamp(key.created_at)),
        };
        let response = CreateAccessKeyResponse { access_key: shown };
        Ok(Outcome::write(response, vec![Change::put(key)]))
    }
}

fn unused_id(cx: &Context<'_>) -> String {
    loop {
        let id = cx.moment.access_key_id(KeyTerm::LongTerm, cx.account().id());
        if cx.directory.access_key(&id).is_none() {
            return id;
        }
    }
}
