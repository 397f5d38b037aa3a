// SPDX-License-Identifier: Apache-2.0
//! What was used and may be used no more: assertions, codes, proofs and choices.

/// A SAML assertion with which a role was assumed, or something else that can be used once: somebody's choice among the
/// roles that an identity provider grants, a way to a provider and back, an authorization code, a DPoP proof. It is kept
/// until it would be refused for its age anyway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedAssertion {
    /// What tells it from all others: SHA-256 of who issued the assertion and of its id, in hexadecimal digits; or what
    /// it is and its id, such as `role-choice/` and the choice's.
    pub id: String,
    /// When nothing would accept it any more, in seconds since 1970.
    pub expires_at: i64,
}
