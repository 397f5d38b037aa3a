// SPDX-License-Identifier: Apache-2.0
//! SSH public keys of users.

use super::KeyStatus;
use crate::identifier::UniqueId;

/// A public key with which a user authenticates over SSH.
#[derive(Debug, Clone, PartialEq)]
pub struct SshPublicKey {
    /// `APKA…`, never reused.
    pub id: UniqueId,
    /// Whose it is.
    pub user: UniqueId,
    /// The key as it was uploaded: an `ssh-rsa` line or PEM.
    pub body: String,
    /// Whether it may be used.
    pub status: KeyStatus,
    /// Seconds since 1970.
    pub uploaded_at: i64,
}
