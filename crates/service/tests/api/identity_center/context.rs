// SPDX-License-Identifier: Apache-2.0
//! Sessions of roles that act on a person's behalf: the assertion that says for whom, and what it takes to set it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use portcullis_service::Reply;
use portcullis_wire::HttpRequest;
use portcullis_wire::sigv4::{Credentials, Scope, sign};
use serde_json::{Value, json};

use super::{Client, audit, body, page, role, sign_in, summary, text, with_ann};
use crate::world::{ACCOUNT, Key, World};

const APPLICATION: &str = "arn:aws:sso::111122223333:application/ssoins-1234/apl-5678";
const PROVIDER: &str = "arn:aws:iam::aws:contextProvider/IdentityCenter";
const EXCHANGE: &str = "urn:ietf:params:oauth:grant-type:token-exchange";
const ACCESS_TOKEN: &str = "urn:ietf:params:oauth:token-type:access_token";

/// ann's access token, and the key of an application that may exchange it and assume the role `Desk`.
fn with_application() -> (World, Key, Key, String) {
    let (mut world, root) = with_ann();
    let application = world.user(&root, "application");
    world.grant(
        &root,
        "application",
        "exchange",
        &format!("Allow sso-oauth:CreateTokenWithIAM {APPLICATION}"),
    );
    role(&mut world, &root, "Desk", &desk(&["sts:AssumeRole", "sts:SetContext"], ""));
    let ann = sign_in(&mut world, "ann");
    let tokens = Client::with_scope(&mut world).log_in(&mut world, &ann);
    (world, root, application, text(&tokens, "accessToken"))
}

/// A trust policy that lets the application do these things, under a condition.
fn desk(actions: &[&str], condition: &str) -> String {
    let principal = format!("arn:aws:iam::{ACCOUNT}:user/application");
    let actions = json!(actions);
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{principal}"}},"Action":{actions}{condition}}}]}}"#
    )
}

/// Calls CreateTokenWithIAM, signed for a service.
fn exchange_for(world: &mut World, key: &Key, service: &str, members: &Value) -> Reply {
    let body = members.to_string();
    let mut request = HttpRequest {
        method: "POST",
        path: "/token",
        query: "aws_iam=t",
        headers: vec![
            ("host".into(), "localhost".into()),
            ("content-type".into(), "application/json".into()),
        ],
        body: body.as_bytes(),
    };
    let credentials = Credentials {
        access_key_id: &key.id,
        secret_access_key: &key.secret,
        security_token: key.token.as_deref(),
    };
    let scope = Scope { region: "us-east-1", service };
    let signed = sign(&request, &credentials, &scope, world.now).unwrap();
    request.headers.extend(portcullis_wire::request::headers(signed));
    let headers: Vec<(&str, &str)> =
        request.headers.iter().skip(1).map(|(name, value)| (&**name, &**value)).collect();
    world.visit("POST", "/token?aws_iam=t", &headers, &body)
}

fn members(subject: &str) -> Value {
    json!({
        "clientId": APPLICATION, "grantType": EXCHANGE, "subjectToken": subject,
        "subjectTokenType": ACCESS_TOKEN, "requestedTokenType": ACCESS_TOKEN,
    })
}

fn exchange(world: &mut World, key: &Key, subject: &str) -> Reply {
    exchange_for(world, key, "sso-oauth", &members(subject))
}

fn assertion(reply: &Reply) -> String {
    body(reply)["awsAdditionalDetails"]["identityContext"].as_str().unwrap().to_owned()
}

fn assume(world: &mut World, key: &Key, provider: &str, assertion: &str) -> crate::world::Answer {
    let script = format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/Desk RoleSessionName=desk");
    let more = [
        ("ProvidedContexts.member.1.ProviderArn", provider),
        ("ProvidedContexts.member.1.ContextAssertion", assertion),
    ];
    world.call_with(key, &script, &more)
}

#[test]
fn a_session_acts_on_a_persons_behalf_and_says_so() {
    let (mut world, root, application, token) = with_application();
    let user_id = world.ok(&root, "GetUser UserName=ann").get("UserId");
    let given = exchange(&mut world, &application, &token);
    assert_eq!(summary(&given), "OK", "{}", page(&given));
    assert_eq!(body(&given)["issuedTokenType"], ACCESS_TOKEN);
    assert_eq!(body(&given)["idToken"], Value::Null, "the account is no issuer of tokens");
    assert_eq!(audit(&given)["eventName"], "CreateTokenWithIAM");
    assert_eq!(audit(&given)["responseElements"]["onBehalfOf"], user_id);
    let context = assertion(&given);
    assert!(context.len() <= 2_048, "{}", context.len());
    let made = assume(&mut world, &application, PROVIDER, &context);
    assert_eq!(made.summary(), "OK", "{}", made.body);
    assert!(!made.audit.contains(&context), "{}", made.audit);
    let session = made.credentials();
    let identity = world.ok(&session, "GetCallerIdentity");
    let record: Value = serde_json::from_str(&identity.audit).unwrap();
    assert_eq!(record["userIdentity"]["onBehalfOf"]["userId"], user_id);
}

#[test]
fn what_is_attached_to_such_a_session_denies_all_that_knows_nothing_of_people() {
    let (mut world, root, application, token) = with_application();
    world.grant_role(&root, "Desk", r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#);
    let context = assertion(&exchange(&mut world, &application, &token));
    let with = assume(&mut world, &application, PROVIDER, &context).credentials();
    let script = format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/Desk RoleSessionName=desk");
    let without = world.ok(&application, &script).credentials();
    world.ok(&without, "ListUsers");
    let denied = world.call(&with, "ListUsers");
    assert!(denied.summary().starts_with("403 AccessDenied"), "{}", denied.summary());
    assert!(denied.body.contains("AWSIAMIdentityCenterAllowListForIdentityContext"), "{}", denied.body);
    // Nor does the session lose it by becoming one of a browser.
    let presented = json!({"sessionId": with.id, "sessionKey": with.secret, "sessionToken": with.token});
    let url =
        format!("/federation?Action=getSigninToken&Session={}", crate::world::escape(&presented.to_string()));
    let token = text(&world.visit("GET", &url, &[], ""), "SigninToken");
    let url = format!("/federation?Action=login&Issuer=x&Destination=%2F&SigninToken={token}");
    let cookie = super::cookie(&world.visit("GET", &url, &[], ""));
    let shown = world.visit("GET", "/signin/v1/session", &[("cookie", &cookie)], "");
    let given = &body(&shown)["credentials"];
    let member = |name: &str| given[name].as_str().unwrap().to_owned();
    let browser = Key {
        id: member("accessKeyId"),
        secret: member("secretAccessKey"),
        token: Some(member("sessionToken")),
    };
    assert!(world.call(&browser, "ListUsers").summary().starts_with("403 AccessDenied"));
}

#[test]
fn the_trust_policy_says_whether_a_context_may_be_set_and_for_whom() {
    let (mut world, root, application, token) = with_application();
    let user_id = world.ok(&root, "GetUser UserName=ann").get("UserId");
    let both = ["sts:AssumeRole", "sts:SetContext"];
    let of = |user: &str| {
        format!(
            r#","Condition":{{"StringEqualsIfExists":{{"sts:RequestContext/identitystore:UserId":"{user}"}}}}"#
        )
    };
    let from = |provider: &str| {
        format!(
            r#","Condition":{{"ForAllValues:ArnEquals":{{"sts:RequestContextProviders":["{provider}"]}}}}"#
        )
    };
    for (trust_policy, expected) in [
        (desk(&["sts:AssumeRole"], ""), "sts:SetContext"),
        (desk(&both, ""), "OK"),
        (desk(&both, &of(&user_id)), "OK"),
        (desk(&both, &of("AIDASOMEBODYELSE")), "sts:SetContext"),
        (desk(&both, &from(PROVIDER)), "OK"),
        (desk(&both, &from("arn:aws:iam::aws:contextProvider/Other")), "sts:SetContext"),
    ] {
        let update = [("PolicyDocument", trust_policy.as_str())];
        world.ok_with(&root, "UpdateAssumeRolePolicy RoleName=Desk", &update);
        let context = assertion(&exchange(&mut world, &application, &token));
        let summary = assume(&mut world, &application, PROVIDER, &context).summary();
        assert!(summary.contains(expected), "{trust_policy}: {summary}");
    }
}

/// The rows stand in the order in which errors take precedence.
#[test]
fn each_way_in_which_a_context_is_refused() {
    let (mut world, root, application, token) = with_application();
    let context = assertion(&exchange(&mut world, &application, &token));
    let refused = |world: &mut World, provider: &str, assertion: &str| {
        assume(world, &application, provider, assertion).summary()
    };
    let other = "arn:aws:iam::aws:contextProvider/Other";
    let expected = format!("400 ValidationError {other} is not a valid context provider");
    assert_eq!(refused(&mut world, other, &context), expected);
    let invalid = "400 ValidationError The provided context assertion is not valid.";
    assert_eq!(refused(&mut world, PROVIDER, "made up"), invalid);
    assert_eq!(refused(&mut world, PROVIDER, &context.to_lowercase()), invalid);
    assert_eq!(refused(&mut world, PROVIDER, &token), invalid, "a token is no assertion");
    let two = format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/Desk RoleSessionName=desk");
    let more = [
        ("ProvidedContexts.member.1.ProviderArn", PROVIDER),
        ("ProvidedContexts.member.1.ContextAssertion", &*context),
        ("ProvidedContexts.member.2.ProviderArn", PROVIDER),
        ("ProvidedContexts.member.2.ContextAssertion", &*context),
    ];
    let answer = world.call_with(&application, &two, &more).summary();
    assert_eq!(answer, "400 ValidationError Only one context can be provided.");
    let signed_out = assertion(&exchange(&mut world, &application, &token));
    world.now += 300;
    let expired = "400 ExpiredTokenException The provided context assertion has expired.";
    assert_eq!(refused(&mut world, PROVIDER, &signed_out), expired);
    let last = assertion(&exchange(&mut world, &application, &token));
    world.visit("POST", "/logout", &[("x-amz-sso_bearer_token", &token)], "");
    assert_eq!(refused(&mut world, PROVIDER, &last), invalid, "the person ended it");
    world.ok(&root, "GetUser");
}

/// The rows stand in the order in which errors take precedence.
#[test]
fn each_way_in_which_an_exchange_is_refused() {
    let (mut world, root, application, token) = with_application();
    let stranger = world.user(&root, "stranger");
    let wrong = Key { secret: "wrong".into(), ..application.clone() };
    let with = |name: &str, value: Value| {
        let mut changed = members(&token);
        changed[name] = value;
        changed
    };
    let unsigned = world.visit("POST", "/token?aws_iam=t", &[], &members(&token).to_string());
    assert_eq!(summary(&unsigned), "403 MissingAuthenticationTokenException", "{}", page(&unsigned));
    let rows = [
        (&wrong, "sso-oauth", members(&token), "403 InvalidSignatureException"),
        (&application, "sts", members(&token), "403 InvalidSignatureException"),
        (&application, "sso-oauth", with("grantType", Value::Null), "400 InvalidRequestException"),
        (&application, "sso-oauth", with("clientId", json!("x")), "401 InvalidClientException"),
        (
            &application,
            "sso-oauth",
            with("clientId", json!("arn:aws:sso::444455556666:application/ssoins-1/apl-1")),
            "401 InvalidClientException",
        ),
        (
            &application,
            "sso-oauth",
            with("clientId", json!("arn:aws:sso::111122223333:application/ssoins-1/apl-1")),
            "400 AccessDeniedException",
        ),
        (&stranger, "sso-oauth", members(&token), "400 AccessDeniedException"),
        (
            &application,
            "sso-oauth",
            with("grantType", json!("password")),
            "400 UnsupportedGrantTypeException",
        ),
        (
            &application,
            "sso-oauth",
            with("grantType", json!("urn:ietf:params:oauth:grant-type:jwt-bearer")),
            "400 UnauthorizedClientException",
        ),
        (&application, "sso-oauth", with("scope", json!(["other"])), "400 InvalidScopeException"),
        (&application, "sso-oauth", with("subjectTokenType", json!("x")), "400 InvalidRequestException"),
        (&application, "sso-oauth", with("requestedTokenType", json!("x")), "400 InvalidRequestException"),
        (&application, "sso-oauth", with("subjectToken", json!("x")), "400 InvalidGrantException"),
        (&application, "sso-oauth", members(&token), "OK"),
    ];
    for (key, service, members, expected) in rows {
        let reply = exchange_for(&mut world, key, service, &members);
        assert_eq!(summary(&reply), expected, "{members}: {}", page(&reply));
    }
    world.now += 3_600;
    assert_eq!(summary(&exchange(&mut world, &application, &token)), "400 InvalidGrantException", "expired");
}

#[test]
fn an_account_that_issues_tokens_adds_one_that_carries_the_assertion() {
    let (mut world, root, application, token) = with_application();
    world.ok(&root, "EnableOutboundWebIdentityFederation");
    let given = exchange(&mut world, &application, &token);
    let id_token = text(&given, "idToken");
    let payload = BASE64.decode(id_token.split('.').nth(1).unwrap()).unwrap();
    let claims: Value = serde_json::from_slice(&payload).unwrap();
    assert_eq!(claims["aud"], APPLICATION);
    assert_eq!(claims["sts:identity_context"], assertion(&given));
    assert!(claims["iss"].as_str().unwrap().starts_with("https://iam.example.com/oidc/"));
    assert!(!id_token.contains("signature-"), "{id_token}");
    let context = claims["sts:identity_context"].as_str().unwrap();
    assert_eq!(assume(&mut world, &application, PROVIDER, context).summary(), "OK");
}
