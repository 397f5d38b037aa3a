// SPDX-License-Identifier: Apache-2.0
//! What an account requires of its groups.

use super::{Account, Refusal};
use crate::identifier::UniqueId;
use crate::record::{Group, Owner};

impl Account {
    /// That no group but `renamed` has this name.
    ///
    /// # Errors
    /// Another group has it.
    pub fn require_group_name_free(&self, name: &str, renamed: Option<&UniqueId>) -> Result<(), Refusal> {
        match self.groups.named(name) {
            Some(holder) if Some(&holder.id) != renamed => {
                Err(Refusal::EntityAlreadyExists(format!("Group with name {name} already exists.")))
            }
            _ => Ok(()),
        }
    }

    /// That a group has no policies and no members.
    ///
    /// # Errors
    /// The first of these that it has.
    pub fn require_group_deletable(&self, group: &Group) -> Result<(), Refusal> {
        let inline = Owner::Group(group.id.clone());
        let conflict = if !group.attached_policies.is_empty() {
            "must detach all policies first."
        } else if self.inline_policies(&inline).next().is_some() {
            "must delete policies first."
        } else if self.members(&group.id).next().is_some() {
            "must remove users from group first."
        } else {
            return Ok(());
        };
        Err(Refusal::DeleteConflict(format!("Cannot delete entity, {conflict}")))
    }
}
