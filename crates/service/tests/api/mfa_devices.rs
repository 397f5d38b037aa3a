// SPDX-License-Identifier: Apache-2.0
//! MFA devices: what each operation does, what it checks, and which of its errors comes first.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use portcullis_directory::quota::Quota;

use crate::authenticator::{App, assigned, device, read_qr_code, security_key};
use crate::world::{ACCOUNT, World};

const WRONG: &str = "403 InvalidAuthenticationCode Authentication code for device is not valid.";
const NOT_THEIRS: &str = "404 NoSuchEntity MFA Device invalid for user.";
const NO_USER: &str = "404 NoSuchEntity The user with name nobody cannot be found.";

fn arn(name: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:mfa/{name}")
}

fn no_device(serial: &str) -> String {
    format!("404 NoSuchEntity VirtualMFADevice with serial number {serial} does not exist.")
}

#[test]
fn create_checks_form_then_tags_then_name_then_quota() {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateVirtualMFADevice VirtualMFADeviceName=Phone");
    let taken = "409 EntityAlreadyExists MFADevice entity at the same path and name already exists.";
    let long = format!("CreateVirtualMFADevice VirtualMFADeviceName={}", "x".repeat(227));
    world.script(
        &root,
        &[
            (
                "CreateVirtualMFADevice",
                "400 ValidationError 1 validation error detected: Value at 'virtualMFADeviceName' failed to \
                 satisfy constraint: Member must not be null",
            ),
            (
                &long,
                "400 ValidationError The path and the name make a serial number of more than 256 characters.",
            ),
            (
                "CreateVirtualMFADevice VirtualMFADeviceName=phone Tags.member.1.Key=a Tags.member.1.Value=1 \
                 Tags.member.2.Key=a Tags.member.2.Value=2",
                "400 InvalidInput Duplicate tag keys found.",
            ),
            ("CreateVirtualMFADevice VirtualMFADeviceName=phone", taken),
            ("CreateVirtualMFADevice VirtualMFADeviceName=phone Path=/desk/", "OK"),
            ("CreateVirtualMFADevice VirtualMFADeviceName=Phone Path=/DESK/", taken),
        ],
    );
    let mut record = crate::seed::account(&world).record().as_ref().clone();
    record.quotas.insert(Quota::Users, 2);
    crate::seed::put(&mut world, record);
    let full = "409 LimitExceeded Cannot exceed quota for MFADevices: 2";
    world.script(
        &root,
        &[
            ("CreateVirtualMFADevice VirtualMFADeviceName=phone", taken),
            ("CreateVirtualMFADevice VirtualMFADeviceName=other", full),
        ],
    );
}

#[test]
fn a_seed_is_shown_once_as_text_and_as_picture() {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateAccountAlias AccountAlias=coffee");
    let script =
        "CreateVirtualMFADevice VirtualMFADeviceName=a=b Path=/x/ Tags.member.1.Key=t Tags.member.1.Value=1";
    let made = world.ok(&root, script);
    assert_eq!(made.get("SerialNumber"), arn("x/a=b"));
    assert_eq!(made.get("Tags"), "<member><Key>t</Key><Value>1</Value></member>");
    let encoded = made.get("Base32StringSeed");
    let seed = String::from_utf8(BASE64.decode(&encoded).unwrap()).unwrap();
    assert!(
        seed.len() == 64 && seed.chars().all(|letter| "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".contains(letter))
    );
    let picture = BASE64.decode(made.get("QRCodePNG")).unwrap();
    assert_eq!(read_qr_code(&picture), format!("otpauth://totp/a%3Db@coffee?secret={seed}"));
    // Neither the record of the call nor any later answer has it.
    let hidden = r#""base32StringSeed":"HIDDEN_DUE_TO_SECURITY_REASONS""#;
    assert!(
        made.audit.contains(hidden) && made.audit.contains(r#""qRCodePNG":"HIDDEN_DUE"#),
        "{}",
        made.audit
    );
    assert!(!made.audit.contains(&encoded) && !made.audit.contains(&seed), "{}", made.audit);
    let listed = world.ok(&root, "ListVirtualMFADevices");
    let expected = format!("<member><SerialNumber>{}</SerialNumber></member>", arn("x/a=b"));
    assert_eq!(listed.get("VirtualMFADevices"), expected);
    let other = world.ok(&root, "CreateVirtualMFADevice VirtualMFADeviceName=other");
    assert_ne!(other.get("Base32StringSeed"), encoded);
}

#[test]
fn enable_checks_user_then_device_then_codes_then_quota() {
    let (mut world, root) = World::new();
    world.user(&root, "bob");
    world.user(&root, "eve");
    let app = device(&mut world, &root, "phone");
    let now = world.now;
    let good = app.codes(now - 29);
    let other = device(&mut world, &root, "other");
    let theirs = other.codes(now - 29).replace("mfa/other", "mfa/phone");
    let reversed = format!(
        "SerialNumber={} AuthenticationCode1={} AuthenticationCode2={}",
        app.serial,
        app.code(now),
        app.code(now - 30)
    );
    let absent = good.replace("mfa/phone", "mfa/absent");
    let foreign = good.replace(ACCOUNT, "222233334444");
    for (user, codes, expected) in [
        (
            "bob",
            "SerialNumber=x AuthenticationCode1=1 AuthenticationCode2=abcdef",
            "400 ValidationError 3 validation errors detected: Value at 'authenticationCode2' failed to satisfy \
             constraint: Member must satisfy regular expression pattern: [\\d]+; Value at 'serialNumber' failed to \
             satisfy constraint: Member must have length greater than or equal to 9; Value at 'authenticationCode1' \
             failed to satisfy constraint: Member must have length greater than or equal to 6",
        ),
        ("nobody", &absent, NO_USER),
        ("bob", &absent, &no_device(&arn("absent"))),
        ("bob", &foreign, &no_device("arn:aws:iam::222233334444:mfa/phone")),
        ("bob", &theirs, WRONG),
        ("bob", &reversed, WRONG),
        ("bob", &good, "OK"),
        ("bob", &good, "409 EntityAlreadyExists MFA Device is already in use."),
        ("eve", &good, "409 EntityAlreadyExists MFA Device is already in use."),
    ] {
        let answer = world.call(&root, &format!("EnableMFADevice UserName={user} {codes}"));
        let summary = answer.summary();
        let is_form = expected.starts_with("400");
        assert!(
            summary == expected || is_form && summary.starts_with("400 ValidationError 3"),
            "{user}: {summary}"
        );
        assert!(!answer.audit.contains(&app.code(now)), "{}", answer.audit);
    }
    for number in 2..=8 {
        assigned(&mut world, &root, "bob", &format!("phone{number}"));
    }
    let ninth = device(&mut world, &root, "ninth");
    let good = ninth.codes(world.now - 29);
    world.script(
        &root,
        &[
            (
                &format!("EnableMFADevice UserName=bob {good}"),
                "409 LimitExceeded Cannot exceed quota for MFADevicesPerUser: 8",
            ),
            (&format!("EnableMFADevice UserName=eve {good}"), "OK"),
        ],
    );
}

#[test]
fn a_device_is_assigned_listed_taken_away_and_deleted() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let app = assigned(&mut world, &root, "bob", "Phone");
    device(&mut world, &root, "spare");
    let listed = world.ok(&root, "ListMFADevices UserName=BOB");
    let enabled = listed.get("EnableDate");
    let expected = format!(
        "<member><UserName>bob</UserName><SerialNumber>{}</SerialNumber><EnableDate>{enabled}</EnableDate></member>",
        app.serial
    );
    assert_eq!(listed.get("MFADevices"), expected);
    let all = world.ok(&root, "ListVirtualMFADevices");
    assert_eq!(all.all("SerialNumber"), [arn("Phone"), arn("spare")]);
    assert_eq!((all.all("UserName"), all.get("EnableDate")), (vec!["bob".to_owned()], enabled));
    for (status, expected) in [
        ("Assigned", vec![arn("Phone")]),
        ("Unassigned", vec![arn("spare")]),
        ("Any", vec![arn("Phone"), arn("spare")]),
    ] {
        let some = world.ok(&root, &format!("ListVirtualMFADevices AssignmentStatus={status}"));
        assert_eq!(some.all("SerialNumber"), expected, "{status}");
    }
    let page = world.ok(&root, "ListVirtualMFADevices MaxItems=1");
    let rest = world.ok(&root, &format!("ListVirtualMFADevices Marker={}", page.get("Marker")));
    assert_eq!((page.get("SerialNumber"), rest.get("SerialNumber")), (arn("Phone"), arn("spare")));
    // Nobody else's device, and no user with one, is taken away.
    world.user(&root, "eve");
    let serial = &app.serial;
    world.ok(&root, &format!("DeleteAccessKey UserName=bob AccessKeyId={}", bob.id));
    world.script(
        &root,
        &[
            (
                "DeleteUser UserName=bob",
                "409 DeleteConflict Cannot delete entity, must delete MFA device first.",
            ),
            (
                &format!("DeleteVirtualMFADevice SerialNumber={serial}"),
                "409 DeleteConflict MFA VirtualDevice in use. Must deactivate first.",
            ),
            (&format!("DeactivateMFADevice UserName=nobody SerialNumber={serial}"), NO_USER),
            (&format!("DeactivateMFADevice UserName=eve SerialNumber={serial}"), NOT_THEIRS),
            (&format!("DeactivateMFADevice SerialNumber={serial}"), NOT_THEIRS),
            (
                &format!("DeactivateMFADevice UserName=bob SerialNumber={}", arn("absent")),
                &no_device(&arn("absent")),
            ),
            (&format!("DeactivateMFADevice UserName=bob SerialNumber={serial}"), "OK"),
            (&format!("DeactivateMFADevice UserName=bob SerialNumber={serial}"), NOT_THEIRS),
            ("DeleteUser UserName=bob", "OK"),
            (&format!("DeleteVirtualMFADevice SerialNumber={serial}"), "OK"),
            (&format!("DeleteVirtualMFADevice SerialNumber={serial}"), &no_device(serial)),
        ],
    );
}

#[test]
fn resync_finds_a_clock_again_and_takes_no_used_codes() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let app = assigned(&mut world, &root, "bob", "phone");
    let ahead = 3_600;
    let off = app.token(world.now + ahead);
    assert!(world.call(&bob, &format!("GetSessionToken {off}")).summary().contains("invalid MFA one time"));
    let resync = |codes: &str| format!("ResyncMFADevice UserName=bob {codes}");
    let codes = app.codes(world.now + ahead - 30);
    let unassigned = device(&mut world, &root, "spare").codes(world.now);
    world.user(&root, "eve");
    world.script(
        &root,
        &[
            (&format!("ResyncMFADevice UserName=nobody {codes}"), NO_USER),
            (&resync(&codes.replace("mfa/phone", "mfa/absent")), &no_device(&arn("absent"))),
            (&format!("ResyncMFADevice UserName=eve {codes}"), NOT_THEIRS),
            (&resync(&unassigned), NOT_THEIRS),
            (&resync(&app.codes(world.now - 150)), WRONG),
            (&resync(&codes), "OK"),
            (&resync(&codes), WRONG),
        ],
    );
    let next = app.token(world.now + ahead + 30);
    assert_eq!(world.call(&bob, &format!("GetSessionToken {next}")).summary(), "OK");
}

#[test]
fn a_device_that_changes_hands_does_not_forget_what_was_used() {
    let (mut world, root) = World::new();
    world.user(&root, "bob");
    world.user(&root, "eve");
    let app = device(&mut world, &root, "phone");
    let codes = app.codes(world.now - 29);
    world.script(
        &root,
        &[
            (&format!("EnableMFADevice UserName=bob {codes}"), "OK"),
            (&format!("DeactivateMFADevice UserName=bob SerialNumber={}", app.serial), "OK"),
            (&format!("EnableMFADevice UserName=eve {codes}"), WRONG),
            (&format!("EnableMFADevice UserName=eve {}", app.codes(world.now + 31)), "OK"),
        ],
    );
}

#[test]
fn the_root_user_has_devices_of_its_own() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    crate::seed::allow_user(&mut world, "bob", "all", r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#);
    world.ok(&root, "CreateAccountAlias AccountAlias=coffee");
    let app = device(&mut world, &root, "root-account-mfa-device");
    let codes = app.codes(world.now - 29);
    let no_such = |name: &str| format!("404 NoSuchEntity The user with name {name} cannot be found.");
    // To everybody else these names are those of users, of whom there is none.
    for name in ["coffee", ACCOUNT] {
        assert_eq!(
            world.call(&bob, &format!("EnableMFADevice UserName={name} {codes}")).summary(),
            no_such(name)
        );
    }
    world.ok(&root, &format!("EnableMFADevice UserName=coffee {codes}"));
    for script in ["ListMFADevices", "ListMFADevices UserName=111122223333"] {
        let listed = world.ok(&root, script);
        assert_eq!(
            (listed.get("UserName"), listed.get("SerialNumber")),
            ("coffee".into(), app.serial.clone())
        );
    }
    let listed = world.ok(&bob, "ListVirtualMFADevices");
    assert_eq!(listed.get("Arn"), format!("arn:aws:iam::{ACCOUNT}:root"));
    let summary = world.ok(&bob, "GetAccountSummary").body;
    for (name, number) in [("AccountMFAEnabled", 1), ("MFADevices", 1), ("MFADevicesInUse", 1)] {
        assert!(summary.contains(&format!("<key>{name}</key><value>{number}</value>")), "{name}: {summary}");
    }
    let serial = &app.serial;
    world.script(
        &bob,
        &[
            (&format!("DeactivateMFADevice SerialNumber={serial}"), NOT_THEIRS),
            (&format!("DeactivateMFADevice UserName=coffee SerialNumber={serial}"), &no_such("coffee")),
            (&format!("GetSessionToken {}", app.token(world.now + 60)), &not_associated()),
        ],
    );
    world.now += 60;
    let session = world.ok(&root, &format!("GetSessionToken {}", app.token(world.now)));
    assert_eq!(world.call(&session.credentials(), "ListUsers").summary(), "OK");
    assert_eq!(world.call(&root, &format!("DeactivateMFADevice SerialNumber={serial}")).summary(), "OK");
    // A user of that name is meant before the root user is.
    world.ok(&root, "CreateUser UserName=coffee");
    let codes = app.codes(world.now + 31);
    world.ok(&root, &format!("EnableMFADevice UserName=coffee {codes}"));
    assert_eq!(world.ok(&root, "ListMFADevices UserName=coffee").all("SerialNumber").len(), 1);
    assert_eq!(world.ok(&root, "ListMFADevices").all("SerialNumber").len(), 0);
}

fn not_associated() -> String {
    "403 AccessDenied MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial \
     number is valid and associated with this user."
        .to_owned()
}

#[test]
fn security_keys_are_listed_shown_and_taken_away_and_show_no_codes() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    world.user(&root, "eve");
    let serial = security_key(&mut world, "bob");
    let app = assigned(&mut world, &root, "bob", "phone");
    let listed = world.ok(&root, "ListMFADevices UserName=bob");
    assert_eq!(listed.all("SerialNumber"), [app.serial.clone(), serial.clone()]);
    assert_eq!(world.ok(&root, "ListVirtualMFADevices").all("SerialNumber"), [&*app.serial]);
    let shown = world.ok(&root, &format!("GetMFADevice UserName=bob SerialNumber={serial}"));
    assert_eq!((shown.get("UserName"), shown.get("SerialNumber")), ("bob".into(), serial.clone()));
    let certifications = "<entry><key>FIDO</key><value>L1</value></entry><entry><key>FIPS-140-2</key>\
                          <value>L2</value></entry>";
    assert_eq!(shown.get("Certifications"), certifications);
    let missing =
        |serial: &str| format!("404 NoSuchEntity MFA Device with serial number {serial} cannot be found.");
    let token = format!("GetSessionToken SerialNumber={serial} TokenCode=123456");
    assert_eq!(world.call(&bob, &token).summary(), not_associated());
    let report = world.ok(&root, "GetAccountSummary").body;
    assert!(report.contains("<key>MFADevicesInUse</key><value>2</value>"), "{report}");
    world.script(
        &root,
        &[
            (&format!("GetMFADevice UserName=eve SerialNumber={serial}"), &missing(&serial)),
            (&format!("GetMFADevice UserName=bob SerialNumber={}", app.serial), &missing(&app.serial)),
            (&format!("GetMFADevice UserName=nobody SerialNumber={serial}"), NO_USER),
            (&format!("DeleteVirtualMFADevice SerialNumber={serial}"), &no_device(&serial)),
            (&format!("ListMFADeviceTags SerialNumber={serial}"), &no_device(&serial)),
            (&format!("DeactivateMFADevice UserName=eve SerialNumber={serial}"), NOT_THEIRS),
            (&format!("DeactivateMFADevice UserName=bob SerialNumber={serial}"), "OK"),
            (&format!("DeactivateMFADevice UserName=bob SerialNumber={serial}"), &no_device(&serial)),
        ],
    );
}

#[test]
fn tags_differ_by_case() {
    let (mut world, root) = World::new();
    let serial = device(&mut world, &root, "phone").serial;
    let tag = |key: &str| {
        format!("TagMFADevice SerialNumber={serial} Tags.member.1.Key={key} Tags.member.1.Value=1")
    };
    world.script(
        &root,
        &[
            (&tag("aws:x"), "400 InvalidInput Reserved prefix aws: can not be used in tag keys."),
            (&tag("b"), "OK"),
            (&tag("B"), "OK"),
            (&tag("a"), "OK"),
            (&format!("UntagMFADevice SerialNumber={serial} TagKeys.member.1=b"), "OK"),
        ],
    );
    let tags = world.ok(&root, &format!("ListMFADeviceTags SerialNumber={serial}"));
    assert_eq!(tags.all("Key"), ["B", "a"]);
    let page = world.ok(&root, &format!("ListMFADeviceTags SerialNumber={serial} MaxItems=1"));
    assert_eq!((page.get("Key"), page.get("IsTruncated")), ("B".into(), "true".into()));
}

#[test]
fn each_operation_asks_on_its_resource_with_its_condition_keys() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let App { serial, .. } = device(&mut world, &root, "phone");
    let codes = "AuthenticationCode1=123456 AuthenticationCode2=123456";
    let denied = |action: &str, resource: &str| {
        format!(
            "403 AccessDenied User: arn:aws:iam::{ACCOUNT}:user/bob is not authorized to perform: iam:{action} on \
             resource: {resource} because no identity-based policy allows the iam:{action} action"
        )
    };
    let (me, lists) = ("user bob".to_owned(), arn(""));
    for (script, resource) in [
        ("CreateVirtualMFADevice VirtualMFADeviceName=x Path=/a/".to_owned(), &arn("a/x")),
        (format!("EnableMFADevice UserName=bob SerialNumber={serial} {codes}"), &me),
        (format!("ResyncMFADevice UserName=bob SerialNumber={serial} {codes}"), &me),
        (format!("DeactivateMFADevice SerialNumber={serial}"), &me),
        ("ListMFADevices".to_owned(), &me),
        (format!("GetMFADevice SerialNumber={serial}"), &me),
        ("ListVirtualMFADevices".to_owned(), &lists),
        (format!("ListMFADeviceTags SerialNumber={serial}"), &serial),
        (format!("TagMFADevice SerialNumber={serial} Tags.member.1.Key=a Tags.member.1.Value=1"), &serial),
        (format!("UntagMFADevice SerialNumber={serial} TagKeys.member.1=a"), &serial),
        (format!("DeleteVirtualMFADevice SerialNumber={serial}"), &serial),
        ("DeleteVirtualMFADevice SerialNumber=GAHT12345678".to_owned(), &arn("GAHT12345678")),
    ] {
        let action = script.split(' ').next().unwrap();
        assert_eq!(world.call(&bob, &script).summary(), denied(action, resource));
    }
    let conditions = r#"{"Effect":"Allow","Action":["iam:CreateVirtualMFADevice","iam:TagMFADevice"],"Resource":"*","Condition":{"StringEquals":{"aws:RequestTag/team":"blue"},"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}},{"Effect":"Allow","Action":["iam:DeleteVirtualMFADevice","iam:UntagMFADevice","iam:ListMFADeviceTags"],"Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"blue","iam:ResourceTag/team":"blue"},"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}}"#;
    crate::seed::allow_user(&mut world, "bob", "p", conditions);
    let blue = "Tags.member.1.Key=team Tags.member.1.Value=blue";
    for (script, status) in [
        ("CreateVirtualMFADevice VirtualMFADeviceName=x".to_owned(), 403),
        (format!("CreateVirtualMFADevice VirtualMFADeviceName=x {blue}"), 200),
        (format!("ListMFADeviceTags SerialNumber={serial}"), 403),
        (format!("DeleteVirtualMFADevice SerialNumber={serial}"), 403),
        (format!("TagMFADevice SerialNumber={serial} {blue}x"), 403),
        (format!("TagMFADevice SerialNumber={serial} {blue}"), 200),
        (format!("ListMFADeviceTags SerialNumber={serial}"), 200),
        (format!("UntagMFADevice SerialNumber={serial} TagKeys.member.1=other"), 403),
        (format!("DeleteVirtualMFADevice SerialNumber={serial}"), 200),
    ] {
        assert_eq!(world.call(&bob, &script).status, status, "{script}");
    }
}

#[test]
fn the_credential_report_tells_who_has_mfa() {
    let (mut world, root) = World::new();
    world.user(&root, "bob");
    world.user(&root, "eve");
    assigned(&mut world, &root, "bob", "phone");
    world.ok(&root, "GenerateCredentialReport");
    let report = BASE64.decode(world.ok(&root, "GetCredentialReport").get("Content")).unwrap();
    let report = String::from_utf8(report).unwrap();
    let column = report.lines().next().unwrap().split(',').position(|name| name == "mfa_active").unwrap();
    let active: Vec<_> = report.lines().skip(1).map(|line| line.split(',').nth(column).unwrap()).collect();
    assert_eq!(active, ["false", "true", "false"], "the root user, bob, eve");
}
