// SPDX-License-Identifier: Apache-2.0
//! People sign in at the provider: what it is asked, what it is shown, and which roles they may have.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use portcullis_directory::record::SecretText;
use portcullis_service::Reply;
use portcullis_service::sign_in::{SecretMethod, SignInClient};
use serde_json::{Value, json};

use super::browser::{
    CALLBACK, PROVIDER, TOKEN_ENDPOINT, add_client, body, claims, come_back, cookies, credentials, describe,
    form, go, grant, header, sign_in, start, summary, world,
};
use super::issuer::{CLIENT, NAME, URL, discovery, role};
use crate::world::{ACCOUNT, World, escape};

#[test]
fn somebody_whom_the_provider_vouches_for_gets_a_session_of_the_role_that_trusts_them() {
    let (mut world, root) = world();
    world.grant_role(
        &root,
        "till",
        &format!(r#"{{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*","Condition":{{"StringEquals":{{"{NAME}:sub":"ann"}}}}}}"#),
    );
    let reply = sign_in(&mut world, "&destination=%2Fconsole");
    assert_eq!(summary(&reply), "signedIn", "{}", body(&reply));
    let arn = format!("arn:aws:sts::{ACCOUNT}:assumed-role/till/ann");
    assert_eq!(body(&reply)["principal"]["arn"], arn);
    let session = credentials(&reply);
    assert_eq!(world.ok(&session, "GetCallerIdentity").get("Arn"), arn);
    world.ok(&session, "ListUsers");
    let [of_session, of_way] = cookies(&reply)[..] else { panic!("{:?}", cookies(&reply)) };
    assert!(of_session.starts_with("portcullis-session="), "{of_session}");
    assert_eq!(of_way, "__Host-portcullis-oidc=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure");
    let record: Value = serde_json::from_str(&reply.audit).unwrap();
    assert_eq!(record["eventName"], "ConsoleLogin");
    assert_eq!(record["responseElements"]["ConsoleLogin"], "Success");
    assert_eq!(record["userIdentity"]["arn"], arn);
    assert_eq!(record["additionalEventData"]["OpenIDConnectProviderArn"], PROVIDER);
    assert!(!reply.audit.contains("c0de"), "{}", reply.audit);
}

#[test]
fn the_provider_is_asked_as_rfc_9700_wants_it() {
    let (mut world, _root) = world();
    let reply = start(&mut world, "&destination=%2Fconsole");
    let [cookie] = cookies(&reply)[..] else { panic!("{:?}", cookies(&reply)) };
    assert!(cookie.starts_with("__Host-portcullis-oidc="), "{cookie}");
    assert!(cookie.ends_with("; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure"), "{cookie}");
    let way = go(&mut world, "");
    let fixed = [
        ("response_type", "code"),
        ("client_id", CLIENT),
        ("redirect_uri", &format!("https://iam.example.com{CALLBACK}")),
        ("scope", "openid"),
        ("code_challenge_method", "S256"),
    ];
    for (name, value) in fixed {
        assert_eq!(way.sent[name], value, "{name}");
    }
    assert_eq!(way.sent.len(), fixed.len() + 3, "{:?}", way.sent);
    let other = go(&mut world, "");
    for name in ["state", "nonce", "code_challenge"] {
        assert_eq!(way.sent[name].len(), 43, "{name}");
        assert_ne!(way.sent[name], other.sent[name], "{name}");
    }
    // What comes back: the verifier behind the challenge, the same redirect URI, and the only name that a client
    // without a secret has.
    let token = claims(&world, &way).sign("ES256");
    grant(&mut world, &token);
    assert_eq!(summary(&come_back(&mut world, &way, &way.answer())), "signedIn");
    let [order] = world.exchanges.as_slice() else { panic!("{:?}", world.exchanges) };
    let sent = form(order);
    assert_eq!((order.url.as_str(), &order.authorization), (TOKEN_ENDPOINT, &None));
    assert_eq!(
        sent.keys().collect::<Vec<_>>(),
        ["client_id", "code", "code_verifier", "grant_type", "redirect_uri"]
    );
    assert_eq!((sent["grant_type"].as_str(), sent["code"].as_str()), ("authorization_code", "c0de"));
    assert_eq!((&sent["client_id"], &sent["redirect_uri"]), (&CLIENT.to_owned(), &way.sent["redirect_uri"]));
    let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, sent["code_verifier"].as_bytes()));
    assert_eq!(challenge, way.sent["code_challenge"]);
    assert!(!way.cookie.contains(&sent["code_verifier"]), "the browser's owner does not learn the verifier");
    describe(&mut world, r#","scopes_supported":["openid","email","profile"]"#);
    assert_eq!(go(&mut world, "").sent["scope"], "openid email");
}

#[test]
fn what_begins_a_way_names_a_provider_a_client_and_a_page_of_this_server() {
    let (mut world, root) = world();
    let named = format!("provider={}", escape(PROVIDER));
    let other = escape("arn:aws:iam::444455556666:oidc-provider/idp.example.com/shop");
    let message = |reply: &Reply| body(reply)["error"]["message"].as_str().unwrap_or_default().to_owned();
    for (query, expected, why) in [
        ("".to_owned(), "400 InvalidRequest", "`provider` is missing"),
        ("provider=shop".to_owned(), "404 NoSuchEntity", "OpenIDConnect Provider not found for arn shop"),
        (format!("provider={other}"), "404 NoSuchEntity", "OpenIDConnect Provider not found for arn arn:"),
        (
            format!("{named}&destination=https%3A%2F%2Fevil.example.com"),
            "400 InvalidRequest",
            "`destination` is not",
        ),
        (format!("{named}&destination=%2F%2Fevil.example.com"), "400 InvalidRequest", "`destination` is not"),
        (
            format!("{named}&destination=%2F{}", "x".repeat(4_000)),
            "400 InvalidRequest",
            "`destination` is too long",
        ),
        (format!("{named}&client_id=other"), "400 InvalidRequest", "the provider has no client id `other`"),
        (
            format!("{named}&role=till"),
            "400 InvalidRequest",
            "`role` is not the ARN of a role of account 1111",
        ),
        (
            format!("{named}&role=arn:aws:iam::444455556666:role/till"),
            "400 InvalidRequest",
            "`role` is not the ARN of a role of account 1111",
        ),
        (
            format!("{named}&provider=x"),
            "400 InvalidRequest",
            "The query string contains a syntax error: parameter `provider` is given twice",
        ),
    ] {
        let reply = world.visit("GET", &format!("/signin/v1/oidc?{query}"), &[], "");
        assert_eq!(summary(&reply), expected, "{query}");
        assert!(message(&reply).starts_with(why), "{query}: {}", message(&reply));
        assert_eq!(cookies(&reply), [""; 0], "{query}");
    }
    add_client(&mut world, &root, "console");
    let reply = start(&mut world, "");
    assert_eq!(message(&reply), "the provider has several client ids: name one with `client_id`");
    assert_eq!(go(&mut world, "&client_id=console").sent["client_id"], "console");
    // A cluster of Kubernetes signs tokens, but nobody in.
    world.documents.insert(format!("{URL}/.well-known/openid-configuration"), Ok(discovery(URL).into()));
    assert_eq!(summary(&start(&mut world, "&client_id=console")), "409 NotPossible");
}

#[test]
fn clients_with_secrets_show_them_as_the_provider_wants_them() {
    let (mut world, root) = world();
    add_client(&mut world, &root, "shop/console");
    let client = |id: &str, provider: &str, method| SignInClient {
        provider: provider.to_owned(),
        client_id: id.to_owned(),
        secret: SecretText::new("hush: 1+1".to_owned()),
        method,
    };
    let basic = format!("Basic {}", STANDARD.encode("shop%2Fconsole:hush%3A%201%2B1"));
    let post = r#","token_endpoint_auth_methods_supported":["client_secret_post","private_key_jwt"]"#;
    let both = r#","token_endpoint_auth_methods_supported":["client_secret_post","client_secret_basic"]"#;
    for (method, described, in_header) in [
        (None, "", true),
        (None, both, true),
        (None, post, false),
        (Some(SecretMethod::Basic), post, true),
        (Some(SecretMethod::Post), "", false),
    ] {
        describe(&mut world, described);
        world.settings.sign_in_clients = vec![
            client("shop/console", "arn:aws:iam::444455556666:oidc-provider/idp.example.com/shop", None),
            client(CLIENT, PROVIDER, None),
            client("shop/console", PROVIDER, method),
        ];
        let way = go(&mut world, "&client_id=shop%2Fconsole");
        let token = claims(&world, &way).with("aud", "\"shop/console\"").sign("RS256");
        grant(&mut world, &token);
        assert_eq!(summary(&come_back(&mut world, &way, &way.answer())), "signedIn");
        let order = world.exchanges.last().unwrap();
        let (sent, shown) = (form(order), order.authorization.as_ref().map(SecretText::expose));
        let in_form =
            [sent.get("client_id"), sent.get("client_secret")].map(|value| value.map(String::as_str));
        let expected = if in_header {
            (Some(basic.as_str()), [None, None])
        } else {
            (None, [Some("shop/console"), Some("hush: 1+1")])
        };
        assert_eq!((shown, in_form), expected, "{method:?} {described}");
    }
    // The client of another account's provider has a secret, this one's has none.
    world.settings.sign_in_clients.truncate(1);
    let way = go(&mut world, "&client_id=shop%2Fconsole");
    let _refused = come_back(&mut world, &way, &way.answer());
    let order = world.exchanges.last().unwrap();
    assert_eq!((order.authorization.as_ref(), form(order).get("client_secret")), (None, None));
}

#[test]
fn trust_policies_alone_say_who_may_have_which_role() {
    let (mut world, root) = world();
    let of =
        |name: &str, value: &str| format!(r#","Condition":{{"StringEquals":{{"{NAME}:{name}":"{value}"}}}}"#);
    world.ok(&root, "DeleteRole RoleName=till");
    role(&mut world, &root, "of-bob", &of("sub", "bob"));
    role(&mut world, &root, "of-others", &of("aud", "others"));
    let without_tags = super::trust("\"sts:AssumeRoleWithWebIdentity\"", "");
    let more = [("AssumeRolePolicyDocument", without_tags.as_str())];
    world.ok_with(&root, "CreateRole RoleName=untagged", &more);
    let elsewhere = without_tags.replace(NAME, "other.example.com");
    let more = [("AssumeRolePolicyDocument", elsewhere.as_str())];
    world.ok_with(&root, "CreateRole RoleName=elsewhere", &more);
    let denied = without_tags.replace("\"Allow\"", "\"Deny\"");
    let more = [("AssumeRolePolicyDocument", denied.as_str())];
    world.ok_with(&root, "CreateRole RoleName=denied", &more);
    let tags = r#"{"principal_tags":{"team":["till"]}}"#;
    let mut outcome = |more: &str, name: &str, json: &str| {
        let way = go(&mut world, more);
        let token = claims(&world, &way).with(name, json).sign("RS256");
        grant(&mut world, &token);
        let reply = come_back(&mut world, &way, &way.answer());
        match summary(&reply).as_str() {
            "signedIn" => {
                body(&reply)["principal"]["arn"].as_str().unwrap().rsplit(':').next().unwrap().to_owned()
            }
            "roleRequired" => {
                let roles = body(&reply)["roles"].as_array().unwrap().clone();
                roles
                    .iter()
                    .map(|role| role["roleArn"].as_str().unwrap().rsplit('/').next().unwrap().to_owned())
                    .collect::<Vec<_>>()
                    .join(" ")
            }
            other => other.to_owned(),
        }
    };
    let role = |name: &str| format!("&role={}", escape(&format!("arn:aws:iam::{ACCOUNT}:role/{name}")));
    for (more, name, json, expected) in [
        (String::new(), "x", "1", "assumed-role/untagged/ann"),
        (String::new(), "sub", "\"bob\"", "of-bob untagged"),
        (role("of-bob"), "sub", "\"bob\"", "assumed-role/of-bob/bob"),
        (role("OF-BOB"), "sub", "\"bob\"", "403 NoRole"),
        (role("of-bob"), "x", "1", "403 AccessDenied"),
        (role("elsewhere"), "x", "1", "403 NoRole"),
        (role("denied"), "x", "1", "403 NoRole"),
        (role("none"), "x", "1", "403 NoRole"),
        // Session tags need their permission.
        (String::new(), "https://aws.amazon.com/tags", tags, "403 AccessDenied"),
        // The provider may say for which roles a token is.
        (
            String::new(),
            "https://aws.amazon.com/roles",
            "\"arn:aws:iam::111122223333:role/of-bob\"",
            "403 AccessDenied",
        ),
        (String::new(), "https://aws.amazon.com/roles", "[]", "403 NoRole"),
    ] {
        assert_eq!(outcome(&more, name, json), expected, "{more} {name} {json}");
    }
}

#[test]
fn of_several_roles_one_is_chosen() {
    let (mut world, root) = world();
    role(&mut world, &root, "bar", "");
    let asked = sign_in(&mut world, "");
    assert_eq!(summary(&asked), "roleRequired");
    let roles = body(&asked)["roles"].clone();
    let listed: Vec<&str> =
        roles.as_array().unwrap().iter().map(|one| one["roleArn"].as_str().unwrap()).collect();
    let arn = |name: &str| format!("arn:aws:iam::{ACCOUNT}:role/{name}");
    assert_eq!(listed, [arn("bar"), arn("till")]);
    let given = json!({"continuation": body(&asked)["continuation"], "roleArn": arn("bar")}).to_string();
    let headers = [("content-type", "application/json")];
    let reply = world.visit("POST", "/signin/v1/role", &headers, &given);
    assert_eq!(summary(&reply), "signedIn", "{}", body(&reply));
    assert_eq!(body(&reply)["principal"]["arn"], format!("arn:aws:sts::{ACCOUNT}:assumed-role/bar/ann"));
    let session = credentials(&reply);
    assert_eq!(world.ok(&session, "GetCallerIdentity").get("Account"), ACCOUNT);
}

#[test]
fn roles_that_do_not_name_the_provider_are_not_judged_and_those_that_do_are_bounded() {
    let (mut world, root) = world();
    world.ok(&root, "DeleteRole RoleName=till");
    for number in 0..251 {
        role(&mut world, &root, &format!("r{number}"), "");
    }
    assert_eq!(summary(&sign_in(&mut world, "")), "409 TooManyRoles");
    let one = escape(&format!("arn:aws:iam::{ACCOUNT}:role/r7"));
    assert_eq!(summary(&sign_in(&mut world, &format!("&role={one}"))), "signedIn");
    world.ok(&root, "DeleteRole RoleName=r250");
    assert_eq!(summary(&sign_in(&mut world, "")), "roleRequired");
    // Escapes in a policy's text hide nobody.
    let document =
        super::trust("\"sts:AssumeRoleWithWebIdentity\"", "").replace("oidc-provider", "oidc\\u002dprovider");
    let more = [("PolicyDocument", document.as_str())];
    world.ok_with(&root, "UpdateAssumeRolePolicy RoleName=r7", &more);
    assert_eq!(summary(&sign_in(&mut world, &format!("&role={one}"))), "signedIn");
}

#[test]
fn sessions_are_named_for_who_signed_in_and_carry_tags_and_source_identity() {
    let (mut world, root) = world();
    world.grant_role(&root, "till", r#"{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"till","aws:SourceIdentity":"Ann"}}}"#);
    let mut name = |pairs: &[(&str, &str)]| {
        let way = go(&mut world, "");
        let claims = pairs.iter().fold(claims(&world, &way), |claims, (name, json)| claims.with(name, json));
        grant(&mut world, &claims.sign("RS256"));
        let reply = come_back(&mut world, &way, &way.answer());
        let arn = body(&reply)["principal"]["arn"].as_str().unwrap().to_owned();
        let session = credentials(&reply);
        (arn.rsplit('/').next().unwrap().to_owned(), world.call(&session, "ListUsers").status)
    };
    let (email, verified) = (("email", "\"ann@example.com\""), ("email_verified", "true"));
    let tags = ("https://aws.amazon.com/tags", r#"{"principal_tags":{"team":["till"]}}"#);
    let source = ("https://aws.amazon.com/source_identity", "\"Ann\"");
    assert_eq!(name(&[]), ("ann".into(), 403));
    assert_eq!(name(&[email]), ("ann".into(), 403), "whoever may set an address may be called anything");
    assert_eq!(name(&[email, ("email_verified", "\"true\"")]), ("ann".into(), 403));
    assert_eq!(name(&[email, verified]), ("ann@example.com".into(), 403));
    assert_eq!(name(&[tags, source]), ("ann".into(), 200));
    let (fitted, _) = name(&[("sub", "\"auth0|5f7c\"")]);
    assert!(fitted.starts_with("auth0-5f7c-") && fitted.len() == 19, "{fitted}");
}

#[test]
fn browsers_get_pages_and_are_sent_to_where_they_wanted() {
    let (mut world, _root) = world();
    let browse = |world: &mut World, cookie: &str, query: &str| {
        let headers = [("cookie", cookie), ("accept", "text/html,*/*;q=0.8")];
        world.visit("GET", &format!("{CALLBACK}?{query}"), &headers, "")
    };
    let way = go(&mut world, "&destination=%2Fconsole%3Fa%3D1");
    let token = claims(&world, &way).sign("RS256");
    grant(&mut world, &token);
    let reply = browse(&mut world, &way.cookie, &way.answer());
    assert_eq!((reply.response.status, header(&reply, "location")), (302, Some("/console?a=1")));
    assert_eq!(cookies(&reply).len(), 2);
    assert!(reply.response.body.is_empty());
    let way = go(&mut world, "");
    let reply = browse(&mut world, &way.cookie, &format!("error=%3Cscript%3E&state={}", way.state()));
    let page = String::from_utf8(reply.response.body.clone()).unwrap();
    assert_eq!(reply.response.status, 403);
    assert!(page.contains("an unknown error") && !page.contains("script"), "{page}");
    assert_eq!(
        cookies(&reply),
        ["__Host-portcullis-oidc=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure"]
    );
}
