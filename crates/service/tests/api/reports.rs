// SPDX-License-Identifier: Apache-2.0
//! Reports on last accessed services, and the policies that grant access to them.

use crate::world::{Answer, Key, World, trust};
use portcullis_wire::Timestamp;

const ALLOW_ALL: &str = r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#;
const BOB: &str = "arn:aws:iam::111122223333:user/bob";

/// A world with the user `bob`, who has a policy of these statements.
fn bob_with(statements: &str) -> (World, Key, Key) {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    crate::seed::allow_user(&mut world, "bob", "own", statements);
    (world, root, bob)
}

fn job(world: &mut World, by: &Key, arn: &str) -> String {
    let script = format!("GenerateServiceLastAccessedDetails Arn={arn} Granularity=ACTION_LEVEL");
    world.ok(by, &script).get("JobId")
}

fn report(world: &mut World, by: &Key, arn: &str) -> Answer {
    let job = job(world, by, arn);
    world.ok(by, &format!("GetServiceLastAccessedDetails JobId={job}"))
}

fn allow(action: &str) -> String {
    format!(r#"{{"Effect":"Allow","Action":["{action}"],"Resource":"*"}}"#)
}

#[test]
fn a_report_is_refused_by_form_then_account_then_existence() {
    let (mut world, root, _) = bob_with(ALLOW_ALL);
    let rows = [
        ("user-without-any-colon", "400 InvalidInput ARN user-without-any-colon is not valid."),
        ("arn:aws-cn:iam::111122223333:user/bob", "400 ValidationError Invalid ARN partition"),
        ("arn:aws:s3::111122223333:user/bob", "400 ValidationError Invalid service in ARN"),
        (
            "arn:aws:iam::111122223333:root",
            "400 InvalidInput Invalid Entity Arn: arn:aws:iam::111122223333:root is not supported.",
        ),
        (
            "arn:aws:iam::999999999999:user/bob",
            "403 AccessDenied User: arn:aws:iam::111122223333:root is not authorized to perform the operation on \
             arn:aws:iam::999999999999:user/bob",
        ),
        (
            "arn:aws:iam::111122223333:user/eve",
            "404 NoSuchEntity ARN arn:aws:iam::111122223333:user/eve does not exist.",
        ),
        (
            "arn:aws:iam::aws:policy/NoSuchPolicy",
            "404 NoSuchEntity ARN arn:aws:iam::aws:policy/NoSuchPolicy does not exist.",
        ),
        ("arn:aws:iam::111122223333:user/other/path/bob", "OK"),
        ("arn:aws:iam::aws:policy/ReadOnlyAccess", "OK"),
    ];
    for (arn, expected) in rows {
        let answer = world.call(&root, &format!("GenerateServiceLastAccessedDetails Arn={arn}"));
        assert_eq!(answer.summary(), expected, "{arn}");
    }
    let list =
        |arn: &str| format!("ListPoliciesGrantingServiceAccess Arn={arn} ServiceNamespaces.member.1=iam");
    let unsupported = |arn: &str| format!("400 InvalidInput Could not extract entity from ARN : {arn}");
    for arn in ["arn:aws:iam::111122223333:root", "arn:aws:iam::aws:policy/ReadOnlyAccess"] {
        assert_eq!(world.call(&root, &list(arn)).summary(), unsupported(arn));
    }
}

#[test]
fn a_users_report_tells_services_and_actions_that_were_tried() {
    let (mut world, root, bob) = bob_with(&format!(
        "{},{}",
        allow(r#"iam:GetUser","iam:GetRole","iam:PassRole","s3:GetObject"#),
        r#"{"Effect":"Deny","Action":"sqs:*","Resource":"*"}"#
    ));
    world.ok(&bob, "GetUser");
    let used_at = world.now;
    let shown = report(&mut world, &root, BOB);
    assert_eq!((shown.get("JobStatus"), shown.get("JobType")), ("COMPLETED".into(), "ACTION_LEVEL".into()));
    assert_eq!(shown.all("ServiceNamespace"), ["iam", "s3"], "what is allowed, by namespace");
    assert_eq!(shown.all("TotalAuthenticatedEntities"), ["1", "0"]);
    let minute = Timestamp(used_at - used_at % 60).to_string();
    assert_eq!(shown.all("LastAuthenticated"), [minute.as_str()]);
    assert_eq!(shown.all("LastAuthenticatedEntity"), [BOB]);
    assert_eq!(shown.all("LastAuthenticatedRegion"), ["us-east-1"]);
    assert_eq!(shown.all("ActionName"), ["GetRole", "GetUser"], "PassRole is nothing that is called");
    assert_eq!(shown.all("LastAccessedTime"), [minute.as_str()]);
    assert_eq!(shown.all("LastAccessedEntity"), [BOB]);
    let created = world.ok(&root, &format!("GenerateServiceLastAccessedDetails Arn={BOB}"));
    let script = format!("GetServiceLastAccessedDetails JobId={}", created.get("JobId"));
    let services = world.ok(&root, &script);
    assert_eq!(services.get("JobType"), "SERVICE_LEVEL");
    assert_eq!(services.all("TrackedActionsLastAccessed"), [""; 0]);
    world.now += 400 * 86_400;
    let old = report(&mut world, &root, BOB);
    assert_eq!(old.all("TotalAuthenticatedEntities"), ["0", "0"], "a use is tracked for 400 days");
}

#[test]
fn groups_policies_and_boundaries_count_as_they_do_for_aws() {
    let (mut world, root) = World::new();
    let (bob, _eve) = (world.user(&root, "bob"), world.user(&root, "eve"));
    let read = crate::seed::managed(&mut world, "read", &allow(r#"iam:GetUser","sqs:SendMessage"#));
    let no_sqs = r#"{"Effect":"Deny","Action":"sqs:*","Resource":"*"}"#;
    world.ok(&root, "CreateGroup GroupName=team");
    for name in ["bob", "eve"] {
        world.ok(&root, &format!("AddUserToGroup GroupName=team UserName={name}"));
    }
    world.ok(&root, &format!("AttachGroupPolicy GroupName=team PolicyArn={read}"));
    crate::seed::allow_user(&mut world, "bob", "no-sqs", no_sqs);
    let cap = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    world.ok(&root, &format!("PutUserPermissionsBoundary UserName=bob PermissionsBoundary={cap}"));
    // Denied by the boundary, but an attempt.
    assert_eq!(world.call(&bob, "GetUser").status, 403);
    let of_bob = report(&mut world, &root, BOB);
    assert_eq!(
        of_bob.all("ServiceNamespace"),
        ["iam"],
        "a Deny counts wherever it stands; a boundary does not"
    );
    for arn in ["arn:aws:iam::111122223333:group/team", &read] {
        let job = job(&mut world, &root, arn);
        let shown = world.ok(&root, &format!("GetServiceLastAccessedDetails JobId={job}"));
        assert_eq!(shown.all("ServiceNamespace"), ["iam", "sqs"], "{arn}");
        assert_eq!(shown.all("TotalAuthenticatedEntities"), ["1", "0"], "{arn}");
        let ask = format!("GetServiceLastAccessedDetailsWithEntities JobId={job} ServiceNamespace");
        let entities = world.ok(&root, &format!("{ask}=iam"));
        assert_eq!(entities.all("Name"), ["bob", "eve"], "who used it comes first");
        assert_eq!(entities.all("Type"), ["USER", "USER"]);
        assert_eq!(entities.all("LastAuthenticated").len(), 1);
        assert!(entities.get("Id").starts_with("AIDA"));
        let none = world.ok(&root, &format!("{ask}=ec2"));
        assert!(none.body.contains("<EntityDetailsList/>"), "nothing is allowed there: {}", none.body);
    }
}

#[test]
fn a_roles_sessions_count_for_the_role() {
    let (mut world, root, bob) = bob_with(ALLOW_ALL);
    let document = trust(BOB);
    world.ok_with(&root, "CreateRole RoleName=deploy Path=/a/", &[("AssumeRolePolicyDocument", &document)]);
    let admin = "arn:aws:iam::aws:policy/AdministratorAccess";
    world.ok(&root, &format!("AttachRolePolicy RoleName=deploy PolicyArn={admin}"));
    let role = "arn:aws:iam::111122223333:role/a/deploy";
    let session = format!("AssumeRole RoleArn={role} RoleSessionName");
    let one = world.ok(&bob, &format!("{session}=one")).credentials();
    let two = world.ok(&bob, &format!("{session}=one")).credentials();
    let id = job(&mut world, &one, role);
    let ask = format!("GetServiceLastAccessedDetailsWithEntities JobId={id} ServiceNamespace=iam");
    let shown = world.ok(&one, &ask);
    assert_eq!(
        (shown.get("Arn"), shown.get("Type"), shown.get("Path")),
        (role.into(), "ROLE".into(), "/a/".into())
    );
    assert_eq!(shown.all("LastAuthenticated").len(), 1);
    let unknown = format!("404 NoSuchEntity Job {id} does not exist.");
    assert_eq!(world.call(&two, &ask).summary(), unknown, "another session is a stranger");
    assert_eq!(world.call(&bob, &ask).summary(), unknown);
}

#[test]
fn jobs_are_their_askers_and_end_after_a_day() {
    let (mut world, root, bob) = bob_with(ALLOW_ALL);
    let id = job(&mut world, &bob, BOB);
    let ask = format!("GetServiceLastAccessedDetails JobId={id}");
    let second = world.ok(&root, "CreateAccessKey UserName=bob");
    let key = Key { id: second.get("AccessKeyId"), secret: second.get("SecretAccessKey"), token: None };
    world.ok(&key, &ask);
    let unknown = format!("404 NoSuchEntity Job {id} does not exist.");
    assert_eq!(world.call(&root, &ask).summary(), unknown);
    world.now += 86_400;
    assert_eq!(world.call(&bob, &ask).summary(), unknown);
    job(&mut world, &root, BOB);
    assert!(crate::seed::account(&world).job(&id).is_none(), "a new job sweeps away what is over");
    let nowhere = "00000000-0000-0000-0000-000000000000";
    world.script(
        &root,
        &[
            (
                "GetServiceLastAccessedDetails JobId=short",
                "400 ValidationError 1 validation error detected: Value at 'jobId' failed to satisfy \
                 constraint: Member must have length greater than or equal to 36",
            ),
            (
                &format!("GetServiceLastAccessedDetails JobId={nowhere} Marker=invalid"),
                "400 ValidationError Invalid Marker.",
            ),
            (
                &format!("GetServiceLastAccessedDetails JobId={nowhere}"),
                &format!("404 NoSuchEntity Job {nowhere} does not exist."),
            ),
        ],
    );
}

#[test]
fn the_report_on_what_was_deleted_has_failed() {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=bob");
    let id = job(&mut world, &root, BOB);
    world.ok(&root, "DeleteUser UserName=bob");
    world.ok(&root, "CreateUser UserName=bob");
    for ask in [
        format!("GetServiceLastAccessedDetails JobId={id}"),
        format!("GetServiceLastAccessedDetailsWithEntities JobId={id} ServiceNamespace=iam"),
    ] {
        let shown = world.ok(&root, &ask);
        assert_eq!((shown.get("JobStatus"), shown.get("Code")), ("FAILED".into(), "NoSuchEntity".into()));
    }
}

#[test]
fn pages_go_on_within_one_job_and_one_list() {
    let (mut world, root, _) = bob_with(&allow(r#"s3:GetObject","iam:GetUser","ec2:RunInstances"#));
    let (one, two) = (job(&mut world, &root, BOB), job(&mut world, &root, BOB));
    let first = world.ok(&root, &format!("GetServiceLastAccessedDetails JobId={one} MaxItems=1"));
    assert_eq!(
        (first.all("ServiceNamespace"), first.get("IsTruncated")),
        (vec!["ec2".into()], "true".into())
    );
    let marker = first.get("Marker");
    let next =
        world.ok(&root, &format!("GetServiceLastAccessedDetails JobId={one} Marker={marker} MaxItems=2"));
    assert_eq!(next.all("ServiceNamespace"), ["iam", "s3"]);
    assert_eq!(next.get("IsTruncated"), "false");
    let foreign = "400 InvalidInput The marker passed in the request was invalid.";
    world.script(
        &root,
        &[
            (&format!("GetServiceLastAccessedDetails JobId={two} Marker={marker}"), foreign),
            (
                &format!(
                    "GetServiceLastAccessedDetailsWithEntities JobId={one} ServiceNamespace=s3 Marker={marker}"
                ),
                foreign,
            ),
            (
                &format!("GetServiceLastAccessedDetailsWithEntities JobId={one} ServiceNamespace=S3"),
                "400 InvalidInput Service namepace S3 is either invalid or unsupported.",
            ),
        ],
    );
}

#[test]
fn granting_policies_are_told_service_by_service() {
    let (mut world, root, _) = bob_with(&format!(
        "{},{}",
        allow(r#"iam:GetUser","s3:GetObject"#),
        r#"{"Effect":"Deny","Action":"sqs:*","Resource":"*"}"#
    ));
    let shared = crate::seed::managed(&mut world, "shared", &allow(r#"sqs:SendMessage","s3:GetObject"#));
    world.ok(&root, "CreateGroup GroupName=team");
    world.ok(&root, "AddUserToGroup GroupName=team UserName=bob");
    crate::seed::allow_group(&mut world, "team", "of-team", &allow("iam:GetUser"));
    world.ok(&root, &format!("AttachUserPolicy UserName=bob PolicyArn={shared}"));
    world.ok(&root, &format!("AttachGroupPolicy GroupName=team PolicyArn={shared}"));
    let list = |namespaces: &[&str]| {
        let names = (1..).zip(namespaces).map(|(at, name)| format!(" ServiceNamespaces.member.{at}={name}"));
        format!("ListPoliciesGrantingServiceAccess Arn={BOB}{}", names.collect::<String>())
    };
    let shown = world.ok(&root, &list(&["sqs", "iam", "sqs", "ec2"]));
    assert_eq!(
        shown.all("ServiceNamespace"),
        ["sqs", "iam", "ec2"],
        "each once, in the order of the request"
    );
    let managed = format!(
        "<member><PolicyName>shared</PolicyName><PolicyType>MANAGED</PolicyType><PolicyArn>{shared}</PolicyArn></member>"
    );
    let inline = |name: &str, kind: &str, of: &str| {
        format!(
            "<member><PolicyName>{name}</PolicyName><PolicyType>INLINE</PolicyType><EntityType>{kind}</EntityType>\
             <EntityName>{of}</EntityName></member>"
        )
    };
    let both = inline("own", "USER", "bob") + &inline("of-team", "GROUP", "team");
    for policies in [managed, both] {
        assert!(shown.body.contains(&format!("<Policies>{policies}</Policies>")), "{}", shown.body);
    }
    assert!(shown.body.contains("<ServiceNamespace>ec2</ServiceNamespace><Policies/>"), "{}", shown.body);
    assert_eq!(shown.get("IsTruncated"), "false");
    assert_eq!(
        world.call(&root, &list(&["S3", "iam", "nosuch"])).summary(),
        "400 InvalidInput Invalid service namespace: [S3, nosuch]"
    );
    assert_eq!(
        world.call(&root, &(list(&["iam"]) + " Marker=invalid")).summary(),
        "400 ValidationError Invalid Marker."
    );
}

#[test]
fn permissions_on_reports_are_asked_on_what_they_are_about() {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=bob Path=/shop/");
    let read = crate::seed::managed(&mut world, "read", &allow("iam:GetUser"));
    let eve = world.user(&root, "eve");
    let statement = r#"{"Effect":"Allow","Action":["iam:GenerateServiceLastAccessedDetails",
        "iam:ListPoliciesGrantingServiceAccess"],"Resource":["arn:aws:iam::111122223333:user/shop/bob",
        "arn:aws:iam::111122223333:policy/read"]}"#;
    crate::seed::allow_user(&mut world, "eve", "some", statement);
    let id = world.ok(&eve, &format!("GenerateServiceLastAccessedDetails Arn={BOB}")).get("JobId");
    world.ok(&eve, &format!("GenerateServiceLastAccessedDetails Arn={read}"));
    world.ok(&eve, &format!("ListPoliciesGrantingServiceAccess Arn={BOB} ServiceNamespaces.member.1=iam"));
    let denied = |action: &str, resource: &str| {
        format!(
            "403 AccessDenied User: arn:aws:iam::111122223333:user/eve is not authorized to perform: iam:{action} on \
             resource: {resource} because no identity-based policy allows the iam:{action} action"
        )
    };
    let (generate, get) = ("GenerateServiceLastAccessedDetails", "GetServiceLastAccessedDetails");
    let (admins, entities) =
        ("arn:aws:iam::111122223333:group/admins", "GetServiceLastAccessedDetailsWithEntities");
    world.script(
        &eve,
        &[
            (&format!("{generate} Arn={admins}"), &denied(generate, admins)),
            (&format!("{get} JobId={id}"), &denied(get, "*")),
            (&format!("{entities} JobId={id} ServiceNamespace=iam"), &denied(entities, "*")),
            ("GenerateCredentialReport", &denied("GenerateCredentialReport", "*")),
            ("GetCredentialReport", &denied("GetCredentialReport", "*")),
        ],
    );
}
