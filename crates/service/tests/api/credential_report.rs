// SPDX-License-Identifier: Apache-2.0
//! The credential report: its columns, how long it is kept, and what it says of each credential.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::world::{Key, World};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use portcullis_directory::change::{Key as RecordKey, Kind};
use portcullis_directory::identifier::UniqueId;
use portcullis_directory::record::{KeyOwner, KeyStatus, SigningCertificate};
use portcullis_wire::Timestamp;

const HOURS: i64 = 3_600;

fn report(world: &mut World, by: &Key) -> String {
    let shown = world.ok(by, "GetCredentialReport");
    assert_eq!(shown.get("ReportFormat"), "text/csv");
    String::from_utf8(BASE64.decode(shown.get("Content")).unwrap()).unwrap()
}

/// A line of the report as pairs of column and value.
fn row(report: &str, user: &str) -> Vec<(String, String)> {
    let mut lines = report.lines();
    let columns = lines.next().unwrap().split(',');
    let line = lines.find(|line| line.starts_with(&format!("{user},"))).unwrap();
    columns.map(str::to_owned).zip(line.split(',').map(str::to_owned)).collect()
}

fn get(row: &[(String, String)], column: &str) -> String {
    row.iter().find(|(name, _)| name == column).unwrap().1.clone()
}

#[test]
fn a_report_is_written_once_in_four_hours_and_kept_as_it_was() {
    let (mut world, root) = World::new();
    let missing = world.call(&root, "GetCredentialReport");
    assert_eq!((missing.status, missing.get("Code").as_str()), (410, "ReportNotPresent"));
    assert_eq!(missing.all("Message"), [""; 0], "AWS has no words for it");
    let started = world.ok(&root, "GenerateCredentialReport");
    assert_eq!(started.get("State"), "STARTED");
    assert_eq!(started.get("Description"), "No report exists. Starting a new report generation task");
    let generated_at = world.now;
    let complete = world.ok(&root, "GenerateCredentialReport");
    assert_eq!((complete.get("State"), complete.changes), ("COMPLETE".to_owned(), 0));
    assert_eq!(complete.all("Description"), [""; 0]);
    let shown = world.ok(&root, "GetCredentialReport");
    assert_eq!(shown.get("GeneratedTime"), Timestamp(generated_at).to_string());
    let before = report(&mut world, &root);
    world.ok(&root, "CreateUser UserName=late");
    assert_eq!(report(&mut world, &root), before, "it tells of the account as it was");
    world.now = generated_at + 4 * HOURS - 1;
    assert_eq!(report(&mut world, &root), before);
    let expired = world.call(&root, "GetCredentialReport");
    assert_eq!((expired.status, expired.get("Code").as_str()), (410, "ReportExpired"));
    assert_eq!(world.ok(&root, "GenerateCredentialReport").get("State"), "STARTED");
    assert!(report(&mut world, &root).contains("\nlate,"));
}

#[test]
fn a_report_has_a_line_for_the_root_user_and_for_each_user() {
    let (mut world, root) = World::new();
    for name in ["Zoe", "anna", "b,c"] {
        world.ok(&root, &format!("CreateUser UserName={name}"));
    }
    let zoe_since = Timestamp(world.now - 2).to_string();
    world.ok(&root, "GenerateCredentialReport");
    let text = report(&mut world, &root);
    let lines: Vec<&str> = text.split('\n').collect();
    assert_eq!(
        lines[0],
        "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,\
         password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,\
         access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,\
         access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,\
         cert_1_last_rotated,cert_2_active,cert_2_last_rotated"
    );
    let starts: Vec<&str> = lines[1..].iter().map(|line| line.split(":").next().unwrap()).collect();
    assert_eq!(starts, ["<root_account>,arn", "anna,arn", "\"b,c\",\"arn", "Zoe,arn"], "no line is empty");
    assert_eq!(
        lines[4],
        format!(
            "Zoe,arn:aws:iam::111122223333:user/Zoe,{zoe_since},false,N/A,N/A,N/A,false,false,N/A,N/A,N/A,N/A,false,\
             N/A,N/A,N/A,N/A,false,N/A,false,N/A"
        )
    );
    let root_row = row(&text, "<root_account>");
    let words = ["password_enabled", "password_last_used", "password_last_changed", "password_next_rotation"];
    assert_eq!(
        words.map(|column| get(&root_row, column)),
        ["not_supported", "no_information", "not_supported", "not_supported"]
    );
    assert_eq!(get(&root_row, "access_key_1_active"), "true");
    assert_eq!(
        get(&root_row, "access_key_1_last_used_service"),
        "iam",
        "the root user's keys are tracked, too"
    );
}

#[test]
fn keys_are_told_in_the_order_of_their_ids_with_status_and_last_use() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let second = world.ok(&root, "CreateAccessKey UserName=bob").get("AccessKeyId");
    let made_at = Timestamp(world.now).to_string();
    world.ok(&root, &format!("UpdateAccessKey UserName=bob AccessKeyId={second} Status=Inactive"));
    world.ok(&bob, "GetCallerIdentity");
    let used_at = Timestamp(world.now - world.now % 60).to_string();
    world.ok(&root, "GenerateCredentialReport");
    let row = row(&report(&mut world, &root), "bob");
    let (of_bob, of_second) = if bob.id < second { ("1", "2") } else { ("2", "1") };
    let of = |key: &str, column: &str| get(&row, &format!("access_key_{key}_{column}"));
    let columns = ["active", "last_used_date", "last_used_region", "last_used_service"];
    assert_eq!(columns.map(|column| of(of_bob, column)), ["true", &used_at, "us-east-1", "sts"]);
    assert_eq!(columns.map(|column| of(of_second, column)), ["false", "N/A", "N/A", "N/A"]);
    assert_eq!(of(of_second, "last_rotated"), made_at, "a change of status is no rotation");
}

#[test]
fn a_report_that_is_too_long_for_one_record_is_kept_in_parts() {
    let (mut world, root) = World::new();
    let template = {
        world.ok(&root, "CreateUser UserName=first");
        crate::seed::user(&world, "first")
    };
    for number in 0..5_000 {
        let mut user = template.clone();
        user.id = UniqueId::new(format!("AIDA{number:017}"));
        user.name = format!("{}{number}", "u".repeat(59));
        crate::seed::put(&mut world, user);
    }
    assert!(world.ok(&root, "GenerateCredentialReport").changes > 1);
    let text = report(&mut world, &root);
    assert_eq!(text.lines().count(), 5_003);
    assert!(text.lines().all(|line| line.split(',').count() == 22));
    world.now += 5 * HOURS;
    for number in 0..5_000 {
        let id = format!("AIDA{number:017}");
        crate::seed::remove(&mut world, RecordKey::new(Kind::User, &id));
    }
    world.ok(&root, "GenerateCredentialReport");
    assert_eq!(report(&mut world, &root).lines().count(), 3, "old parts do not stay");
}

#[test]
fn certificates_are_told_inactive_ones_first() {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=bob");
    let owner = KeyOwner::User(crate::seed::user(&world, "bob").id);
    for (id, status, uploaded_at) in [("A", KeyStatus::Active, 60), ("B", KeyStatus::Inactive, 0)] {
        let (id, body) = (UniqueId::new(id), String::new());
        crate::seed::put(
            &mut world,
            SigningCertificate { id, owner: owner.clone(), body, status, uploaded_at },
        );
    }
    world.ok(&root, "GenerateCredentialReport");
    let row = row(&report(&mut world, &root), "bob");
    let columns = ["cert_1_active", "cert_1_last_rotated", "cert_2_active", "cert_2_last_rotated"];
    let expected = ["false", "1970-01-01T00:00:00Z", "true", "1970-01-01T00:01:00Z"];
    assert_eq!(columns.map(|column| get(&row, column)), expected);
}
