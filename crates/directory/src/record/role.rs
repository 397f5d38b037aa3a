// SPDX-License-Identifier: Apache-2.0
//! Roles.

use super::{PolicyDocument, Tags};
use crate::arn;
use crate::identifier::{AccountId, UniqueId};
use crate::service_linked_role;

/// A role.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    /// `AROA…`, never reused.
    pub id: UniqueId,
    /// The name in the case it was given; unique in the account without case.
    pub name: String,
    /// `/` or `/…/`.
    pub path: String,
    /// Seconds since 1970.
    pub created_at: i64,
    /// Who may assume the role. Users and roles it names stand here by unique id (rule P-6).
    pub trust_policy: PolicyDocument,
    /// Free text.
    pub description: Option<String>,
    /// The longest session that may be asked for, in seconds: 3,600 to 43,200.
    pub session_seconds_max: u32,
    /// The ARN of the managed policy that caps the role's permissions.
    pub permissions_boundary: Option<String>,
    /// The role's tags.
    pub tags: Tags,
    /// The ARNs of attached managed policies, in order of attachment.
    pub attached_policies: Vec<String>,
}

impl Role {
    /// Whether only the service changes the role that it is linked to.
    pub fn is_service_linked(&self) -> bool {
        self.path.starts_with(service_linked_role::PATH)
    }

    /// `arn:aws:iam::ACCOUNT:role/PATH/NAME`.
    pub fn arn(&self, account: AccountId) -> String {
        arn::role(account, &self.path, &self.name)
    }

    /// Whether this is the role's ARN.
    pub fn has_arn(&self, account: AccountId, arn: &str) -> bool {
        let resource = arn::of_account(account, arn).and_then(|resource| resource.strip_prefix("role"));
        resource.and_then(|rest| rest.strip_prefix(&*self.path)) == Some(&*self.name)
    }
}
