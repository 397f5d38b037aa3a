// SPDX-License-Identifier: Apache-2.0
//! Lists the account's aliases, of which there is at most one.

use portcullis_wire::Fault;
use portcullis_wire::iam::{ListAccountAliasesRequest, ListAccountAliasesResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::operation::{Operation, Outcome};
use crate::page::Window;

impl Operation for ListAccountAliasesRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        Access::one(Permission::on_everything("iam:ListAccountAliases"))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListAccountAliasesResponse>, Fault> {
        let window = Window::of(&self)?;
        let mut response = ListAccountAliasesResponse::default();
        let aliases = cx.account().record().alias.clone();
        response.account_aliases = window.cut(aliases, String::clone, &mut response);
        Ok(Outcome::read(response))
    }
}
