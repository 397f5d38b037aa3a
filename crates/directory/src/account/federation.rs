// SPDX-License-Identifier: Apache-2.0
//! The identity providers outside that an account trusts.

use std::sync::Arc;

use rpds::RedBlackTreeMapSync;

use super::{Account, Refusal};
use crate::arn;
use crate::quota::Quota;
use crate::record::{OpenIdConnectProvider, Record};

/// The most thumbprints of one provider.
pub const THUMBPRINTS_MAX: usize = 5;

/// The part of an account that this file keeps.
#[derive(Debug, Clone)]
pub(super) struct Federation {
    open_id_connect_providers: RedBlackTreeMapSync<String, Arc<OpenIdConnectProvider>>,
}

impl Default for Federation {
    fn default() -> Self {
        Self { open_id_connect_providers: RedBlackTreeMapSync::new_sync() }
    }
}

impl Federation {
    pub(super) fn put_open_id_connect_provider(&mut self, provider: &Arc<OpenIdConnectProvider>) {
        self.open_id_connect_providers.insert_mut(provider.url.clone(), Arc::clone(provider));
    }

    pub(super) fn remove_open_id_connect_provider(&mut self, url: &str) {
        self.open_id_connect_providers.remove_mut(url);
    }

    pub(super) fn records(&self) -> impl Iterator<Item = Record> {
        self.open_id_connect_providers.values().map(|one| Record::OpenIdConnectProvider(Arc::clone(one)))
    }
}

impl Account {
    /// The OpenID Connect providers, in the order of their URLs.
    pub fn open_id_connect_providers(&self) -> impl Iterator<Item = &Arc<OpenIdConnectProvider>> {
        self.federation.open_id_connect_providers.values()
    }

    /// The OpenID Connect provider with this URL, which is without `https://` and compared to the letter.
    pub fn open_id_connect_provider(&self, url: &str) -> Option<&Arc<OpenIdConnectProvider>> {
        self.federation.open_id_connect_providers.get(url)
    }

    /// The OpenID Connect provider with this ARN.
    pub fn open_id_connect_provider_by_arn(&self, arn: &str) -> Option<&Arc<OpenIdConnectProvider>> {
        let url = arn.strip_prefix(&arn::open_id_connect_provider(self.id(), ""))?;
        self.open_id_connect_provider(url)
    }

    /// The OpenID Connect provider with this ARN.
    ///
    /// # Errors
    /// There is none.
    pub fn require_open_id_connect_provider(
        &self,
        arn: &str,
    ) -> Result<&Arc<OpenIdConnectProvider>, Refusal> {
        self.open_id_connect_provider_by_arn(arn)
            .ok_or_else(|| Refusal::NoSuchEntity(format!("OpenIDConnect Provider not found for arn {arn}")))
    }

    /// That another provider of this URL may be made.
    ///
    /// # Errors
    /// The account has one of this URL, or may have no more.
    pub fn require_room_for_open_id_connect_provider(&self, url: &str) -> Result<(), Refusal> {
        if self.open_id_connect_provider(url).is_some() {
            let message = format!("Provider with url https://{url} already exists.");
            return Err(Refusal::EntityAlreadyExists(message));
        }
        self.require_room(Quota::OpenIdConnectProviders, self.federation.open_id_connect_providers.size())
    }

    /// That a provider may have so many client ids.
    ///
    /// # Errors
    /// They are too many.
    pub fn require_room_for_client_ids(&self, count: usize) -> Result<(), Refusal> {
        self.require_room(Quota::ClientIdsPerOpenIdConnectProvider, count.saturating_sub(1))
    }
}
