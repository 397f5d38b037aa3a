// SPDX-License-Identifier: Apache-2.0
//! Service-specific credentials of users.

use super::KeyStatus;
use crate::identifier::UniqueId;

/// A user name and a password, or an API key, with which a user reaches one service.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceSpecificCredential {
    /// `ACCA…`, never reused.
    pub id: UniqueId,
    /// Whose it is.
    pub user: UniqueId,
    /// The service it is for, for example `codecommit.amazonaws.com`.
    pub service: String,
    /// The name that goes with the password, unique among those for the service. It outlives a change of the
    /// user's name.
    pub service_user_name: String,
    /// What a presented password is compared with; the password itself is not kept.
    pub password_digest: [u8; 32],
    /// Whether it may be used.
    pub status: KeyStatus,
    /// Seconds since 1970.
    pub created_at: i64,
    /// When it can no longer be used, in seconds since 1970; `None` if it lasts.
    pub expires_at: Option<i64>,
}

impl ServiceSpecificCredential {
    /// Whether its time is up.
    pub fn is_expired(&self, now: i64) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }
}
