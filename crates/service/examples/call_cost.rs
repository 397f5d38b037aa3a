// SPDX-License-Identifier: Apache-2.0
//! How long `handle` takes for GetUser, by what the caller holds: `call_cost [CALLS]`. Run it with `--release`.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "it is a command that prints, and a failure is a panic"
)]

#[path = "../tests/api/world/mod.rs"]
mod world;

use std::hint::black_box;
use std::time::Instant;

use portcullis_service::{Incoming, Moment, handle};
use portcullis_wire::HttpRequest;
use portcullis_wire::sigv4::{Credentials, Scope, sign};
use world::{Key, World, document, trust};

const BODY: &str = "Action=GetUser&Version=2010-05-08&UserName=ann";

/// Policies of AWS's that people attach, from short to long.
const MANAGED: [&str; 4] = ["IAMReadOnlyAccess", "AmazonS3FullAccess", "SecurityAudit", "ReadOnlyAccess"];

#[expect(clippy::disallowed_methods, reason = "its argument is its input, and it measures time")]
fn main() {
    let calls = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(20_000);
    let (mut world, root) = World::new();
    let ann = world.user(&root, "ann");
    world.grant(&root, "ann", "Own", "Allow iam:GetUser *");
    let many = holder_of_many(&mut world, &root);
    let stranger = world.user(&root, "stranger");
    for name in MANAGED.iter().take(2) {
        let script = format!("AttachUserPolicy UserName=stranger PolicyArn=arn:aws:iam::aws:policy/{name}");
        world.ok(&root, &script);
    }
    world.grant(&root, "stranger", "No", "Deny iam:GetUser *");
    let trusting = trust("arn:aws:iam::111122223333:root");
    world.ok_with(&root, "CreateRole RoleName=reader", &[("AssumeRolePolicyDocument", &trusting)]);
    world.ok(&root, "AttachRolePolicy RoleName=reader PolicyArn=arn:aws:iam::aws:policy/IAMReadOnlyAccess");
    world.grant(&root, "ann", "Assume", "Allow sts:AssumeRole *");
    let script = "AssumeRole RoleArn=arn:aws:iam::111122223333:role/reader RoleSessionName=session";
    let session = world.ok(&ann, script).credentials();
    let narrowed = world.ok_with(&ann, script, &[("Policy", &document("Allow iam:Get* *"))]).credentials();
    for (name, key) in [
        ("the root user", &root),
        ("one inline policy", &ann),
        ("two inline and four managed policies, three groups", &many),
        ("a role session", &session),
        ("a role session with a session policy", &narrowed),
        ("one who is denied", &stranger),
    ] {
        let nanoseconds = measure(&world, key, calls);
        println!("{:>8.2} µs  {name}", nanoseconds / 1_000.0);
    }
}

fn holder_of_many(world: &mut World, root: &Key) -> Key {
    let key = world.user(root, "many");
    world.grant(root, "many", "Own", "Allow s3:GetObject *");
    world.grant(root, "many", "NoKeys", "Deny iam:CreateAccessKey *");
    for name in MANAGED {
        world.ok(root, &format!("AttachUserPolicy UserName=many PolicyArn=arn:aws:iam::aws:policy/{name}"));
    }
    for (group, name) in [("a", "AmazonEC2FullAccess"), ("b", "PowerUserAccess"), ("c", "ViewOnlyAccess")] {
        world.ok(root, &format!("CreateGroup GroupName={group}"));
        let arn = if name.starts_with("View") { format!("job-function/{name}") } else { name.to_owned() };
        world.ok(
            root,
            &format!("AttachGroupPolicy GroupName={group} PolicyArn=arn:aws:iam::aws:policy/{arn}"),
        );
        world.ok(root, &format!("AddUserToGroup GroupName={group} UserName=many"));
    }
    key
}

/// Nanoseconds a call.
#[expect(clippy::disallowed_methods, reason = "it measures time")]
fn measure(world: &World, key: &Key, calls: u32) -> f64 {
    let mut http = HttpRequest {
        method: "POST",
        path: "/",
        query: "",
        headers: vec![
            ("host".into(), "localhost".into()),
            ("content-type".into(), "application/x-www-form-urlencoded; charset=utf-8".into()),
        ],
        body: BODY.as_bytes(),
    };
    let credentials = Credentials {
        access_key_id: &key.id,
        secret_access_key: &key.secret,
        security_token: key.token.as_deref(),
    };
    let scope = Scope { region: "us-east-1", service: "iam" };
    let signed = sign(&http, &credentials, &scope, world.now).unwrap();
    http.headers.extend(signed.into_iter().map(|(name, value)| (name.into(), value.into())));
    let incoming = Incoming { http, source_ip: world.source_ip, secure: true };
    let moment = Moment::new(world.now * 1_000, [1; 32], "00000000-0000-4000-8000-000000000000".into());
    let ask = || black_box(handle(&world.directory, &world.settings, &moment, &incoming));
    let first = ask();
    assert!(matches!(first.response.status, 200 | 403), "{first:?}");
    // The least of several rounds: whatever else the machine does only ever adds.
    let rounds = (0..10).map(|_| {
        let start = Instant::now();
        for _ in 0..calls.div_ceil(10) {
            ask();
        }
        start.elapsed().as_secs_f64() * 1e9 / f64::from(calls.div_ceil(10))
    });
    rounds.fold(f64::INFINITY, f64::min)
}
