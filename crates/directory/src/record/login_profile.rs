// SPDX-License-Identifier: Apache-2.0
//! Passwords with which people sign in, and the sessions they ended.

use super::{KeyOwner, SecretText};

/// The password of a user, or of the root user.
#[derive(Debug, Clone, PartialEq)]
pub struct LoginProfile {
    /// Whose it is.
    pub owner: KeyOwner,
    /// The hash under which the password is kept, in PHC form.
    pub hash: SecretText,
    /// The hashes of earlier passwords, the latest first, at most [`EARLIER_MAX`].
    pub earlier: Vec<SecretText>,
    /// When the profile was made, in seconds since 1970.
    pub created_at: i64,
    /// When the password was set last, in seconds since 1970.
    pub changed_at: i64,
    /// Whether the next sign-in must set a new one.
    pub reset_required: bool,
    /// When someone signed in with it last, in seconds since 1970. A user's own record tells it as well, where it
    /// outlives the password.
    pub used_at: Option<i64>,
}

/// How many earlier passwords are remembered: the most that a password policy can ask for.
pub const EARLIER_MAX: usize = 24;

impl LoginProfile {
    /// The same profile with another password.
    #[must_use]
    pub fn with_password(&self, hash: SecretText, reset_required: bool, now: i64) -> Self {
        let mut earlier = self.earlier.clone();
        earlier.insert(0, self.hash.clone());
        earlier.truncate(EARLIER_MAX);
        Self { hash, earlier, changed_at: now, reset_required, ..self.clone() }
    }
}

/// A session that was ended before its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOut {
    /// The access key id of the session.
    pub access_key_id: String,
    /// When the session would have ended, in seconds since 1970: from then on this need not be known.
    pub expires_at: i64,
}
