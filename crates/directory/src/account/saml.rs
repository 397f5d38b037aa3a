// SPDX-License-Identifier: Apache-2.0
//! SAML providers and the assertions that were used.

use std::sync::Arc;

use rpds::{RedBlackTreeMapSync, RedBlackTreeSetSync};

use super::{Account, Refusal};
use crate::arn;
use crate::change::{Change, Key, Kind};
use crate::identifier::UniqueId;
use crate::record::{Record, SamlProvider, UsedAssertion};

/// How many private keys a provider may have.
const PRIVATE_KEYS_MAX: usize = 2;

/// The assertions that were used, by id and by the time at which they expire.
#[derive(Debug, Clone)]
pub(super) struct UsedAssertions {
    by_id: RedBlackTreeMapSync<String, Arc<UsedAssertion>>,
    by_time: RedBlackTreeSetSync<(i64, String)>,
}

impl Default for UsedAssertions {
    fn default() -> Self {
        Self { by_id: RedBlackTreeMapSync::new_sync(), by_time: RedBlackTreeSetSync::new_sync() }
    }
}

impl PartialEq for UsedAssertions {
    fn eq(&self, other: &Self) -> bool {
        self.by_id == other.by_id && self.by_time.iter().eq(other.by_time.iter())
    }
}

impl UsedAssertions {
    pub(super) fn put(&mut self, used: &Arc<UsedAssertion>) {
        self.remove(&used.id);
        self.by_time.insert_mut((used.expires_at, used.id.clone()));
        self.by_id.insert_mut(used.id.clone(), Arc::clone(used));
    }

    pub(super) fn remove(&mut self, id: &str) {
        if let Some(before) = self.by_id.get(id).cloned() {
            self.by_time.remove_mut(&(before.expires_at, before.id.clone()));
            self.by_id.remove_mut(id);
        }
    }

    pub(super) fn records(&self) -> impl Iterator<Item = Record> {
        self.by_id.values().map(|used| Record::UsedAssertion(Arc::clone(used)))
    }
}

impl Account {
    pub(super) fn put_saml_provider(&mut self, provider: &Arc<SamlProvider>) {
        self.saml_providers.put(Arc::clone(provider));
    }

    pub(super) fn remove_saml(&mut self, key: &Key) {
        match key.kind {
            Kind::SamlProvider => {
                self.saml_providers.remove(&UniqueId::new(key.id.as_str()));
            }
            _ => self.used_assertions.remove(&key.id),
        }
    }

    /// The SAML provider with this ARN.
    ///
    /// # Errors
    /// It is no ARN of a SAML provider, or there is none.
    pub fn require_saml_provider(&self, provider_arn: &str) -> Result<&Arc<SamlProvider>, Refusal> {
        let parts = arn::parse(provider_arn).filter(|parts| {
            (parts.service, parts.kind, parts.path) == ("iam", "saml-provider", "/") && !parts.name.is_empty()
        });
        let Some(parts) = parts else {
            return Err(Refusal::InvalidInput(format!("{provider_arn} is not a valid SAML provider ARN")));
        };
        let found = self.saml_providers.named(parts.name);
        found
            .filter(|found| found.arn(self.id()) == provider_arn)
            .ok_or_else(|| Refusal::NoSuchEntity(format!("Manifest not found for arn {provider_arn}")))
    }

    /// That no SAML provider has this name.
    ///
    /// # Errors
    /// One has.
    pub fn require_free_saml_provider_name(&self, name: &str) -> Result<(), Refusal> {
        match self.saml_providers.named(name) {
            Some(_) => {
                Err(Refusal::EntityAlreadyExists(format!("Provider with name {name} already exists.")))
            }
            None => Ok(()),
        }
    }

    /// That a SAML provider with `count` private keys can have one more.
    ///
    /// # Errors
    /// It cannot.
    pub fn require_room_for_saml_key(&self, count: usize) -> Result<(), Refusal> {
        if count < PRIVATE_KEYS_MAX {
            return Ok(());
        }
        Err(Refusal::LimitExceeded(format!("Private key limit of {PRIVATE_KEYS_MAX} is reached.")))
    }

    /// Whether the assertion with this id was used.
    pub fn is_assertion_used(&self, id: &str) -> bool {
        self.used_assertions.by_id.contains_key(id)
    }

    /// What removes up to `count` used assertions that expired before `now`.
    pub fn forget_used_assertions(&self, now: i64, count: usize) -> impl Iterator<Item = Change> {
        let expired = self.used_assertions.by_time.iter().take_while(move |(at, _)| *at < now);
        expired.take(count).map(|(_, id)| Change::Remove(Key::new(Kind::UsedAssertion, id)))
    }
}
