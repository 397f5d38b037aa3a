// SPDX-License-Identifier: Apache-2.0
//! The portal: what is listed is what `AssumeRole` would allow, and tokens die with what they stand on.

use portcullis_directory::change::Change;
use portcullis_directory::record::{AccountRecord, PolicyDocument, Role, Tags};
use portcullis_directory::{Account, identifier::Prefix};
use serde_json::{Value, json};

use super::{
    Client, PASSWORD, accounts, ask, audit, body, credentials, page, role, sign_in, summary, text, with_ann,
};
use crate::authenticator::assigned;
use crate::world::{ACCOUNT, Key, World, trust};

/// The access token of a user who has signed in.
fn token(world: &mut World, user: &str) -> String {
    let cookie = sign_in(world, user);
    let client = Client::with_scope(world);
    text(&client.log_in(world, &cookie), "accessToken")
}

fn roles(world: &mut World, token: &str) -> Vec<String> {
    roles_of(world, token, ACCOUNT)
}

fn roles_of(world: &mut World, token: &str, account: &str) -> Vec<String> {
    let reply = ask(world, &format!("/assignment/roles?account_id={account}"), token);
    if reply.response.status != 200 {
        return vec![summary(&reply)];
    }
    names(&body(&reply)["roleList"], "roleName")
}

fn names(list: &Value, member: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|item| item[member].as_str().unwrap().to_owned()).collect()
}

fn account_ids(world: &mut World, token: &str) -> Vec<String> {
    names(&body(&accounts(world, token))["accountList"], "accountId")
}

fn key_of(credentials: &Value) -> Key {
    let text = |name: &str| credentials[name].as_str().unwrap().to_owned();
    Key { id: text("accessKeyId"), secret: text("secretAccessKey"), token: Some(text("sessionToken")) }
}

#[test]
fn what_is_listed_is_what_may_be_assumed_at_that_moment() {
    let (mut world, root) = with_ann();
    world.ok(&root, "CreateAccountAlias AccountAlias=coffee");
    let token = token(&mut world, "ann");
    let listed = body(&accounts(&mut world, &token));
    let expected = json!({"accountList": [
        {"accountId": ACCOUNT, "accountName": "coffee", "emailAddress": "root@example.com"},
    ]});
    assert_eq!(listed, expected);
    assert_eq!(roles(&mut world, &token), ["Cashier"], "`Boss` trusts the account, which lets nobody");
    let boss = format!("Allow sts:AssumeRole arn:aws:iam::{ACCOUNT}:role/Boss");
    world.grant(&root, "ann", "boss", &boss);
    assert_eq!(roles(&mut world, &token), ["Boss", "Cashier"]);
    world.grant(&root, "ann", "no", "Deny sts:AssumeRole *");
    assert_eq!(roles(&mut world, &token), ["403 ForbiddenException"]);
    assert_eq!(account_ids(&mut world, &token), Vec::<String>::new());
}

#[test]
fn credentials_are_those_of_an_assumed_role_with_the_name_of_the_person() {
    let (mut world, root) = with_ann();
    world.ok(&root, "UpdateRole RoleName=Cashier MaxSessionDuration=7200");
    let token = token(&mut world, "ann");
    let reply = credentials(&mut world, &token, "Cashier");
    let given = &body(&reply)["roleCredentials"];
    assert_eq!(given["expiration"], (world.now + 7_200) * 1_000, "in milliseconds");
    let session = key_of(given);
    let arn = format!("arn:aws:sts::{ACCOUNT}:assumed-role/Cashier/ann");
    assert_eq!(world.ok(&session, "GetCallerIdentity").get("Arn"), arn);
    let record = audit(&reply);
    assert_eq!(record["eventName"], "GetRoleCredentials");
    assert_eq!(record["eventSource"], "sso.amazonaws.com");
    assert_eq!(record["userIdentity"]["userName"], "ann");
    assert_eq!(record["responseElements"]["assumedRoleArn"], arn);
    assert_eq!(record["additionalEventData"]["authorization"][0]["action"], "sts:AssumeRole");
    assert!(!reply.audit.contains(&session.secret) && !reply.audit.contains(&token));
    assert_eq!(reply.usage.map(|used| used.action), Some("AssumeRole"));
}

/// The rows stand in the order in which errors take precedence.
#[test]
fn each_way_in_which_the_portal_refuses() {
    let (mut world, _) = with_ann();
    let token = token(&mut world, "ann");
    let refused = [
        ("/assignment/accounts", "", "400 InvalidRequestException"),
        ("/assignment/accounts", "x", "401 UnauthorizedException"),
        ("/federation/credentials", "x", "401 UnauthorizedException"),
        ("/federation/credentials", &token, "400 InvalidRequestException"),
        ("/federation/credentials?account_id=1&role_name=Cashier", &token, "400 InvalidRequestException"),
        ("/federation/credentials?account_id=111122223333", &token, "400 InvalidRequestException"),
        (
            "/federation/credentials?account_id=999999999999&role_name=Cashier",
            &token,
            "403 ForbiddenException",
        ),
        (
            "/federation/credentials?account_id=111122223333&role_name=Nobody",
            &token,
            "403 ForbiddenException",
        ),
        ("/federation/credentials?account_id=111122223333&role_name=Boss", &token, "403 ForbiddenException"),
        (
            "/federation/credentials?account_id=111122223333&role_name=cashier",
            &token,
            "403 ForbiddenException",
        ),
        ("/assignment/roles", &token, "400 InvalidRequestException"),
        ("/assignment/roles?account_id=999999999999", &token, "403 ForbiddenException"),
        ("/assignment/accounts?max_result=0", &token, "400 InvalidRequestException"),
        ("/assignment/accounts?max_result=101", &token, "400 InvalidRequestException"),
        ("/assignment/accounts?next_token=x", &token, "400 InvalidRequestException"),
        ("/assignment/accounts?next_token=djE6YQ", &token, "400 InvalidRequestException"),
    ];
    for (url, token, expected) in refused {
        let reply = ask(&mut world, url, token);
        assert_eq!(summary(&reply), expected, "{url}");
        assert!(body(&reply)["message"].is_string(), "{url}");
    }
    let wrong = credentials(&mut world, "x", "Cashier");
    assert_eq!(text(&wrong, "message"), "Session token not found or invalid");
    let denied = credentials(&mut world, &token, "Boss");
    assert_eq!(text(&denied, "message"), "No access");
    let missing = credentials(&mut world, &token, "Nobody");
    assert_eq!(denied.response.body, missing.response.body, "whether a role is there is not told");
    assert_eq!(audit(&denied)["additionalEventData"]["authorization"][0]["decision"], "implicitDeny");
}

#[test]
fn tokens_die_with_the_sign_in_the_password_and_the_person() {
    type End = fn(&mut World, &Key, &str, &str);
    let ends: [(&str, End); 5] = [
        ("sign-out in the browser", |world, _, cookie, _| {
            world.visit("POST", "/signin/v1/sign-out", &[("cookie", cookie)], "");
        }),
        ("sign-out at the portal", |world, _, _, token| {
            let reply = world.visit("POST", "/logout", &[("x-amz-sso_bearer_token", token)], "");
            assert_eq!(summary(&reply), "OK");
        }),
        ("another password", |world, root, _, _| {
            world.ok(root, "UpdateLoginProfile UserName=ann Password=Another-horse-2");
        }),
        ("no password", |world, root, _, _| {
            world.ok(root, "DeleteLoginProfile UserName=ann");
        }),
        ("no person", |world, root, _, _| {
            world.ok(root, "DeleteLoginProfile UserName=ann");
            world.ok(root, "DeleteUser UserName=ann");
            world.ok(root, "CreateUser UserName=ann");
            world.ok(root, &format!("CreateLoginProfile UserName=ann Password={PASSWORD}"));
        }),
    ];
    for (what, end) in ends {
        let (mut world, root) = with_ann();
        let cookie = sign_in(&mut world, "ann");
        let client = Client::with_scope(&mut world);
        let tokens = client.log_in(&mut world, &cookie);
        let token = text(&tokens, "accessToken");
        assert_eq!(summary(&credentials(&mut world, &token, "Cashier")), "OK", "{what}");
        end(&mut world, &root, &cookie, &token);
        for reply in [accounts(&mut world, &token), credentials(&mut world, &token, "Cashier")] {
            assert_eq!(summary(&reply), "401 UnauthorizedException", "{what}");
        }
        let refresh = json!({"refreshToken": text(&tokens, "refreshToken")});
        let refreshed = client.token(&mut world, "refresh_token", &refresh);
        assert_eq!(summary(&refreshed), "400 InvalidGrantException", "{what}");
    }
}

#[test]
fn no_token_outlives_the_sign_in_that_it_comes_from() {
    let (mut world, _) = with_ann();
    let ann = sign_in(&mut world, "ann");
    world.now += 12 * 3_600 - 1_000;
    let tokens = Client::register(&mut world, &json!({})).log_in(&mut world, &ann);
    assert!(body(&tokens)["expiresIn"].as_i64().unwrap() < 1_000);
    world.now += 1_000;
    let reply = accounts(&mut world, &text(&tokens, "accessToken"));
    assert_eq!(summary(&reply), "401 UnauthorizedException");
}

#[test]
fn a_role_that_asks_for_mfa_is_assigned_to_who_signed_in_with_it() {
    let (mut world, root) = with_ann();
    let ann = format!("arn:aws:iam::{ACCOUNT}:user/ann");
    let guarded = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{ann}"}},"Action":"sts:AssumeRole",
            "Condition":{{"Bool":{{"aws:MultiFactorAuthPresent":"true"}},"NumericLessThan":{{"aws:MultiFactorAuthAge":"3600"}}}}}}]}}"#
    );
    role(&mut world, &root, "Safe", &guarded);
    let without = token(&mut world, "ann");
    assert_eq!(roles(&mut world, &without), ["Cashier"]);
    assert_eq!(summary(&credentials(&mut world, &without, "Safe")), "403 ForbiddenException");
    let app = assigned(&mut world, &root, "ann", "phone");
    let given = json!({"account": ACCOUNT, "userName": "ann", "password": PASSWORD});
    let first = world.visit("POST", "/signin/v1/password", &[], &given.to_string());
    let code = app.code(world.now);
    let step =
        json!({"continuation": text(&first, "continuation"), "serialNumber": app.serial, "code": code});
    let cookie = super::cookie(&world.visit("POST", "/signin/v1/mfa", &[], &step.to_string()));
    let client = Client::with_scope(&mut world);
    let tokens = client.log_in(&mut world, &cookie);
    let with = text(&tokens, "accessToken");
    assert_eq!(roles(&mut world, &with), ["Cashier", "Safe"]);
    assert_eq!(summary(&credentials(&mut world, &with, "Safe")), "OK");
    world.now += 3_500;
    let refresh = json!({"refreshToken": text(&tokens, "refreshToken")});
    let later = text(&client.token(&mut world, "refresh_token", &refresh), "accessToken");
    world.now += 600;
    assert_eq!(roles(&mut world, &later), ["Cashier"], "the age of MFA is that of the sign-in");
}

#[test]
fn roles_of_other_accounts_are_assigned_as_they_trust() {
    let (mut world, root) = with_ann();
    let theirs = world.account("444455556666");
    let ann = format!("arn:aws:iam::{ACCOUNT}:user/ann");
    role(&mut world, &theirs, "Guest", &trust(&ann));
    role(&mut world, &theirs, "Partner", &trust(&format!("arn:aws:iam::{ACCOUNT}:root")));
    role(&mut world, &theirs, "Open", &trust("*"));
    role(&mut world, &theirs, "Own", &trust("arn:aws:iam::444455556666:root"));
    let token = token(&mut world, "ann");
    assert_eq!(account_ids(&mut world, &token), [ACCOUNT], "both sides must allow");
    world.grant(&root, "ann", "away", "Allow sts:AssumeRole arn:aws:iam::444455556666:role/*");
    assert_eq!(account_ids(&mut world, &token), [ACCOUNT, "444455556666"]);
    assert_eq!(roles_of(&mut world, &token, "444455556666"), ["Guest", "Open", "Partner"]);
    let url = "/federation/credentials?account_id=444455556666&role_name=Partner";
    let session = key_of(&body(&ask(&mut world, url, &token))["roleCredentials"]);
    let arn = "arn:aws:sts::444455556666:assumed-role/Partner/ann";
    assert_eq!(world.ok(&session, "GetCallerIdentity").get("Arn"), arn);
    let url = "/federation/credentials?account_id=444455556666&role_name=Own";
    assert_eq!(summary(&ask(&mut world, url, &token)), "403 ForbiddenException");
}

#[test]
fn lists_come_in_pages() {
    let (mut world, root) = with_ann();
    let ann = format!("arn:aws:iam::{ACCOUNT}:user/ann");
    for number in 0..5 {
        role(&mut world, &root, &format!("Role{number}"), &trust(&ann));
    }
    let token = token(&mut world, "ann");
    let mut pages = Vec::new();
    let mut next = String::new();
    loop {
        let url = format!("/assignment/roles?account_id={ACCOUNT}&max_result=2&next_token={next}");
        let page = body(&ask(&mut world, &url, &token));
        pages.push(names(&page["roleList"], "roleName"));
        match page["nextToken"].as_str() {
            Some(token) => next = token.to_owned(),
            None => break,
        }
    }
    assert_eq!(pages, [vec!["Cashier", "Role0"], vec!["Role1", "Role2"], vec!["Role3", "Role4"]]);
}

#[test]
fn among_a_thousand_accounts_and_twenty_thousand_roles_the_few_are_found() {
    let (mut world, root) = with_ann();
    world.grant(&root, "ann", "away", "Allow sts:AssumeRole *");
    for number in 0..1_000_u64 {
        let id = format!("{:012}", 500_000_000_000 + number);
        add_account(&mut world, &id, if number % 250 == 7 { ACCOUNT } else { "777777777777" });
    }
    let token = token(&mut world, "ann");
    let found = account_ids(&mut world, &token);
    assert_eq!(found, [ACCOUNT, "500000000007", "500000000257", "500000000507", "500000000757"]);
    assert_eq!(roles_of(&mut world, &token, "500000000257").len(), 20);
    assert_eq!(roles_of(&mut world, &token, "500000000258"), ["403 ForbiddenException"]);
}

/// An account with twenty roles that trust an account.
fn add_account(world: &mut World, id: &str, trusted: &str) {
    let moment = world.moment();
    let record = AccountRecord {
        id: id.parse().unwrap(),
        email: format!("root@{id}.example.com"),
        created_at: 0,
        alias: None,
        quotas: Default::default(),
    };
    let account = Account::new(record);
    let roles = (0..20).map(|number| {
        Change::put(Role {
            id: moment.unique_id(Prefix::Role, &account),
            name: format!("Role{number}"),
            path: "/".into(),
            created_at: 0,
            trust_policy: PolicyDocument::new(trust(&format!("arn:aws:iam::{trusted}:root"))),
            description: None,
            session_seconds_max: 3_600,
            permissions_boundary: None,
            tags: Tags::new(),
            attached_policies: Vec::new(),
        })
    });
    let account = account.apply(1, &roles.collect::<Vec<_>>());
    world.directory = world.directory.with_account(account).unwrap();
}

#[test]
fn a_person_of_a_role_sees_what_the_role_may_assume() {
    let (mut world, root) = with_ann();
    let cashier = format!("arn:aws:iam::{ACCOUNT}:role/Cashier");
    role(&mut world, &root, "Next", &trust(&cashier));
    world.ok(&root, "UpdateRole RoleName=Next MaxSessionDuration=7200");
    let ann = world.ok(&root, "CreateAccessKey UserName=ann");
    let ann = Key { id: ann.get("AccessKeyId"), secret: ann.get("SecretAccessKey"), token: None };
    let session = world.ok(&ann, &format!("AssumeRole RoleArn={cashier} RoleSessionName=till")).credentials();
    let presented = json!({
        "sessionId": session.id, "sessionKey": session.secret, "sessionToken": session.token,
    });
    let url =
        format!("/federation?Action=getSigninToken&Session={}", crate::world::escape(&presented.to_string()));
    let token = text(&world.visit("GET", &url, &[], ""), "SigninToken");
    let url = format!("/federation?Action=login&Issuer=x&Destination=%2F&SigninToken={token}");
    let cookie = super::cookie(&world.visit("GET", &url, &[], ""));
    let tokens = Client::with_scope(&mut world).log_in(&mut world, &cookie);
    let token = text(&tokens, "accessToken");
    assert_eq!(roles(&mut world, &token), ["Next"]);
    let reply = credentials(&mut world, &token, "Next");
    assert_eq!(summary(&reply), "OK", "{}", page(&reply));
    let given = &body(&reply)["roleCredentials"];
    assert_eq!(given["expiration"], (world.now + 3_600) * 1_000, "a chain of roles lasts an hour");
    let arn = format!("arn:aws:sts::{ACCOUNT}:assumed-role/Next/till");
    assert_eq!(world.ok(&key_of(given), "GetCallerIdentity").get("Arn"), arn);
    world.ok(&root, "DeleteRole RoleName=Cashier");
    assert_eq!(summary(&accounts(&mut world, &token)), "401 UnauthorizedException");
}

/// Whatever a trust policy says: the portal lists a role exactly if `AssumeRole` lets the person have it.
#[test]
fn the_portal_and_assume_role_never_disagree() {
    let (mut world, root) = with_ann();
    world.ok(&root, "CreateUser UserName=eve");
    let ann_id = world.ok(&root, "GetUser UserName=ann").get("UserId");
    let allow = |principal: &str| format!(r#"{{"Effect":"Allow",{principal},"Action":"sts:AssumeRole"}}"#);
    let deny = |principal: &str| format!(r#"{{"Effect":"Deny",{principal},"Action":"sts:AssumeRole"}}"#);
    let aws = |text: &str| format!(r#""Principal":{{"AWS":{text}}}"#);
    let (user, eve) =
        (format!("arn:aws:iam::{ACCOUNT}:user/ann"), format!("arn:aws:iam::{ACCOUNT}:user/eve"));
    let account = format!("arn:aws:iam::{ACCOUNT}:root");
    let policies = [
        vec![allow(&aws(&format!("\"{user}\"")))],
        vec![allow(&aws(&format!("\"{ann_id}\"")))],
        vec![allow(&aws(&format!("\"{account}\"")))],
        vec![allow(&aws(&format!("\"{ACCOUNT}\"")))],
        vec![allow(&aws("\"*\""))],
        vec![allow(&aws(&format!("[\"444455556666\",\"{user}\"]")))],
        vec![allow(&aws(&format!("[\"444455556666\",\"{eve}\"]")))],
        vec![allow(&aws(&format!("\"{eve}\""))), allow(&aws(&format!("\"{user}\"")))],
        vec![allow(&aws(&format!("\"{user}\""))), deny(&aws(&format!("\"{user}\"")))],
        vec![allow(&aws(&format!("\"{user}\""))), deny(&aws(&format!("\"{eve}\"")))],
        vec![allow("\"Principal\":{\"Service\":\"ec2.amazonaws.com\"}")],
        vec![allow("\"Principal\":{\"Federated\":\"accounts.google.com\"}")],
        vec![allow(&aws("\"444455556666\""))],
    ];
    for (number, statements) in policies.iter().enumerate() {
        let document = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","));
        role(&mut world, &root, &format!("Role{number:02}"), &document);
    }
    let nothing = "Allow iam:GetUser *";
    let some = format!("Allow sts:AssumeRole arn:aws:iam::{ACCOUNT}:role/Role0*");
    let mut seen = Vec::new();
    for own in [nothing, "Allow sts:* *", &some, "Deny sts:AssumeRole *"] {
        world.grant(&root, "ann", "own", own);
        let cookie = sign_in(&mut world, "ann");
        let session = world.visit("GET", "/signin/v1/session", &[("cookie", &cookie)], "");
        let session = key_of(&body(&session)["credentials"]);
        let token = token(&mut world, "ann");
        let listed = roles(&mut world, &token);
        let names: Vec<String> = (0..policies.len()).map(|number| format!("Role{number:02}")).collect();
        let assumed = names.iter().filter(|name| {
            let script = format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/{name} RoleSessionName=ann");
            world.call(&session, &script).status == 200
        });
        let assumed: Vec<String> = assumed.cloned().collect();
        let listed: Vec<String> = listed.into_iter().filter(|name| name.starts_with("Role")).collect();
        assert_eq!(listed, assumed, "{own}");
        seen.push(assumed.len());
    }
    assert!(seen.iter().any(|count| *count > 5) && seen.contains(&0), "{seen:?} tells too little");
}
