// SPDX-License-Identifier: Apache-2.0
//! Groups of users.

use crate::arn;
use crate::identifier::{AccountId, UniqueId};

/// A group. Its members are on the users' records.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// `AGPA…`, never reused.
    pub id: UniqueId,
    /// The name in the case it was given; unique in the account without case.
    pub name: String,
    /// `/` or `/…/`.
    pub path: String,
    /// Seconds since 1970.
    pub created_at: i64,
    /// The ARNs of attached managed policies, in order of attachment.
    pub attached_policies: Vec<String>,
}

impl Group {
    /// `arn:aws:iam::ACCOUNT:group/PATH/NAME`.
    pub fn arn(&self, account: AccountId) -> String {
        arn::group(account, &self.path, &self.name)
    }
}
