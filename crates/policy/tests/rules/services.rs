// SPDX-License-Identifier: Apache-2.0
//! What services add: section 14 of the rules.

use portcullis_policy::evaluation::{Layer::*, Principal, is_public};

use super::support::*;

const KEY: &str = "arn:aws:kms:eu-west-3:111122223333:key/1234";

fn decrypt(caller: Principal, key_policy: &[String]) -> Case {
    case(caller).action("kms:Decrypt").on(KEY).required_policy(key_policy)
}

#[test]
fn k_1_the_key_policy_must_allow_or_delegate() {
    decrypt(user(), &[grant(USER)]).allows();
    decrypt(user(), &[grant(OWN)]).is_silent(&[Identity]);
    decrypt(user(), &[grant(OWN)]).identity(allow("")).allows();
    decrypt(user(), &[grant(ROLE)]).identity(allow("")).is_silent(&[Resource]);
    decrypt(root(), &[grant(USER)]).is_silent(&[Resource]);
    decrypt(user(), &[grant(USER)]).owned_by(OTHER).is_silent(&[Identity]);
    decrypt(user(), &[grant(USER)]).owned_by(OTHER).identity(allow("")).allows();
}

#[test]
fn k_2_aliases_of_aws_are_refused_and_others_ordinary() {
    let alias = |name: &str, action: &str| {
        case(user())
            .identity(allow("'Action':'*'"))
            .action(action)
            .on(&format!("arn:aws:kms:eu-west-3:111122223333:alias/{name}"))
    };
    for action in ["kms:CreateAlias", "kms:DeleteAlias", "KMS:updatealias"] {
        alias("aws/s3", action).is_silent(&[Resource]);
        alias("beans", action).allows();
        alias("awsome", action).allows();
    }
    alias("aws/s3", "kms:DescribeKey").allows();
    case(user()).identity(allow("")).action("kms:ListKeys").wildcard_only().allows();
}

#[test]
fn k_3_a_grant_stands_in_for_an_allow_that_names_the_role() {
    decrypt(role(), &[grant(OTHER)]).is_silent(&[Resource, Identity]);
    decrypt(role(), &[grant(OTHER)]).granted().allows();
    decrypt(role(), &[grant(OTHER)]).granted().boundary(allow("'Action':'s3:*'")).is_silent(&[Boundary]);
    decrypt(role(), &[grant(OTHER)]).granted().identity(deny("")).denies(&[Identity]);
    decrypt(role(), &[grant(OTHER)]).granted().owned_by(OTHER).is_silent(&[Identity]);
    decrypt(role(), &[grant(OTHER)]).granted().owned_by(OTHER).identity(allow("")).allows();
}

#[test]
fn i_1_policies_of_aws_are_not_to_be_changed() {
    let managed = |caller: Principal, action: &str, arn: &str| {
        case(caller).identity(allow("'Action':'*'")).action(action).on(arn).owned_by("aws")
    };
    let of_aws = "arn:aws:iam::aws:policy/service-role/ReadOnly";
    for action in [
        "iam:CreatePolicy",
        "iam:CreatePolicyVersion",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:SetDefaultPolicyVersion",
        "iam:TagPolicy",
        "iam:UntagPolicy",
    ] {
        managed(user(), action, of_aws).is_silent(&[Resource]);
        managed(root(), action, of_aws).is_silent(&[Resource]);
        managed(user(), action, "arn:aws:iam::111122223333:policy/ReadOnly").owned_by(OWN).allows();
    }
    managed(user(), "iam:GetPolicy", of_aws).allows();
    managed(user(), "iam:DeletePolicy", of_aws).identity(deny("")).denies(&[Resource, Identity]);
}

#[test]
fn i_2_reserved_roles_are_not_to_be_changed() {
    let reserved = "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin";
    for action in [
        "AttachRolePolicy",
        "CreateRole",
        "CreateServiceLinkedRole",
        "DeleteRole",
        "DeleteRolePermissionsBoundary",
        "DeleteRolePolicy",
        "DeleteServiceLinkedRole",
        "DetachRolePolicy",
        "PassRole",
        "PutRolePermissionsBoundary",
        "PutRolePolicy",
        "TagRole",
        "UntagRole",
        "UpdateAssumeRolePolicy",
        "UpdateRole",
        "UpdateRoleDescription",
    ] {
        let change = case(user()).identity(allow("'Action':'*'")).action(&format!("iam:{action}"));
        change.clone().on(reserved).is_silent(&[Resource]);
        change.on(ROLE).allows();
    }
    case(user()).identity(allow("")).action("iam:GetRole").on(reserved).allows();
}

#[test]
fn b_1_a_restricted_public_policy_grants_strangers_nothing() {
    let public = || [grant("*")];
    case(Principal::Anonymous).resource_policy(&public()).allows();
    case(Principal::Anonymous).resource_policy(&public()).restrict_public().is_silent(&[Resource]);
    let abroad = |policy: &[String]| {
        case(user()).owned_by(OTHER).identity(allow("")).resource_policy(policy).restrict_public()
    };
    abroad(&public()).is_silent(&[Resource]);
    abroad(&[grant(USER)]).allows();
    case(user()).resource_policy(&public()).restrict_public().allows();
    case(service("logs.amazonaws.com")).resource_policy(&public()).restrict_public().allows();
}

#[test]
fn b_2_public_is_what_no_fixed_value_narrows() {
    let table = [
        ("'Principal':'*'", true),
        ("'Principal':{'AWS':['111122223333','*']}", true),
        ("'NotPrincipal':{'AWS':'111122223333'}", true),
        ("'Principal':{'AWS':'111122223333'}", false),
        ("'Principal':{'Service':'logs.amazonaws.com'}", false),
    ];
    for (element, wanted) in table {
        assert_eq!(is_public(&document(&[allow(element)])), wanted, "{element}");
    }
    assert!(!is_public(&document(&[deny("'Principal':'*'")])));
    let table = [
        ("'StringEquals':{'aws:PrincipalOrgID':'o-1234567890'}", false),
        ("'StringLike':{'aws:PrincipalOrgID':'o-*'}", true),
        ("'StringEquals':{'aws:PrincipalOrgID':['o-1','${aws:PrincipalOrgID}']}", true),
        ("'StringEqualsIfExists':{'aws:PrincipalOrgID':'o-1234567890'}", true),
        ("'StringNotEquals':{'aws:PrincipalOrgID':'o-1234567890'}", true),
        ("'StringEquals':{'aws:PrincipalAccount':'111122223333'}", false),
        ("'ForAnyValue:StringEquals':{'aws:PrincipalOrgPaths':'o-1/r-1/ou-1/'}", false),
        ("'ForAllValues:StringEquals':{'aws:PrincipalOrgPaths':'o-1/r-1/ou-1/'}", true),
        ("'Bool':{'aws:PrincipalIsAWSService':'true'}", false),
        ("'Bool':{'aws:PrincipalIsAWSService':'false'}", true),
        ("'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::111122223333:role/*'}", false),
        ("'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:role/Barista'}", true),
        ("'ArnLike':{'aws:SourceArn':'arn:aws:s3:::beans'}", false),
        ("'ArnLike':{'aws:SourceArn':'arn:aws:s3:::*'}", true),
        ("'StringEquals':{'aws:SourceVpce':'vpce-1'}", false),
        ("'StringLike':{'aws:SourceVpc':'*'}", true),
        ("'StringEquals':{'aws:userid':'AIDAANN'}", false),
        ("'IpAddress':{'aws:SourceIp':'203.0.113.0/24'}", false),
        ("'IpAddress':{'aws:SourceIp':['10.0.0.0/8','172.16.0.0/12']}", false),
        ("'IpAddress':{'aws:SourceIp':['203.0.113.0/24','0.0.0.0/0']}", true),
        ("'IpAddress':{'aws:SourceIp':'128.0.0.0/7'}", true),
        ("'IpAddress':{'aws:SourceIp':'2001:db8::/32'}", false),
        ("'IpAddress':{'aws:SourceIp':'2001::/16'}", true),
        ("'NotIpAddress':{'aws:SourceIp':'203.0.113.0/24'}", true),
        ("'StringEquals':{'aws:RequestedRegion':'eu-west-3'}", true),
        // One narrow key is enough.
        ("'StringEquals':{'aws:RequestedRegion':'eu-west-3','aws:SourceVpc':'vpc-1'}", false),
    ];
    for (condition, wanted) in table {
        let statement = allow(&format!("'Principal':'*','Condition':{{{condition}}}"));
        assert_eq!(is_public(&document(&[statement])), wanted, "{condition}");
    }
}
