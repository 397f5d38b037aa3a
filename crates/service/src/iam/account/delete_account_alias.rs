// SPDX-License-Identifier: Apache-2.0
//! Takes the account's alias away.

use portcullis_directory::Refusal;
use portcullis_directory::change::Change;
use portcullis_directory::record::AccountRecord;
use portcullis_wire::Fault;
use portcullis_wire::iam::{DeleteAccountAliasRequest, DeleteAccountAliasResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};

impl Operation for DeleteAccountAliasRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        Access::one(Permission::on_everything("iam:DeleteAccountAlias"))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeleteAccountAliasResponse>, Fault> {
        let before = cx.account().record();
        if before.alias.as_ref() != Some(&self.account_alias) {
            let message = format!("The account alias with name {} cannot be found.", self.account_alias);
            return Err(refused(Refusal::NoSuchEntity(message)));
        }
        let after = AccountRecord { alias: None, ..AccountRecord::clone(before) };
        Ok(Outcome::write(DeleteAccountAliasResponse, vec![Change::put(after)]))
    }
}
