// SPDX-License-Identifier: Apache-2.0
//! What is asked: may this principal do this action on this resource, under these circumstances?

use super::context::Context;
use crate::language::Document;

/// One authorization request.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// Who asks.
    pub principal: Principal,
    /// The permission's name, for example `s3:GetObject`; case does not matter (rule A-1).
    pub action: &'a str,
    /// The ARN of the resource, or `*` where the action has none.
    pub resource: &'a str,
    /// The account that owns the resource, if it is known. `None` is read as the caller's own account.
    pub resource_account: Option<&'a str>,
    /// The condition keys and their values.
    pub context: &'a Context,
    /// Whether the action has no resource types, so that only `Resource: *` matches (rule R-7).
    pub wildcard_only_action: bool,
}

/// Who sends a request, as the policies see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Principal {
    /// The root user of an account.
    Root {
        /// The ARN's partition, usually `aws`.
        partition: String,
        /// Twelve digits.
        account: String,
    },
    /// An IAM user, also with GetSessionToken credentials (rule P-9).
    User {
        /// `arn:aws:iam::111122223333:user/path/name`.
        arn: String,
        /// Twelve digits.
        account: String,
        /// The unique id (`AIDA…`), which stored principals may name (rule P-6).
        unique_id: Option<String>,
    },
    /// A role session.
    Role {
        /// The role's ARN with its path.
        role_arn: String,
        /// `arn:aws:sts::111122223333:assumed-role/name/session`.
        session_arn: String,
        /// Twelve digits.
        account: String,
        /// The role's unique id (`AROA…`).
        unique_id: Option<String>,
    },
    /// A GetFederationToken session.
    FederatedUser {
        /// `arn:aws:sts::111122223333:federated-user/name`.
        session_arn: String,
        /// The ARN of the IAM user (or root) whose credentials asked for it.
        user_arn: String,
        /// Twelve digits.
        account: String,
        /// The user's unique id, if it is not the root user's session.
        unique_id: Option<String>,
    },
    /// A web identity or SAML user before they have a session (rule P-11).
    Federated {
        /// The provider's ARN or well-known domain.
        provider: String,
    },
    /// A service acting for itself, for example `ec2.amazonaws.com`.
    Service {
        /// The service principal's name.
        name: String,
    },
    /// A caller without credentials.
    Anonymous,
}

/// A policy with the name it is reported by.
#[derive(Debug, Clone, Copy)]
pub struct NamedPolicy<'a> {
    /// The policy's ARN or inline name.
    pub name: &'a str,
    /// The document.
    pub document: &'a Document,
}

/// All policies that bear on one request, by layer. A layer that does not exist limits nothing;
/// an identity layer without policies allows nothing.
#[derive(Debug, Clone, Default)]
pub struct Policies<'a> {
    /// Inline and attached policies of the principal and of its groups (rule E-5).
    pub identity: Vec<NamedPolicy<'a>>,
    /// The permissions boundary.
    pub boundary: Option<NamedPolicy<'a>>,
    /// Session policies; `Some` of an empty list is a session that has no identity permissions (rule SP-4).
    pub session: Option<Vec<NamedPolicy<'a>>>,
    /// The policy attached to the resource.
    pub resource: Option<ResourcePolicy<'a>>,
    /// Service control policies of the caller's account, a list for each level from the root down.
    pub scps: Vec<Vec<NamedPolicy<'a>>>,
    /// Resource control policies of the resource's account, a list for each level from the root down.
    pub rcps: Vec<Vec<NamedPolicy<'a>>>,
    /// Endpoint policies; an empty list is no endpoint policy.
    pub endpoint: Vec<NamedPolicy<'a>>,
    /// Whether the service grants the request to the caller by means of its own, such as a KMS grant (rule K-3). It
    /// counts as a resource policy's Allow that names the caller's role: in one account it stands in for an identity
    /// policy, and from another account it stands in for the resource's policy.
    pub granted: bool,
    /// Whether a public resource policy is kept from grants to strangers, as S3's RestrictPublicBuckets does (rule
    /// B-1); see [`super::is_public`].
    pub restrict_public: bool,
}

/// A policy attached to a resource.
#[derive(Debug, Clone, Copy)]
pub struct ResourcePolicy<'a> {
    /// The policy.
    pub policy: NamedPolicy<'a>,
    /// How much the service makes of it.
    pub authority: Authority,
}

/// Whether a resource policy must allow even within the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// Its silence does not block callers of the same account (rule S-13).
    Ordinary,
    /// It must allow or delegate: role trust policies and KMS key policies (rules T-1, K-1).
    Required,
}
