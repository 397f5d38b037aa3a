// SPDX-License-Identifier: Apache-2.0
//! The caller's account and the resource's: which policies bear on the caller, and whose silence counts.

use super::{
    arn::Arn,
    principal::is_root_arn,
    request::{Principal, Request},
};

/// How the caller's account stands to the resource's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// They are the same.
    SameAccount,
    /// They are not: both accounts must allow (rule X-a).
    CrossAccount,
    /// The caller has none: anonymous, a service, or federated without a session yet. Only the resource's policy can
    /// allow (rules P-7, P-8 and T-6).
    Outside,
}

impl Relation {
    /// Compares the accounts. What AWS itself owns (`aws`, such as its managed policies) counts as everyone's own.
    pub(super) fn of(request: &Request<'_>) -> Self {
        match (account(&request.principal), request.resource_account) {
            (None, _) => Self::Outside,
            (Some(_), None | Some("aws")) => Self::SameAccount,
            (Some(own), Some(other)) if own == other => Self::SameAccount,
            _ => Self::CrossAccount,
        }
    }
}

/// The caller's account.
pub(crate) fn account(caller: &Principal) -> Option<&str> {
    match caller {
        Principal::Root { account, .. }
        | Principal::User { account, .. }
        | Principal::Role { account, .. }
        | Principal::FederatedUser { account, .. } => Some(account),
        Principal::Federated { .. } | Principal::Service { .. } | Principal::Anonymous => None,
    }
}

/// Whether the caller has full access without any identity policy: the root user (rule E-4), and a federated user whom
/// the root user vouches for, whom then only the session policies limit.
pub(crate) fn has_root_permissions(caller: &Principal) -> bool {
    match caller {
        Principal::Root { .. } => true,
        Principal::FederatedUser { user_arn, .. } => is_root_arn(user_arn),
        _ => false,
    }
}

/// Whether the caller is a session of a service-linked role, which organizations do not limit (rules SCP-3 and RCP-3).
/// IAM lets nobody else create a role with this path.
pub(crate) fn is_service_linked_role(caller: &Principal) -> bool {
    match caller {
        Principal::Role { role_arn, .. } => {
            Arn::parse(role_arn).is_some_and(|arn| arn.resource.starts_with("role/aws-service-role/"))
        }
        _ => false,
    }
}
