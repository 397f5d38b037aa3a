// SPDX-License-Identifier: Apache-2.0
//! Inline policies of users, groups and roles.

mod world;

use world::{World, document, percent_decode};

const LISTING: &str = "Allow iam:ListUsers *";

#[test]
fn put_user_policy_checks_form_then_document_then_user_then_size() {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=Bob");
    let good = document(LISTING);
    let large = document(&format!("Allow s3:{} *", "x".repeat(2_048)));
    for (script, document, expected) in [
        (
            "PutUserPolicy UserName=b*b PolicyName=p",
            "{",
            "400 ValidationError 1 validation error detected: Value 'b*b' at 'userName' failed to satisfy constraint: \
             Member must satisfy regular expression pattern: [\\w+=,.@-]+",
        ),
        (
            "PutUserPolicy UserName=carol PolicyName=p",
            "{",
            "400 MalformedPolicyDocument Syntax errors in policy.",
        ),
        (
            "PutUserPolicy UserName=carol PolicyName=p",
            &large,
            "404 NoSuchEntity The user with name carol cannot be found.",
        ),
        (
            "PutUserPolicy UserName=BOB PolicyName=p",
            &large,
            "409 LimitExceeded Maximum policy size of 2048 bytes exceeded for user Bob",
        ),
        ("PutUserPolicy UserName=BOB PolicyName=p", &good, "OK"),
    ] {
        let answer = world.call_with(&root, script, &[("PolicyDocument", document)]);
        assert_eq!(answer.summary(), expected, "{script}");
    }
}

#[test]
fn inline_documents_come_back_as_they_were_given() {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=Bob");
    let spaced = "{ \"Version\" : \"2012-10-17\",\n\t\"Statement\": {\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"} }";
    world.ok_with(&root, "PutUserPolicy UserName=bob PolicyName=All", &[("PolicyDocument", spaced)]);
    let answer = world.ok(&root, "GetUserPolicy UserName=BOB PolicyName=All");
    assert_eq!(percent_decode(&answer.get("PolicyDocument")), spaced);
    assert_eq!((answer.get("UserName"), answer.get("PolicyName")), ("Bob".into(), "All".into()));
}
