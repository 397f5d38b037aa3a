// SPDX-License-Identifier: Apache-2.0
//! The account itself: its alias, its numbers, and the whole of its authorization details.

mod seed;
mod world;

use portcullis_directory::quota::Quota;
use world::World;

#[test]
fn an_account_has_one_alias_that_no_other_account_has() {
    let (mut world, root) = World::new();
    let other = world.account("444455556666");
    let none = world.ok(&root, "ListAccountAliases");
    assert!(none.body.contains("<AccountAliases/><IsTruncated>false</IsTruncated>"), "{}", none.body);
    let (taken, missing) = (
        "409 EntityAlreadyExists The account alias coffee already exists.",
        "404 NoSuchEntity The account alias with name coffee cannot be found.",
    );
    world.script(
        &root,
        &[
            ("DeleteAccountAlias AccountAlias=coffee", missing),
            ("CreateAccountAlias AccountAlias=coffee", "OK"),
            ("CreateAccountAlias AccountAlias=coffee", taken),
        ],
    );
    assert_eq!(world.ok(&root, "ListAccountAliases").get("AccountAliases"), "<member>coffee</member>");
    assert_eq!(world.ok(&root, "GetUser").get("UserName"), "coffee", "the root user goes by the alias");
    world.script(
        &other,
        &[
            ("CreateAccountAlias AccountAlias=coffee", taken),
            ("DeleteAccountAlias AccountAlias=coffee", missing),
        ],
    );
    // A second alias takes the place of the first, which is then free.
    world.ok(&root, "CreateAccountAlias AccountAlias=tea");
    assert_eq!(world.ok(&root, "ListAccountAliases").get("AccountAliases"), "<member>tea</member>");
    world.ok(&other, "CreateAccountAlias AccountAlias=coffee");
    world.ok(&root, "DeleteAccountAlias AccountAlias=tea");
    world.ok(&other, "CreateAccountAlias AccountAlias=tea");
}

#[test]
fn malformed_aliases_are_refused_before_anything_else() {
    let (mut world, root) = World::new();
    for alias in ["ab", "Coffee", "-tea", "tea-", "a--b", "a_b"] {
        for operation in ["CreateAccountAlias", "DeleteAccountAlias"] {
            let answer = world.call(&root, &format!("{operation} AccountAlias={alias}"));
            assert_eq!((answer.status, answer.get("Code").as_str()), (400, "ValidationError"), "{alias}");
        }
    }
}

#[test]
fn the_summary_has_all_of_awss_numbers() {
    let (mut world, root) = World::new();
    let before = summary(&mut world, &root);
    let names: Vec<_> = before.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, NAMES);
    for (name, value) in [
        ("AccessKeysPerUserQuota", 2),
        ("AccountAccessKeysPresent", 1),
        ("AssumeRolePolicySizeQuota", 2_048),
        ("AttachedPoliciesPerRoleQuota", 10),
        ("GroupPolicySizeQuota", 5_120),
        ("GroupsQuota", 300),
        ("PoliciesQuota", 1_500),
        ("PolicyVersionsInUseQuota", 10_000),
        ("RolePolicySizeQuota", 10_240),
        ("UsersQuota", 5_000),
        ("Users", 0),
    ] {
        assert!(before.contains(&(name.to_owned(), value)), "{name}");
    }
    world.ok(&root, "CreateUser UserName=bob");
    world.ok(&root, "CreateGroup GroupName=staff");
    seed::managed(&mut world, "p", r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#);
    let mut record = seed::account(&world).record().as_ref().clone();
    record.quotas.insert(Quota::Roles, 7);
    seed::put(&mut world, record);
    world.ok(&root, "CreateAccountAlias AccountAlias=coffee");
    let after = summary(&mut world, &root);
    let changed: Vec<_> = after.iter().filter(|entry| !before.contains(entry)).cloned().collect();
    let expected =
        [("Groups", 1), ("Policies", 1), ("PolicyVersionsInUse", 1), ("RolesQuota", 7), ("Users", 1)];
    assert_eq!(changed, expected.map(|(name, value)| (name.to_owned(), value)));
}

fn summary(world: &mut World, root: &world::Key) -> Vec<(String, i32)> {
    let answer = world.ok(root, "GetAccountSummary");
    let values = answer.all("value").into_iter().map(|value| value.parse().unwrap());
    answer.all("key").into_iter().zip(values).collect()
}

const NAMES: [&str; 34] = [
    "AccessKeysPerUserQuota",
    "AccountAccessKeysPresent",
    "AccountMFAEnabled",
    "AccountPasswordPresent",
    "AccountSigningCertificatesPresent",
    "AssumeRolePolicySizeQuota",
    "AttachedPoliciesPerGroupQuota",
    "AttachedPoliciesPerRoleQuota",
    "AttachedPoliciesPerUserQuota",
    "GlobalEndpointTokenVersion",
    "GroupPolicySizeQuota",
    "Groups",
    "GroupsPerUserQuota",
    "GroupsQuota",
    "InstanceProfiles",
    "InstanceProfilesQuota",
    "MFADevices",
    "MFADevicesInUse",
    "Policies",
    "PoliciesQuota",
    "PolicySizeQuota",
    "PolicyVersionsInUse",
    "PolicyVersionsInUseQuota",
    "Providers",
    "RolePolicySizeQuota",
    "Roles",
    "RolesQuota",
    "ServerCertificates",
    "ServerCertificatesQuota",
    "SigningCertificatesPerUserQuota",
    "UserPolicySizeQuota",
    "Users",
    "UsersQuota",
    "VersionsPerPolicyQuota",
];
