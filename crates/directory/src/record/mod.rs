// SPDX-License-Identifier: Apache-2.0
//! What is stored: one kind of record for each kind of thing an account holds.

mod access_key;
mod account;
mod group;
mod inline_policy;
mod instance_profile;
mod login_profile;
mod mfa_device;
mod open_id_connect_provider;
mod policy;
mod report;
mod role;
mod role_deletion;
mod saml_provider;
mod secret;
mod server_certificate;
mod service_specific_credential;
mod settings;
mod signing_certificate;
mod signing_key;
mod ssh_public_key;
mod tag;
mod usage;
mod used_assertion;
mod user;

use std::sync::Arc;

pub use access_key::{AccessKey, KeyOwner, KeyStatus};
pub use account::AccountRecord;
pub use group::Group;
pub use inline_policy::{InlinePolicy, Owner};
pub use instance_profile::InstanceProfile;
pub use login_profile::{EARLIER_MAX, LoginProfile, SignOut};
pub use mfa_device::{MfaDevice, MfaFactor, SecurityKey, VirtualDevice};
pub use open_id_connect_provider::OpenIdConnectProvider;
pub use policy::{Policy, PolicyDocument, PolicyVersion};
pub use report::{CredentialReportPart, Job, JobSubject};
pub use role::Role;
pub use role_deletion::RoleDeletion;
pub use saml_provider::{AssertionEncryption, SamlPrivateKey, SamlProvider};
pub use secret::{SecretAccessKey, SecretText};
pub use server_certificate::ServerCertificate;
pub use service_specific_credential::ServiceSpecificCredential;
pub use settings::{AccountSettings, OutboundFederation, PasswordPolicy, TokenVersion};
pub use signing_certificate::SigningCertificate;
pub use signing_key::{PublicKey, SigningAlgorithm, SigningKey};
pub use ssh_public_key::SshPublicKey;
pub use tag::{Tag, Tags};
pub use usage::{ActionUse, KeyUse, Principal, USE_SPAN_SECONDS, USES_MAX, Usage, is_due};
pub use used_assertion::UsedAssertion;
pub use user::User;

use crate::change::{Key, Kind};

/// One record of an account. Records are shared, so a copy of a directory costs nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    /// The account itself; there is exactly one.
    Account(Arc<AccountRecord>),
    /// An IAM user.
    User(Arc<User>),
    /// A group of users.
    Group(Arc<Group>),
    /// A role.
    Role(Arc<Role>),
    /// A customer managed policy, without its documents.
    Policy(Arc<Policy>),
    /// One version of a customer managed policy.
    PolicyVersion(Arc<PolicyVersion>),
    /// A policy embedded in a user, group or role.
    InlinePolicy(Arc<InlinePolicy>),
    /// A long-term access key.
    AccessKey(Arc<AccessKey>),
    /// An instance profile.
    InstanceProfile(Arc<InstanceProfile>),
    /// An MFA device.
    MfaDevice(Arc<MfaDevice>),
    /// An OpenID Connect provider.
    OpenIdConnectProvider(Arc<OpenIdConnectProvider>),
    /// A part of the credential report.
    CredentialReportPart(Arc<CredentialReportPart>),
    /// A report on last accessed services.
    Job(Arc<Job>),
    /// A password to sign in with.
    LoginProfile(Arc<LoginProfile>),
    /// A session that was ended before its time.
    SignOut(Arc<SignOut>),
    /// What a principal used last.
    Usage(Arc<Usage>),
    /// The deletion of a service-linked role.
    RoleDeletion(Arc<RoleDeletion>),
    /// What the account has set for itself; there is at most one.
    Settings(Arc<AccountSettings>),
    /// A key that signs for the account, or has signed.
    SigningKey(Arc<SigningKey>),
    /// A SAML identity provider.
    SamlProvider(Arc<SamlProvider>),
    /// An SSH public key of a user.
    SshPublicKey(Arc<SshPublicKey>),
    /// A certificate with which a user signs requests.
    SigningCertificate(Arc<SigningCertificate>),
    /// A certificate for servers, with its private key.
    ServerCertificate(Arc<ServerCertificate>),
    /// A user's user name and password for one service.
    ServiceSpecificCredential(Arc<ServiceSpecificCredential>),
    /// A SAML assertion that was used.
    UsedAssertion(Arc<UsedAssertion>),
}

impl Record {
    /// The key the record is stored under.
    pub fn key(&self) -> Key {
        match self {
            Self::Account(_) => Key::account(),
            Self::User(user) => Key::new(Kind::User, user.id.as_str()),
            Self::Group(group) => Key::new(Kind::Group, group.id.as_str()),
            Self::Role(role) => Key::new(Kind::Role, role.id.as_str()),
            Self::Policy(policy) => Key::new(Kind::Policy, policy.id.as_str()),
            Self::PolicyVersion(version) => Key::policy_version(&version.policy, version.number),
            Self::InlinePolicy(inline) => Key::inline_policy(&inline.owner, &inline.name),
            Self::AccessKey(key) => Key::new(Kind::AccessKey, &key.id),
            Self::InstanceProfile(profile) => Key::new(Kind::InstanceProfile, profile.id.as_str()),
            Self::MfaDevice(device) => Key::new(Kind::MfaDevice, &device.serial_number),
            Self::OpenIdConnectProvider(one) => Key::new(Kind::OpenIdConnectProvider, &one.url),
            Self::CredentialReportPart(part) => Key::credential_report_part(part.number),
            Self::Job(job) => Key::new(Kind::Job, &job.id),
            Self::LoginProfile(profile) => Key::login_profile(&profile.owner),
            Self::SignOut(one) => Key::new(Kind::SignOut, &one.access_key_id),
            Self::Usage(usage) => Key::new(Kind::Usage, usage.principal.id()),
            Self::RoleDeletion(deletion) => Key::new(Kind::RoleDeletion, &deletion.task_id),
            Self::Settings(_) => Key::settings(),
            Self::SigningKey(key) => Key::new(Kind::SigningKey, &key.id),
            Self::SamlProvider(one) => Key::new(Kind::SamlProvider, one.id.as_str()),
            Self::SshPublicKey(key) => Key::new(Kind::SshPublicKey, key.id.as_str()),
            Self::SigningCertificate(one) => Key::new(Kind::SigningCertificate, one.id.as_str()),
            Self::ServerCertificate(one) => Key::new(Kind::ServerCertificate, one.id.as_str()),
            Self::ServiceSpecificCredential(one) => {
                Key::new(Kind::ServiceSpecificCredential, one.id.as_str())
            }
            Self::UsedAssertion(used) => Key::new(Kind::UsedAssertion, &used.id),
        }
    }
}

macro_rules! record_from {
    ($($kind:ident($record:ty)),* $(,)?) => {$(
        impl From<$record> for Record {
            fn from(record: $record) -> Self {
                Self::$kind(Arc::new(record))
            }
        }
    )*};
}

record_from!(
    Account(AccountRecord),
    User(User),
    Group(Group),
    Role(Role),
    Policy(Policy),
    PolicyVersion(PolicyVersion),
    InlinePolicy(InlinePolicy),
    AccessKey(AccessKey),
    InstanceProfile(InstanceProfile),
    MfaDevice(MfaDevice),
    OpenIdConnectProvider(OpenIdConnectProvider),
    CredentialReportPart(CredentialReportPart),
    Job(Job),
    LoginProfile(LoginProfile),
    SignOut(SignOut),
    Usage(Usage),
    RoleDeletion(RoleDeletion),
    Settings(AccountSettings),
    SigningKey(SigningKey),
    SamlProvider(SamlProvider),
    SshPublicKey(SshPublicKey),
    SigningCertificate(SigningCertificate),
    ServerCertificate(ServerCertificate),
    ServiceSpecificCredential(ServiceSpecificCredential),
    UsedAssertion(UsedAssertion),
);
