// SPDX-License-Identifier: Apache-2.0
//! What an account requires of its users and their access keys.

use std::sync::Arc;

use super::{Account, Refusal};
use crate::identifier::UniqueId;
use crate::record::{AccessKey, KeyOwner, Owner, User};

impl Account {
    /// That no user but `renamed` has this name.
    ///
    /// # Errors
    /// Another user has it.
    pub fn require_user_name_free(&self, name: &str, renamed: Option<&UniqueId>) -> Result<(), Refusal> {
        match self.users.named(name) {
            Some(holder) if Some(&holder.id) != renamed => {
                Err(Refusal::EntityAlreadyExists(format!("User with name {name} already exists.")))
            }
            _ => Ok(()),
        }
    }

    /// That nothing hangs on a user that would go with it.
    ///
    /// # Errors
    /// The first thing that does, in the order in which AWS names them.
    pub fn require_user_deletable(&self, user: &User) -> Result<(), Refusal> {
        let inline = Owner::User(user.id.clone());
        let keys = KeyOwner::User(user.id.clone());
        let conflict = if !user.attached_policies.is_empty() {
            "must detach all policies first."
        } else if self.inline_policies(&inline).next().is_some() {
            "must delete policies first."
        } else if !user.groups.is_empty() {
            "must remove users from group first."
        } else if self.login_profile(&keys).is_some() {
            "must delete login profile first."
        } else if self.access_keys_of(&keys).next().is_some() {
            "must delete access keys first."
        } else if self.mfa_devices_of(&keys).next().is_some() {
            "must delete MFA device first."
        } else if let Some(conflict) = self.credentials_in_the_way(user) {
            conflict
        } else {
            return Ok(());
        };
        Err(Refusal::DeleteConflict(format!("Cannot delete entity, {conflict}")))
    }

    /// The access key of this id that belongs to this owner.
    ///
    /// # Errors
    /// There is none: also if there is one that belongs to someone else.
    pub fn require_access_key(&self, owner: &KeyOwner, id: &str) -> Result<&Arc<AccessKey>, Refusal> {
        let found = self.access_key(id).filter(|key| key.owner == *owner);
        found.ok_or_else(|| Refusal::NoSuchEntity(format!("The Access Key with id {id} cannot be found.")))
    }
}
