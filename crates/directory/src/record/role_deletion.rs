// SPDX-License-Identifier: Apache-2.0
//! Deletions of service-linked roles, which AWS lets callers follow by a task's id.

/// A service-linked role's deletion. Nothing here can hold such a role in use, so each has succeeded at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleDeletion {
    /// `task/aws-service-role/SERVICE/ROLE/UUID`.
    pub task_id: String,
    /// The ARN that the role had.
    pub role_arn: String,
    /// When the role was deleted, in seconds since 1970.
    pub created_at: i64,
}
