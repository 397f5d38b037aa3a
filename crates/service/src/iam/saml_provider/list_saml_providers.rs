// SPDX-License-Identifier: Apache-2.0
//! Lists the SAML providers of the account.

use portcullis_wire::iam::{ListSAMLProvidersRequest, ListSAMLProvidersResponse, SAMLProviderListEntry};
use portcullis_wire::{Fault, Timestamp};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::operation::{Operation, Outcome};

impl Operation for ListSAMLProvidersRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        Access::one(Permission::on_everything("iam:ListSAMLProviders"))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListSAMLProvidersResponse>, Fault> {
        let account = cx.account();
        let entries = account.saml_providers.iter().map(|found| SAMLProviderListEntry {
            arn: Some(found.arn(account.id())),
            valid_until: Some(Timestamp(found.valid_until)),
            create_date: Some(Timestamp(found.created_at)),
        });
        Ok(Outcome::read(ListSAMLProvidersResponse { saml_provider_list: Some(entries.collect()) }))
    }
}
