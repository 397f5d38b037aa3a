// SPDX-License-Identifier: Apache-2.0
//! What an account requires of roles and instance profiles, with AWS's words for each refusal.

use std::sync::Arc;

use super::{Account, Refusal};
use crate::record::{InstanceProfile, Owner, Role};
use crate::service_linked_role::PATH;

const ROLES_PER_INSTANCE_PROFILE: usize = 1;

/// That a role which an account makes may have this path.
///
/// # Errors
/// The path is reserved for service-linked roles.
pub fn require_role_path(path: &str) -> Result<(), Refusal> {
    if path.starts_with(PATH) {
        return Err(Refusal::InvalidInput(format!(
            "Path prefix '{PATH}' can only be used for AWS Service linked Roles"
        )));
    }
    Ok(())
}

impl Account {
    /// The role with this name, which callers may change.
    ///
    /// # Errors
    /// There is none, or it is linked to a service.
    pub fn require_modifiable_role(&self, name: &str) -> Result<&Arc<Role>, Refusal> {
        let role = self.require_role(name)?;
        if !role.is_service_linked() {
            return Ok(role);
        }
        Err(Refusal::UnmodifiableEntity(format!(
            "Cannot perform the operation on the protected role '{}' - this role is only modifiable by AWS",
            role.name
        )))
    }

    /// That the longest session of a role may be changed.
    ///
    /// # Errors
    /// The role is linked to a service.
    pub fn require_session_seconds_of_customer(&self, role: &Role) -> Result<(), Refusal> {
        if !role.is_service_linked() {
            return Ok(());
        }
        let message = "is an AWS service linked role, max session duration cannot be changed.";
        Err(Refusal::UnmodifiableEntity(format!("{} {message}", role.name)))
    }

    /// The service-linked role with this name.
    ///
    /// # Errors
    /// There is none.
    pub fn require_service_linked_role(&self, name: &str) -> Result<&Arc<Role>, Refusal> {
        let role = self.roles.named(name).filter(|role| role.is_service_linked());
        role.ok_or_else(|| Refusal::NoSuchEntity(format!("The role with name {name} cannot be found.")))
    }

    /// That no role has the name of a service-linked one which is to be made.
    ///
    /// # Errors
    /// One has it, perhaps in another case.
    pub fn require_free_service_linked_name(&self, name: &str) -> Result<(), Refusal> {
        match self.roles.named(name) {
            None => Ok(()),
            Some(_) => Err(Refusal::InvalidInput(format!(
                "Service role name {name} has been taken in this account, please try a different suffix."
            ))),
        }
    }

    /// That no role has this name.
    ///
    /// # Errors
    /// One has it, perhaps in another case.
    pub fn require_free_role_name(&self, name: &str) -> Result<(), Refusal> {
        match self.roles.named(name) {
            None => Ok(()),
            Some(_) => Err(Refusal::EntityAlreadyExists(format!("Role with name {name} already exists."))),
        }
    }

    /// That nothing depends on a role, so that it can be deleted.
    ///
    /// # Errors
    /// It is in an instance profile, or has attached or inline policies. AWS reports the first of these.
    pub fn require_bare_role(&self, role: &Role) -> Result<(), Refusal> {
        if self.instance_profiles_of(&role.id).next().is_some() {
            return Err(must_remove_roles());
        }
        if !role.attached_policies.is_empty() {
            return Err(conflict("Cannot delete entity, must detach all policies first."));
        }
        if self.inline_policies(&Owner::Role(role.id.clone())).next().is_some() {
            return Err(conflict("Cannot delete entity, must delete policies first."));
        }
        Ok(())
    }

    /// That no instance profile has this name.
    ///
    /// # Errors
    /// One has it, perhaps in another case.
    pub fn require_free_instance_profile_name(&self, name: &str) -> Result<(), Refusal> {
        match self.instance_profiles.named(name) {
            None => Ok(()),
            Some(_) => Err(Refusal::EntityAlreadyExists(format!("Instance Profile {name} already exists."))),
        }
    }

    /// That an instance profile holds no role, so that it can be deleted.
    ///
    /// # Errors
    /// It holds one.
    pub fn require_bare_instance_profile(&self, profile: &InstanceProfile) -> Result<(), Refusal> {
        if profile.role.is_some() { Err(must_remove_roles()) } else { Ok(()) }
    }

    /// That an instance profile can take a role.
    ///
    /// # Errors
    /// It holds one already, be it the same.
    pub fn require_room_for_role(&self, profile: &InstanceProfile) -> Result<(), Refusal> {
        if profile.role.is_none() {
            return Ok(());
        }
        Err(Refusal::LimitExceeded(format!(
            "Cannot exceed quota for InstanceSessionsPerInstanceProfile: {ROLES_PER_INSTANCE_PROFILE}"
        )))
    }

    /// That an instance profile holds this role.
    ///
    /// # Errors
    /// It holds none or another.
    pub fn require_role_in(&self, profile: &InstanceProfile, role: &Role) -> Result<(), Refusal> {
        if profile.role.as_ref() == Some(&role.id) {
            return Ok(());
        }
        let (role, profile) = (&role.name, &profile.name);
        Err(Refusal::NoSuchEntity(format!("Role {role} in Instance Profile {profile} cannot be found.")))
    }
}

fn must_remove_roles() -> Refusal {
    conflict("Cannot delete entity, must remove roles from instance profile first.")
}

fn conflict(message: &str) -> Refusal {
    Refusal::DeleteConflict(message.to_owned())
}
