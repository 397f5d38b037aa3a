// SPDX-License-Identifier: Apache-2.0
//! Managed policies and their versions, the customer's and AWS's.

use crate::world::{Key, World, document, percent_decode};

const OWN: &str = "arn:aws:iam::111122223333:policy";
const ADMINISTRATOR_ACCESS: &str = "arn:aws:iam::aws:policy/AdministratorAccess";

fn listing() -> String {
    document("Allow iam:ListUsers *")
}

/// Creates a policy and gives its ARN.
fn create(world: &mut World, by: &Key, name: &str) -> String {
    let script = format!("CreatePolicy PolicyName={name} PolicyDocument={}", listing());
    world.ok(by, &script).get("Arn")
}

/// All items of a list, page after page.
fn pages(world: &mut World, by: &Key, script: &str, element: &str) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut marker = None;
    loop {
        let more: Vec<_> = marker.iter().map(|marker: &String| ("Marker", marker.as_str())).collect();
        let answer = world.ok_with(by, script, &more);
        pages.push(answer.all(element));
        marker = answer.all("Marker").pop();
        assert_eq!(answer.get("IsTruncated"), marker.is_some().to_string());
        if marker.is_none() {
            return pages;
        }
    }
}

#[test]
fn create_policy_checks_form_then_tags_then_document_then_name_then_size() {
    let (mut world, root) = World::new();
    let good = listing();
    let large = document(&format!("Allow s3:{} *", "x".repeat(6_144)));
    for (script, document, expected) in [
        (
            "CreatePolicy PolicyName=p Path=/a",
            "{",
            "400 ValidationError The specified value for path is invalid. It must begin and end with / and contain \
             only alphanumeric characters and/or / characters.",
        ),
        (
            "CreatePolicy PolicyName=p Tags.member.1.Key=a Tags.member.1.Value=1 Tags.member.2.Key=a \
             Tags.member.2.Value=2",
            "{",
            "400 InvalidInput Duplicate tag keys found.",
        ),
        ("CreatePolicy PolicyName=p", "{", "400 MalformedPolicyDocument Syntax errors in policy."),
        ("CreatePolicy PolicyName=p", &large, "409 LimitExceeded Cannot exceed quota for PolicySize: 6144"),
        ("CreatePolicy PolicyName=p", &good, "OK"),
        (
            "CreatePolicy PolicyName=P Path=/a/",
            &large,
            "409 EntityAlreadyExists A policy called P already exists. Duplicate names are not allowed.",
        ),
    ] {
        let answer = world.call_with(&root, script, &[("PolicyDocument", document)]);
        assert_eq!(answer.summary(), expected, "{script}");
    }
}

#[test]
fn white_space_does_not_count_against_the_size() {
    let (mut world, root) = World::new();
    let name = "x".repeat(6_144 - document("Allow s3: *").len());
    let full = document(&format!("Allow s3:{name} *")).replace(',', ",\n\t ");
    world.ok_with(&root, "CreatePolicy PolicyName=full", &[("PolicyDocument", &full)]);
    let answer = world.ok(&root, &format!("GetPolicyVersion PolicyArn={OWN}/full VersionId=v1"));
    assert_eq!(percent_decode(&answer.get("Document")), full);
    let more = full.replace("s3:x", "s3:xx");
    let answer = world.call_with(&root, "CreatePolicy PolicyName=more", &[("PolicyDocument", &more)]);
    assert_eq!(answer.summary(), "409 LimitExceeded Cannot exceed quota for PolicySize: 6144");
}

#[test]
fn get_policy_shows_description_and_tags_that_others_do_not() {
    let (mut world, root) = World::new();
    let script = format!(
        "CreatePolicy PolicyName=Read Path=/ops/ Description=Reading Tags.member.1.Key=Team \
         Tags.member.1.Value=blue PolicyDocument={}",
        listing()
    );
    let created = world.ok(&root, &script);
    let arn = format!("{OWN}/ops/Read");
    assert_eq!(created.get("Arn"), arn);
    assert!(created.get("PolicyId").starts_with("ANPA"));
    assert_eq!((created.all("Description").len(), created.all("Key")), (0, vec!["Team".to_owned()]));
    let shown = world.ok(&root, &format!("GetPolicy PolicyArn={arn}"));
    assert_eq!((shown.get("Description"), shown.get("Value")), ("Reading".into(), "blue".into()));
    for (element, value) in [
        ("PolicyName", "Read"),
        ("Path", "/ops/"),
        ("DefaultVersionId", "v1"),
        ("AttachmentCount", "0"),
        ("PermissionsBoundaryUsageCount", "0"),
        ("IsAttachable", "true"),
    ] {
        assert_eq!(shown.get(element), value, "{element}");
    }
    assert_eq!(shown.get("CreateDate"), shown.get("UpdateDate"));
    let listed = world.ok(&root, "ListPolicies Scope=Local");
    assert_eq!((listed.all("Description").len(), listed.all("Tags").len()), (0, 0));
    create(&mut world, &root, "bare");
    let bare = world.ok(&root, &format!("GetPolicy PolicyArn={OWN}/bare"));
    assert!(bare.body.contains("<Tags/>") || bare.body.contains("<Tags></Tags>"), "{}", bare.body);
}

#[test]
fn policies_are_found_by_their_whole_arn() {
    let (mut world, root) = World::new();
    create(&mut world, &root, "Read");
    world.account("444455556666");
    world.script(
        &root,
        &[
            ("GetPolicy PolicyArn=arn:aws:iam::111122223333:policy/Read", "OK"),
            (
                "GetPolicy PolicyArn=arn:aws:iam::111122223333:policy/read",
                "404 NoSuchEntity Policy arn:aws:iam::111122223333:policy/read was not found.",
            ),
            (
                "GetPolicy PolicyArn=arn:aws:iam::111122223333:policy/a/Read",
                "404 NoSuchEntity Policy arn:aws:iam::111122223333:policy/a/Read was not found.",
            ),
            (
                "GetPolicy PolicyArn=arn:aws:iam::111122223333:user/Read",
                "400 InvalidInput ARN arn:aws:iam::111122223333:user/Read is not valid.",
            ),
            (
                "GetPolicy PolicyArn=arn:aws:iam::444455556666:policy/Read",
                "403 AccessDenied User: arn:aws:iam::111122223333:root is not authorized to perform: iam:GetPolicy \
                 on resource: policy arn:aws:iam::444455556666:policy/Read",
            ),
        ],
    );
}

#[test]
fn i_1_nobody_changes_the_policies_of_aws() {
    let (mut world, root) = World::new();
    let outside = "403 AccessDenied Policy is outside your own account.";
    let version =
        format!("CreatePolicyVersion PolicyArn={ADMINISTRATOR_ACCESS} PolicyDocument={}", listing());
    for script in [
        version.as_str(),
        "DeletePolicy",
        "DeletePolicyVersion VersionId=v1",
        "SetDefaultPolicyVersion VersionId=v1",
        "TagPolicy Tags.member.1.Key=a Tags.member.1.Value=b",
        "UntagPolicy TagKeys.member.1=a",
    ] {
        let more = [("PolicyArn", ADMINISTRATOR_ACCESS)];
        assert_eq!(world.call_with(&root, script, &more).summary(), outside, "{script}");
    }
}

#[test]
fn policies_of_aws_are_there_with_all_their_versions() {
    let (mut world, root) = World::new();
    let shown = world.ok(&root, &format!("GetPolicy PolicyArn={ADMINISTRATOR_ACCESS}"));
    assert_eq!((shown.get("PolicyName"), shown.get("Path")), ("AdministratorAccess".into(), "/".into()));
    let read_only = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    let shown = world.ok(&root, &format!("GetPolicy PolicyArn={read_only}"));
    let script = format!("ListPolicyVersions PolicyArn={read_only} MaxItems=7");
    let versions = pages(&mut world, &root, &script, "VersionId").concat();
    assert_eq!(versions[0], shown.get("DefaultVersionId"));
    let numbers: Vec<u32> = versions.iter().map(|id| id.trim_start_matches('v').parse().unwrap()).collect();
    assert!(numbers.len() > 7 && numbers.is_sorted_by(|one, next| one > next), "{numbers:?}");
    for (id, is_default) in [(&versions[0], "true"), (&versions[3], "false")] {
        let version = world.ok(&root, &format!("GetPolicyVersion PolicyArn={read_only} VersionId={id}"));
        assert_eq!(version.get("IsDefaultVersion"), is_default);
        assert!(percent_decode(&version.get("Document")).contains("\"Statement\""));
    }
    let none = format!("Policy {read_only} version v1000000 does not exist or is not attachable.");
    let answer = world.call(&root, &format!("GetPolicyVersion PolicyArn={read_only} VersionId=v1000000"));
    assert_eq!(answer.summary(), format!("404 NoSuchEntity {none}"));
    let tags = world.ok(&root, &format!("ListPolicyTags PolicyArn={read_only}"));
    assert_eq!((tags.all("Key").len(), tags.get("IsTruncated")), (0, "false".into()));
}

#[test]
fn a_policy_has_at_most_five_versions_and_their_numbers_never_come_back() {
    let (mut world, root) = World::new();
    let arn = create(&mut world, &root, "p");
    let add = format!("CreatePolicyVersion PolicyArn={arn} PolicyDocument={}", listing());
    for number in 2..=5 {
        let version = world.ok(&root, &add);
        assert_eq!(version.get("VersionId"), format!("v{number}"));
        assert_eq!((version.get("IsDefaultVersion"), version.all("Document").len()), ("false".into(), 0));
    }
    let full = "409 LimitExceeded A managed policy can have up to 5 versions. Before you create a new version, you \
                must delete an existing version.";
    assert_eq!(world.call(&root, &add).summary(), full);
    world.script(
        &root,
        &[
            (
                "DeletePolicyVersion PolicyArn=arn:aws:iam::111122223333:policy/p VersionId=v1",
                "409 DeleteConflict Cannot delete the default version of a policy.",
            ),
            ("DeletePolicyVersion PolicyArn=arn:aws:iam::111122223333:policy/p VersionId=v5", "OK"),
            (
                "DeletePolicyVersion PolicyArn=arn:aws:iam::111122223333:policy/p VersionId=v5",
                "404 NoSuchEntity Policy arn:aws:iam::111122223333:policy/p version v5 does not exist or is not \
                 attachable.",
            ),
        ],
    );
    let version = world.ok(&root, &format!("{add} SetAsDefault=true"));
    assert_eq!((version.get("VersionId"), version.get("IsDefaultVersion")), ("v6".into(), "true".into()));
    let listed = world.ok(&root, &format!("ListPolicyVersions PolicyArn={arn}"));
    assert_eq!(listed.all("VersionId"), ["v6", "v4", "v3", "v2", "v1"]);
    assert_eq!(listed.all("IsDefaultVersion"), ["true", "false", "false", "false", "false"]);
    assert_eq!(listed.all("Document").len(), 0);
    let shown = world.ok(&root, &format!("GetPolicy PolicyArn={arn}"));
    assert_eq!(shown.get("DefaultVersionId"), "v6");
    assert_eq!(shown.get("UpdateDate"), version.get("CreateDate"));
}

#[test]
fn versions_of_what_is_not_there() {
    let (mut world, root) = World::new();
    create(&mut world, &root, "p");
    let none = |name: &str, version: &str| {
        format!("404 NoSuchEntity Policy {OWN}/{name} version {version} does not exist or is not attachable.")
    };
    for operation in ["GetPolicyVersion", "SetDefaultPolicyVersion", "DeletePolicyVersion"] {
        for (name, version) in [("q", "v1"), ("p", "v9"), ("p", "v1.draft"), ("p", "v99999999999")] {
            let script = format!("{operation} PolicyArn={OWN}/{name} VersionId={version}");
            assert_eq!(world.call(&root, &script).summary(), none(name, version), "{script}");
        }
        let script = format!("{operation} PolicyArn={OWN}/p VersionId=v0");
        let summary = world.call(&root, &script).summary();
        assert!(summary.starts_with("400 ValidationError 1 validation error detected: "), "{summary}");
    }
    let gone = format!("404 NoSuchEntity Policy {OWN}/q was not found.");
    for script in [
        format!("CreatePolicyVersion PolicyArn={OWN}/q PolicyDocument={}", listing()),
        format!("ListPolicyVersions PolicyArn={OWN}/q"),
        format!("DeletePolicy PolicyArn={OWN}/q"),
        format!("ListPolicyTags PolicyArn={OWN}/q"),
        format!("ListEntitiesForPolicy PolicyArn={OWN}/q"),
        format!("TagPolicy PolicyArn={OWN}/q Tags.member.1.Key=a Tags.member.1.Value=b"),
    ] {
        assert_eq!(world.call(&root, &script).summary(), gone, "{script}");
    }
}

#[test]
fn a_policy_is_deleted_with_its_last_version_and_made_anew_as_another() {
    let (mut world, root) = World::new();
    let arn = create(&mut world, &root, "p");
    let before = world.ok(&root, &format!("GetPolicy PolicyArn={arn}")).get("PolicyId");
    let add = format!("CreatePolicyVersion PolicyArn={arn} SetAsDefault=true PolicyDocument={}", listing());
    world.ok(&root, &add);
    let several = "409 DeleteConflict This policy has more than one version. Before you delete a policy, you must \
                   delete the policy's versions. The default version is deleted with the policy.";
    assert_eq!(world.call(&root, &format!("DeletePolicy PolicyArn={arn}")).summary(), several);
    world.ok(&root, &format!("DeletePolicyVersion PolicyArn={arn} VersionId=v1"));
    world.ok(&root, &format!("DeletePolicy PolicyArn={arn}"));
    assert_eq!(create(&mut world, &root, "p"), arn);
    let shown = world.ok(&root, &format!("GetPolicy PolicyArn={arn}"));
    assert_ne!(shown.get("PolicyId"), before);
    assert_eq!(shown.get("DefaultVersionId"), "v1");
    let listed = world.ok(&root, &format!("ListPolicyVersions PolicyArn={arn}"));
    assert_eq!(listed.all("VersionId"), ["v1"]);
}

#[test]
fn list_policies_pages_over_a_thousand_in_one_order() {
    let (mut world, root) = World::new();
    for number in 0..1_100 {
        let name = if number % 2 == 0 { format!("P{number:04}") } else { format!("p{number:04}") };
        create(&mut world, &root, &name);
    }
    let local = pages(&mut world, &root, "ListPolicies Scope=Local MaxItems=300", "PolicyName");
    assert_eq!(local.iter().map(Vec::len).collect::<Vec<_>>(), [300, 300, 300, 200]);
    let names: Vec<_> = local.concat().iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(names, (0..1_100).map(|number| format!("p{number:04}")).collect::<Vec<_>>());
    let all = pages(&mut world, &root, "ListPolicies MaxItems=1000", "Arn").concat();
    let aws = pages(&mut world, &root, "ListPolicies Scope=AWS MaxItems=1000", "Arn").concat();
    assert_eq!(all.len(), 1_100 + aws.len());
    assert!(all[..1_100].iter().all(|arn| arn.starts_with(OWN)) && all[1_100..] == aws);
    assert!(aws.len() > 1_000 && aws.contains(&ADMINISTRATOR_ACCESS.to_owned()));
    assert_eq!(pages(&mut world, &root, "ListPolicies Scope=Local", "Arn")[0].len(), 100);
    let jobs = pages(&mut world, &root, "ListPolicies PathPrefix=/job-function/", "Path").concat();
    assert!(jobs.len() > 5 && jobs.iter().all(|path| path == "/job-function/"), "{jobs:?}");
}

#[test]
fn list_policies_takes_all_paths_below_a_prefix() {
    let (mut world, root) = World::new();
    for path in ["/", "/x/", "/x/y/", "/y/x/"] {
        let name = path.replace('/', "-");
        world.ok(&root, &format!("CreatePolicy PolicyName=p{name} Path={path} PolicyDocument={}", listing()));
    }
    for (prefix, paths) in
        [("/", &["/", "/x/", "/x/y/", "/y/x/"][..]), ("/x/", &["/x/", "/x/y/"]), ("/x/y/z/", &[])]
    {
        let listed = world.ok(&root, &format!("ListPolicies Scope=Local PathPrefix={prefix}"));
        assert_eq!(listed.all("Path"), paths, "{prefix}");
    }
}

#[test]
fn list_policies_refuses_markers_it_never_gave() {
    let (mut world, root) = World::new();
    let answer = world.call(&root, "ListPolicies Marker=nonsense");
    assert_eq!(answer.summary(), "400 ValidationError Invalid Marker.");
    let listed = world.ok(&root, "ListPolicies Scope=Local");
    assert_eq!((listed.get("IsTruncated"), listed.all("member").len()), ("false".into(), 0));
}

#[test]
fn keys_of_a_policys_tags_differ_by_case() {
    let (mut world, root) = World::new();
    let arn = create(&mut world, &root, "p");
    let tag = |key: &str, value: &str| {
        format!("TagPolicy PolicyArn={arn} Tags.member.1.Key={key} Tags.member.1.Value={value}")
    };
    for (key, value) in [("b", "1"), ("a", "2"), ("A", "3"), ("b", "4")] {
        world.ok(&root, &tag(key, value));
    }
    let listed = world.ok(&root, &format!("ListPolicyTags PolicyArn={arn}"));
    assert_eq!((listed.all("Key"), listed.all("Value")), (own(["A", "a", "b"]), own(["3", "2", "4"])));
    let keys = pages(&mut world, &root, &format!("ListPolicyTags PolicyArn={arn} MaxItems=1"), "Key");
    assert_eq!(keys, [["A"], ["a"], ["b"]]);
    world.ok(&root, &format!("UntagPolicy PolicyArn={arn} TagKeys.member.1=a TagKeys.member.2=none"));
    let listed = world.ok(&root, &format!("ListPolicyTags PolicyArn={arn}"));
    assert_eq!(listed.all("Key"), ["A", "b"]);
    let reserved = world.call(&root, &tag("aws:x", "1")).summary();
    assert_eq!(reserved, "400 InvalidInput Reserved prefix aws: can not be used in tag keys.");
}

#[test]
fn a_policy_has_at_most_fifty_tags() {
    let (mut world, root) = World::new();
    let arn = create(&mut world, &root, "p");
    for number in 0..50 {
        let tag = format!("Tags.member.1.Key=k{number} Tags.member.1.Value=");
        world.ok(&root, &format!("TagPolicy PolicyArn={arn} {tag}"));
    }
    let again = format!("TagPolicy PolicyArn={arn} Tags.member.1.Key=k0 Tags.member.1.Value=new");
    world.ok(&root, &again);
    let more = format!("TagPolicy PolicyArn={arn} Tags.member.1.Key=more Tags.member.1.Value=");
    let summary = world.call(&root, &more).summary();
    assert_eq!(summary, "409 LimitExceeded The number of tags has reached the maximum limit.");
}

fn own<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}
