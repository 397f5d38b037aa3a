// SPDX-License-Identifier: Apache-2.0
//! Service-specific credentials: what each operation does, which of its errors comes first, and that other programs can
//! have what was presented to them verified.

use crate::world::{ACCOUNT, Answer, World};
use portcullis_service::{verify_api_key, verify_service_credential};

const GIT: &str = "codecommit.amazonaws.com";
const BEDROCK: &str = "bedrock.amazonaws.com";
const NO_BOB: &str = "404 NoSuchEntity The user with name bob cannot be found.";
const NO_ID: &str = "satisfiesregexbutstillinvalid";
const NONE: &str = "404 NoSuchEntity No such credential satisfiesregexbutstillinvalid exists";

/// The ARN of the user whose user name and password these are.
fn owner(world: &World, service: &str, name: &str, password: &str) -> Option<String> {
    verify_service_credential(&world.directory, service, name, password, world.now)
        .map(|found| found.user_arn)
}

fn owner_of_key(world: &World, service: &str, key: &str) -> Option<String> {
    verify_api_key(&world.directory, service, key, world.now).map(|found| found.user_arn)
}

/// A row of a script in which `ID` stands for the credential.
fn about(id: &str, operation: &str, user: &str, more: &str) -> String {
    format!("{operation}ServiceSpecificCredential UserName={user} ServiceSpecificCredentialId={id} {more}")
}

#[test]
fn create_checks_form_then_user_then_service_then_age_then_quota() {
    let (mut world, root) = World::new();
    let create = "CreateServiceSpecificCredential UserName=bob ServiceName";
    let unsupported = |name: &str| {
        format!("404 NoSuchEntity No such service {name} is supported for Service Specific Credentials")
    };
    let full = "409 LimitExceeded Cannot exceed quota for ServiceSpecificCredentialsPerUser: 2";
    world.script(
        &root,
        &[
            (
                &format!("{create}={GIT} CredentialAgeDays=0"),
                "400 ValidationError 1 validation error detected: Value at 'credentialAgeDays' failed to satisfy \
                 constraint: Member must have value greater than or equal to 1",
            ),
            (&format!("{create}=nothing.amazonaws.com"), NO_BOB),
            ("CreateUser UserName=bob", "OK"),
            (&format!("{create}=nothing.amazonaws.com"), &unsupported("nothing.amazonaws.com")),
            (&format!("{create}=lambda.amazonaws.com"), &unsupported("lambda.amazonaws.com")),
            (
                &format!("{create}={GIT} CredentialAgeDays=9"),
                "400 ValidationError credentials for `codecommit.amazonaws.com` cannot have an age in days",
            ),
            (&format!("{create}={GIT}"), "OK"),
            (&format!("{create}={GIT}"), "OK"),
            (&format!("{create}={GIT}"), full),
            (&format!("{create}=cassandra.amazonaws.com"), "OK"),
            (&format!("{create}={BEDROCK}"), "OK"),
            (&format!("{create}=logs.amazonaws.com"), "OK"),
        ],
    );
}

#[test]
fn a_password_is_shown_once_and_verified_ever_after() {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=bob Path=/x/");
    let made = world.ok(&root, &format!("CreateServiceSpecificCredential UserName=BOB ServiceName={GIT}"));
    let (id, password) = (made.get("ServiceSpecificCredentialId"), made.get("ServicePassword"));
    let (date, name) = (made.get("CreateDate"), format!("bob-at-{ACCOUNT}"));
    assert!(id.starts_with("ACCA") && id.len() == 21, "{id}");
    assert!(password.len() == 60 && password.ends_with('='), "{password}");
    let expected = format!(
        "<CreateDate>{date}</CreateDate><ServiceName>{GIT}</ServiceName><ServiceUserName>{name}</ServiceUserName>\
         <ServicePassword>{password}</ServicePassword><ServiceSpecificCredentialId>{id}</ServiceSpecificCredentialId>\
         <UserName>bob</UserName><Status>Active</Status>"
    );
    assert_eq!(made.get("ServiceSpecificCredential"), expected);
    assert!(!made.audit.contains(&password), "the audit record must not hold the password");
    let listed = world.ok(&root, "ListServiceSpecificCredentials UserName=bob");
    let expected = format!(
        "<member><UserName>bob</UserName><Status>Active</Status><ServiceUserName>{name}</ServiceUserName><CreateDate>\
         {date}</CreateDate><ServiceSpecificCredentialId>{id}</ServiceSpecificCredentialId><ServiceName>{GIT}\
         </ServiceName></member>"
    );
    assert_eq!(listed.get("ServiceSpecificCredentials"), expected);

    let bob = format!("arn:aws:iam::{ACCOUNT}:user/x/bob");
    assert_eq!(owner(&world, GIT, &name, &password), Some(bob.clone()));
    for (service, user, secret) in [
        (GIT, &*name, "wrong"),
        (GIT, &*name, ""),
        (GIT, "bob", &*password),
        (GIT, "bob-at-444455556666", &password),
        (GIT, "bob-at-", &password),
        (GIT, "BOB-at-111122223333", &password),
        ("cassandra.amazonaws.com", &name, &password),
        ("", &name, &password),
    ] {
        assert_eq!(owner(&world, service, user, secret), None, "{service} {user} {secret}");
    }
    let found = verify_service_credential(&world.directory, GIT, &name, &password, world.now).unwrap();
    assert_eq!((found.account.to_string(), found.credential_id.to_string()), (ACCOUNT.into(), id.clone()));
    // The name outlives a change of the user's own.
    world.ok(&root, "UpdateUser UserName=bob NewUserName=robert");
    assert_eq!(owner(&world, GIT, &name, &password), Some(format!("arn:aws:iam::{ACCOUNT}:user/x/robert")));

    world.ok(&root, &about(&id, "Update", "robert", "Status=Inactive"));
    assert_eq!(owner(&world, GIT, &name, &password), None, "switched off");
    let reset = world.ok(&root, &about(&id, "Reset", "robert", ""));
    assert_eq!((reset.get("ServiceUserName"), reset.get("Status")), (name.clone(), "Inactive".into()));
    assert!(!reset.audit.contains(&reset.get("ServicePassword")));
    world.ok(&root, &about(&id, "Update", "robert", "Status=Active"));
    assert_eq!(owner(&world, GIT, &name, &password), None, "the old password");
    assert!(owner(&world, GIT, &name, &reset.get("ServicePassword")).is_some());
    assert_eq!(
        world.call(&root, "DeleteUser UserName=robert").summary(),
        "409 DeleteConflict Cannot delete entity, must remove referenced objects first."
    );
    world.ok(&root, &about(&id, "Delete", "robert", ""));
    assert_eq!(owner(&world, GIT, &name, &reset.get("ServicePassword")), None, "deleted");
    world.ok(&root, "DeleteUser UserName=robert");
}

#[test]
fn an_api_key_carries_its_name_and_may_end() {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=bob");
    let create = format!("CreateServiceSpecificCredential UserName=bob ServiceName={BEDROCK}");
    let made = world.ok(&root, &format!("{create} CredentialAgeDays=1"));
    let (key, name) = (made.get("ServiceCredentialSecret"), format!("bob-at-{ACCOUNT}"));
    assert!(key.starts_with("ABSK"), "{key}");
    assert_eq!(made.get("ServiceCredentialAlias"), name);
    assert_eq!((made.all("ServiceUserName"), made.all("ServicePassword")), (vec![], vec![]));
    assert!(!made.audit.contains(&key), "the audit record must not hold the key");
    let lasting = world.ok(&root, &create);
    assert_eq!(lasting.get("ServiceCredentialAlias"), format!("bob+1-at-{ACCOUNT}"));
    assert_eq!(lasting.all("ExpirationDate"), [""; 0]);
    let bob = Some(format!("arn:aws:iam::{ACCOUNT}:user/bob"));
    assert_eq!(owner_of_key(&world, BEDROCK, &key), bob);
    assert_eq!(owner(&world, BEDROCK, &name, &key), bob, "as user name and password too");
    let (bare, half) = (key.strip_prefix("ABSK").unwrap(), key.split_at(60).0);
    for wrong in ["", "ABSK", "ABSKAAAA", bare, half, &format!("{key}A")] {
        assert_eq!(owner_of_key(&world, BEDROCK, wrong), None, "{wrong}");
    }
    assert_eq!(owner_of_key(&world, "logs.amazonaws.com", &key), None);
    assert_eq!(owner_of_key(&world, GIT, &key), None);

    world.now += 86_400;
    assert_eq!(owner_of_key(&world, BEDROCK, &key), None, "its day is over");
    assert_eq!(owner_of_key(&world, BEDROCK, &lasting.get("ServiceCredentialSecret")), bob);
    let listed =
        world.ok(&root, &format!("ListServiceSpecificCredentials UserName=bob ServiceName={BEDROCK}"));
    let mut statuses = listed.all("Status");
    statuses.sort();
    assert_eq!(statuses, ["Active", "Expired"]);
    assert_eq!(listed.all("ExpirationDate"), [made.get("ExpirationDate")]);
}

#[test]
fn names_are_free_again_and_never_taken_twice() {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=bob");
    world.ok(&root, "CreateUser UserName=bob+1");
    let create = |world: &mut World, user: &str| -> Answer {
        world.ok(&root, &format!("CreateServiceSpecificCredential UserName={user} ServiceName={GIT}"))
    };
    let first = create(&mut world, "bob");
    assert_eq!(create(&mut world, "bob+1").get("ServiceUserName"), format!("bob+1-at-{ACCOUNT}"));
    let second = create(&mut world, "bob").get("ServiceUserName");
    assert_eq!(second, format!("bob+2-at-{ACCOUNT}"), "the other user has the name between");
    world.ok(&root, &about(&first.get("ServiceSpecificCredentialId"), "Delete", "bob", ""));
    assert_eq!(create(&mut world, "bob").get("ServiceUserName"), first.get("ServiceUserName"));
    let old = owner(&world, GIT, &first.get("ServiceUserName"), &first.get("ServicePassword"));
    assert_eq!(old, None, "the name is the same, the password is not");
}

#[test]
fn operations_on_a_credential_check_form_then_user_then_credential() {
    let (mut world, root) = World::new();
    let operations = [("Update", "Status=Inactive"), ("Reset", ""), ("Delete", "")];
    for (operation, more) in operations {
        assert_eq!(world.call(&root, &about(NO_ID, operation, "bob", more)).summary(), NO_BOB);
        let hyphens = world.call(&root, &about("totally-wrong-credential-id", operation, "bob", more));
        assert_eq!(
            hyphens.summary(),
            "400 ValidationError 1 validation error detected: Value at \
             'serviceSpecificCredentialId' failed to satisfy constraint: Member must satisfy regular expression \
             pattern: [\\w]+"
        );
    }
    world.ok(&root, "CreateUser UserName=bob");
    world.ok(&root, "CreateUser UserName=eve");
    let made = world.ok(&root, &format!("CreateServiceSpecificCredential UserName=bob ServiceName={GIT}"));
    let id = made.get("ServiceSpecificCredentialId");
    for (operation, more) in operations {
        assert_eq!(world.call(&root, &about(NO_ID, operation, "bob", more)).summary(), NONE);
        let stranger = world.call(&root, &about(&id, operation, "eve", more)).summary();
        assert_eq!(stranger, format!("404 NoSuchEntity No such credential {id} exists"));
    }
}

#[test]
fn lists_are_of_a_user_a_service_or_everyone() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    world.ok(&root, "CreateUser UserName=eve");
    let list = "ListServiceSpecificCredentials";
    let empty = world.ok(&root, &format!("{list} UserName=bob"));
    assert!(empty.body.contains("<ServiceSpecificCredentials/><IsTruncated>false"), "{}", empty.body);
    for (user, service) in [("bob", GIT), ("bob", BEDROCK), ("eve", GIT)] {
        world.ok(&root, &format!("CreateServiceSpecificCredential UserName={user} ServiceName={service}"));
    }
    crate::seed::allow_user(
        &mut world,
        "bob",
        "p",
        r#"{"Effect":"Allow","Action":"iam:List*","Resource":"arn:aws:iam::*:user/${aws:username}"}"#,
    );
    let count = |world: &mut World, script: &str| world.ok(&root, script).all("UserName").len();
    assert_eq!(count(&mut world, &format!("{list} UserName=bob")), 2);
    assert_eq!(count(&mut world, &format!("{list} UserName=bob ServiceName={GIT}")), 1);
    assert_eq!(count(&mut world, &format!("{list} UserName=bob ServiceName=cassandra.amazonaws.com")), 0);
    assert_eq!(count(&mut world, &format!("{list} AllUsers=true")), 3);
    assert_eq!(count(&mut world, &format!("{list} AllUsers=true ServiceName={GIT}")), 2);
    let first = world.ok(&root, &format!("{list} AllUsers=true MaxItems=2"));
    let marker = first.get("Marker");
    assert_eq!(count(&mut world, &format!("{list} AllUsers=true Marker={marker}")), 1);
    assert_eq!(world.ok(&bob, list).all("UserName"), ["bob", "bob"], "the caller's own");
    assert_eq!(
        world.call(&bob, &format!("{list} AllUsers=true")).summary(),
        format!(
            "403 AccessDenied User: arn:aws:iam::{ACCOUNT}:user/bob is not authorized to perform: \
             iam:ListServiceSpecificCredentials on resource: user * because no identity-based \
             policy allows the iam:ListServiceSpecificCredentials action"
        )
    );
    let unsupported =
        "404 NoSuchEntity No such service x.amazonaws.com is supported for Service Specific Credentials";
    world.script(
        &root,
        &[
            (list, "400 ValidationError Must specify userName when calling with non-User credentials"),
            (
                &format!("{list} UserName=ann ServiceName=x.amazonaws.com"),
                "404 NoSuchEntity The user with name ann cannot be found.",
            ),
            (&format!("{list} UserName=bob ServiceName=x.amazonaws.com"), unsupported),
            (
                &format!("{list} UserName=bob AllUsers=true"),
                "400 ValidationError `UserName` cannot be given when `AllUsers` is true",
            ),
        ],
    );
}

#[test]
fn service_and_age_are_condition_keys() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let git = world.ok(&root, &format!("CreateServiceSpecificCredential UserName=bob ServiceName={GIT}"));
    let key = world.ok(&root, &format!("CreateServiceSpecificCredential UserName=bob ServiceName={BEDROCK}"));
    let only = r#"{"Effect":"Allow","Action":"iam:CreateServiceSpecificCredential","Resource":"*","Condition":{"StringEquals":{"iam:ServiceSpecificCredentialServiceName":"bedrock.amazonaws.com"},"NumericLessThanEquals":{"iam:ServiceSpecificCredentialAgeDays":"30"}}},{"Effect":"Allow","Action":["iam:UpdateServiceSpecificCredential","iam:ResetServiceSpecificCredential","iam:DeleteServiceSpecificCredential"],"Resource":"*","Condition":{"StringEquals":{"iam:ServiceSpecificCredentialServiceName":"bedrock.amazonaws.com"}}}"#;
    crate::seed::allow_user(&mut world, "bob", "p", only);
    let create = "CreateServiceSpecificCredential UserName=bob ServiceName";
    for (script, status) in [
        (format!("{create}={GIT}"), 403),
        (format!("{create}={BEDROCK}"), 403),
        (format!("{create}={BEDROCK} CredentialAgeDays=31"), 403),
        (format!("{create}={BEDROCK} CredentialAgeDays=30"), 200),
    ] {
        assert_eq!(world.call(&bob, &script).status, status, "{script}");
    }
    let (git, key) = (git.get("ServiceSpecificCredentialId"), key.get("ServiceSpecificCredentialId"));
    for (operation, more) in [("Update", "Status=Active"), ("Reset", ""), ("Delete", "")] {
        assert_eq!(world.call(&bob, &about(&git, operation, "bob", more)).status, 403, "{operation}");
        assert_eq!(world.call(&bob, &about(NO_ID, operation, "bob", more)).status, 403, "{operation}");
        assert_eq!(world.call(&bob, &about(&key, operation, "bob", more)).status, 200, "{operation}");
    }
}
