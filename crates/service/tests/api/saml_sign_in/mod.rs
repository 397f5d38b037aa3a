// SPDX-License-Identifier: Apache-2.0
//! Browser sign-in by SAML: what an identity provider says becomes a session, in a role that the person chooses.

#![allow(
    clippy::allow_attributes,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::too_many_lines,
    clippy::unwrap_used,
    reason = "tests fail by panicking, and a table is as long as it is"
)]

mod choice;
mod presented;
mod requested;

use portcullis_service::Reply;
use serde_json::Value;

use crate::saml::identity_provider::{OWN_PLACE, PROVIDER, ROLE, Response, encode, metadata};
use crate::saml::{response, trust, world};
pub(crate) use choice::hidden;
pub(crate) use requested::request_id;

use crate::world::{ACCOUNT, Key, World, document};

/// A role of the account, and how the provider names it with itself.
pub(crate) fn role(name: &str) -> (String, String) {
    let arn = format!("arn:aws:iam::{ACCOUNT}:role/{name}");
    let pair = format!("{arn},{PROVIDER}");
    (arn, pair)
}

/// A role that trusts the provider.
pub(crate) fn trusting(world: &mut World, root: &Key, name: &str) {
    let document = trust(r#"["sts:AssumeRoleWithSAML","sts:TagSession"]"#, "{}");
    let call = format!("CreateRole RoleName={name}");
    world.ok_with(root, &call, &[("AssumeRolePolicyDocument", &document)]);
}

/// A response for this server, for the next call of the world.
pub(crate) fn own(world: &World) -> Response {
    Response {
        audience: OWN_PLACE.into(),
        recipient: OWN_PLACE.into(),
        destination: Some(OWN_PLACE.into()),
        ..response(world)
    }
}

fn form(members: &[(&str, &str)]) -> String {
    let escape = |text: &str| -> String { text.bytes().map(|byte| format!("%{byte:02X}")).collect() };
    members.iter().map(|(name, value)| format!("{name}={}&", escape(value))).collect()
}

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const BROWSER: (&str, &str) = ("accept", "text/html,application/xhtml+xml");

/// A program posts a response.
fn post(world: &mut World, response: &str) -> Reply {
    world.visit("POST", "/saml", &[FORM], &form(&[("SAMLResponse", &encode(response))]))
}

/// The session of a program that posts a response.
pub(crate) fn session_by_post(world: &mut World, response: &str) -> Key {
    key(&post(world, response))
}

/// A response is posted by one who takes such answers.
pub(crate) fn posted(world: &mut World, response: &str, accept: &str) -> Reply {
    let body = form(&[("SAMLResponse", &encode(response))]);
    world.visit("POST", "/saml", &[FORM, ("accept", accept)], &body)
}

/// The name and the value of the first cookie that a reply sets.
pub(crate) fn cookie_of(reply: &Reply) -> (String, String) {
    let cookie = header(reply, "set-cookie");
    let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
    (name.to_owned(), value.to_owned())
}

/// A browser posts a response.
fn browse(world: &mut World, response: &str, relay_state: &str) -> Reply {
    let body = form(&[("SAMLResponse", &encode(response)), ("RelayState", relay_state)]);
    world.visit("POST", "/saml", &[FORM, BROWSER], &body)
}

fn body(reply: &Reply) -> Value {
    serde_json::from_slice(&reply.response.body).unwrap()
}

fn page(reply: &Reply) -> String {
    assert_eq!(header(reply, "content-type"), "text/html; charset=utf-8");
    String::from_utf8(reply.response.body.clone()).unwrap()
}

fn text(reply: &Reply, pointer: &str) -> String {
    let body = body(reply);
    let found = body.pointer(pointer).and_then(Value::as_str);
    found.unwrap_or_else(|| panic!("no {pointer} in {body}")).to_owned()
}

fn header(reply: &Reply, name: &str) -> String {
    let found = reply.response.headers.iter().find(|(of, _)| of == name);
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

fn summary(reply: &Reply) -> String {
    match reply.response.status {
        200 => text(reply, "/outcome"),
        302 => format!("302 {}", header(reply, "location")),
        status => format!("{status} {} {}", text(reply, "/error/code"), text(reply, "/error/message")),
    }
}

fn key(reply: &Reply) -> Key {
    Key {
        id: text(reply, "/credentials/accessKeyId"),
        secret: text(reply, "/credentials/secretAccessKey"),
        token: Some(text(reply, "/credentials/sessionToken")),
    }
}

/// The session that a browser has got: shown to it by its cookie.
fn session_of(world: &mut World, reply: &Reply) -> Reply {
    let cookie = header(reply, "set-cookie").split(';').next().unwrap().to_owned();
    world.visit("GET", "/signin/v1/session", &[("cookie", &cookie)], "")
}

fn audit(reply: &Reply) -> Value {
    serde_json::from_str(&reply.audit).unwrap()
}

#[test]
fn what_a_provider_says_unasked_begins_a_session_of_the_only_role() {
    let (mut world, root) = world();
    world.ok_with(
        &root,
        "PutRolePolicy RoleName=Reader PolicyName=p",
        &[("PolicyDocument", &document("Allow iam:GetRole *"))],
    );
    let one = own(&world).assertion_signed();
    let reply = browse(&mut world, &one, "");
    assert_eq!(summary(&reply), "302 /signin");
    let cookie = header(&reply, "set-cookie");
    assert!(cookie.ends_with("; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure"), "{cookie}");
    let shown = session_of(&mut world, &reply);
    let arn = format!("arn:aws:sts::{ACCOUNT}:assumed-role/Reader/alice");
    assert_eq!(text(&shown, "/principal/arn"), arn);
    world.script(&key(&shown), &[("GetRole RoleName=Reader", "OK")]);
    let record = audit(&reply);
    assert_eq!(record["eventName"], "ConsoleLogin");
    assert_eq!(record["eventType"], "AwsConsoleSignIn");
    assert_eq!(record["responseElements"]["ConsoleLogin"], "Success");
    assert_eq!(record["userIdentity"]["type"], "AssumedRole");
    assert_eq!(record["userIdentity"]["arn"], arn.as_str());
    assert_eq!(record["userIdentity"]["sessionContext"]["sessionIssuer"]["arn"], ROLE);
    assert_eq!(record["additionalEventData"]["SamlProviderArn"], PROVIDER);
    assert_eq!(record["additionalEventData"]["LoginTo"], "https://iam.example.com/signin");
    assert_eq!(record["additionalEventData"]["MFAUsed"], "No");
    assert_eq!(record["recipientAccountId"], ACCOUNT);
    let secrets = [encode(&one), text(&shown, "/credentials/sessionToken")];
    assert!(secrets.iter().all(|secret| !reply.audit.contains(&secret[..40])), "{}", reply.audit);
}

#[test]
fn a_session_is_ended_by_signing_out() {
    let (mut world, _) = world();
    let one = own(&world).assertion_signed();
    let session = key(&post(&mut world, &one));
    world.ok(&session, "GetCallerIdentity");
    let token = session.token.clone().unwrap();
    let reply = world.visit("POST", "/signin/v1/sign-out", &[("x-amz-security-token", &token)], "");
    assert_eq!(summary(&reply), "signedOut");
    assert_eq!(world.call(&session, "GetCallerIdentity").summary().split(' ').nth(1), Some("ExpiredToken"));
}

#[test]
fn the_relay_state_is_the_destination_if_it_is_a_page_of_this_server() {
    let (mut world, _) = world();
    for (number, (relay_state, expected)) in [
        ("/reports?year=2026", "302 /reports?year=2026"),
        ("https://iam.example.com/reports", "302 /reports"),
        ("https://evil.example.com/", "302 /signin"),
        ("//evil.example.com/", "302 /signin"),
        ("/\\evil.example.com/", "302 /signin"),
        ("https://iam.example.com.evil.example.com/", "302 /signin"),
        ("javascript:alert(1)", "302 /signin"),
        ("ss:mem:7a5f", "302 /signin"),
    ]
    .into_iter()
    .enumerate()
    {
        let one = Response { id: format!("_n{number}"), ..own(&world) }.assertion_signed();
        assert_eq!(summary(&browse(&mut world, &one, relay_state)), expected, "{relay_state}");
    }
}

#[test]
fn tags_source_identity_and_duration_are_those_of_assume_role_with_saml() {
    let (mut world, root) = world();
    let actions = r#"["sts:AssumeRoleWithSAML","sts:TagSession","sts:SetSourceIdentity"]"#;
    let condition = r#"{"StringEquals":{"aws:RequestTag/team":"milk","sts:SourceIdentity":"alice","sts:RoleSessionName":"alice"}}"#;
    let document = trust(actions, condition);
    world.ok_with(&root, "UpdateAssumeRolePolicy RoleName=Reader", &[("PolicyDocument", &document)]);
    world.ok_with(
        &root,
        "PutRolePolicy RoleName=Reader PolicyName=p",
        &[("PolicyDocument", r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetRole","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"milk","aws:SourceIdentity":"alice","saml:sub":"alice@example.com","aws:FederatedProvider":"arn:aws:iam::111122223333:saml-provider/Idp"}}}]}"#)],
    );
    let tagged = |world: &World, id: &str| {
        let one = own(world).aws("PrincipalTag:team", &["milk"]).aws("SourceIdentity", &["alice"]);
        Response { id: id.into(), ..one }
    };
    let one = tagged(&world, "_1").aws("SessionDuration", &["1800"]).assertion_signed();
    let reply = post(&mut world, &one);
    assert!(header(&reply, "set-cookie").contains("Max-Age=1800;"));
    world.script(&key(&reply), &[("GetRole RoleName=Reader", "OK")]);
    let one = tagged(&world, "_2").aws("SessionDuration", &["7200"]).assertion_signed();
    let too_long =
        "400 ValidationError The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
    assert_eq!(summary(&post(&mut world, &one)), too_long);
    let one = Response { session_ends_at: Some(world.now + 1_001), ..tagged(&world, "_3") };
    let reply = post(&mut world, &one.assertion_signed());
    assert!(header(&reply, "set-cookie").contains("Max-Age=1000;"), "{}", header(&reply, "set-cookie"));
    // Without the tag the trust policy has nothing to agree to.
    let one = Response { id: "_4".into(), ..own(&world) }.aws("SourceIdentity", &["alice"]);
    let denied = post(&mut world, &one.assertion_signed());
    assert_eq!(summary(&denied), "403 AccessDenied Not authorized to perform sts:AssumeRoleWithSAML");
    let record = audit(&denied);
    assert_eq!(record["userIdentity"]["type"], "SAMLUser");
    assert_eq!(record["userIdentity"]["userName"], "alice@example.com");
    assert_eq!(record["responseElements"]["ConsoleLogin"], "Failure");
    assert_eq!(record["additionalEventData"]["authorization"][0]["decision"], "implicitDeny");
    assert_eq!(denied.transition, None);
}
