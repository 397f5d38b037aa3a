// SPDX-License-Identifier: Apache-2.0
//! Who calls without a signature: someone whom an identity provider vouches for, proven by what the call brings.

use std::sync::Arc;

use portcullis_directory::record::{Role, Tags};
use portcullis_directory::{Account, Directory, arn};
use portcullis_policy::evaluation::Context as Keys;
use portcullis_wire::operation::OperationFacts;
use portcullis_wire::sts::{AssumeRoleWithSAMLRequest, AssumeRoleWithWebIdentityRequest};
use portcullis_wire::{Fault, Form, faults};

use crate::caller::{Caller, Identity};
use crate::context::Origin;
use crate::federation::saml::Accepted;
use crate::handle::Settings;
use crate::moment::Moment;
use crate::operation::Operation;

/// What was proven of a caller, whichever way.
#[derive(Debug, Clone, PartialEq)]
pub struct Proof {
    /// How it was proven.
    pub kind: ProofKind,
    /// The provider as a trust policy names it: its ARN.
    pub provider: String,
    /// Who the provider says the caller is, which audit records give as the user's name.
    pub subject: String,
    /// For whom the provider says so, if it names an audience.
    pub audience: Option<String>,
    /// `aws:userid` and the audit record's principal id.
    pub user_id: String,
    /// The condition keys that hold while the role is assumed: `saml:…` or `<issuer>:…`.
    pub keys: Keys,
    /// Those of them that hold in the session as well.
    pub session_keys: Vec<(String, Vec<String>)>,
    /// Session tags that the provider gives.
    pub tags: Tags,
    /// The keys of those that go on to the next role.
    pub transitive_tag_keys: Vec<String>,
    /// The source identity that the provider gives.
    pub source_identity: Option<String>,
    /// What a SAML assertion says besides.
    pub accepted: Option<Arc<Accepted>>,
}

/// How a caller was proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProofKind {
    /// By a SAML assertion.
    Saml,
    /// By a token of an OpenID Connect provider.
    WebIdentity,
}

impl ProofKind {
    /// The permission that a role's trust policy must grant to whom is proven so.
    pub fn action(self) -> &'static str {
        match self {
            Self::Saml => "sts:AssumeRoleWithSAML",
            Self::WebIdentity => "sts:AssumeRoleWithWebIdentity",
        }
    }
}

/// All that a proof may be judged by; there is no caller yet.
#[derive(Debug, Clone, Copy)]
pub struct Unproven<'a> {
    /// All accounts.
    pub directory: &'a Directory,
    /// Time and chance.
    pub moment: &'a Moment,
    /// What the installation has set.
    pub settings: &'a Settings,
    /// Where the request came from.
    pub origin: &'a Origin<'a>,
}

/// An operation that is called without a signature.
pub trait Unsigned: Operation {
    /// Proves who calls, from what the request brings. The caller acts in the account of the role it asks for.
    ///
    /// # Errors
    /// The fault that AWS documents. What has to be asked for first is asked of the moment.
    fn identify(&self, cx: &Unproven<'_>) -> Result<Caller, Fault>;
}

/// The operations that take no signature, by name, as each proves its caller.
const UNSIGNED: &[(&str, Identify)] = &[
    ("AssumeRoleWithSAML", identify::<AssumeRoleWithSAMLRequest>),
    ("AssumeRoleWithWebIdentity", identify::<AssumeRoleWithWebIdentityRequest>),
];

/// How the caller of an unsigned operation is found.
type Identify = fn(&Form, &Unproven<'_>) -> Result<Caller, Fault>;

/// Takes an unsigned call through decode and proof.
///
/// # Errors
/// The request is malformed, or the proof is none.
pub fn identify<O: Unsigned>(form: &Form, cx: &Unproven<'_>) -> Result<Caller, Fault> {
    let request = O::decode(form)?;
    request.check()?;
    request.identify(cx)
}

/// The caller of an operation that takes no signature.
///
/// # Errors
/// The operation is not there, or the proof is none.
pub(crate) fn prove(facts: &OperationFacts, form: &Form, cx: &Unproven<'_>) -> Result<Caller, Fault> {
    let found = UNSIGNED.iter().find(|(name, _)| *name == facts.name);
    let (_, identify) = found.ok_or_else(|| faults::not_implemented(facts.name))?;
    identify(form, cx)
}

impl Proof {
    /// The caller that this proof makes, in an account.
    pub fn caller(self, account: &Arc<Account>) -> Caller {
        Caller {
            account: Arc::clone(account),
            identity: Identity::Proven(Arc::new(self)),
            access_key_id: String::new(),
            session: None,
            known: None,
        }
    }
}

/// The role with this ARN, in whichever account.
pub(crate) fn find_role<'a>(
    role_arn: &str,
    directory: &'a Directory,
) -> Option<(&'a Arc<Account>, &'a Arc<Role>)> {
    let parts = arn::parse(role_arn)?;
    let account = directory.account(parts.account.parse().ok()?)?;
    let role = account.roles.named(parts.name)?;
    role.has_arn(account.id(), role_arn).then_some((account, role))
}
