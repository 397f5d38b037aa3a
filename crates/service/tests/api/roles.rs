// SPDX-License-Identifier: Apache-2.0
//! Roles: what each operation does, what it answers, and which of its errors comes first.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use crate::world::{ACCOUNT, Key, World, document, percent_decode, trust};
use portcullis_directory::change::Change;
use portcullis_directory::record::{AccountRecord, PolicyDocument, Role};
use portcullis_directory::{arn, quota::Quota};

const EC2: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
const READ_ONLY: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";

/// Makes a role that EC2 may assume.
fn role(world: &mut World, key: &Key, more: &str) -> crate::world::Answer {
    world.call_with(key, &format!("CreateRole {more}"), &[("AssumeRolePolicyDocument", EC2)])
}

/// Puts a record into the account that no operation makes.
fn plant(world: &mut World, record: impl Into<portcullis_directory::record::Record>) {
    let id = ACCOUNT.parse().unwrap();
    let revision = world.directory.account(id).unwrap().revision() + 1;
    world.directory = world.directory.apply(id, revision, &[Change::put(record)]).unwrap();
}

fn set_quota(world: &mut World, quota: Quota, number: u32) {
    let account = world.directory.account(ACCOUNT.parse().unwrap()).unwrap();
    let mut record = AccountRecord::clone(account.record());
    record.quotas.insert(quota, number);
    plant(world, record);
}

/// The names of the elements of an answer, in order.
fn elements(answer: &crate::world::Answer) -> Vec<String> {
    let opened = answer.body.split('<').skip(1).filter(|rest| !rest.starts_with('/'));
    opened.map(|rest| rest.split(['>', ' ', '/']).next().unwrap().to_owned()).collect()
}

#[test]
fn create_role_checks_form_tags_path_document_name_principals_quota_and_boundary_in_this_order() {
    let (mut world, root) = World::new();
    role(&mut world, &root, "RoleName=Taken");
    let nobody = trust("arn:aws:iam::111122223333:user/nobody");
    let (tags, path, boundary) = (
        "Tags.member.1.Key=a Tags.member.1.Value=1 Tags.member.2.Key=A Tags.member.2.Value=2",
        "Path=/aws-service-role/ec2.amazonaws.com/",
        "PermissionsBoundary=arn:aws:iam::111122223333:policy/none",
    );
    let spelled = "400 ValidationError The specified value for roleName is invalid. It must contain only alphanumeric \
                   characters and/or the following: +=,.@_-";
    let short = "400 ValidationError 1 validation error detected: Value at 'maxSessionDuration' failed to satisfy \
                 constraint: Member must have value greater than or equal to 3600";
    let rows: [(&str, &str, &str); 9] = [
        ("RoleName=a/b MaxSessionDuration=60", "{", short),
        ("RoleName=a/b", "{", spelled),
        (
            &format!("RoleName=taken {tags} {path} {boundary}"),
            "{",
            "400 InvalidInput Duplicate tag keys found. Please note that Tag keys are case insensitive.",
        ),
        (
            &format!("RoleName=taken {path} {boundary}"),
            "{",
            "400 InvalidInput Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles",
        ),
        (
            &format!("RoleName=taken {boundary}"),
            "{",
            "400 MalformedPolicyDocument This policy contains invalid Json",
        ),
        (
            &format!("RoleName=taken {boundary}"),
            &nobody,
            "409 EntityAlreadyExists Role with name taken already exists.",
        ),
        (
            &format!("RoleName=new {boundary}"),
            &nobody,
            "400 MalformedPolicyDocument Invalid principal in policy: \
             \"AWS\":\"arn:aws:iam::111122223333:user/nobody\"",
        ),
        (
            &format!("RoleName=new {boundary}"),
            EC2,
            "404 NoSuchEntity Scope ARN: arn:aws:iam::111122223333:policy/none does not exist or is not attachable.",
        ),
        (
            "RoleName=new PermissionsBoundary=arn:aws:iam::111122223333:not_a_policy/invalid",
            EC2,
            "400 InvalidInput ARN arn:aws:iam::111122223333:not_a_policy/invalid is not valid.",
        ),
    ];
    for (script, document, expected) in rows {
        let answer = world.call_with(
            &root,
            &format!("CreateRole {script}"),
            &[("AssumeRolePolicyDocument", document)],
        );
        assert_eq!(answer.summary(), expected, "{script}");
        assert_eq!(answer.changes, 0);
    }
    set_quota(&mut world, Quota::Roles, 1);
    let answer = role(&mut world, &root, &format!("RoleName=new {boundary}"));
    assert_eq!(answer.summary(), "409 LimitExceeded Cannot exceed quota for RolesPerAccount: 1");
}

#[test]
fn create_role_answers_without_description_and_duration_and_get_role_with_everything() {
    let (mut world, root) = World::new();
    let script = "RoleName=Deploy Path=/ci/ Description=ships MaxSessionDuration=7200 \
                  PermissionsBoundary=arn:aws:iam::aws:policy/ReadOnlyAccess \
                  Tags.member.1.Key=team Tags.member.1.Value=core";
    let created = role(&mut world, &root, script);
    assert_eq!(
        elements(&created),
        [
            "CreateRoleResponse",
            "CreateRoleResult",
            "Role",
            "Path",
            "RoleName",
            "RoleId",
            "Arn",
            "CreateDate",
            "AssumeRolePolicyDocument",
            "PermissionsBoundary",
            "PermissionsBoundaryType",
            "PermissionsBoundaryArn",
            "Tags",
            "member",
            "Key",
            "Value",
            "ResponseMetadata",
            "RequestId"
        ]
    );
    assert_eq!(created.get("Arn"), "arn:aws:iam::111122223333:role/ci/Deploy");
    assert!(created.get("RoleId").starts_with("AROA"));
    assert_eq!(created.get("PermissionsBoundaryType"), "Policy");
    assert_eq!(created.get("PermissionsBoundaryArn"), READ_ONLY);
    assert_eq!(percent_decode(&created.get("AssumeRolePolicyDocument")), EC2);

    let got = world.ok(&root, "GetRole RoleName=deploy");
    let names = elements(&got);
    let after: Vec<_> = names.iter().skip_while(|name| *name != "AssumeRolePolicyDocument").skip(1).collect();
    assert_eq!(
        after,
        [
            "Description",
            "MaxSessionDuration",
            "PermissionsBoundary",
            "PermissionsBoundaryType",
            "PermissionsBoundaryArn",
            "Tags",
            "member",
            "Key",
            "Value",
            "RoleLastUsed",
            "ResponseMetadata",
            "RequestId"
        ]
    );
    for element in ["RoleName", "RoleId", "Arn", "CreateDate", "Path"] {
        assert_eq!(got.get(element), created.get(element), "{element}");
    }
    assert_eq!((got.get("Description"), got.get("MaxSessionDuration")), ("ships".into(), "7200".into()));

    // Lists leave out tags, boundary and last use; they tell description and duration.
    let listed = world.ok(&root, "ListRoles");
    let names = elements(&listed);
    let after: Vec<_> = names.iter().skip_while(|name| *name != "AssumeRolePolicyDocument").skip(1).collect();
    assert_eq!(after, ["Description", "MaxSessionDuration", "IsTruncated", "ResponseMetadata", "RequestId"]);
}

#[test]
fn a_role_without_more_has_the_defaults() {
    let (mut world, root) = World::new();
    let created = role(&mut world, &root, "RoleName=Plain");
    assert_eq!(created.get("Path"), "/");
    let got = world.ok(&root, "GetRole RoleName=Plain");
    assert_eq!(got.get("MaxSessionDuration"), "3600");
    for absent in ["<Description>", "<Tags", "<PermissionsBoundary>"] {
        assert!(!got.body.contains(absent), "{absent}");
        assert!(!created.body.contains(absent), "{absent}");
    }
}

#[test]
fn every_operation_on_a_role_says_that_it_cannot_be_found() {
    let (mut world, root) = World::new();
    for script in [
        "GetRole",
        "UpdateRole Description=d",
        "UpdateRoleDescription Description=d",
        "DeleteRole",
        "UpdateAssumeRolePolicy",
        // The role comes before the boundary.
        "PutRolePermissionsBoundary PermissionsBoundary=arn:aws:iam::111122223333:policy/none",
        "DeleteRolePermissionsBoundary",
        "TagRole Tags.member.1.Key=k Tags.member.1.Value=v",
        "UntagRole TagKeys.member.1=k",
        "ListRoleTags",
        "ListInstanceProfilesForRole",
    ] {
        let script = format!("{script} RoleName=Gone");
        let more: &[(&str, &str)] =
            if script.starts_with("UpdateAssume") { &[("PolicyDocument", EC2)] } else { &[] };
        let answer = world.call_with(&root, &script, more);
        assert_eq!(answer.summary(), "404 NoSuchEntity The role with name Gone cannot be found.", "{script}");
    }
}

#[test]
fn update_role_changes_only_what_it_is_given() {
    let (mut world, root) = World::new();
    role(&mut world, &root, "RoleName=R Description=first");
    let seen = |world: &mut World| {
        let got = world.ok(&root, "GetRole RoleName=R");
        (got.get("Description"), got.get("MaxSessionDuration"))
    };
    world.ok(&root, "UpdateRole RoleName=R Description=second MaxSessionDuration=43200");
    assert_eq!(seen(&mut world), ("second".into(), "43200".into()));
    world.ok(&root, "UpdateRole RoleName=r");
    assert_eq!(seen(&mut world), ("second".into(), "43200".into()));
    world.ok(&root, "UpdateRole RoleName=R Description=");
    assert!(world.ok(&root, "GetRole RoleName=R").body.contains("<Description/>"), "empty, but there");
    let answer = world.ok(&root, "UpdateRoleDescription RoleName=R Description=third");
    assert_eq!(answer.get("Description"), "third");
    assert!(!answer.body.contains("MaxSessionDuration") && !answer.body.contains("RoleLastUsed"));
    assert_eq!(seen(&mut world), ("third".into(), "43200".into()));
    world.script(
        &root,
        &[(
            "UpdateRole RoleName=R MaxSessionDuration=43201",
            "400 ValidationError 1 validation error detected: Value at 'maxSessionDuration' failed to satisfy \
             constraint: Member must have value less than or equal to 43200",
        )],
    );
}

#[test]
fn update_assume_role_policy_checks_form_then_document_then_role_then_size_then_principals() {
    let (mut world, root) = World::new();
    role(&mut world, &root, "RoleName=R");
    let nobody = trust("arn:aws:iam::111122223333:role/nobody");
    let long = format!(
        r#"{{"Statement":[{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::111122223333:role/nobody"}},"Action":"sts:AssumeRole","Condition":{{"StringEquals":{{"sts:ExternalId":"{}"}}}}}}]}}"#,
        "x".repeat(2_048)
    );
    let resource = r#"{"Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole","Resource":"*"}]}"#;
    let action = EC2.replace("sts:AssumeRole", "sts:InvalidAction");
    let unsaid = "400 ValidationError 1 validation error detected: Value at 'policyDocument' failed to satisfy \
                  constraint: Member must not be null";
    world.script(&root, &[("UpdateAssumeRolePolicy RoleName=Gone", unsaid)]);
    for (script, document, expected) in [
        ("RoleName=Gone", "not json", "400 MalformedPolicyDocument This policy contains invalid Json"),
        ("RoleName=Gone", resource, "400 MalformedPolicyDocument Has prohibited field Resource"),
        (
            "RoleName=Gone",
            &action,
            "400 MalformedPolicyDocument AssumeRole policy may only specify STS AssumeRole actions.",
        ),
        ("RoleName=Gone", &long, "404 NoSuchEntity The role with name Gone cannot be found."),
        ("RoleName=R", &long, "409 LimitExceeded Cannot exceed quota for ACLSizePerRole: 2048"),
        (
            "RoleName=R",
            &nobody,
            "400 MalformedPolicyDocument Invalid principal in policy: \
             \"AWS\":\"arn:aws:iam::111122223333:role/nobody\"",
        ),
        ("RoleName=R", EC2, "OK"),
    ] {
        let answer = world.call_with(
            &root,
            &format!("UpdateAssumeRolePolicy {script}"),
            &[("PolicyDocument", document)],
        );
        assert_eq!(answer.summary(), expected, "{script} {document}");
    }
}

#[test]
fn a_trust_policy_is_measured_without_white_space_and_by_the_accounts_quota() {
    let (mut world, root) = World::new();
    // The ARN counts as it is written, though a shorter id is stored in its place.
    world.ok(&root, "CreateUser UserName=Someone.With.A.Long.Name");
    let named = trust("arn:aws:iam::111122223333:user/Someone.With.A.Long.Name");
    let size = named.chars().filter(|letter| !letter.is_whitespace()).count();
    let spaced = named.replace(',', " ,\n\t");
    set_quota(&mut world, Quota::AssumeRolePolicySize, u32::try_from(size).unwrap());
    world.ok_with(&root, "CreateRole RoleName=Fits", &[("AssumeRolePolicyDocument", &spaced)]);
    set_quota(&mut world, Quota::AssumeRolePolicySize, u32::try_from(size - 1).unwrap());
    let answer = world.call_with(&root, "CreateRole RoleName=Long", &[("AssumeRolePolicyDocument", &spaced)]);
    let expected = format!("409 LimitExceeded Cannot exceed quota for ACLSizePerRole: {}", size - 1);
    assert_eq!(answer.summary(), expected);
}

#[test]
fn delete_role_names_profiles_then_attachments_then_inline_policies() {
    let (mut world, root) = World::new();
    role(&mut world, &root, "RoleName=R");
    let inline = document("Allow s3:ListBucket *");
    world.ok_with(&root, "PutRolePolicy RoleName=R PolicyName=p", &[("PolicyDocument", &inline)]);
    world.ok(&root, &format!("AttachRolePolicy RoleName=R PolicyArn={READ_ONLY}"));
    world.ok(&root, "CreateInstanceProfile InstanceProfileName=I");
    world.ok(&root, "AddRoleToInstanceProfile InstanceProfileName=I RoleName=R");
    let detach = format!("DetachRolePolicy RoleName=R PolicyArn={READ_ONLY}");
    world.script(
        &root,
        &[
            (
                "DeleteRole RoleName=R",
                "409 DeleteConflict Cannot delete entity, must remove roles from instance profile first.",
            ),
            ("RemoveRoleFromInstanceProfile InstanceProfileName=I RoleName=R", "OK"),
            (
                "DeleteRole RoleName=R",
                "409 DeleteConflict Cannot delete entity, must detach all policies first.",
            ),
            (&detach, "OK"),
            ("DeleteRole RoleName=R", "409 DeleteConflict Cannot delete entity, must delete policies first."),
            ("DeleteRolePolicy RoleName=R PolicyName=p", "OK"),
            ("DeleteRole RoleName=r", "OK"),
            ("GetRole RoleName=R", "404 NoSuchEntity The role with name R cannot be found."),
        ],
    );
}

#[test]
fn lists_are_sorted_without_case_filtered_by_path_and_cut_into_pages() {
    let (mut world, root) = World::new();
    for (name, path) in [("b", "/x/"), ("A", "/x/"), ("c", "/x/y/"), ("D", "/")] {
        assert_eq!(role(&mut world, &root, &format!("RoleName={name} Path={path}")).status, 200);
    }
    let names = |answer: &crate::world::Answer| answer.all("RoleName").join(" ");
    for (script, expected) in [
        ("ListRoles", "A b c D"),
        ("ListRoles PathPrefix=/", "A b c D"),
        ("ListRoles PathPrefix=/x", "A b c"),
        ("ListRoles PathPrefix=/x/y/", "c"),
        ("ListRoles PathPrefix=/z/", ""),
    ] {
        let answer = world.ok(&root, script);
        assert_eq!(names(&answer), expected, "{script}");
        assert_eq!(answer.get("IsTruncated"), "false");
        assert!(answer.body.contains("<Roles"), "an empty list is there");
    }
    let first = world.ok(&root, "ListRoles PathPrefix=/x/ MaxItems=2");
    assert_eq!((names(&first).as_str(), first.get("IsTruncated").as_str()), ("A b", "true"));
    // What is deleted in between does not move the next page.
    world.ok(&root, "DeleteRole RoleName=b");
    let marker = first.get("Marker");
    let second = world.ok(&root, &format!("ListRoles PathPrefix=/x/ MaxItems=2 Marker={marker}"));
    assert_eq!((names(&second).as_str(), second.get("IsTruncated").as_str()), ("c", "false"));
    assert!(!second.body.contains("<Marker>"));
    assert_eq!(
        world.call(&root, "ListRoles Marker=rubbish").summary(),
        "400 ValidationError Invalid Marker."
    );
}

#[test]
fn tags_of_roles_are_set_replaced_without_case_listed_by_page_and_removed() {
    let (mut world, root) = World::new();
    role(&mut world, &root, "RoleName=R");
    world.ok(
        &root,
        "TagRole RoleName=R Tags.member.1.Key=team Tags.member.1.Value=a Tags.member.2.Key=Cost Tags.member.2.Value=",
    );
    world.ok(&root, "TagRole RoleName=R Tags.member.1.Key=TEAM Tags.member.1.Value=b");
    let listed = world.ok(&root, "ListRoleTags RoleName=R");
    assert_eq!(
        (listed.all("Key"), listed.get("IsTruncated")),
        (vec!["Cost".into(), "TEAM".into()], "false".into())
    );
    let first = world.ok(&root, "ListRoleTags RoleName=R MaxItems=1");
    assert_eq!((first.all("Key"), first.get("IsTruncated")), (vec!["Cost".into()], "true".into()));
    let second = world.ok(&root, &format!("ListRoleTags RoleName=R Marker={}", first.get("Marker")));
    assert_eq!((second.all("Key"), second.all("Value")), (vec!["TEAM".to_owned()], vec!["b".to_owned()]));
    world.ok(&root, "UntagRole RoleName=R TagKeys.member.1=team TagKeys.member.2=unknown");
    assert_eq!(world.ok(&root, "ListRoleTags RoleName=R").all("Key"), ["Cost"]);
    world.ok(&root, "UntagRole RoleName=R TagKeys.member.1=cost");
    assert!(world.ok(&root, "ListRoleTags RoleName=R").body.contains("<Tags"), "an empty list is there");
    let reserved = "TagRole RoleName=R Tags.member.1.Key=aws:x Tags.member.1.Value=y";
    assert_eq!(world.call(&root, reserved).status, 400);
}

#[test]
fn a_boundary_is_put_shown_and_taken_off() {
    let (mut world, root) = World::new();
    role(&mut world, &root, "RoleName=R");
    world.script(
        &root,
        &[
            (
                "PutRolePermissionsBoundary RoleName=R PermissionsBoundary=arn:aws:iam::111122223333:not_a_policy/x",
                "400 InvalidInput ARN arn:aws:iam::111122223333:not_a_policy/x is not valid.",
            ),
            (
                "PutRolePermissionsBoundary RoleName=R PermissionsBoundary=arn:aws:iam::111122223333:policy/none",
                "404 NoSuchEntity Scope ARN: arn:aws:iam::111122223333:policy/none does not exist or is not \
                 attachable.",
            ),
        ],
    );
    world.ok(&root, &format!("PutRolePermissionsBoundary RoleName=R PermissionsBoundary={READ_ONLY}"));
    assert_eq!(world.ok(&root, "GetRole RoleName=R").get("PermissionsBoundaryArn"), READ_ONLY);
    world.ok(&root, "DeleteRolePermissionsBoundary RoleName=R");
    assert!(!world.ok(&root, "GetRole RoleName=R").body.contains("PermissionsBoundary"));
    // There is nothing to take off any more, and that is no error.
    world.ok(&root, "DeleteRolePermissionsBoundary RoleName=R");
}

#[test]
fn i_2_roles_that_aws_keeps_in_an_account_are_closed_to_everyone() {
    let (mut world, root) = World::new();
    let account = ACCOUNT.parse().unwrap();
    let name = "AWSReservedSSO_Admin_0123456789abcdef";
    plant(
        &mut world,
        Role {
            id: portcullis_directory::identifier::UniqueId::new("AROAEXAMPLERESERVED01"),
            name: name.into(),
            path: "/aws-reserved/sso.amazonaws.com/".into(),
            created_at: 0,
            trust_policy: PolicyDocument::new(EC2),
            description: None,
            session_seconds_max: 3_600,
            permissions_boundary: None,
            tags: portcullis_directory::record::Tags::new(),
            attached_policies: Vec::new(),
        },
    );
    world.ok(&root, "CreateInstanceProfile InstanceProfileName=I");
    for script in [
        "DeleteRole",
        "UpdateRole",
        "UpdateRoleDescription Description=d",
        "UpdateAssumeRolePolicy",
        "PutRolePermissionsBoundary PermissionsBoundary=arn:aws:iam::aws:policy/ReadOnlyAccess",
        "DeleteRolePermissionsBoundary",
        "TagRole Tags.member.1.Key=k Tags.member.1.Value=v",
        "UntagRole TagKeys.member.1=k",
        "AddRoleToInstanceProfile InstanceProfileName=I",
    ] {
        let script = format!("{script} RoleName={name}");
        let more: &[(&str, &str)] =
            if script.starts_with("UpdateAssume") { &[("PolicyDocument", EC2)] } else { &[] };
        let answer = world.call_with(&root, &script, more);
        assert_eq!((answer.status, answer.changes), (403, 0), "{script}: {}", answer.body);
        let told = [format!("role {name}"), arn::role(account, "/aws-reserved/sso.amazonaws.com/", name)];
        assert!(told.iter().any(|told| answer.body.contains(told.as_str())), "{}", answer.body);
    }
    let answer = role(&mut world, &root, "RoleName=Mine Path=/aws-reserved/");
    assert_eq!((answer.status, answer.changes), (403, 0), "{}", answer.body);
    world.ok(&root, &format!("GetRole RoleName={name}"));
    assert_eq!(world.ok(&root, "ListRoles PathPrefix=/aws-reserved/").all("RoleName"), [name]);
}
