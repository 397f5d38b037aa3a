// SPDX-License-Identifier: Apache-2.0
//! IAM users.

use std::collections::BTreeSet;

use super::Tags;
use crate::arn;
use crate::identifier::{AccountId, UniqueId};

/// An IAM user.
#[derive(Debug, Clone, PartialEq)]
pub struct User {
    /// `AIDA…`, never reused.
    pub id: UniqueId,
    /// The name in the case it was given; unique in the account without case.
    pub name: String,
    /// `/` or `/…/`.
    pub path: String,
    /// Seconds since 1970.
    pub created_at: i64,
    /// The ARN of the managed policy that caps the user's permissions.
    pub permissions_boundary: Option<String>,
    /// The user's tags.
    pub tags: Tags,
    /// The groups the user is in, by unique id.
    pub groups: BTreeSet<UniqueId>,
    /// The ARNs of attached managed policies, in order of attachment.
    pub attached_policies: Vec<String>,
    /// When the user's password was last used, in seconds since 1970.
    pub password_last_used_at: Option<i64>,
}

impl User {
    /// `arn:aws:iam::ACCOUNT:user/PATH/NAME`.
    pub fn arn(&self, account: AccountId) -> String {
        arn::user(account, &self.path, &self.name)
    }
}
