// SPDX-License-Identifier: Apache-2.0
//! Trusts an OpenID Connect provider outside.

use portcullis_directory::arn;
use portcullis_directory::change::Change;
use portcullis_directory::record::OpenIdConnectProvider;
use portcullis_wire::iam::{CreateOpenIDConnectProviderRequest, CreateOpenIDConnectProviderResponse};
use portcullis_wire::{Fault, faults};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::open_id_connect_provider::check::{each_once, read_thumbprints, read_url};
use crate::operation::{Operation, Outcome, refused};
use crate::outside::{Ask, Finding};
use crate::tags::{self, KeyCase};

impl Operation for CreateOpenIDConnectProviderRequest {
    fn check(&self) -> Result<(), Fault> {
        read_url(&self.url, true)?;
        read_thumbprints(self.thumbprint_list.as_deref().unwrap_or_default())?;
        Ok(())
    }

    fn access(&self, cx: &Context<'_>) -> Access {
        let url = self.url.trim_start_matches("https://");
        let resource = arn::open_id_connect_provider(cx.account().id(), url);
        let create = Permission::new("iam:CreateOpenIDConnectProvider", resource);
        tags::access_to_create(create, "iam:TagOpenIDConnectProvider", self.tags.as_deref())
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<CreateOpenIDConnectProviderResponse>, Fault> {
        let url = read_url(&self.url, cx.settings.private_identity_providers)?.to_owned();
        let tags = tags::accept(self.tags.as_deref(), KeyCase::Kept)?;
        let client_ids = each_once(self.client_id_list.unwrap_or_default().into_iter());
        let account = cx.account();
        account.require_room_for_client_ids(client_ids.len()).map_err(refused)?;
        account.require_room_for_open_id_connect_provider(&url).map_err(refused)?;
        let mut thumbprints = read_thumbprints(self.thumbprint_list.as_deref().unwrap_or_default())?;
        if thumbprints.is_empty() {
            thumbprints.push(find_thumbprint(&self.url, cx)?);
        }
        let provider = OpenIdConnectProvider { url, client_ids, thumbprints, created_at: cx.now(), tags };
        let response = CreateOpenIDConnectProviderResponse {
            open_id_connect_provider_arn: Some(provider.arn(account.id())),
            tags: tags::shape(&provider.tags),
        };
        Ok(Outcome::write(response, vec![Change::put(provider)]))
    }
}

/// The thumbprint that the provider's server shows now. AWS, too, looks for itself when it is given none.
fn find_thumbprint(url: &str, cx: &Context<'_>) -> Result<String, Fault> {
    match cx.moment.find(Ask::Thumbprint { url: url.to_owned() }) {
        Some(Finding::Thumbprint(Ok(thumbprint))) => Ok(thumbprint.clone()),
        Some(Finding::Thumbprint(Err(_))) => {
            Err(faults::open_id_idp_communication_error(format!("Could not connect to {url}")))
        }
        // It is asked for, and the call is decided again.
        _ => Err(faults::service_unavailable("Try again.")),
    }
}
