// SPDX-License-Identifier: Apache-2.0
//! Who is granted several roles chooses one, once, in the browser that was asked.

use portcullis_service::Reply;
use serde_json::json;

use super::*;

const OTHER_ACCOUNT: &str = "444455556666";

/// A world with three roles that trust the provider, one of them in another account, and the response that grants them.
fn with_three_roles() -> (World, Key, Key, Response) {
    let (mut world, root) = world();
    trusting(&mut world, &root, "Writer");
    world.ok(&root, "CreateAccountAlias AccountAlias=coffee-shop");
    let other = world.account(OTHER_ACCOUNT);
    world.ok_with(&other, "CreateSAMLProvider Name=Idp", &[("SAMLMetadataDocument", &metadata())]);
    let document = trust(r#""sts:AssumeRoleWithSAML""#, "{}").replace(ACCOUNT, OTHER_ACCOUNT);
    world.ok_with(&other, "CreateRole RoleName=Reader", &[("AssumeRolePolicyDocument", &document)]);
    let elsewhere = role("Reader").1.replace(ACCOUNT, OTHER_ACCOUNT);
    let one = own(&world).aws("Role", &[&role("Reader").1, &role("Writer").1, &elsewhere]);
    (world, root, other, one)
}

fn choose(world: &mut World, continuation: &str, role_arn: &str) -> Reply {
    let body = json!({"continuation": continuation, "roleArn": role_arn}).to_string();
    world.visit("POST", "/signin/v1/role", &[("content-type", "application/json")], &body)
}

/// What a page brings with its form.
fn choose_on_page(world: &mut World, continuation: &str, role_arn: &str, cookie: &str) -> Reply {
    let body = form(&[("continuation", continuation), ("roleArn", role_arn)]);
    world.visit("POST", "/signin/v1/role", &[FORM, BROWSER, ("cookie", cookie)], &body)
}

/// The continuation that stands in a page's form.
pub(crate) fn hidden(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"continuation\" value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

#[test]
fn a_program_is_told_the_roles_and_chooses_one() {
    let (mut world, _, _, one) = with_three_roles();
    let reply = post(&mut world, &one.assertion_signed());
    assert_eq!(summary(&reply), "roleRequired");
    assert_eq!(header(&reply, "set-cookie"), "");
    let elsewhere = ROLE.replace(ACCOUNT, OTHER_ACCOUNT);
    assert_eq!(
        body(&reply)["roles"],
        json!([
            {"roleArn": ROLE, "accountId": ACCOUNT, "accountAlias": "coffee-shop"},
            {"roleArn": role("Writer").0, "accountId": ACCOUNT, "accountAlias": "coffee-shop"},
            {"roleArn": elsewhere, "accountId": OTHER_ACCOUNT, "accountAlias": null},
        ])
    );
    let record = audit(&reply);
    assert_eq!(
        (&record["eventName"], &record["userIdentity"]["type"]),
        (&json!("CheckRole"), &json!("SAMLUser"))
    );
    let chosen = choose(&mut world, &text(&reply, "/continuation"), &elsewhere);
    assert_eq!(summary(&chosen), "signedIn");
    let arn = format!("arn:aws:sts::{OTHER_ACCOUNT}:assumed-role/Reader/alice");
    assert_eq!(text(&chosen, "/principal/arn"), arn);
    assert_eq!(world.ok(&key(&chosen), "GetCallerIdentity").get("Arn"), arn);
    let record = audit(&chosen);
    assert_eq!(record["eventName"], "ConsoleLogin");
    assert_eq!(record["recipientAccountId"], OTHER_ACCOUNT);
    assert_eq!(record["additionalEventData"]["SamlProviderArn"], PROVIDER.replace(ACCOUNT, OTHER_ACCOUNT));
}

#[test]
fn a_browser_is_asked_on_a_page_without_scripts() {
    let (mut world, _, _, one) = with_three_roles();
    let reply = browse(&mut world, &one.assertion_signed(), "/reports");
    let shown = page(&reply);
    assert_eq!(
        header(&reply, "content-security-policy"),
        "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    );
    assert_eq!(header(&reply, "cache-control"), "no-store");
    for part in [
        "<link rel=\"stylesheet\" href=\"/signin/style.css\">\n</head>",
        "<legend>Account: coffee-shop (111122223333)</legend>",
        "<legend>Account: 444455556666</legend>",
        "<form method=\"post\" action=\"/signin/v1/role\">",
        "value=\"arn:aws:iam::111122223333:role/Writer\" required> Writer</label>",
    ] {
        assert!(shown.contains(part), "no {part} in {shown}");
    }
    assert!(!shown.contains("script"), "{shown}");
    let set = header(&reply, "set-cookie");
    assert!(set.ends_with("; Path=/signin/v1/role; Max-Age=600; HttpOnly; SameSite=Strict; Secure"), "{set}");
    let cookie = set.split(';').next().unwrap();
    let chosen = choose_on_page(&mut world, &hidden(&shown), &role("Writer").0, cookie);
    assert_eq!(summary(&chosen), "302 /reports");
    let arn = format!("arn:aws:sts::{ACCOUNT}:assumed-role/Writer/alice");
    assert_eq!(text(&session_of(&mut world, &chosen), "/principal/arn"), arn);
}

#[test]
fn a_choice_belongs_to_the_browser_that_was_asked() {
    let (mut world, _, _, one) = with_three_roles();
    let reply = browse(&mut world, &one.assertion_signed(), "");
    let continuation = hidden(&page(&reply));
    let own_cookie = header(&reply, "set-cookie").split(';').next().unwrap().to_owned();
    let writer = role("Writer").0;
    let another = "portcullis-role-choice=AAAAAAAAAAAAAAAAAAAAAA";
    for cookie in ["", another, "portcullis-role-choice=", "portcullis-role-choice=!"] {
        let refused = choose_on_page(&mut world, &continuation, &writer, cookie);
        assert!(page(&refused).contains("AnotherBrowser"), "{cookie}");
        assert_eq!((refused.response.status, refused.transition), (403, None), "{cookie}");
    }
    let as_program = choose(&mut world, &continuation, &writer);
    assert!(summary(&as_program).starts_with("403 AnotherBrowser"), "{}", summary(&as_program));
    assert_eq!(summary(&choose_on_page(&mut world, &continuation, &writer, &own_cookie)), "302 /signin");
    // Nor does what a program got open in a browser, to which anybody's page could bring it.
    let next = Response { id: "_2".into(), ..one }.assertion_signed();
    let continuation = text(&post(&mut world, &next), "/continuation");
    let refused = choose_on_page(&mut world, &continuation, &writer, &own_cookie);
    assert!(page(&refused).contains("AnotherBrowser"));
    let body = json!({"continuation": continuation, "roleArn": writer}).to_string();
    let refused = world.visit("POST", "/signin/v1/role", &[("content-type", "text/plain")], &body);
    assert!(summary(&refused).starts_with("403 AnotherBrowser"), "{}", summary(&refused));
}

#[test]
fn a_choice_is_made_once_and_in_time() {
    let (mut world, _, _, one) = with_three_roles();
    let begun = world.now;
    let reply = post(&mut world, &one.assertion_signed());
    let continuation = text(&reply, "/continuation");
    let none = choose(&mut world, &continuation, "arn:aws:iam::111122223333:role/Admin");
    assert_eq!(summary(&none), "400 InvalidRequest `roleArn` is none of the roles to choose from");
    assert_eq!(summary(&choose(&mut world, &continuation, ROLE)), "signedIn");
    let stale = "401 ContinuationExpired Sign in again from the beginning.";
    for again in [ROLE, &role("Writer").0, &ROLE.replace(ACCOUNT, OTHER_ACCOUNT)] {
        assert_eq!(summary(&choose(&mut world, &continuation, again)), stale, "{again}");
    }
    let used = post(&mut world, &one.assertion_signed());
    assert_eq!(summary(&used), "400 InvalidIdentityToken the assertion has been used already");
    let next = Response { id: "_2".into(), ..one };
    let continuation = text(&post(&mut world, &next.assertion_signed()), "/continuation");
    world.now = begun + 700;
    assert_eq!(summary(&choose(&mut world, &continuation, ROLE)), stale);
}

#[test]
fn no_changed_continuation_and_none_of_another_kind_is_taken() {
    let (mut world, _, _, one) = with_three_roles();
    let continuation = text(&post(&mut world, &one.assertion_signed()), "/continuation");
    let stale = "401 ContinuationExpired Sign in again from the beginning.";
    for at in (0..continuation.len()).step_by(7) {
        let mut changed = continuation.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        assert_eq!(summary(&choose(&mut world, &changed, ROLE)), stale, "character {at}");
    }
    for text in ["", "A", &continuation[..continuation.len() / 2], &format!("{continuation}A")] {
        assert_eq!(summary(&choose(&mut world, text, ROLE)), stale);
    }
    // The other way round, it is no continuation of a sign-in with a password.
    let given = json!({"continuation": continuation, "serialNumber": "x", "code": "123456"}).to_string();
    assert_eq!(summary(&world.visit("POST", "/signin/v1/mfa", &[], &given)), stale);
}

#[test]
fn what_changes_between_the_question_and_the_choice_counts() {
    let (mut world, root, other, one) = with_three_roles();
    let continuation = text(&post(&mut world, &one.assertion_signed()), "/continuation");
    let denied = "403 AccessDenied Not authorized to perform sts:AssumeRoleWithSAML";
    world.ok(&root, "DeleteRole RoleName=Reader");
    assert_eq!(summary(&choose(&mut world, &continuation, ROLE)), denied, "the role is gone");
    let nobody = trust(r#""sts:AssumeRoleWithSAML""#, r#"{"StringEquals":{"saml:sub":"bob@example.com"}}"#);
    world.ok_with(&root, "UpdateAssumeRolePolicy RoleName=Writer", &[("PolicyDocument", &nobody)]);
    assert_eq!(
        summary(&choose(&mut world, &continuation, &role("Writer").0)),
        denied,
        "it trusts somebody else"
    );
    let elsewhere = ROLE.replace(ACCOUNT, OTHER_ACCOUNT);
    let provider = PROVIDER.replace(ACCOUNT, OTHER_ACCOUNT);
    world.ok(&other, &format!("DeleteSAMLProvider SAMLProviderArn={provider}"));
    let gone = "400 InvalidIdentityToken Specified provider doesn't exist";
    assert_eq!(summary(&choose(&mut world, &continuation, &elsewhere)), gone);
    // None of these was a choice: it can still be made.
    let everybody = trust(r#""sts:AssumeRoleWithSAML""#, "{}");
    world.ok_with(&root, "UpdateAssumeRolePolicy RoleName=Writer", &[("PolicyDocument", &everybody)]);
    assert_eq!(summary(&choose(&mut world, &continuation, &role("Writer").0)), "signedIn");
}

#[test]
fn roles_that_do_not_admit_the_person_are_no_choice() {
    let (mut world, root, _, one) = with_three_roles();
    let nobody = trust(r#""sts:AssumeRoleWithSAML""#, r#"{"StringEquals":{"saml:sub":"bob@example.com"}}"#);
    world.ok_with(&root, "UpdateAssumeRolePolicy RoleName=Writer", &[("PolicyDocument", &nobody)]);
    let reply = post(&mut world, &one.assertion_signed());
    let offered: Vec<_> =
        body(&reply)["roles"].as_array().unwrap().iter().map(|one| one["roleArn"].clone()).collect();
    assert_eq!(offered, [json!(ROLE), json!(ROLE.replace(ACCOUNT, OTHER_ACCOUNT))]);
    // One that is left is not asked for.
    let next = Response { id: "_2".into(), ..own(&world) }
        .aws("Role", &[&role("Reader").1, &role("Writer").1, &role("None").1]);
    assert_eq!(summary(&post(&mut world, &next.assertion_signed())), "signedIn");
    let next = Response { id: "_3".into(), ..own(&world) }.aws("Role", &[&role("Writer").1, &role("None").1]);
    let reply = post(&mut world, &next.assertion_signed());
    assert_eq!(summary(&reply), "403 AccessDenied Not authorized to perform sts:AssumeRoleWithSAML");
    assert_eq!(reply.transition, None, "it can be tried again once the role trusts the person");
}

#[test]
fn who_has_roles_in_many_accounts_chooses_among_all_of_them() {
    let (mut world, _) = world();
    let mut pairs = vec![role("Reader").1];
    for number in 0..63 {
        let account = format!("{}", 500_000_000_000_u64 + number);
        let root = world.account(&account);
        world.ok_with(&root, "CreateSAMLProvider Name=Idp", &[("SAMLMetadataDocument", &metadata())]);
        let document = trust(r#""sts:AssumeRoleWithSAML""#, "{}").replace(ACCOUNT, &account);
        for name in ["Reader", "Writer", "Auditor", "Operator"] {
            let call = format!("CreateRole RoleName={name}");
            world.ok_with(&root, &call, &[("AssumeRolePolicyDocument", &document)]);
            pairs.push(role(name).1.replace(ACCOUNT, &account));
        }
    }
    let granting = |world: &World, id: &str, pairs: &[String]| {
        let pairs: Vec<&str> = pairs.iter().map(String::as_str).collect();
        Response { id: id.into(), ..own(world) }.aws("Role", &pairs).assertion_signed()
    };
    let one = granting(&world, "_1", &pairs);
    let reply = post(&mut world, &one);
    assert_eq!(body(&reply)["roles"].as_array().unwrap().len(), 253);
    let last = "arn:aws:iam::500000000062:role/Operator";
    assert_eq!(summary(&choose(&mut world, &text(&reply, "/continuation"), last)), "signedIn");
    let two = granting(&world, "_2", &pairs);
    let reply = browse(&mut world, &two, "");
    let cookie = header(&reply, "set-cookie").split(';').next().unwrap().to_owned();
    let chosen = choose_on_page(&mut world, &hidden(&page(&reply)), last, &cookie);
    assert_eq!(summary(&chosen), "302 /signin");
    // More than anybody could look through.
    let root = world.account("600000000000");
    world.ok_with(&root, "CreateSAMLProvider Name=Idp", &[("SAMLMetadataDocument", &metadata())]);
    let document = trust(r#""sts:AssumeRoleWithSAML""#, "{}").replace(ACCOUNT, "600000000000");
    for name in ["A1", "A2", "A3", "A4"] {
        world.ok_with(
            &root,
            &format!("CreateRole RoleName={name}"),
            &[("AssumeRolePolicyDocument", &document)],
        );
        pairs.push(role(name).1.replace(ACCOUNT, "600000000000"));
    }
    let three = granting(&world, "_3", &pairs);
    let told = "403 TooManyRoles Your identity provider grants you more than 256 roles. Ask it for fewer.";
    assert_eq!(summary(&post(&mut world, &three)), told);
}

#[test]
fn a_response_that_names_many_different_providers_is_not_tried_with_all() {
    let (mut world, root) = world();
    let mut pairs = vec![role("Reader").1];
    for number in 0..16 {
        let different = metadata().replace("?>", &format!("?><!-- {number} -->"));
        world.ok_with(
            &root,
            &format!("CreateSAMLProvider Name=P{number}"),
            &[("SAMLMetadataDocument", &different)],
        );
        pairs.push(role("Reader").1.replace("/Idp", &format!("/P{number}")));
    }
    let pairs: Vec<&str> = pairs.iter().map(String::as_str).collect();
    let one = own(&world).aws("Role", &pairs).assertion_signed();
    let told = "400 InvalidIdentityToken the response names more than 16 different identity providers";
    assert_eq!(summary(&post(&mut world, &one)), told);
    let fewer = own(&world).aws("Role", &pairs[..16]).assertion_signed();
    assert_eq!(summary(&post(&mut world, &fewer)), "signedIn");
}

#[test]
fn what_was_proven_counts_when_the_choice_is_made() {
    let (mut world, root, other, one) = with_three_roles();
    let actions = r#"["sts:AssumeRoleWithSAML","sts:TagSession","sts:SetSourceIdentity"]"#;
    for (key, account) in [(&root, ACCOUNT), (&other, OTHER_ACCOUNT)] {
        let condition = format!(
            r#"{{"StringEquals":{{"saml:doc":"{account}/Idp","saml:mail":"a@example.com","saml:aud":"{OWN_PLACE}","aws:RequestTag/team":"milk","sts:SourceIdentity":"alice","sts:RoleSessionName":"alice"}},"ForAllValues:StringEquals":{{"saml:cn":["Alice","Al"],"sts:TransitiveTagKeys":"team"}},"Null":{{"saml:cn":"false","sts:TransitiveTagKeys":"false"}}}}"#
        );
        let document = trust(actions, &condition).replace(ACCOUNT, account);
        world.ok_with(key, "UpdateAssumeRolePolicy RoleName=Reader", &[("PolicyDocument", &document)]);
        let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetRole","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"milk","aws:SourceIdentity":"alice","saml:sub":"alice@example.com","saml:sub_type":"persistent"},"Null":{"saml:namequalifier":"false","aws:FederatedProvider":"false"}}}]}"#;
        world.ok_with(key, "PutRolePolicy RoleName=Reader PolicyName=p", &[("PolicyDocument", policy)]);
    }
    let elsewhere = ROLE.replace(ACCOUNT, OTHER_ACCOUNT);
    for (number, role_arn) in [ROLE, &elsewhere].into_iter().enumerate() {
        let said = Response { id: format!("_{number}"), issued_at: world.now, ..one.clone() }
            .with("urn:oid:2.5.4.3", &["Alice", "Al"])
            .with("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", &["a@example.com"])
            .aws("PrincipalTag:team", &["milk"])
            .aws("TransitiveTagKeys", &["team"])
            .aws("SourceIdentity", &["alice"]);
        let reply = post(&mut world, &said.assertion_signed());
        assert_eq!(body(&reply)["roles"].as_array().map(Vec::len), Some(2), "{}", body(&reply));
        let chosen = choose(&mut world, &text(&reply, "/continuation"), role_arn);
        assert_eq!(summary(&chosen), "signedIn", "{role_arn}");
        world.script(&key(&chosen), &[("GetRole RoleName=Reader", "OK")]);
    }
}
