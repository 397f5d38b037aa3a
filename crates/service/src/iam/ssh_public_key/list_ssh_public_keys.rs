// SPDX-License-Identifier: Apache-2.0
//! Lists the SSH public keys of a user, or of the caller, without their bodies.

use portcullis_wire::iam::{ListSSHPublicKeysRequest, ListSSHPublicKeysResponse};
use portcullis_wire::{Fault, Timestamp, iam};

use crate::access::Access;
use crate::context::Context;
use crate::credential::status::status_text;
use crate::iam::user::subject::{access_to_subject, subject};
use crate::operation::{Operation, Outcome};
use crate::page::Window;

impl Operation for ListSSHPublicKeysRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        access_to_subject("iam:ListSSHPublicKeys", self.user_name.as_deref(), cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListSSHPublicKeysResponse>, Fault> {
        let window = Window::of(&self)?;
        let user = subject(self.user_name.as_deref(), cx)?;
        let mut response = ListSSHPublicKeysResponse::default();
        let keys = cx.account().ssh_public_keys.of(&user.id);
        let page = window.cut(keys, |key| key.id.to_string(), &mut response);
        let shown = page.into_iter().map(|key| iam::SSHPublicKeyMetadata {
            user_name: user.name.clone(),
            ssh_public_key_id: key.id.to_string(),
            status: status_text(key.status),
            upload_date: Timestamp(key.uploaded_at),
        });
        response.ssh_public_keys = Some(shown.collect());
        Ok(Outcome::read(response))
    }
}
