// SPDX-License-Identifier: Apache-2.0
//! Tells which account an access key belongs to.

use portcullis_wire::sts::{GetAccessKeyInfoRequest, GetAccessKeyInfoResponse};
use portcullis_wire::{Fault, faults};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::operation::{Operation, Outcome};

impl Operation for GetAccessKeyInfoRequest {
    fn access(&self, _cx: &Context<'_>) -> Access {
        Access::one(Permission::on_everything("sts:GetAccessKeyInfo"))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetAccessKeyInfoResponse>, Fault> {
        // The id alone tells: the key may be temporary, or long gone.
        let account = cx.directory.account_of_access_key(&self.access_key_id);
        match account.filter(|account| cx.directory.account(*account).is_some()) {
            Some(account) => {
                Ok(Outcome::read(GetAccessKeyInfoResponse { account: Some(account.to_string()) }))
            }
            None => Err(faults::validation_error(format!("Invalid Access Key ID: {}", self.access_key_id))),
        }
    }
}
