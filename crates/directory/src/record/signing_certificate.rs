// SPDX-License-Identifier: Apache-2.0
//! Signing certificates of users.

use super::{KeyOwner, KeyStatus};
use crate::identifier::UniqueId;

/// An X.509 certificate with whose key a user signs.
#[derive(Debug, Clone, PartialEq)]
pub struct SigningCertificate {
    /// The base-32 SHA-1 fingerprint of the certificate, as AWS names them: the same certificate has the same id.
    pub id: UniqueId,
    /// Whose it is.
    pub owner: KeyOwner,
    /// The certificate as it was uploaded: PEM.
    pub body: String,
    /// Whether it may be used.
    pub status: KeyStatus,
    /// Seconds since 1970.
    pub uploaded_at: i64,
}
