// SPDX-License-Identifier: Apache-2.0
//! Explanations as people and programs read them.

use portcullis_policy::{
    catalogue::Catalogue,
    engine::{ContextView, Engine, PlainRequest},
    evaluation::{Authority, Context, NamedPolicy, Policies, Principal, Request, ResourcePolicy},
    explanation::{Explanation, explain},
    language::Document,
};

#[expect(clippy::expect_used, reason = "the texts are the test's own")]
fn document(statements: &str) -> Document {
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
    Document::parse(&text).expect("a policy")
}

fn ann() -> Principal {
    Principal::User {
        arn: "arn:aws:iam::111122223333:user/ann".into(),
        account: "111122223333".into(),
        unique_id: None,
    }
}

fn request(context: &Context) -> Request<'_> {
    Request {
        principal: ann(),
        action: "s3:GetObject",
        resource: "arn:aws:s3:::beans/latte",
        resource_account: Some("111122223333"),
        context,
        wildcard_only_action: false,
    }
}

/// The explanation, which the compiled engine gives as the reference does.
fn explained(request: &Request<'_>, policies: &Policies<'_>) -> Explanation {
    let engine = Engine::new(Catalogue::embedded());
    let effective = engine.effective(request.principal.clone(), engine.layers(policies));
    let explanation = effective.explain(&PlainRequest {
        action: request.action,
        resource: request.resource,
        resource_account: request.resource_account,
        context: ContextView::Context(request.context),
        wildcard_only_action: request.wildcard_only_action,
    });
    assert_eq!(explanation, explain(request, policies));
    explanation
}

fn check(actual: &str, expected: &str) {
    assert_eq!(actual, expected.trim_end(), "\n---- actual\n{actual}\n----");
}

#[test]
fn e_3_a_silent_layer_shows_what_came_nearest() {
    let mut context = Context::new();
    context.set("aws:SourceIp", "10.1.2.3");
    let identity = document(
        r#"{"Sid":"FromOffice","Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::beans/*",
            "Condition":{"IpAddress":{"aws:SourceIp":"192.168.0.0/16"}}},
           {"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::tea/*","arn:aws:s3:::${aws:username}/*"],
            "Condition":{"StringEquals":{"aws:PrincipalTag/team":"milk"}}},
           {"Effect":"Allow","Action":"s3:PutObject","Resource":"*"},
           {"Effect":"Allow","Action":"ec2:*","Resource":"*"}"#,
    );
    let boundary = document(r#"{"Sid":"All","Effect":"Allow","Action":"*","Resource":"*"}"#);
    let policies = Policies {
        identity: vec![NamedPolicy { name: "Readers", document: &identity }],
        boundary: Some(NamedPolicy { name: "arn:aws:iam::111122223333:policy/Edge", document: &boundary }),
        ..Policies::default()
    };
    check(&explained(&request(&context), &policies).to_string(), include_str!("explanations/nearest.txt"));
}

#[test]
fn e_1_a_deny_is_told_with_everything_else_that_blocks() {
    let mut context = Context::new();
    context.set_many("aws:TagKeys", vec!["a".into(), "b".into()]);
    let identity = document(r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#);
    let region = document(
        r#"{"Sid":"Guard","Effect":"Deny","Action":"s3:*","Resource":"*",
            "Condition":{"StringNotEquals":{"aws:RequestedRegion":["eu-west-1","eu-west-2"]}}}"#,
    );
    let full = document(r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#);
    let session = document(
        r#"{"Effect":"Allow","Action":"s3:*","Resource":"*",
            "Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["a"]},"Null":{"aws:TokenIssueTime":"false"},
                         "StringEquals":{"aws:TagKeys":"a"}}}"#,
    );
    let policies = Policies {
        identity: vec![NamedPolicy { name: "Admin", document: &identity }],
        session: Some(vec![NamedPolicy { name: "session", document: &session }]),
        scps: vec![
            vec![NamedPolicy { name: "FullAccess", document: &full }],
            vec![NamedPolicy { name: "Region", document: &region }],
        ],
        ..Policies::default()
    };
    check(&explained(&request(&context), &policies).to_string(), include_str!("explanations/deny.txt"));
}

#[test]
fn s_1_an_allowed_request_tells_why_silence_does_not_matter() {
    let context = Context::new();
    let resource = document(
        r#"{"Sid":"Ann","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/ann"},
            "Action":"s3:GetObject","Resource":"arn:aws:s3:::beans/*"},
           {"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*",
            "Condition":{"Bool":{"aws:SecureTransport":"false"}}}"#,
    );
    let policy = NamedPolicy { name: "beans", document: &resource };
    let policies = Policies {
        resource: Some(ResourcePolicy { policy, authority: Authority::Ordinary }),
        ..Policies::default()
    };
    check(&explained(&request(&context), &policies).to_string(), include_str!("explanations/allowed.txt"));
}

#[test]
fn r_7_notes_tell_what_the_values_do_not() {
    let context = Context::new();
    let identity = document(
        r#"{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"arn:aws:s3:::*"},
           {"Effect":"Allow","NotAction":"s3:List*","Resource":"*"}"#,
    );
    let policies = Policies {
        identity: vec![NamedPolicy { name: "Lister", document: &identity }],
        ..Policies::default()
    };
    let request = Request {
        action: "s3:ListAllMyBuckets",
        resource: "*",
        wildcard_only_action: true,
        ..request(&context)
    };
    check(&explained(&request, &policies).to_string(), include_str!("explanations/notes.txt"));
    check(&explained(&request, &policies).to_json(), include_str!("explanations/notes.json"));
}
