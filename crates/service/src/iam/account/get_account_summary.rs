// SPDX-License-Identifier: Apache-2.0
//! Counts what the account holds, beside what it may hold.

use std::collections::BTreeMap;

use portcullis_directory::Account;
use portcullis_directory::quota::Quota;
use portcullis_directory::record::KeyOwner;
use portcullis_wire::Fault;
use portcullis_wire::iam::{GetAccountSummaryRequest, GetAccountSummaryResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::operation::{Operation, Outcome};

/// AWS's names for the quotas in this map; they are not those in its refusals.
const QUOTAS: [(&str, Quota); 19] = [
    ("AccessKeysPerUserQuota", Quota::AccessKeysPerUser),
    ("AssumeRolePolicySizeQuota", Quota::AssumeRolePolicySize),
    ("AttachedPoliciesPerGroupQuota", Quota::AttachedPoliciesPerGroup),
    ("AttachedPoliciesPerRoleQuota", Quota::AttachedPoliciesPerRole),
    ("AttachedPoliciesPerUserQuota", Quota::AttachedPoliciesPerUser),
    ("GroupPolicySizeQuota", Quota::GroupPolicySize),
    ("GroupsPerUserQuota", Quota::GroupsPerUser),
    ("GroupsQuota", Quota::Groups),
    ("InstanceProfilesQuota", Quota::InstanceProfiles),
    ("PoliciesQuota", Quota::Policies),
    ("PolicySizeQuota", Quota::PolicySize),
    ("PolicyVersionsInUseQuota", Quota::PolicyVersionsInUse),
    ("RolePolicySizeQuota", Quota::RolePolicySize),
    ("RolesQuota", Quota::Roles),
    ("ServerCertificatesQuota", Quota::ServerCertificates),
    ("SigningCertificatesPerUserQuota", Quota::SigningCertificatesPerUser),
    ("UserPolicySizeQuota", Quota::UserPolicySize),
    ("UsersQuota", Quota::Users),
    ("VersionsPerPolicyQuota", Quota::VersionsPerPolicy),
];

impl Operation for GetAccountSummaryRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        Access::one(Permission::on_everything("iam:GetAccountSummary"))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetAccountSummaryResponse>, Fault> {
        let account = cx.account();
        let quotas = QUOTAS.iter().map(|(name, quota)| (*name, number(account.quota(*quota))));
        let entries = counts(account).into_iter().chain(quotas);
        let summary: BTreeMap<String, i32> =
            entries.map(|(name, number)| (name.to_owned(), number)).collect();
        Ok(Outcome::read(GetAccountSummaryResponse { summary_map: Some(summary) }))
    }
}

fn counts(account: &Account) -> [(&'static str, i32); 15] {
    let root_has_key = account.access_keys_of(&KeyOwner::Root).next().is_some();
    let root_has_certificate = account.signing_certificates.of(&KeyOwner::Root).next().is_some();
    let root_has_mfa = account.mfa_devices_of(&KeyOwner::Root).next().is_some();
    let devices_in_use = account.mfa_devices().filter(|device| device.owner.is_some()).count();
    [
        ("AccountAccessKeysPresent", i32::from(root_has_key)),
        ("AccountMFAEnabled", i32::from(root_has_mfa)),
        ("AccountPasswordPresent", i32::from(account.login_profile(&KeyOwner::Root).is_some())),
        ("AccountSigningCertificatesPresent", i32::from(root_has_certificate)),
        ("GlobalEndpointTokenVersion", account.settings().token_version.number().into()),
        ("Groups", number(account.groups.len())),
        ("InstanceProfiles", number(account.instance_profiles.len())),
        ("MFADevices", number(account.mfa_devices().count())),
        ("MFADevicesInUse", number(devices_in_use)),
        ("Policies", number(account.policies.len())),
        ("PolicyVersionsInUse", number(account.versions_count())),
        ("Providers", number(account.open_id_connect_providers().count() + account.saml_providers.len())),
        ("Roles", number(account.roles.len())),
        ("ServerCertificates", number(account.server_certificates.len())),
        ("Users", number(account.users.len())),
    ]
}

fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
