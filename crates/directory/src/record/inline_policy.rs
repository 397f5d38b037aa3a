// SPDX-License-Identifier: Apache-2.0
//! Policies embedded in a user, group or role.

use super::PolicyDocument;
use crate::identifier::UniqueId;

/// A policy embedded in a user, group or role.
#[derive(Debug, Clone, PartialEq)]
pub struct InlinePolicy {
    /// Whose it is.
    pub owner: Owner,
    /// Its name, unique for its owner.
    pub name: String,
    /// The document.
    pub document: PolicyDocument,
}

/// The things that carry inline policies, attachments and boundaries, by unique id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A group.
    Group(UniqueId),
    /// A role.
    Role(UniqueId),
    /// A user.
    User(UniqueId),
}

impl Owner {
    /// The unique id.
    pub fn id(&self) -> &UniqueId {
        match self {
            Self::Group(id) | Self::Role(id) | Self::User(id) => id,
        }
    }
}
