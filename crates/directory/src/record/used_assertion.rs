// SPDX-License-Identifier: Apache-2.0
//! Assertions and choices of a role that were used, so that none is used twice.

/// A SAML assertion with which a role was assumed, or somebody's choice among the roles that an identity provider grants.
/// It is kept until it would be refused for its age anyway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedAssertion {
    /// SHA-256 of who issued the assertion and of its id, in hexadecimal digits; or `role-choice/` and the choice's id.
    pub id: String,
    /// When nothing would accept it any more, in seconds since 1970.
    pub expires_at: i64,
}
