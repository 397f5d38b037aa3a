// SPDX-License-Identifier: Apache-2.0
//! Gives the account an alias, in place of the one it has.

use portcullis_directory::Refusal;
use portcullis_directory::change::Change;
use portcullis_directory::record::AccountRecord;
use portcullis_wire::Fault;
use portcullis_wire::iam::{CreateAccountAliasRequest, CreateAccountAliasResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};

impl Operation for CreateAccountAliasRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        Access::one(Permission::on_everything("iam:CreateAccountAlias"))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<CreateAccountAliasResponse>, Fault> {
        let alias = self.account_alias;
        // Aliases are unique among all accounts, and the account's own is taken as well.
        if cx.directory.account_with_alias(&alias).is_some() {
            let message = format!("The account alias {alias} already exists.");
            return Err(refused(Refusal::EntityAlreadyExists(message)));
        }
        let before = cx.account().record();
        let after = AccountRecord { alias: Some(alias), ..AccountRecord::clone(before) };
        Ok(Outcome::write(CreateAccountAliasResponse, vec![Change::put(after)]))
    }
}
