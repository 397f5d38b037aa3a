// SPDX-License-Identifier: Apache-2.0
//! What an account requires of its things, with AWS's words for each refusal.

use std::fmt;
use std::sync::Arc;

use super::Account;
use crate::identifier::AccountId;
use crate::quota::Quota;
use crate::record::{Group, InstanceProfile, Policy, Role, User};

/// Why an account does not take a step. The message is AWS's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The thing has dependents.
    DeleteConflict(String),
    /// The name is taken.
    EntityAlreadyExists(String),
    /// The input makes no sense for this thing.
    InvalidInput(String),
    /// A quota is used up.
    LimitExceeded(String),
    /// There is no such thing.
    NoSuchEntity(String),
    /// Only AWS changes the thing.
    UnmodifiableEntity(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::DeleteConflict(message)
        | Self::EntityAlreadyExists(message)
        | Self::InvalidInput(message)
        | Self::LimitExceeded(message)
        | Self::NoSuchEntity(message)
        | Self::UnmodifiableEntity(message)) = self;
        formatter.write_str(message)
    }
}

impl std::error::Error for Refusal {}

impl Account {
    /// The user with this name.
    ///
    /// # Errors
    /// There is none.
    pub fn require_user(&self, name: &str) -> Result<&Arc<User>, Refusal> {
        self.users.named(name).ok_or_else(|| no_such(format!("The user with name {name} cannot be found.")))
    }

    /// The group with this name.
    ///
    /// # Errors
    /// There is none.
    pub fn require_group(&self, name: &str) -> Result<&Arc<Group>, Refusal> {
        self.groups.named(name).ok_or_else(|| no_such(format!("The group with name {name} cannot be found.")))
    }

    /// The role with this name.
    ///
    /// # Errors
    /// There is none.
    pub fn require_role(&self, name: &str) -> Result<&Arc<Role>, Refusal> {
        self.roles.named(name).ok_or_else(|| no_such(format!("The role with name {name} cannot be found.")))
    }

    /// The instance profile with this name.
    ///
    /// # Errors
    /// There is none.
    pub fn require_instance_profile(&self, name: &str) -> Result<&Arc<InstanceProfile>, Refusal> {
        let found = self.instance_profiles.named(name);
        found.ok_or_else(|| no_such(format!("Instance Profile {name} cannot be found.")))
    }

    /// The customer managed policy with this ARN.
    ///
    /// # Errors
    /// There is none.
    pub fn require_policy(&self, arn: &str) -> Result<&Arc<Policy>, Refusal> {
        self.policy_by_arn(arn).ok_or_else(|| no_such(format!("Policy {arn} was not found.")))
    }

    /// That this is the ARN of a managed policy, of whatever account.
    ///
    /// # Errors
    /// It is not.
    pub fn require_policy_arn(&self, arn: &str) -> Result<(), Refusal> {
        let is_policy = |parts: crate::arn::Parts<'_>| {
            let is_account = parts.account == "aws" || parts.account.parse::<AccountId>().is_ok();
            parts.service == "iam" && parts.kind == "policy" && is_account && !parts.name.is_empty()
        };
        if crate::arn::parse(arn).is_some_and(is_policy) {
            return Ok(());
        }
        Err(Refusal::InvalidInput(format!("ARN {arn} is not valid.")))
    }

    /// That a managed policy of this ARN, the customer's or AWS's, can be attached.
    ///
    /// # Errors
    /// There is none.
    pub fn require_attachable(&self, arn: &str) -> Result<(), Refusal> {
        if self.managed_policy_exists(arn) {
            return Ok(());
        }
        Err(no_such(format!("Policy {arn} does not exist or is not attachable.")))
    }

    /// That a managed policy of this ARN, the customer's or AWS's, can be a permissions boundary.
    ///
    /// # Errors
    /// There is none.
    pub fn require_boundary(&self, arn: &str) -> Result<(), Refusal> {
        self.require_policy_arn(arn)?;
        if self.managed_policy_exists(arn) {
            return Ok(());
        }
        Err(no_such(format!("Scope ARN: {arn} does not exist or is not attachable.")))
    }

    /// That one more can be added where there are `count`.
    ///
    /// # Errors
    /// The quota is used up.
    pub fn require_room(&self, quota: Quota, count: usize) -> Result<(), Refusal> {
        let number = self.quota(quota);
        if count < number {
            return Ok(());
        }
        Err(Refusal::LimitExceeded(format!("Cannot exceed quota for {}: {number}", quota.as_str())))
    }
}

fn no_such(message: String) -> Refusal {
    Refusal::NoSuchEntity(message)
}
