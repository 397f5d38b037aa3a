// SPDX-License-Identifier: Apache-2.0
//! Gives a user an SSH public key.

use portcullis_directory::change::Change;
use portcullis_directory::identifier::Prefix;
use portcullis_directory::quota::Quota;
use portcullis_directory::record::{KeyStatus, SshPublicKey};
use portcullis_wire::iam::{UploadSSHPublicKeyRequest, UploadSSHPublicKeyResponse};
use portcullis_wire::{Fault, faults};

use crate::access::Access;
use crate::context::Context;
use crate::credential::ssh_key::{SshKey, Unusable};
use crate::iam::ssh_public_key::shape::{key_shape, stored_key};
use crate::iam::user::subject::on_user;
use crate::operation::{Operation, Outcome, refused};

impl Operation for UploadSSHPublicKeyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_user("iam:UploadSSHPublicKey", &self.user_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UploadSSHPublicKeyResponse>, Fault> {
        let account = cx.account();
        let user = account.require_user(&self.user_name).map_err(refused)?;
        let (key, encoding) = SshKey::parse(&self.ssh_public_key_body).map_err(unusable)?;
        let mut count = 0;
        for other in account.ssh_public_keys.of(&user.id) {
            if stored_key(other)?.0 == key {
                return Err(faults::duplicate_ssh_public_key(format!(
                    "the SSH public key is already associated with user `{}`",
                    user.name
                )));
            }
            count += 1;
        }
        account.require_room(Quota::SshPublicKeysPerUser, count).map_err(refused)?;
        let record = SshPublicKey {
            id: cx.moment.unique_id(Prefix::SshPublicKey, account),
            user: user.id.clone(),
            body: self.ssh_public_key_body,
            status: KeyStatus::Active,
            uploaded_at: cx.now(),
        };
        let shown = key_shape(&record, user, encoding)?;
        let response = UploadSSHPublicKeyResponse { ssh_public_key: Some(shown) };
        Ok(Outcome::write(response, vec![Change::put(record)]))
    }
}

fn unusable(why: Unusable) -> Fault {
    match why {
        Unusable::Encoding => faults::unrecognized_public_key_encoding(
            "the public key is neither an `ssh-rsa` key nor a public key in PEM format",
        ),
        Unusable::Key => {
            faults::invalid_public_key("the public key is malformed, or is no RSA key of at least 2048 bits")
        }
    }
}
