// SPDX-License-Identifier: Apache-2.0
//! The account's own record.

use std::collections::BTreeMap;

use crate::identifier::AccountId;
use crate::quota::Quota;

/// An account and its root user.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountRecord {
    /// Twelve digits.
    pub id: AccountId,
    /// The root user's e-mail address.
    pub email: String,
    /// When the account was made, in seconds since 1970.
    pub created_at: i64,
    /// The account alias, unique among all accounts.
    pub alias: Option<String>,
    /// Quotas that differ from AWS's default numbers.
    pub quotas: BTreeMap<Quota, u32>,
}

impl AccountRecord {
    /// The number that holds for a quota in this account.
    pub fn quota(&self, quota: Quota) -> u32 {
        self.quotas.get(&quota).copied().unwrap_or_else(|| quota.default_number())
    }
}
