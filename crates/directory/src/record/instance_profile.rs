// SPDX-License-Identifier: Apache-2.0
//! Instance profiles.

use super::Tags;
use crate::arn;
use crate::identifier::{AccountId, UniqueId};

/// An instance profile: a container that hands a role to an instance.
#[derive(Debug, Clone, PartialEq)]
pub struct InstanceProfile {
    /// `AIPA…`, never reused.
    pub id: UniqueId,
    /// The name in the case it was given; unique in the account without case.
    pub name: String,
    /// `/` or `/…/`.
    pub path: String,
    /// Seconds since 1970.
    pub created_at: i64,
    /// The role it holds; at most one.
    pub role: Option<UniqueId>,
    /// The profile's tags.
    pub tags: Tags,
}

impl InstanceProfile {
    /// `arn:aws:iam::ACCOUNT:instance-profile/PATH/NAME`.
    pub fn arn(&self, account: AccountId) -> String {
        arn::instance_profile(account, &self.path, &self.name)
    }
}
