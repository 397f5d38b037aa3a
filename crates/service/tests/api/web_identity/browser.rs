// SPDX-License-Identifier: Apache-2.0
//! A browser that is sent to the provider to sign in there, and comes back.

use std::collections::BTreeMap;

use portcullis_directory::record::SecretText;
use portcullis_service::Reply;
use portcullis_service::outside::{ExchangeOrder, Exchanged};
use serde_json::Value;

use super::issuer::{self, CLIENT, Claims, NAME, URL};
use crate::world::{Key, World, escape, percent_decode};

pub const PROVIDER: &str = "arn:aws:iam::111122223333:oidc-provider/idp.example.com/shop";
pub const CALLBACK: &str = "/signin/v1/oidc/callback/idp.example.com/shop";
pub const TOKEN_ENDPOINT: &str = "https://idp.example.com/shop/token";
const PLACE: &str = "https://idp.example.com/shop/.well-known/openid-configuration";

/// A world with a provider where people sign in, and the role `till`.
pub fn world() -> (World, Key) {
    let (mut world, root) = issuer::world();
    describe(&mut world, "");
    (world, root)
}

/// Publishes a discovery document with these members besides: `,"scopes_supported":["email"]`.
pub fn describe(world: &mut World, more: &str) {
    let discovery = format!(
        r#"{{"issuer":"{URL}","jwks_uri":"{URL}/keys","authorization_endpoint":"{URL}/authorize?tenant=1","token_endpoint":"{TOKEN_ENDPOINT}","response_types_supported":["code","id_token"],"subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"]{more}}}"#
    );
    world.documents.insert(PLACE.to_owned(), Ok(discovery.into()));
}

/// A way to the provider and back.
#[derive(Debug, Clone)]
pub struct Way {
    /// The browser's cookie, `NAME=VALUE`.
    pub cookie: String,
    /// What the provider is sent.
    pub sent: BTreeMap<String, String>,
}

impl Way {
    pub fn state(&self) -> &str {
        &self.sent["state"]
    }

    /// The query of a sound answer.
    pub fn answer(&self) -> String {
        format!("code=c0de&state={}", self.state())
    }
}

/// Asks for the way to the provider, with more parameters: `&role=…`.
pub fn start(world: &mut World, more: &str) -> Reply {
    world.visit("GET", &format!("/signin/v1/oidc?provider={}{more}", escape(PROVIDER)), &[], "")
}

/// Goes to the provider.
pub fn go(world: &mut World, more: &str) -> Way {
    let reply = start(world, more);
    assert_eq!(reply.response.status, 302, "{}", String::from_utf8_lossy(&reply.response.body));
    let location = header(&reply, "location").unwrap();
    let query = location.strip_prefix("https://idp.example.com/shop/authorize?tenant=1&").unwrap();
    let pair = |pair: &str| pair.split_once('=').map(|(name, value)| (name.into(), percent_decode(value)));
    let cookie = header(&reply, "set-cookie").unwrap();
    Way {
        cookie: cookie.split(';').next().unwrap().to_owned(),
        sent: query.split('&').filter_map(pair).collect(),
    }
}

/// What a sound ID token says at the end of a way.
pub fn claims(world: &World, way: &Way) -> Claims {
    Claims::at(world.now).with("sub", "\"ann\"").with("nonce", &format!("\"{}\"", way.sent["nonce"]))
}

/// Has the token endpoint answer with this ID token.
pub fn grant(world: &mut World, id_token: &str) {
    answer(
        world,
        true,
        &format!(r#"{{"access_token":"opaque","token_type":"Bearer","id_token":"{id_token}"}}"#),
    );
}

/// Has the token endpoint answer with this body.
pub fn answer(world: &mut World, is_granted: bool, body: &str) {
    let body = SecretText::new(body.to_owned());
    world.token_endpoints.insert(TOKEN_ENDPOINT.to_owned(), Ok(Exchanged { is_granted, body }));
}

/// Comes back with a query, and with the cookie.
pub fn come_back(world: &mut World, way: &Way, query: &str) -> Reply {
    visit(world, Some(&way.cookie), CALLBACK, query)
}

pub fn visit(world: &mut World, cookie: Option<&str>, path: &str, query: &str) -> Reply {
    let headers: Vec<(&str, &str)> = cookie.map(|cookie| ("cookie", cookie)).into_iter().collect();
    world.visit("GET", &format!("{path}?{query}"), &headers, "")
}

/// Goes to the provider, signs in there as ann, and comes back.
pub fn sign_in(world: &mut World, more: &str) -> Reply {
    let way = go(world, more);
    let token = claims(world, &way).sign("RS256");
    grant(world, &token);
    come_back(world, &way, &way.answer())
}

/// `OUTCOME`, or `STATUS CODE`.
pub fn summary(reply: &Reply) -> String {
    let body = body(reply);
    match reply.response.status {
        200 => body["outcome"].as_str().unwrap().to_owned(),
        status => format!("{status} {}", body["error"]["code"].as_str().unwrap()),
    }
}

pub fn body(reply: &Reply) -> Value {
    serde_json::from_slice(&reply.response.body).unwrap()
}

pub fn header<'a>(reply: &'a Reply, name: &str) -> Option<&'a str> {
    reply.response.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
}

/// The cookies that an answer sets, each with its attributes.
pub fn cookies(reply: &Reply) -> Vec<&str> {
    let headers = reply.response.headers.iter();
    headers.filter(|(name, _)| name == "set-cookie").map(|(_, value)| value.as_str()).collect()
}

/// What was sent to the token endpoint.
pub fn form(order: &ExchangeOrder) -> BTreeMap<String, String> {
    let pairs = order.form.expose().split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), percent_decode(value))).collect()
}

/// The temporary credentials of a session.
pub fn credentials(reply: &Reply) -> Key {
    let body = body(reply);
    let text = |name: &str| body["credentials"][name].as_str().unwrap().to_owned();
    Key { id: text("accessKeyId"), secret: text("secretAccessKey"), token: Some(text("sessionToken")) }
}

/// A second client of the provider.
pub fn add_client(world: &mut World, root: &Key, id: &str) {
    let script =
        format!("AddClientIDToOpenIDConnectProvider OpenIDConnectProviderArn={PROVIDER} ClientID={id}");
    world.ok(root, &script);
    assert!(PROVIDER.ends_with(NAME) && CLIENT != id);
}
