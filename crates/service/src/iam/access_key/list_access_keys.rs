// SPDX-License-Identifier: Apache-2.0
//! Lists the access keys of a user, or of the caller, without their secrets.

use portcullis_wire::iam::{ListAccessKeysRequest, ListAccessKeysResponse};
use portcullis_wire::{Fault, Timestamp, iam};

use crate::access::Access;
use crate::context::Context;
use crate::credential::status::status_text;
use crate::iam::access_key::holder::Holder;
use crate::iam::user::subject::access_to_subject;
use crate::operation::{Operation, Outcome};
use crate::page::Window;

impl Operation for ListAccessKeysRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        access_to_subject("iam:ListAccessKeys", self.user_name.as_deref(), cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListAccessKeysResponse>, Fault> {
        let window = Window::of(&self)?;
        let holder = Holder::of(self.user_name.as_deref(), cx)?;
        let mut response = ListAccessKeysResponse::default();
        let keys = cx.account().access_keys_of(&holder.owner);
        let page = window.cut(keys, |key| key.id.clone(), &mut response);
        let shown = page.into_iter().map(|key| iam::AccessKeyMetadata {
            user_name: holder.name.clone(),
            access_key_id: Some(key.id.clone()),
            status: Some(status_text(key.status)),
            create_date: Some(Timestamp(key.created_at)),
        });
        response.access_key_metadata = shown.collect();
        Ok(Outcome::read(response))
    }
}
