// SPDX-License-Identifier: Apache-2.0
//! What IAM and STS refuse when a policy is written, in AWS's words.
//!
//! IAM accepts much that its policy validation calls an error, for example actions that do not exist. Here stands only
//! what a write refuses. The texts are AWS's own (rule G-8).

mod condition;
mod identity;
mod resource;
mod trust;

use std::fmt;

use crate::language::Document;

/// What a policy is written as. It decides the grammar and the words of the refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WriteKind {
    /// A managed policy: `CreatePolicy`, `CreatePolicyVersion`.
    ManagedPolicy,
    /// A policy inside a user, group or role: `PutUserPolicy`, `PutGroupPolicy`, `PutRolePolicy`.
    InlinePolicy,
    /// A role's trust policy: `CreateRole`, `UpdateAssumeRolePolicy`.
    TrustPolicy,
    /// The policy of a session: the parameter `Policy` of `AssumeRole`, its siblings, and `GetFederationToken`.
    SessionPolicy,
}

/// Why a policy may not be written: the fault `MalformedPolicyDocument`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MalformedPolicy {
    /// The message as AWS writes it.
    pub message: String,
}

/// Checks a policy that is about to be written and reads it.
///
/// Sizes (see [`counted_size`]) and whether the principals of a trust policy exist are for the caller to check.
///
/// # Errors
/// The refusal that AWS reports first.
pub fn validate_write(text: &str, kind: WriteKind) -> Result<Document, MalformedPolicy> {
    match kind {
        WriteKind::TrustPolicy => trust::validate(text),
        WriteKind::ManagedPolicy | WriteKind::InlinePolicy | WriteKind::SessionPolicy => {
            identity::validate(text, kind)
        }
    }
}

/// The size that counts against a policy's quota: its characters without white space (rule G-6).
pub fn counted_size(text: &str) -> usize {
    text.chars().filter(|character| !matches!(character, ' ' | '\t' | '\n' | '\r')).count()
}

/// Whether all characters are among those that IAM stores (rule G-5).
fn has_stored_characters(text: &str) -> bool {
    text.chars().all(|character| matches!(character, '\t' | '\n' | '\r' | ' '..='\u{FF}'))
}

impl MalformedPolicy {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

impl fmt::Display for MalformedPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for MalformedPolicy {}
