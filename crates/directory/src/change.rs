// SPDX-License-Identifier: Apache-2.0
//! What a transition yields: records put or removed, and the keys they stand under.

use std::fmt;

use crate::identifier::UniqueId;
use crate::record::{KeyOwner, Owner, Record};

/// One change of an account. Applying it never fails on a rule: rules were checked when it was decided.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The record is added or takes the place of the one with its key.
    Put(Record),
    /// The record with this key is gone.
    Remove(Key),
}

impl Change {
    /// The key of the record that changes.
    pub fn key(&self) -> Key {
        match self {
            Self::Put(record) => record.key(),
            Self::Remove(key) => key.clone(),
        }
    }

    /// A change that puts a record.
    pub fn put(record: impl Into<Record>) -> Self {
        Self::Put(record.into())
    }
}

/// The kinds of records. The text of each is part of the stored form and never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A long-term access key.
    AccessKey,
    /// The account itself.
    Account,
    /// A part of the credential report.
    CredentialReportPart,
    /// A group.
    Group,
    /// An inline policy.
    InlinePolicy,
    /// An instance profile.
    InstanceProfile,
    /// A report on last accessed services.
    Job,
    /// A password to sign in with.
    LoginProfile,
    /// An MFA device.
    MfaDevice,
    /// An OpenID Connect provider.
    OpenIdConnectProvider,
    /// A customer managed policy.
    Policy,
    /// A version of a customer managed policy.
    PolicyVersion,
    /// A role.
    Role,
    /// A SAML identity provider.
    SamlProvider,
    /// A server certificate.
    ServerCertificate,
    /// A service-specific credential.
    ServiceSpecificCredential,
    /// A signing certificate.
    SigningCertificate,
    /// An SSH public key.
    SshPublicKey,
    /// What a principal used last.
    Usage,
    /// A SAML assertion that was used.
    UsedAssertion,
    /// The deletion of a service-linked role.
    RoleDeletion,
    /// The account's settings.
    Settings,
    /// A session that was ended before its time.
    SignOut,
    /// A key that signs for the account, or has signed.
    SigningKey,
    /// A user.
    User,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 25] = [
        Self::AccessKey,
        Self::Account,
        Self::CredentialReportPart,
        Self::Group,
        Self::InlinePolicy,
        Self::InstanceProfile,
        Self::Job,
        Self::LoginProfile,
        Self::MfaDevice,
        Self::OpenIdConnectProvider,
        Self::Policy,
        Self::PolicyVersion,
        Self::Role,
        Self::SamlProvider,
        Self::ServerCertificate,
        Self::ServiceSpecificCredential,
        Self::SigningCertificate,
        Self::SshPublicKey,
        Self::Usage,
        Self::UsedAssertion,
        Self::RoleDeletion,
        Self::Settings,
        Self::SignOut,
        Self::SigningKey,
        Self::User,
    ];

    /// The name in the stored form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AccessKey => "access-key",
            Self::Account => "account",
            Self::CredentialReportPart => "credential-report-part",
            Self::Group => "group",
            Self::InlinePolicy => "inline-policy",
            Self::InstanceProfile => "instance-profile",
            Self::Job => "job",
            Self::LoginProfile => "login-profile",
            Self::MfaDevice => "mfa-device",
            Self::OpenIdConnectProvider => "open-id-connect-provider",
            Self::Policy => "policy",
            Self::PolicyVersion => "policy-version",
            Self::Role => "role",
            Self::SamlProvider => "saml-provider",
            Self::ServerCertificate => "server-certificate",
            Self::ServiceSpecificCredential => "service-specific-credential",
            Self::SigningCertificate => "signing-certificate",
            Self::SshPublicKey => "ssh-public-key",
            Self::Usage => "usage",
            Self::UsedAssertion => "used-assertion",
            Self::RoleDeletion => "role-deletion",
            Self::Settings => "settings",
            Self::SignOut => "sign-out",
            Self::SigningKey => "signing-key",
            Self::User => "user",
        }
    }

    /// The kind with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// The key of a record within its account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The kind of record.
    pub kind: Kind,
    /// The record's id among those of its kind.
    pub id: String,
}

impl Key {
    /// The key of a record with an id of its own.
    pub fn new(kind: Kind, id: &str) -> Self {
        Self { kind, id: id.to_owned() }
    }

    /// The key of the account's own record.
    pub fn account() -> Self {
        Self::new(Kind::Account, "account")
    }

    /// The key of a password.
    pub fn login_profile(owner: &KeyOwner) -> Self {
        Self::new(Kind::LoginProfile, owner.as_str())
    }

    /// The key of a part of the credential report.
    pub fn credential_report_part(number: u32) -> Self {
        Self { kind: Kind::CredentialReportPart, id: number.to_string() }
    }

    /// The key of the account's settings.
    pub fn settings() -> Self {
        Self::new(Kind::Settings, "settings")
    }

    /// The key of a policy version.
    pub fn policy_version(policy: &UniqueId, number: u32) -> Self {
        Self { kind: Kind::PolicyVersion, id: format!("{policy}/v{number}") }
    }

    /// The key of an inline policy.
    pub fn inline_policy(owner: &Owner, name: &str) -> Self {
        let kind = match owner {
            Owner::Group(_) => "group",
            Owner::Role(_) => "role",
            Owner::User(_) => "user",
        };
        Self { kind: Kind::InlinePolicy, id: format!("{kind}/{}/{name}", owner.id()) }
    }

    /// The policy and the number in the key of a policy version.
    pub fn policy_version_parts(&self) -> Option<(UniqueId, u32)> {
        let (policy, number) = self.id.split_once("/v")?;
        Some((UniqueId::new(policy), number.parse().ok()?))
    }

    /// The owner and the name in the key of an inline policy.
    pub fn inline_policy_parts(&self) -> Option<(Owner, String)> {
        let (kind, rest) = self.id.split_once('/')?;
        let (id, name) = rest.split_once('/')?;
        let id = UniqueId::new(id);
        let owner = match kind {
            "group" => Owner::Group(id),
            "role" => Owner::Role(id),
            "user" => Owner::User(id),
            _ => return None,
        };
        Some((owner, name.to_owned()))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.kind.as_str(), self.id)
    }
}
