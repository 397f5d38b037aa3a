// SPDX-License-Identifier: Apache-2.0
//! One account: its records, and the indexes that are derived from them.

mod apply;
mod belongings;
mod credentials;
mod federation;
mod group;
pub mod held_policies;
mod lookup;
mod mfa;
mod policy;
mod reports;
mod require;
mod roles;
mod saml;
mod settings;
mod sign_in;
mod table;
mod used_assertions;
mod user;

use std::sync::Arc;

use rpds::{RedBlackTreeMapSync, RedBlackTreeSetSync};

pub use belongings::{Belonging, Belongings};
pub use federation::THUMBPRINTS_MAX;
pub use require::Refusal;
pub use roles::require_role_path;
pub use table::{Named, Table};

use self::held_policies::{Compiled, OfRole};
use crate::change::{Change, Key};
use crate::identifier::UniqueId;
use crate::record::{
    AccessKey, AccountRecord, Group, InlinePolicy, InstanceProfile, KeyOwner, Owner, Policy, PolicyVersion,
    Record, Role, SamlProvider, ServerCertificate, ServiceSpecificCredential, SigningCertificate,
    SshPublicKey, User,
};

/// One account at one revision. A copy shares everything with its source.
#[derive(Debug, Clone)]
pub struct Account {
    revision: u64,
    record: Arc<AccountRecord>,
    /// Users.
    pub users: Table<User, Compiled>,
    /// Groups.
    pub groups: Table<Group>,
    /// Roles.
    pub roles: Table<Role, OfRole>,
    /// Customer managed policies.
    pub policies: Table<Policy>,
    /// Instance profiles.
    pub instance_profiles: Table<InstanceProfile>,
    /// SAML identity providers.
    pub saml_providers: Table<SamlProvider>,
    /// Server certificates.
    pub server_certificates: Table<ServerCertificate>,
    /// Service-specific credentials.
    pub service_specific_credentials: Belongings<ServiceSpecificCredential>,
    /// Signing certificates.
    pub signing_certificates: Belongings<SigningCertificate>,
    /// SSH public keys.
    pub ssh_public_keys: Belongings<SshPublicKey>,
    policy_versions: RedBlackTreeMapSync<(UniqueId, u32), Arc<PolicyVersion>>,
    inline_policies: RedBlackTreeMapSync<(Owner, String), Arc<InlinePolicy>>,
    access_keys: RedBlackTreeMapSync<Arc<str>, Arc<AccessKey>>,
    mfa: mfa::Mfa,
    reports: reports::Reports,
    federation: federation::Federation,
    own: settings::Own,
    sign_in: sign_in::SignIn,
    used_assertions: used_assertions::UsedAssertions,
    index: Index,
}

/// What can be recomputed from the records at any time; a test does.
#[derive(Debug, Clone, Default, PartialEq)]
struct Index {
    keys_by_owner: Set<(KeyOwner, Arc<str>)>,
    members: Set<(UniqueId, UniqueId)>,
    attachments: Set<(String, Owner)>,
    boundaries: Set<(String, Owner)>,
    profiles_by_role: Set<(UniqueId, UniqueId)>,
    /// Service, service user name and id of service-specific credentials.
    service_user_names: Set<(String, String, UniqueId)>,
}

/// A persistent set that compares by its members.
#[derive(Debug, Clone)]
struct Set<T: Ord>(RedBlackTreeSetSync<T>);

impl<T: Ord> Default for Set<T> {
    fn default() -> Self {
        Self(RedBlackTreeSetSync::new_sync())
    }
}

impl<T: Ord> PartialEq for Set<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.iter().eq(other.0.iter())
    }
}

impl Account {
    /// An account that holds nothing but its own record.
    pub fn new(record: AccountRecord) -> Self {
        Self::from_record(Arc::new(record), 0)
    }

    /// The account that these records make, at this revision. The order of the records does not matter.
    ///
    /// # Errors
    /// The record of the account itself is missing.
    pub fn from_records(
        revision: u64,
        records: impl IntoIterator<Item = Record>,
    ) -> Result<Self, NoAccountRecord> {
        let mut own = None;
        let (mut others, mut principals) = (Vec::new(), Vec::new());
        for record in records {
            match record {
                Record::Account(record) => own = Some(record),
                record @ (Record::User(_) | Record::Role(_)) => principals.push(record),
                other => others.push(other),
            }
        }
        let mut account = Self::from_record(own.ok_or(NoAccountRecord)?, revision);
        // Principals last: what they hold is then there, and need not be forgotten with every record.
        for record in others.into_iter().chain(principals) {
            account.change(&Change::Put(record));
        }
        Ok(account)
    }

    fn from_record(record: Arc<AccountRecord>, revision: u64) -> Self {
        Self {
            revision,
            record,
            users: Table::default(),
            groups: Table::default(),
            roles: Table::default(),
            policies: Table::default(),
            instance_profiles: Table::default(),
            saml_providers: Table::default(),
            server_certificates: Table::default(),
            service_specific_credentials: Belongings::default(),
            signing_certificates: Belongings::default(),
            ssh_public_keys: Belongings::default(),
            policy_versions: RedBlackTreeMapSync::new_sync(),
            inline_policies: RedBlackTreeMapSync::new_sync(),
            access_keys: RedBlackTreeMapSync::new_sync(),
            mfa: mfa::Mfa::default(),
            reports: reports::Reports::default(),
            federation: federation::Federation::default(),
            own: settings::Own::default(),
            sign_in: sign_in::SignIn::default(),
            used_assertions: used_assertions::UsedAssertions::default(),
            index: Index::default(),
        }
    }

    /// The account after these changes, at the revision they made.
    #[must_use]
    pub fn apply(&self, revision: u64, changes: &[Change]) -> Self {
        let mut next = self.clone();
        next.revision = revision;
        for change in changes {
            next.change(change);
        }
        next
    }

    /// How many commits the account has seen.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Every record of the account, in no particular order.
    pub fn records(&self) -> impl Iterator<Item = Record> {
        let own = std::iter::once(Record::Account(Arc::clone(&self.record)));
        own.chain(self.users.iter().map(|record| Record::User(Arc::clone(record))))
            .chain(self.groups.iter().map(|record| Record::Group(Arc::clone(record))))
            .chain(self.roles.iter().map(|record| Record::Role(Arc::clone(record))))
            .chain(self.policies.iter().map(|record| Record::Policy(Arc::clone(record))))
            .chain(self.instance_profiles.iter().map(|record| Record::InstanceProfile(Arc::clone(record))))
            .chain(self.policy_versions.values().map(|record| Record::PolicyVersion(Arc::clone(record))))
            .chain(self.inline_policies.values().map(|record| Record::InlinePolicy(Arc::clone(record))))
            .chain(self.access_keys.values().map(|record| Record::AccessKey(Arc::clone(record))))
            .chain(self.mfa.records())
            .chain(self.reports.records())
            .chain(self.federation.records())
            .chain(self.own.records())
            .chain(self.sign_in.records())
            .chain(self.saml_providers.iter().map(|one| Record::SamlProvider(Arc::clone(one))))
            .chain(self.used_assertions.records())
            .chain(self.credentials())
    }

    fn credentials(&self) -> impl Iterator<Item = Record> {
        let certificates =
            self.server_certificates.iter().map(|one| Record::ServerCertificate(Arc::clone(one)));
        let passwords = self.service_specific_credentials.iter();
        certificates
            .chain(passwords.map(|one| Record::ServiceSpecificCredential(Arc::clone(one))))
            .chain(self.signing_certificates.iter().map(|one| Record::SigningCertificate(Arc::clone(one))))
            .chain(self.ssh_public_keys.iter().map(|key| Record::SshPublicKey(Arc::clone(key))))
    }

    /// The record under a key.
    pub fn get(&self, key: &Key) -> Option<Record> {
        // Only stores and tests ask by key, so a walk over one account is quick enough.
        self.records().find(|record| record.key() == *key)
    }
}

/// Records without the one of the account itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoAccountRecord;

impl std::fmt::Display for NoAccountRecord {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the account's own record is missing")
    }
}

impl std::error::Error for NoAccountRecord {}

#[cfg(test)]
mod tests;
