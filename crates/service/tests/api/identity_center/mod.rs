// SPDX-License-Identifier: Apache-2.0
//! `aws sso login` and what follows it: devices, programs with a browser beside them, and the portal.

#![expect(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "tests fail by panicking")]

mod authorization_code;
mod context;
mod device;
mod portal;

use portcullis_service::Reply;
use serde_json::{Value, json};

use crate::world::{ACCOUNT, Key, World, escape, trust};

const PASSWORD: &str = "Correct-horse-1";
const START_URL: &str = "https://iam.example.com/start";
const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// A world with ann, who may assume `Cashier` but not `Boss`.
fn with_ann() -> (World, Key) {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=ann");
    world.ok(&root, &format!("CreateLoginProfile UserName=ann Password={PASSWORD}"));
    let ann = format!("arn:aws:iam::{ACCOUNT}:user/ann");
    role(&mut world, &root, "Cashier", &trust(&ann));
    role(&mut world, &root, "Boss", &trust(&format!("arn:aws:iam::{ACCOUNT}:root")));
    (world, root)
}

fn role(world: &mut World, by: &Key, name: &str, trust_policy: &str) {
    let script = format!("CreateRole RoleName={name}");
    world.ok_with(by, &script, &[("AssumeRolePolicyDocument", trust_policy)]);
}

/// Signs a user in, and gives the cookie of the browser.
fn sign_in(world: &mut World, user: &str) -> String {
    let body = json!({"account": ACCOUNT, "userName": user, "password": PASSWORD});
    let reply = world.visit("POST", "/signin/v1/password", &[], &body.to_string());
    cookie(&reply)
}

fn cookie(reply: &Reply) -> String {
    let found = reply.response.headers.iter().find(|(name, _)| name == "set-cookie");
    found.unwrap().1.split(';').next().unwrap().to_owned()
}

fn post(world: &mut World, path: &str, body: &Value) -> Reply {
    world.visit("POST", path, &[("content-type", "application/json")], &body.to_string())
}

fn body(reply: &Reply) -> Value {
    serde_json::from_slice(&reply.response.body).unwrap_or(Value::Null)
}

fn text(reply: &Reply, name: &str) -> String {
    let body = body(reply);
    body[name].as_str().unwrap_or_else(|| panic!("no {name} in {body}")).to_owned()
}

fn header(reply: &Reply, name: &str) -> String {
    let found = reply.response.headers.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

fn page(reply: &Reply) -> String {
    String::from_utf8(reply.response.body.clone()).unwrap()
}

/// `OK`, or the status and the exception as SDKs read it.
fn summary(reply: &Reply) -> String {
    match reply.response.status {
        200 => "OK".to_owned(),
        status => format!("{status} {}", header(reply, "x-amzn-ErrorType").trim_end_matches(':')),
    }
}

fn audit(reply: &Reply) -> Value {
    serde_json::from_str(&reply.audit).unwrap()
}

/// The value of a hidden field, or of any attribute that follows its name.
fn confirmation(reply: &Reply) -> String {
    let page = page(reply);
    let (_, rest) = page.split_once("name=\"confirmation\" value=\"").unwrap_or_else(|| panic!("{page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// A client that has registered.
struct Client {
    id: String,
    secret: String,
}

impl Client {
    fn register(world: &mut World, more: &Value) -> Self {
        let mut members = json!({"clientName": "cli", "clientType": "public"});
        members.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let reply = post(world, "/client/register", &members);
        assert_eq!(summary(&reply), "OK", "{}", page(&reply));
        Self { id: text(&reply, "clientId"), secret: text(&reply, "clientSecret") }
    }

    /// As the CLI does for a profile with an `sso_session`.
    fn with_scope(world: &mut World) -> Self {
        Self::register(world, &json!({"scopes": ["sso:account:access"]}))
    }

    fn start(&self, world: &mut World) -> Reply {
        let members = json!({"clientId": self.id, "clientSecret": self.secret, "startUrl": START_URL});
        post(world, "/device_authorization", &members)
    }

    fn token(&self, world: &mut World, grant_type: &str, more: &Value) -> Reply {
        let mut members = json!({"clientId": self.id, "clientSecret": self.secret, "grantType": grant_type});
        members.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        post(world, "/token", &members)
    }

    fn poll(&self, world: &mut World, started: &Reply) -> Reply {
        self.token(world, DEVICE_GRANT, &json!({"deviceCode": text(started, "deviceCode")}))
    }

    /// All of `aws sso login`: the tokens that a user lets the client have.
    fn log_in(&self, world: &mut World, cookie: &str) -> Reply {
        let started = self.start(world);
        let allowed = decide(world, cookie, &text(&started, "userCode"), "allow");
        assert_eq!(allowed.response.status, 200, "{}", page(&allowed));
        self.poll(world, &started)
    }
}

fn look(world: &mut World, cookie: &str, user_code: &str) -> Reply {
    world.visit("GET", &format!("/device?user_code={user_code}"), &[("cookie", cookie)], "")
}

/// Opens the page of a code, and presses one of its buttons.
fn decide(world: &mut World, cookie: &str, user_code: &str, decision: &str) -> Reply {
    let shown = look(world, cookie, user_code);
    submit(world, "/device", cookie, &confirmation(&shown), decision)
}

fn submit(world: &mut World, path: &str, cookie: &str, confirmation: &str, decision: &str) -> Reply {
    let headers = [("cookie", cookie), ("content-type", "application/x-www-form-urlencoded")];
    let body = format!("confirmation={}&decision={decision}", escape(confirmation));
    world.visit("POST", path, &headers, &body)
}

/// Asks the portal.
fn ask(world: &mut World, url: &str, token: &str) -> Reply {
    world.visit("GET", url, &[("x-amz-sso_bearer_token", token)], "")
}

fn accounts(world: &mut World, token: &str) -> Reply {
    ask(world, "/assignment/accounts", token)
}

fn credentials(world: &mut World, token: &str, role: &str) -> Reply {
    ask(world, &format!("/federation/credentials?account_id={ACCOUNT}&role_name={role}"), token)
}
