// SPDX-License-Identifier: Apache-2.0
//! Switches an SSH public key on or off.

use portcullis_directory::change::Change;
use portcullis_directory::record::SshPublicKey;
use portcullis_wire::Fault;
use portcullis_wire::iam::{UpdateSSHPublicKeyRequest, UpdateSSHPublicKeyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::credential::status::read_status;
use crate::iam::user::subject::on_user;
use crate::operation::{Operation, Outcome, refused};

impl Operation for UpdateSSHPublicKeyRequest {
    fn check(&self) -> Result<(), Fault> {
        read_status(&self.status).map(drop)
    }

    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_user("iam:UpdateSSHPublicKey", &self.user_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UpdateSSHPublicKeyResponse>, Fault> {
        let status = read_status(&self.status)?;
        let account = cx.account();
        let user = account.require_user(&self.user_name).map_err(refused)?;
        let before = account.require_ssh_public_key(&user.id, &self.ssh_public_key_id).map_err(refused)?;
        let after = SshPublicKey { status, ..SshPublicKey::clone(before) };
        Ok(Outcome::write(UpdateSSHPublicKeyResponse, vec![Change::put(after)]))
    }
}
