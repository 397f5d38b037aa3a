// SPDX-License-Identifier: Apache-2.0
//! What an account requires of keys, certificates and passwords other than access keys, with AWS's words for each
//! refusal.

use std::ops::Bound;
use std::sync::Arc;

use super::{Account, Refusal};
use crate::identifier::UniqueId;
use crate::record::{
    KeyOwner, ServerCertificate, ServiceSpecificCredential, SigningCertificate, SshPublicKey, User,
};

impl Account {
    /// The SSH public key of this id that belongs to this user.
    ///
    /// # Errors
    /// There is none: also if there is one that belongs to someone else.
    pub fn require_ssh_public_key(&self, user: &UniqueId, id: &str) -> Result<&Arc<SshPublicKey>, Refusal> {
        let found = self.ssh_public_keys.get(&UniqueId::new(id)).filter(|key| key.user == *user);
        found.ok_or_else(|| Refusal::NoSuchEntity(format!("The Public Key with id {id} cannot be found.")))
    }

    /// The signing certificate of this id that belongs to this owner.
    ///
    /// # Errors
    /// There is none: also if there is one that belongs to someone else.
    pub fn require_signing_certificate(
        &self,
        owner: &KeyOwner,
        id: &str,
    ) -> Result<&Arc<SigningCertificate>, Refusal> {
        let found = self.signing_certificates.get(&UniqueId::new(id)).filter(|one| one.owner == *owner);
        found.ok_or_else(|| Refusal::NoSuchEntity(format!("The Certificate with id {id} cannot be found.")))
    }

    /// The server certificate with this name.
    ///
    /// # Errors
    /// There is none.
    pub fn require_server_certificate(&self, name: &str) -> Result<&Arc<ServerCertificate>, Refusal> {
        let found = self.server_certificates.named(name);
        found.ok_or_else(|| {
            Refusal::NoSuchEntity(format!("The Server Certificate with name {name} cannot be found."))
        })
    }

    /// That no server certificate but `renamed` has this name.
    ///
    /// # Errors
    /// Another one has it, perhaps in another case.
    pub fn require_free_server_certificate_name(
        &self,
        name: &str,
        renamed: Option<&UniqueId>,
    ) -> Result<(), Refusal> {
        match self.server_certificates.named(name) {
            Some(holder) if Some(&holder.id) != renamed => Err(Refusal::EntityAlreadyExists(format!(
                "The Server Certificate with name {name} already exists."
            ))),
            _ => Ok(()),
        }
    }

    /// The service-specific credential of this id that belongs to this user.
    ///
    /// # Errors
    /// There is none: also if there is one that belongs to someone else.
    pub fn require_service_specific_credential(
        &self,
        user: &UniqueId,
        id: &str,
    ) -> Result<&Arc<ServiceSpecificCredential>, Refusal> {
        let found = self.service_specific_credentials.get(&UniqueId::new(id));
        found
            .filter(|one| one.user == *user)
            .ok_or_else(|| Refusal::NoSuchEntity(format!("No such credential {id} exists")))
    }

    /// The credential that goes by this name at this service.
    pub fn service_specific_credential_named(
        &self,
        service: &str,
        name: &str,
    ) -> Option<&Arc<ServiceSpecificCredential>> {
        let first = (service.to_owned(), name.to_owned(), UniqueId::new(""));
        let mut entries = self.index.service_user_names.0.range((Bound::Included(first), Bound::Unbounded));
        let (of, found, id) = entries.next()?;
        if of != service || found != name {
            return None;
        }
        self.service_specific_credentials.get(id)
    }

    /// What a user has, of the things in this file, that would go with it; in AWS's words.
    pub(super) fn credentials_in_the_way(&self, user: &User) -> Option<&'static str> {
        if self.signing_certificates.of(&KeyOwner::User(user.id.clone())).next().is_some() {
            return Some("must delete certificates first.");
        }
        let has_others = self.ssh_public_keys.of(&user.id).next().is_some()
            || self.service_specific_credentials.of(&user.id).next().is_some();
        has_others.then_some("must remove referenced objects first.")
    }
}
