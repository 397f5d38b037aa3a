// SPDX-License-Identifier: Apache-2.0
//! Deletes an SSH public key of a user.

use portcullis_directory::change::{Change, Key, Kind};
use portcullis_wire::Fault;
use portcullis_wire::iam::{DeleteSSHPublicKeyRequest, DeleteSSHPublicKeyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::user::subject::on_user;
use crate::operation::{Operation, Outcome, refused};

impl Operation for DeleteSSHPublicKeyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_user("iam:DeleteSSHPublicKey", &self.user_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeleteSSHPublicKeyResponse>, Fault> {
        let account = cx.account();
        let user = account.require_user(&self.user_name).map_err(refused)?;
        let key = account.require_ssh_public_key(&user.id, &self.ssh_public_key_id).map_err(refused)?;
        let key = Key::new(Kind::SshPublicKey, key.id.as_str());
        Ok(Outcome::write(DeleteSSHPublicKeyResponse, vec![Change::Remove(key)]))
    }
}
