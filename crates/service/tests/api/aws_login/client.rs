// SPDX-License-Identifier: Apache-2.0
//! A command line that signs in, as the public description of the protocol has it, and a browser that helps it.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use portcullis_service::Reply;
use serde_json::{Value, json};

use crate::world::{ACCOUNT, Key, World, escape, percent_decode};

pub(crate) const PASSWORD: &str = "Correct-horse-1";
pub(crate) const SAME_DEVICE: &str = "arn:aws:signin:::devtools/same-device";
pub(crate) const CROSS_DEVICE: &str = "arn:aws:signin:::devtools/cross-device";
pub(crate) const CALLBACK: &str = "http://127.0.0.1:53037/oauth/callback";
pub(crate) const CONFIRMATION: &str = "https://iam.example.com/v1/sessions/confirmation";
pub(crate) const TOKEN_URL: &str = "https://iam.example.com/v1/token";
const VERIFIER: &str = "the-verifier-of-a-test.0123456789~abcdefghijklm";

/// A command line with its key.
pub(crate) struct Cli {
    key: EcdsaKeyPair,
    proofs: u32,
    pub(crate) client: &'static str,
    pub(crate) redirect_uri: &'static str,
}

impl Cli {
    pub(crate) fn new() -> Self {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        Self { key, proofs: 0, client: SAME_DEVICE, redirect_uri: CALLBACK }
    }

    pub(crate) fn remote() -> Self {
        Self { client: CROSS_DEVICE, redirect_uri: CONFIRMATION, ..Self::new() }
    }

    /// The URL to which the browser is sent, with other values for some parameters; an empty one is left out.
    pub(crate) fn url_with(&self, other: &[(&str, &str)]) -> String {
        let challenge = BASE64.encode(digest(&SHA256, VERIFIER.as_bytes()));
        let mut parameters = vec![
            ("response_type", "code".to_owned()),
            ("client_id", self.client.to_owned()),
            ("state", "the state & more".to_owned()),
            ("code_challenge_method", "SHA-256".to_owned()),
            ("scope", "openid".to_owned()),
            ("redirect_uri", self.redirect_uri.to_owned()),
            ("code_challenge", challenge),
        ];
        for (name, value) in other {
            parameters.retain(|(known, _)| known != name);
            if !value.is_empty() {
                parameters.push((name, (*value).to_owned()));
            }
        }
        let query: Vec<_> =
            parameters.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect();
        format!("/v1/authorize?{}", query.join("&"))
    }

    pub(crate) fn url(&self) -> String {
        self.url_with(&[])
    }

    /// The body that turns a code into credentials.
    pub(crate) fn redeeming(&self, code: &str) -> Value {
        json!({
            "clientId": self.client, "grantType": "authorization_code", "code": code,
            "codeVerifier": VERIFIER, "redirectUri": self.redirect_uri,
        })
    }

    /// The body that asks for new credentials.
    pub(crate) fn refreshing(&self, token: &str) -> Value {
        json!({"clientId": self.client, "grantType": "refresh_token", "refreshToken": token})
    }

    /// The public half of the key.
    pub(crate) fn jwk(&self) -> Value {
        let (x, y) = self.key.public_key().as_ref()[1..].split_at(32);
        json!({"kty": "EC", "crv": "P-256", "x": BASE64.encode(x), "y": BASE64.encode(y)})
    }

    /// Header and payload of a new proof.
    pub(crate) fn claims(&mut self, now: i64) -> (Value, Value) {
        self.proofs += 1;
        let header = json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": self.jwk()});
        let id = format!("proof {}", self.proofs);
        (header, json!({"htm": "POST", "htu": TOKEN_URL, "iat": now, "jti": id}))
    }

    pub(crate) fn signed(&self, (header, payload): &(Value, Value)) -> String {
        let input = format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(payload.to_string()));
        let signature = self.key.sign(&SystemRandom::new(), input.as_bytes()).unwrap();
        format!("{input}.{}", BASE64.encode(signature))
    }

    /// Asks for a token with a new proof.
    pub(crate) fn ask(&mut self, world: &mut World, body: &Value) -> Reply {
        let claims = self.claims(world.now);
        let proof = self.signed(&claims);
        ask_with(world, &[("dpop", &proof)], body)
    }

    /// Lets whoever has this cookie allow it, and gives the code.
    pub(crate) fn code(&self, world: &mut World, cookie: &str) -> String {
        let asked = consent(&visit(world, cookie, &self.url()));
        let allowed = decide(world, cookie, &asked, "allow");
        parameter(&location(&allowed), "code")
    }

    /// The whole way to a first answer with credentials.
    pub(crate) fn log_in(&mut self, world: &mut World, cookie: &str) -> Value {
        let code = self.code(world, cookie);
        let reply = self.ask(world, &self.redeeming(&code));
        assert_eq!(summary(&reply), "200");
        body(&reply)
    }
}

/// Asks for a token with these headers.
pub(crate) fn ask_with(world: &mut World, headers: &[(&str, &str)], body: &Value) -> Reply {
    world.visit("POST", "/v1/token", headers, &body.to_string())
}

/// A world with bob, who has a password and may log in.
pub(crate) fn with_bob() -> (World, Key) {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=bob");
    world.ok(&root, &format!("CreateLoginProfile UserName=bob Password={PASSWORD}"));
    let arn = "arn:aws:iam::aws:policy/SignInLocalDevelopmentAccess";
    world.ok(&root, &format!("AttachUserPolicy UserName=bob PolicyArn={arn}"));
    world.grant(&root, "bob", "own", "Allow iam:GetUser,iam:ChangePassword *");
    (world, root)
}

/// Signs bob in, and gives the cookie.
pub(crate) fn sign_in(world: &mut World) -> String {
    let given = json!({"account": ACCOUNT, "userName": "bob", "password": PASSWORD});
    cookie(&world.visit("POST", "/signin/v1/password", &[], &given.to_string()))
}

pub(crate) fn visit(world: &mut World, cookie: &str, url: &str) -> Reply {
    world.visit("GET", url, &[("cookie", cookie)], "")
}

/// Sends the form of the page that asks.
pub(crate) fn decide(world: &mut World, cookie: &str, consent: &str, decision: &str) -> Reply {
    decide_with(world, &[("cookie", cookie), ("sec-fetch-site", "same-origin")], consent, decision)
}

pub(crate) fn decide_with(
    world: &mut World,
    headers: &[(&str, &str)],
    consent: &str,
    decision: &str,
) -> Reply {
    let form = ("content-type", "application/x-www-form-urlencoded");
    let headers: Vec<_> = headers.iter().copied().chain([form]).collect();
    world.visit(
        "POST",
        "/v1/authorize",
        &headers,
        &format!("consent={}&decision={decision}", escape(consent)),
    )
}

/// What the form of the page carries.
pub(crate) fn consent(page: &Reply) -> String {
    let html = html(page);
    let (_, rest) =
        html.split_once("name=\"consent\" value=\"").unwrap_or_else(|| panic!("no form in {html}"));
    rest.split('"').next().unwrap().to_owned()
}

pub(crate) fn html(page: &Reply) -> String {
    String::from_utf8(page.response.body.clone()).unwrap()
}

pub(crate) fn header(reply: &Reply, name: &str) -> String {
    let found = reply.response.headers.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

pub(crate) fn location(reply: &Reply) -> String {
    assert_eq!(reply.response.status, 302, "{}", html(reply));
    header(reply, "location")
}

pub(crate) fn cookie(reply: &Reply) -> String {
    header(reply, "set-cookie").split(';').next().unwrap().to_owned()
}

/// A parameter in the query of a URL, decoded.
pub(crate) fn parameter(url: &str, name: &str) -> String {
    let query = url.split_once('?').unwrap().1;
    let found = query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")));
    percent_decode(found.unwrap_or_else(|| panic!("no {name} in {url}")))
}

pub(crate) fn body(reply: &Reply) -> Value {
    serde_json::from_slice(&reply.response.body).unwrap_or(Value::Null)
}

/// The status, and the error if there is one.
pub(crate) fn summary(reply: &Reply) -> String {
    let body = body(reply);
    let kind = header(reply, "x-amzn-errortype");
    match (body["error"].as_str(), body["error"]["code"].as_str()) {
        (Some(error), _) => format!("{} {kind} {error}", reply.response.status),
        (None, Some(code)) => format!("{} {code}", reply.response.status),
        _ => reply.response.status.to_string(),
    }
}

/// The key in an answer with credentials.
pub(crate) fn key(answer: &Value) -> Key {
    let text = |name: &str| answer["accessToken"][name].as_str().unwrap().to_owned();
    Key { id: text("accessKeyId"), secret: text("secretAccessKey"), token: Some(text("sessionToken")) }
}

pub(crate) fn refresh_token(answer: &Value) -> String {
    answer["refreshToken"].as_str().unwrap().to_owned()
}

pub(crate) fn audit(reply: &Reply) -> Value {
    serde_json::from_str(&reply.audit).unwrap()
}
