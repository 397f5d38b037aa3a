// SPDX-License-Identifier: Apache-2.0
//! Every quota is enforced, at the number that the account has, in AWS's words.

use crate::world::{Key, World, document, trust};
use portcullis_directory::quota::Quota;
use portcullis_directory::record::AccountRecord;

const ADMIN: &str = "arn:aws:iam::aws:policy/AdministratorAccess";
const READ: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const POLICY: &str = "arn:aws:iam::111122223333:policy/p";
const IDP: &str = "arn:aws:iam::111122223333:oidc-provider/idp.example.com";
const THUMBPRINT: &str = "ThumbprintList.member.1=6938fd4d98bab03faadb97b34396831e3780aea1";
/// The size of `document("Allow * *")` without white space.
const SIZE: u32 = 87;

/// A quota, the number that it is set to, calls that stay within it, and the call that goes beyond.
struct Case {
    quota: Quota,
    number: u32,
    within: Vec<String>,
    beyond: String,
    message: String,
}

fn case(quota: Quota, number: u32, within: &[&str], beyond: &str) -> Case {
    let message = format!("Cannot exceed quota for {}: {number}", quota.as_str());
    Case {
        quota,
        number,
        within: within.iter().map(|call| (*call).to_owned()).collect(),
        beyond: beyond.into(),
        message,
    }
}

fn size_case(quota: Quota, number: u32, owner: &str, beyond: &str) -> Case {
    let message = format!("Maximum policy size of {number} bytes exceeded for {owner}");
    Case { message, ..case(quota, number, &[], beyond) }
}

/// The case of a quota; `None` where a test of the things themselves has it, because they take real certificates and
/// keys.
fn of(quota: Quota) -> Option<Case> {
    if let Some(case) = of_provider(quota) {
        return Some(case);
    }
    let attach = |kind: &str, arn: &str| format!("Attach{kind}Policy {kind}Name=x PolicyArn={arn}");
    Some(match quota {
        Quota::AccessKeysPerUser => {
            case(quota, 1, &["CreateAccessKey UserName=x"], "CreateAccessKey UserName=x")
        }
        Quota::AssumeRolePolicySize => case(quota, 10, &[], "CreateRole RoleName=y AssumeRolePolicyDocument=TRUST"),
        Quota::AttachedPoliciesPerGroup => {
            case(quota, 1, &[&attach("Group", ADMIN), &attach("Group", ADMIN)], &attach("Group", READ))
        }
        Quota::AttachedPoliciesPerRole => case(quota, 1, &[&attach("Role", ADMIN)], &attach("Role", READ)),
        Quota::AttachedPoliciesPerUser => case(quota, 1, &[&attach("User", ADMIN)], &attach("User", READ)),
        Quota::GroupPolicySize => size_case(
            quota,
            SIZE - 1,
            "group x",
            "PutGroupPolicy GroupName=x PolicyName=p PolicyDocument=ALL",
        ),
        Quota::Groups => case(quota, 2, &["CreateGroup GroupName=a"], "CreateGroup GroupName=b"),
        Quota::GroupsPerUser => case(
            quota,
            1,
            &["CreateGroup GroupName=a", "AddUserToGroup UserName=x GroupName=x"],
            "AddUserToGroup UserName=x GroupName=a",
        ),
        Quota::InstanceProfiles => case(
            quota,
            1,
            &["CreateInstanceProfile InstanceProfileName=a"],
            "CreateInstanceProfile InstanceProfileName=b",
        ),
        Quota::Policies => case(quota, 1, &[], "CreatePolicy PolicyName=q PolicyDocument=ALL"),
        Quota::PolicySize => case(quota, SIZE - 1, &[], "CreatePolicy PolicyName=q PolicyDocument=ALL"),
        Quota::PolicyVersionsInUse => {
            case(quota, 1, &[], &format!("CreatePolicyVersion PolicyArn={POLICY} PolicyDocument=ALL"))
        }
        Quota::RolePolicySize => {
            size_case(quota, SIZE - 1, "role x", "PutRolePolicy RoleName=x PolicyName=p PolicyDocument=ALL")
        }
        Quota::Roles => case(quota, 1, &[], "CreateRole RoleName=y AssumeRolePolicyDocument=TRUST"),
        Quota::ServiceSpecificCredentialsPerUser => case(
            quota,
            1,
            &["CreateServiceSpecificCredential UserName=x ServiceName=codecommit.amazonaws.com"],
            "CreateServiceSpecificCredential UserName=x ServiceName=codecommit.amazonaws.com",
        ),
        Quota::UserPolicySize => {
            size_case(quota, SIZE - 1, "user x", "PutUserPolicy UserName=x PolicyName=p PolicyDocument=ALL")
        }
        Quota::Users => case(quota, 2, &["CreateUser UserName=a"], "CreateUser UserName=b"),
        Quota::VersionsPerPolicy => Case {
            message: "A managed policy can have up to 2 versions. Before you create a new version, you must delete an \
                      existing version."
                .into(),
            ..case(
                quota,
                2,
                &[&format!("CreatePolicyVersion PolicyArn={POLICY} PolicyDocument=ALL")],
                &format!("CreatePolicyVersion PolicyArn={POLICY} PolicyDocument=ALL"),
            )
        },
        Quota::MfaDevicesPerUser
        | Quota::SamlProviders
        | Quota::ServerCertificates
        | Quota::SigningCertificatesPerUser
        | Quota::SshPublicKeysPerUser
        | Quota::ClientIdsPerOpenIdConnectProvider | Quota::OpenIdConnectProviders => return None,
    })
}

/// The cases of identity providers.
fn of_provider(quota: Quota) -> Option<Case> {
    Some(match quota {
        Quota::ClientIdsPerOpenIdConnectProvider => case(
            quota,
            1,
            &[&format!(
                "CreateOpenIDConnectProvider Url=https://idp.example.com ClientIDList.member.1=a {THUMBPRINT}"
            )],
            &format!("AddClientIDToOpenIDConnectProvider OpenIDConnectProviderArn={IDP} ClientID=b"),
        ),
        Quota::OpenIdConnectProviders => case(
            quota,
            1,
            &[&format!("CreateOpenIDConnectProvider Url=https://idp.example.com {THUMBPRINT}")],
            &format!("CreateOpenIDConnectProvider Url=https://other.example.com {THUMBPRINT}"),
        ),
        _ => return None,
    })
}

fn call(world: &mut World, root: &Key, script: &str) -> String {
    let (trust, all) = (trust("111122223333"), document("Allow * *"));
    let mut more = Vec::new();
    let words = script.split(' ').filter(|word| match *word {
        "PolicyDocument=ALL" => {
            more.push(("PolicyDocument", all.as_str()));
            false
        }
        "AssumeRolePolicyDocument=TRUST" => {
            more.push(("AssumeRolePolicyDocument", trust.as_str()));
            false
        }
        _ => true,
    });
    let script = words.collect::<Vec<_>>().join(" ");
    world.call_with(root, &script, &more).summary()
}

#[test]
fn no_quota_can_be_exceeded() {
    for quota in Quota::ALL {
        let Some(case) = of(quota) else { continue };
        let (mut world, root) = World::new();
        for script in [
            "CreateUser UserName=x",
            "CreateGroup GroupName=x",
            "CreateRole RoleName=x AssumeRolePolicyDocument=TRUST",
            "CreatePolicy PolicyName=p PolicyDocument=ALL",
        ] {
            assert_eq!(call(&mut world, &root, script), "OK", "{script}");
        }
        let account = crate::seed::account(&world);
        let mut record = AccountRecord::clone(account.record());
        record.quotas.insert(case.quota, case.number);
        crate::seed::put(&mut world, record);
        for script in &case.within {
            assert_eq!(call(&mut world, &root, script), "OK", "{quota:?}: {script}");
        }
        let beyond = call(&mut world, &root, &case.beyond);
        assert_eq!(beyond, format!("409 LimitExceeded {}", case.message), "{quota:?}");
        // One more, and it fits.
        let mut record = AccountRecord::clone(crate::seed::account(&world).record());
        record.quotas.insert(case.quota, u32::MAX);
        crate::seed::put(&mut world, record);
        assert_eq!(call(&mut world, &root, &case.beyond), "OK", "{quota:?}");
    }
}

#[test]
fn the_sizes_are_those_of_the_documents() {
    let size = document("Allow * *").chars().filter(|character| !character.is_whitespace()).count();
    assert_eq!(u32::try_from(size).unwrap(), SIZE);
}
