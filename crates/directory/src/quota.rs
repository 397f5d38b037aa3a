// SPDX-License-Identifier: Apache-2.0
//! Quotas: AWS's default numbers, which an account may change.

/// A quota that can be set for each account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    missing_docs,
    reason = "the variants are AWS's names, which GetAccountSummary and LimitExceeded print"
)]
pub enum Quota {
    AccessKeysPerUser,
    AssumeRolePolicySize,
    AttachedPoliciesPerGroup,
    AttachedPoliciesPerRole,
    AttachedPoliciesPerUser,
    ClientIdsPerOpenIdConnectProvider,
    GroupPolicySize,
    Groups,
    GroupsPerUser,
    InstanceProfiles,
    MfaDevicesPerUser,
    OpenIdConnectProviders,
    Policies,
    PolicySize,
    PolicyVersionsInUse,
    RolePolicySize,
    Roles,
    SamlProviders,
    ServerCertificates,
    ServiceSpecificCredentialsPerUser,
    SigningCertificatesPerUser,
    SshPublicKeysPerUser,
    UserPolicySize,
    Users,
    VersionsPerPolicy,
}

impl Quota {
    /// Every quota.
    pub const ALL: [Self; 25] = [
        Self::AccessKeysPerUser,
        Self::AssumeRolePolicySize,
        Self::AttachedPoliciesPerGroup,
        Self::AttachedPoliciesPerRole,
        Self::AttachedPoliciesPerUser,
        Self::ClientIdsPerOpenIdConnectProvider,
        Self::GroupPolicySize,
        Self::Groups,
        Self::GroupsPerUser,
        Self::InstanceProfiles,
        Self::MfaDevicesPerUser,
        Self::OpenIdConnectProviders,
        Self::Policies,
        Self::PolicySize,
        Self::PolicyVersionsInUse,
        Self::RolePolicySize,
        Self::Roles,
        Self::SamlProviders,
        Self::ServerCertificates,
        Self::ServiceSpecificCredentialsPerUser,
        Self::SigningCertificatesPerUser,
        Self::SshPublicKeysPerUser,
        Self::UserPolicySize,
        Self::Users,
        Self::VersionsPerPolicy,
    ];

    /// AWS's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AccessKeysPerUser => "AccessKeysPerUser",
            Self::AssumeRolePolicySize => "ACLSizePerRole",
            Self::AttachedPoliciesPerGroup => "PoliciesPerGroup",
            Self::AttachedPoliciesPerRole => "PoliciesPerRole",
            Self::AttachedPoliciesPerUser => "PoliciesPerUser",
            Self::ClientIdsPerOpenIdConnectProvider => "ClientIdsPerOpenIdConnectProvider",
            Self::GroupPolicySize => "GroupPolicySize",
            Self::Groups => "GroupsPerAccount",
            Self::GroupsPerUser => "GroupsPerUser",
            Self::InstanceProfiles => "InstanceProfilesPerAccount",
            Self::MfaDevicesPerUser => "MFADevicesPerUser",
            Self::OpenIdConnectProviders => "OpenIdConnectProvidersPerAccount",
            Self::Policies => "PoliciesPerAccount",
            Self::PolicySize => "PolicySize",
            Self::PolicyVersionsInUse => "PolicyVersionsInUse",
            Self::RolePolicySize => "RolePolicySize",
            Self::Roles => "RolesPerAccount",
            Self::SamlProviders => "SAMLProvidersPerAccount",
            Self::ServerCertificates => "ServerCertificatesPerAccount",
            Self::ServiceSpecificCredentialsPerUser => "ServiceSpecificCredentialsPerUser",
            Self::SigningCertificatesPerUser => "CertificatesPerUser",
            Self::SshPublicKeysPerUser => "SSHPublicKeysPerUser",
            Self::UserPolicySize => "UserPolicySize",
            Self::Users => "UsersPerAccount",
            Self::VersionsPerPolicy => "VersionsPerPolicy",
        }
    }

    /// The quota with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|quota| quota.as_str() == text)
    }

    /// AWS's default number. Sizes are in characters, white space not counted.
    pub fn default_number(self) -> u32 {
        match self {
            Self::AccessKeysPerUser
            | Self::ServiceSpecificCredentialsPerUser
            | Self::SigningCertificatesPerUser => 2,
            Self::AssumeRolePolicySize => 2_048,
            Self::AttachedPoliciesPerGroup
            | Self::AttachedPoliciesPerRole
            | Self::AttachedPoliciesPerUser => 10,
            Self::ClientIdsPerOpenIdConnectProvider | Self::OpenIdConnectProviders => 100,
            Self::GroupPolicySize => 5_120,
            Self::Groups => 300,
            Self::GroupsPerUser => 10,
            Self::InstanceProfiles | Self::Roles => 1_000,
            Self::MfaDevicesPerUser => 8,
            Self::Policies => 1_500,
            Self::PolicySize => 6_144,
            Self::PolicyVersionsInUse => 10_000,
            Self::RolePolicySize => 10_240,
            Self::SamlProviders => 100,
            Self::ServerCertificates => 20,
            Self::UserPolicySize => 2_048,
            Self::Users => 5_000,
            Self::SshPublicKeysPerUser | Self::VersionsPerPolicy => 5,
        }
    }
}
