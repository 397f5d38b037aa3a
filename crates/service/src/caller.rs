// SPDX-License-Identifier: Apache-2.0
//! Who sends a request, once the signature has been checked.

use std::sync::Arc;

use portcullis_directory::record::{KeyOwner, Role, Tags, User};
use portcullis_directory::{Account, arn};
use portcullis_policy::evaluation::Principal;

use crate::call_keys::CallKeys;
use crate::known_callers::{Known, Standing};
use crate::proof::Proof;
use crate::session_token::Claims;

/// The sender of a request.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The account the caller acts in.
    pub account: Arc<Account>,
    /// Who in the account.
    pub identity: Identity,
    /// The id of the key that signed.
    pub access_key_id: String,
    /// The session, if the credentials are temporary.
    pub session: Option<Claims>,
    /// What was known of the owner of a long-term key already, in this state of the account.
    pub(crate) known: Option<Arc<Known>>,
}

/// Who in an account calls.
#[derive(Debug, Clone)]
pub enum Identity {
    /// The root user.
    Root,
    /// A user.
    User(Arc<User>),
    /// A role session.
    Role {
        /// The role.
        role: Arc<Role>,
        /// The session's name.
        session_name: String,
    },
    /// A GetFederationToken session.
    Federated {
        /// The name the session was given.
        name: String,
        /// The user whose credentials asked for it; `None` for the root user.
        user: Option<Arc<User>>,
    },
    /// One whom an identity provider vouches for, who has no credentials yet.
    Proven(Arc<Proof>),
}

impl Caller {
    /// What is known of the owner of a long-term key already.
    pub(crate) fn standing(&self) -> Option<&Standing> {
        self.known.as_deref().and_then(Known::standing)
    }

    /// The ARN by which answers, messages and audit records name the caller.
    pub fn arn(&self) -> String {
        match self.standing() {
            Some(standing) => standing.arn.get_or_init(|| self.new_arn()).clone(),
            None => self.new_arn(),
        }
    }

    fn new_arn(&self) -> String {
        let account = self.account.id();
        match &self.identity {
            Identity::Root => arn::root(account),
            Identity::User(user) => user.arn(account),
            Identity::Role { role, session_name } => arn::assumed_role(account, &role.name, session_name),
            Identity::Federated { name, .. } => arn::federated_user(account, name),
            Identity::Proven(proof) => proof.provider.clone(),
        }
    }

    /// `aws:userid`, which GetCallerIdentity gives as `UserId`.
    pub fn user_id(&self) -> String {
        match &self.identity {
            Identity::Root => self.account.id().to_string(),
            Identity::User(user) => user.id.to_string(),
            Identity::Role { role, session_name } => format!("{}:{session_name}", role.id),
            Identity::Federated { name, .. } => format!("{}:{name}", self.account.id()),
            Identity::Proven(proof) => proof.user_id.clone(),
        }
    }

    /// The user whose credentials these are, also in a GetSessionToken session.
    pub fn user(&self) -> Option<&Arc<User>> {
        match &self.identity {
            Identity::User(user) => Some(user),
            _ => None,
        }
    }

    /// Whose long-term keys the caller's own are: the owner that key operations without a user name mean.
    pub fn key_owner(&self) -> Option<KeyOwner> {
        match &self.identity {
            Identity::Root => Some(KeyOwner::Root),
            Identity::User(user) => Some(KeyOwner::User(user.id.clone())),
            Identity::Role { .. } | Identity::Federated { .. } | Identity::Proven(_) => None,
        }
    }

    /// Whether the caller is the root user itself.
    pub fn is_root(&self) -> bool {
        matches!(self.identity, Identity::Root)
    }

    /// The caller as policies see it.
    pub fn principal(&self) -> Arc<Principal> {
        match self.standing() {
            Some(standing) => Arc::clone(standing.principal.get_or_init(|| Arc::new(self.new_principal()))),
            None => Arc::new(self.new_principal()),
        }
    }

    fn new_principal(&self) -> Principal {
        let account = self.account.id();
        match &self.identity {
            Identity::Root => {
                Principal::Root { partition: arn::PARTITION.to_owned(), account: account.to_string() }
            }
            Identity::User(user) => Principal::User {
                arn: self.arn(),
                account: account.to_string(),
                unique_id: Some(user.id.to_string()),
            },
            Identity::Role { role, .. } => Principal::Role {
                role_arn: role.arn(account),
                session_arn: self.arn(),
                account: account.to_string(),
                unique_id: Some(role.id.to_string()),
            },
            Identity::Federated { user, .. } => Principal::FederatedUser {
                session_arn: self.arn(),
                user_arn: user.as_ref().map_or_else(|| arn::root(account), |user| user.arn(account)),
                account: account.to_string(),
                unique_id: user.as_ref().map(|user| user.id.to_string()),
            },
            Identity::Proven(proof) => Principal::Federated { provider: proof.provider.clone() },
        }
    }

    /// The tags of the principal: the entity's own, with session tags in place of those of the same key.
    pub fn principal_tags(&self) -> Tags {
        let mut tags = match &self.identity {
            Identity::User(user) => user.tags.clone(),
            Identity::Role { role, .. } => role.tags.clone(),
            Identity::Root | Identity::Federated { .. } | Identity::Proven(_) => Tags::new(),
        };
        for tag in self.session.iter().flat_map(|session| session.tags.iter()) {
            tags.set(&tag.key, &tag.value);
        }
        tags
    }

    /// Sets the condition keys that come from the caller.
    pub(crate) fn set_keys<'a>(&'a self, keys: &mut CallKeys<'a>, now: i64) {
        let account = self.account.id();
        if let Identity::Proven(proof) = &self.identity {
            keys.extend(&proof.keys);
            keys.set("aws:FederatedProvider", &*proof.provider);
            return;
        }
        let (kind, principal_arn) = match &self.identity {
            Identity::Root => ("Account", arn::root(account)),
            Identity::User(_) => ("User", self.arn()),
            Identity::Role { role, .. } => ("AssumedRole", role.arn(account)),
            Identity::Federated { .. } | Identity::Proven(_) => ("FederatedUser", self.arn()),
        };
        keys.set("aws:PrincipalType", kind);
        keys.set("aws:PrincipalArn", principal_arn);
        keys.set("aws:PrincipalAccount", account.to_string());
        keys.set("aws:userid", self.user_id());
        keys.set("aws:PrincipalIsAWSService", "false");
        keys.set("aws:ViaAWSService", "false");
        if let Some(user) = self.user() {
            keys.set("aws:username", &*user.name);
        }
        self.set_tag_keys(keys);
        let Some(session) = &self.session else { return };
        keys.set("aws:TokenIssueTime", portcullis_wire::Timestamp(session.issued_at).to_string());
        // Long-term keys do not have this key at all, which is why policies test it with BoolIfExists.
        keys.set("aws:MultiFactorAuthPresent", if session.mfa_at.is_some() { "true" } else { "false" });
        if let Some(at) = session.mfa_at {
            keys.set("aws:MultiFactorAuthAge", (now - at).max(0).to_string());
        }
        if let Some(identity) = &session.source_identity {
            keys.set("aws:SourceIdentity", &**identity);
        }
        if let Some(provider) = &session.federated_provider {
            keys.set("aws:FederatedProvider", &**provider);
        }
        for (name, values) in &session.federated_keys {
            match values.as_slice() {
                [one] => keys.set(&**name, &**one),
                several => keys.set_many(name, several),
            }
        }
    }

    /// Sets the keys of the principal's tags: the entity's own, and over them those of the session.
    fn set_tag_keys<'a>(&'a self, keys: &mut CallKeys<'a>) {
        let own = match &self.identity {
            Identity::User(user) => Some(&user.tags),
            Identity::Role { role, .. } => Some(&role.tags),
            Identity::Root | Identity::Federated { .. } | Identity::Proven(_) => None,
        };
        let session = self.session.as_ref().map(|session| &session.tags);
        for tag in own.into_iter().chain(session).flat_map(Tags::iter) {
            keys.set(format!("aws:PrincipalTag/{}", tag.key), &*tag.value);
        }
    }
}
