// SPDX-License-Identifier: Apache-2.0
//! Shows an SSH public key of a user, in the form the caller wants.

use portcullis_wire::Fault;
use portcullis_wire::iam::{GetSSHPublicKeyRequest, GetSSHPublicKeyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::credential::ssh_key::Encoding;
use crate::iam::ssh_public_key::shape::key_shape;
use crate::iam::user::subject::on_user;
use crate::operation::{Operation, Outcome, refused};

impl Operation for GetSSHPublicKeyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_user("iam:GetSSHPublicKey", &self.user_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetSSHPublicKeyResponse>, Fault> {
        let account = cx.account();
        let user = account.require_user(&self.user_name).map_err(refused)?;
        let key = account.require_ssh_public_key(&user.id, &self.ssh_public_key_id).map_err(refused)?;
        // The model allows `SSH` and `PEM` only.
        let encoding = if self.encoding == "PEM" { Encoding::Pem } else { Encoding::Ssh };
        let shown = key_shape(key, user, encoding)?;
        Ok(Outcome::read(GetSSHPublicKeyResponse { ssh_public_key: Some(shown) }))
    }
}
