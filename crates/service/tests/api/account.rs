// SPDX-License-Identifier: Apache-2.0
//! The account itself: its alias, its numbers, and the whole of its authorization details.

use crate::world::World;
use portcullis_directory::quota::Quota;

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
        assert!(before.contains(&(name.to_owned(), value.to_string())), "{name}");
    }
    world.ok(&root, "CreateUser UserName=bob");
    world.ok(&root, "CreateGroup GroupName=staff");
    crate::seed::managed(&mut world, "p", r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#);
    let mut record = crate::seed::account(&world).record().as_ref().clone();
    record.quotas.insert(Quota::Roles, 7);
    crate::seed::put(&mut world, record);
    world.ok(&root, "CreateAccountAlias AccountAlias=coffee");
    let after = summary(&mut world, &root);
    let changed: Vec<_> = after.iter().filter(|entry| !before.contains(entry)).cloned().collect();
    let expected =
        [("Groups", 1), ("Policies", 1), ("PolicyVersionsInUse", 1), ("RolesQuota", 7), ("Users", 1)];
    assert_eq!(changed, expected.map(|(name, value)| (name.to_owned(), value.to_string())));
}

/// A world with one of each: `bob` in `staff`, the role `shop` in an instance profile, `p` and one of AWS's policies.
fn populated() -> (World, crate::world::Key) {
    let (mut world, root) = World::new();
    let document = crate::world::document("Allow s3:ListBucket *");
    let trust = crate::world::trust("arn:aws:iam::111122223333:user/x/bob");
    let (arn, aws) = ("arn:aws:iam::111122223333:policy/p", "arn:aws:iam::aws:policy/AmazonS3FullAccess");
    world.ok(&root, "CreateUser UserName=bob Path=/x/ Tags.member.1.Key=team Tags.member.1.Value=blue");
    world.ok(&root, "CreateUser UserName=Alice");
    world.ok(&root, "CreateGroup GroupName=staff");
    world.ok(&root, "AddUserToGroup GroupName=staff UserName=bob");
    world.ok_with(&root, "CreateRole RoleName=shop", &[("AssumeRolePolicyDocument", &trust)]);
    world.ok(&root, "CreateInstanceProfile InstanceProfileName=till");
    world.ok(&root, "AddRoleToInstanceProfile InstanceProfileName=till RoleName=shop");
    world.ok_with(&root, "CreatePolicy PolicyName=p", &[("PolicyDocument", &document)]);
    let version = format!("CreatePolicyVersion SetAsDefault=true PolicyArn={arn}");
    world.ok_with(&root, &version, &[("PolicyDocument", &crate::world::document("Allow s3:GetObject *"))]);
    for (noun, name) in [("User", "bob"), ("Group", "staff"), ("Role", "shop")] {
        let put = format!("Put{noun}Policy {noun}Name={name} PolicyName=inline-{name}");
        world.ok_with(&root, &put, &[("PolicyDocument", &document)]);
        world.ok(&root, &format!("Attach{noun}Policy {noun}Name={name} PolicyArn={arn}"));
    }
    world.ok(&root, &format!("AttachUserPolicy UserName=bob PolicyArn={aws}"));
    let bound =
        "PutUserPermissionsBoundary UserName=bob PermissionsBoundary=arn:aws:iam::aws:policy/ReadOnlyAccess";
    world.ok(&root, bound);
    (world, root)
}

#[test]
fn details_of_users_and_groups() {
    let (mut world, root) = populated();
    let users = world.ok(&root, "GetAccountAuthorizationDetails Filter.member.1=User");
    for list in ["<GroupDetailList/>", "<RoleDetailList/>", "<Policies/>", "<IsTruncated>false</IsTruncated>"]
    {
        assert!(users.body.contains(list), "{list}: {}", users.body);
    }
    assert_eq!(users.all("UserName"), ["Alice", "bob"]);
    let (alice, bob) = users.body.split_once("<UserName>bob</UserName>").unwrap();
    assert!(
        alice.contains("</CreateDate><GroupList/><AttachedManagedPolicies/><Tags/></member>"),
        "a user without inline policies has no list of them, but all the others: {alice}"
    );
    let document = "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C\
                    %22Action%22%3A%5B%22s3%3AListBucket%22%5D%2C%22Resource%22%3A%22%2A%22%7D%5D%7D";
    let expected = format!(
        "<UserPolicyList><member><PolicyName>inline-bob</PolicyName><PolicyDocument>{document}</PolicyDocument></member>\
         </UserPolicyList><GroupList><member>staff</member></GroupList><AttachedManagedPolicies><member>\
         <PolicyName>p</PolicyName><PolicyArn>arn:aws:iam::111122223333:policy/p</PolicyArn></member><member>\
         <PolicyName>AmazonS3FullAccess</PolicyName><PolicyArn>arn:aws:iam::aws:policy/AmazonS3FullAccess</PolicyArn>\
         </member></AttachedManagedPolicies><PermissionsBoundary><PermissionsBoundaryType>Policy\
         </PermissionsBoundaryType><PermissionsBoundaryArn>arn:aws:iam::aws:policy/ReadOnlyAccess\
         </PermissionsBoundaryArn></PermissionsBoundary><Tags><member><Key>team</Key><Value>blue</Value></member></Tags>"
    );
    assert!(bob.contains(&expected), "{bob}");
    let groups = world.ok(&root, "GetAccountAuthorizationDetails Filter.member.1=Group");
    let expected = format!(
        "<GroupPolicyList><member><PolicyName>inline-staff</PolicyName><PolicyDocument>{document}</PolicyDocument>\
         </member></GroupPolicyList><AttachedManagedPolicies><member><PolicyName>p</PolicyName>"
    );
    assert!(groups.body.contains(&expected), "{}", groups.body);
    assert_eq!(groups.all("UserName"), [""; 0]);
}

#[test]
fn details_of_roles_hold_their_instance_profiles_and_who_may_assume_them() {
    let (mut world, root) = populated();
    let roles = world.ok(&root, "GetAccountAuthorizationDetails Filter.member.1=Role");
    let trust = roles.get("AssumeRolePolicyDocument");
    assert_eq!(
        crate::world::percent_decode(&trust),
        crate::world::trust("arn:aws:iam::111122223333:user/x/bob")
    );
    let profile = roles.get("InstanceProfileList");
    assert!(profile.contains("<InstanceProfileName>till</InstanceProfileName>"), "{profile}");
    assert!(profile.contains("<RoleName>shop</RoleName>"), "{profile}");
    assert!(roles.body.contains("<Tags/><RoleLastUsed/></member>"), "{}", roles.body);
    assert!(roles.get("RolePolicyList").contains("inline-shop"));
}

#[test]
fn details_of_policies_hold_every_version_and_only_those_of_awss_that_are_in_use() {
    let (mut world, root) = populated();
    let own = world.ok(&root, "GetAccountAuthorizationDetails Filter.member.1=LocalManagedPolicy");
    assert_eq!(own.all("VersionId"), ["v2", "v1"]);
    assert_eq!(own.all("IsDefaultVersion"), ["true", "false"]);
    assert_eq!(own.get("AttachmentCount"), "3");
    assert!(crate::world::percent_decode(&own.all("Document")[0]).contains("s3:GetObject"));
    let aws = world.ok(&root, "GetAccountAuthorizationDetails Filter.member.1=AWSManagedPolicy");
    assert_eq!(aws.all("PolicyName"), ["AmazonS3FullAccess", "ReadOnlyAccess"]);
    assert_eq!(aws.all("AttachmentCount"), ["1", "0"]);
    assert_eq!(aws.all("PermissionsBoundaryUsageCount"), ["0", "1"]);
    assert!(aws.all("Document").iter().all(|text| crate::world::percent_decode(text).contains("Statement")));
}

#[test]
fn details_come_in_pages_across_all_kinds() {
    let (mut world, root) = populated();
    let (mut names, mut script) = (Vec::new(), "GetAccountAuthorizationDetails MaxItems=1".to_owned());
    let filtered = "Filter.member.1=Group Filter.member.2=User Filter.member.3=Role \
                    Filter.member.4=AWSManagedPolicy Filter.member.5=LocalManagedPolicy";
    loop {
        let page = world.ok(&root, &script);
        let lists = ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"];
        let filled = lists.iter().filter(|list| page.body.contains(&format!("<{list}><member>")));
        assert_eq!(filled.count(), 1, "{}", page.body);
        names.push(
            ["UserName", "GroupName", "RoleName", "PolicyName"].map(|name| page.all(name).last().cloned()),
        );
        let Some(marker) = page.all("Marker").first().cloned() else { break };
        // A filter that names every kind is as good as none.
        script = format!("GetAccountAuthorizationDetails MaxItems=1 {filtered} Marker={marker}");
    }
    assert_eq!(names.len(), 7, "two users, a group, a role, a policy, two of AWS's: {names:?}");
    assert_eq!(names[0][0].as_deref(), Some("Alice"));
    assert_eq!(names[6][3].as_deref(), Some("ReadOnlyAccess"));
    let wrong = world.call(&root, "GetAccountAuthorizationDetails Filter.member.1=Policy");
    assert_eq!((wrong.status, wrong.get("Code").as_str()), (400, "ValidationError"));
}

fn summary(world: &mut World, root: &crate::world::Key) -> Vec<(String, String)> {
    let answer = world.ok(root, "GetAccountSummary");
    answer.all("key").into_iter().zip(answer.all("value")).collect()
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
