// SPDX-License-Identifier: Apache-2.0
//! Lists the OpenID Connect providers of the account.

use portcullis_directory::arn;
use portcullis_wire::Fault;
use portcullis_wire::iam::{
    ListOpenIDConnectProvidersRequest, ListOpenIDConnectProvidersResponse, OpenIDConnectProviderListEntry,
};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::operation::{Operation, Outcome};

impl Operation for ListOpenIDConnectProvidersRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let resource = arn::open_id_connect_provider(cx.account().id(), "*");
        Access::one(Permission::on_list("iam:ListOpenIDConnectProviders", resource))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListOpenIDConnectProvidersResponse>, Fault> {
        let account = cx.account();
        let entries = account
            .open_id_connect_providers()
            .map(|one| OpenIDConnectProviderListEntry { arn: Some(one.arn(account.id())) });
        Ok(Outcome::read(ListOpenIDConnectProvidersResponse {
            open_id_connect_provider_list: Some(entries.collect()),
        }))
    }
}
