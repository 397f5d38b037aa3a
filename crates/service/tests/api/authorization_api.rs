// SPDX-License-Identifier: Apache-2.0
//! What other programs ask: may a principal do something, and whose is a service's password.

#![expect(clippy::panic, clippy::unwrap_used, reason = "tests fail by panicking")]

use portcullis_service::Reply;
use portcullis_wire::HttpRequest;
use portcullis_wire::sigv4::{Credentials, Scope, sign};
use serde_json::{Value, json};

use crate::world::{ACCOUNT, Key, World, trust};

/// A world with the program "gate", which may ask everything, and bob, about whom it asks.
fn with_gate() -> (World, Key, Key) {
    let (mut world, root) = World::new();
    let gate = world.user(&root, "gate");
    world.grant(&root, "gate", "ask", "Allow portcullis:* *");
    world.ok(&root, "CreateUser UserName=bob");
    world.grant(&root, "bob", "read", "Allow s3:GetObject arn:aws:s3:::beans/*");
    (world, root, gate)
}

fn bob() -> String {
    format!("arn:aws:iam::{ACCOUNT}:user/bob")
}

/// Asks a signed question.
fn ask(world: &mut World, key: &Key, path: &str, body: &Value) -> Reply {
    let body = body.to_string();
    let path = format!("/authorization/v1/{path}");
    let request = HttpRequest {
        method: "POST",
        path: &path,
        query: "",
        headers: vec![("host".into(), "localhost".into())],
        body: body.as_bytes(),
    };
    let credentials = Credentials {
        access_key_id: &key.id,
        secret_access_key: &key.secret,
        security_token: key.token.as_deref(),
    };
    let scope = Scope { region: "us-east-1", service: "portcullis" };
    let signed = sign(&request, &credentials, &scope, world.now + 1).unwrap();
    let headers: Vec<(&str, &str)> =
        signed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    world.visit("POST", &path, &headers, &body)
}

fn body(reply: &Reply) -> Value {
    serde_json::from_slice(&reply.response.body).unwrap()
}

fn decision(reply: &Reply) -> String {
    let body = body(reply);
    let found = body.pointer("/decision").or_else(|| body.pointer("/error/code")).and_then(Value::as_str);
    found.unwrap_or_else(|| panic!("{body}")).to_owned()
}

#[test]
fn a_decision_comes_from_the_policies_of_the_principal() {
    let (mut world, root, gate) = with_gate();
    world.grant(&root, "bob", "never", "Deny s3:DeleteObject *");
    for (action, resource, expected) in [
        ("s3:GetObject", "arn:aws:s3:::beans/latte", "allow"),
        ("s3:GetObject", "arn:aws:s3:::tea/green", "implicitDeny"),
        ("s3:DeleteObject", "arn:aws:s3:::beans/latte", "explicitDeny"),
        ("roastery:Roast", "arn:aws:roastery:::drum/1", "implicitDeny"),
    ] {
        let question = json!({"principal": bob(), "action": action, "resource": resource});
        let reply = ask(&mut world, &gate, "decisions", &question);
        assert_eq!(decision(&reply), expected, "{action} {resource}: {}", body(&reply));
        let record: Value = serde_json::from_str(&reply.audit).unwrap();
        assert_eq!(record["responseElements"]["decision"], expected);
        assert_eq!(record["requestParameters"]["principal"], bob());
    }
    let question =
        json!({"principal": bob(), "action": "s3:GetObject", "resource": "arn:aws:s3:::tea/green"});
    let told = body(&ask(&mut world, &gate, "decisions", &question));
    assert_eq!(told["blockedBy"], json!(["identity"]));
    assert!(told["explanation"].as_str().unwrap().contains("arn:aws:s3:::beans/*"), "{told}");
}

#[test]
fn pass_role_is_decided_for_the_service_that_the_role_is_passed_to() {
    let (mut world, root, gate) = with_gate();
    let role = format!("arn:aws:iam::{ACCOUNT}:role/Worker");
    let pass = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"iam:PassRole","Resource":"{role}",
        "Condition":{{"StringEquals":{{"iam:PassedToService":"queue.example.com"}}}}}}]}}"#
    );
    world.ok_with(&root, "PutUserPolicy UserName=bob PolicyName=pass", &[("PolicyDocument", &pass)]);
    let mut may_pass = |service: &str, role: &str| {
        let question = json!({
            "principal": bob(), "action": "iam:PassRole", "resource": role,
            "context": {"iam:PassedToService": service},
        });
        decision(&ask(&mut world, &gate, "decisions", &question))
    };
    assert_eq!(may_pass("queue.example.com", &role), "allow");
    assert_eq!(may_pass("ec2.amazonaws.com", &role), "implicitDeny");
    assert_eq!(may_pass("queue.example.com", &format!("{role}2")), "implicitDeny");
}

#[test]
fn a_session_is_asked_about_by_its_token_with_its_policies_and_tags() {
    let (mut world, root, gate) = with_gate();
    let assumer = world.user(&root, "assumer");
    let trust = trust(&format!("arn:aws:iam::{ACCOUNT}:user/assumer"));
    world.ok_with(&root, "CreateRole RoleName=Reader", &[("AssumeRolePolicyDocument", &trust)]);
    let all = crate::world::document("Allow s3:* *");
    world.ok_with(&root, "PutRolePolicy RoleName=Reader PolicyName=all", &[("PolicyDocument", &all)]);
    let less = crate::world::document("Allow s3:Get* *");
    let script = format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/Reader RoleSessionName=shift");
    let session = world.ok_with(&assumer, &script, &[("Policy", &less)]).credentials();
    let mut may = |who: Value, action: &str| {
        let mut question = json!({"action": action, "resource": "arn:aws:s3:::beans/latte"});
        question.as_object_mut().unwrap().extend(who.as_object().unwrap().clone());
        decision(&ask(&mut world, &gate, "decisions", &question))
    };
    let token = json!({"sessionToken": session.token});
    assert_eq!(may(token.clone(), "s3:GetObject"), "allow");
    assert_eq!(may(token, "s3:PutObject"), "implicitDeny");
    let by_arn = json!({"principal": format!("arn:aws:sts::{ACCOUNT}:assumed-role/Reader/shift")});
    assert_eq!(may(by_arn, "s3:PutObject"), "allow");
    assert_eq!(may(json!({"sessionToken": "garbage"}), "s3:GetObject"), "NoSuchPrincipal");
}

#[test]
fn a_resource_policy_and_what_is_known_of_the_request_count_and_the_principal_is_not_forged() {
    let (mut world, _, gate) = with_gate();
    let policy = json!({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"AWS": bob()}, "Action": "s3:PutObject",
        "Resource": "arn:aws:s3:::tea/*", "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-1"}},
    }]});
    let mut put = |resource: &str, context: Value| {
        let question = json!({
            "principal": bob(), "action": "s3:PutObject", "resource": resource, "context": context,
            "resourcePolicy": policy, "resourceAccount": ACCOUNT,
        });
        decision(&ask(&mut world, &gate, "decisions", &question))
    };
    assert_eq!(put("arn:aws:s3:::tea/green", json!({"aws:SourceVpc": "vpc-1"})), "allow");
    assert_eq!(put("arn:aws:s3:::tea/green", json!({"aws:SourceVpc": "vpc-2"})), "implicitDeny");
    for key in ["aws:username", "AWS:UserName", "aws:PrincipalTag/team", "aws:MultiFactorAuthPresent"] {
        assert_eq!(put("arn:aws:s3:::tea/green", json!({ key: "eve" })), "InvalidRequest", "{key}");
    }
    assert_eq!(put("arn:aws:s3:::tea/green", json!({"aws:SourceVpc": {}})), "InvalidRequest");
}

#[test]
fn who_may_not_ask_learns_nothing() {
    let (mut world, root, gate) = with_gate();
    let nosy = world.user(&root, "nosy");
    let other = world.account("444455556666");
    let question =
        json!({"principal": bob(), "action": "s3:GetObject", "resource": "arn:aws:s3:::beans/latte"});
    let nobody = json!({"principal": format!("{}x", bob()), "action": "a:B", "resource": "*"});
    assert_eq!(decision(&ask(&mut world, &nosy, "decisions", &question)), "AccessDenied");
    assert_eq!(decision(&ask(&mut world, &nosy, "decisions", &nobody)), "AccessDenied");
    assert_eq!(decision(&ask(&mut world, &gate, "decisions", &nobody)), "NoSuchPrincipal");
    assert_eq!(decision(&ask(&mut world, &other, "decisions", &question)), "NoSuchPrincipal");
    let unsigned = world.visit("POST", "/authorization/v1/decisions", &[], &question.to_string());
    assert_eq!(decision(&unsigned), "MissingAuthenticationToken");
    let forged = Key { secret: "x".into(), ..gate.clone() };
    assert_eq!(decision(&ask(&mut world, &forged, "decisions", &question)), "SignatureDoesNotMatch");
    // A program may be let to ask about some principals only.
    world.ok(&root, "DeleteUserPolicy UserName=gate PolicyName=ask");
    world.grant(&root, "gate", "some", &format!("Allow portcullis:Decide {}", bob()));
    assert_eq!(decision(&ask(&mut world, &gate, "decisions", &question)), "allow");
    assert_eq!(decision(&ask(&mut world, &gate, "decisions", &nobody)), "AccessDenied");
}

#[test]
fn a_service_learns_whose_its_passwords_are() {
    let (mut world, root, gate) = with_gate();
    let made =
        world.ok(&root, "CreateServiceSpecificCredential UserName=bob ServiceName=codecommit.amazonaws.com");
    let (name, password) = (made.get("ServiceUserName"), made.get("ServicePassword"));
    let verify = |world: &mut World, key: &Key, password: &str| {
        let given = json!({"service": "codecommit.amazonaws.com", "userName": name, "password": password});
        body(&ask(world, key, "credentials", &given))
    };
    assert_eq!(verify(&mut world, &gate, &password)["principal"], bob());
    assert_eq!(verify(&mut world, &gate, "wrong")["error"]["code"], "AuthenticationFailed");
    let other = world.account("444455556666");
    assert_eq!(verify(&mut world, &other, &password)["error"]["code"], "AuthenticationFailed");
    let nosy = world.user(&root, "nosy");
    assert_eq!(verify(&mut world, &nosy, &password)["error"]["code"], "AccessDenied");
    let id = made.get("ServiceSpecificCredentialId");
    let off = format!(
        "UpdateServiceSpecificCredential UserName=bob ServiceSpecificCredentialId={id} Status=Inactive"
    );
    world.ok(&root, &off);
    assert_eq!(verify(&mut world, &gate, &password)["error"]["code"], "AuthenticationFailed");
}

#[test]
fn the_description_names_every_question_and_no_other() {
    let described: Value =
        serde_json::from_str(include_str!("../../../../docs/authorization.openapi.json")).unwrap();
    let paths: Vec<&String> = described["paths"].as_object().unwrap().keys().collect();
    assert_eq!(paths, portcullis_service::authorization_api::paths());
}
