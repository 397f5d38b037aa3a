// SPDX-License-Identifier: Apache-2.0
//! An account's settings, the keys that sign for it, and the deletions of its service-linked roles.

use std::sync::Arc;

use rpds::RedBlackTreeMapSync;

use super::{Account, Refusal};
use crate::change::{Change, Key, Kind};
use crate::record::{AccountSettings, PasswordPolicy, Record, RoleDeletion, SigningAlgorithm, SigningKey};

/// How long a deletion can be asked after: thirty days, in seconds.
const DELETION_SECONDS: i64 = 30 * 24 * 3_600;

/// The part of an account that this file keeps.
#[derive(Debug, Clone)]
pub(super) struct Own {
    settings: Option<Arc<AccountSettings>>,
    signing_keys: RedBlackTreeMapSync<String, Arc<SigningKey>>,
    role_deletions: RedBlackTreeMapSync<String, Arc<RoleDeletion>>,
}

impl Default for Own {
    fn default() -> Self {
        Self {
            settings: None,
            signing_keys: RedBlackTreeMapSync::new_sync(),
            role_deletions: RedBlackTreeMapSync::new_sync(),
        }
    }
}

impl Own {
    pub(super) fn put_settings(&mut self, settings: &Arc<AccountSettings>) {
        self.settings = Some(Arc::clone(settings));
    }

    pub(super) fn put_signing_key(&mut self, key: &Arc<SigningKey>) {
        self.signing_keys.insert_mut(key.id.clone(), Arc::clone(key));
    }

    pub(super) fn put_role_deletion(&mut self, deletion: &Arc<RoleDeletion>) {
        self.role_deletions.insert_mut(deletion.task_id.clone(), Arc::clone(deletion));
    }

    pub(super) fn remove_settings(&mut self) {
        self.settings = None;
    }

    pub(super) fn remove_signing_key(&mut self, id: &str) {
        self.signing_keys.remove_mut(id);
    }

    pub(super) fn remove_role_deletion(&mut self, id: &str) {
        self.role_deletions.remove_mut(id);
    }

    pub(super) fn records(&self) -> impl Iterator<Item = Record> {
        let settings = self.settings.iter().map(|settings| Record::Settings(Arc::clone(settings)));
        settings
            .chain(self.signing_keys.values().map(|key| Record::SigningKey(Arc::clone(key))))
            .chain(self.role_deletions.values().map(|deletion| Record::RoleDeletion(Arc::clone(deletion))))
    }
}

impl Account {
    /// What the account has set for itself.
    pub fn settings(&self) -> AccountSettings {
        self.own.settings.as_deref().cloned().unwrap_or_default()
    }

    /// What tells the account's token issuer from others, once it has one.
    pub fn issuer_id(&self) -> Option<&str> {
        self.own.settings.as_ref()?.outbound_federation.issuer_id.as_deref()
    }

    /// The keys that sign for the account or have signed, in the order of their ids.
    pub fn signing_keys(&self) -> impl Iterator<Item = &Arc<SigningKey>> {
        self.own.signing_keys.values()
    }

    /// The key that signs with this algorithm.
    pub fn signing_key(&self, algorithm: SigningAlgorithm) -> Option<&Arc<SigningKey>> {
        let signs = |key: &&Arc<SigningKey>| key.retired_at.is_none() && key.public.algorithm() == algorithm;
        self.signing_keys().filter(signs).max_by_key(|key| key.created_at)
    }

    /// The deletion of a service-linked role with this task id.
    pub fn role_deletion(&self, task_id: &str) -> Option<&Arc<RoleDeletion>> {
        self.own.role_deletions.get(task_id)
    }

    /// The changes that forget deletions of which nobody asks any more.
    pub fn forget_role_deletions(&self, now: i64) -> Vec<Change> {
        let old = self.own.role_deletions.values().filter(|one| now - one.created_at > DELETION_SECONDS);
        old.map(|one| Change::Remove(Key::new(Kind::RoleDeletion, &one.task_id))).collect()
    }

    /// The account's password policy.
    ///
    /// # Errors
    /// It has set none.
    pub fn require_password_policy(&self) -> Result<PasswordPolicy, Refusal> {
        self.settings().password_policy.ok_or_else(|| {
            let id = self.id();
            Refusal::NoSuchEntity(format!("The Password Policy with domain name {id} cannot be found."))
        })
    }
}
