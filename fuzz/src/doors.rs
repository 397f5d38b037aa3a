// SPDX-License-Identifier: Apache-2.0
//! The doors besides IAM's and STS's: sign-in, federation, Identity Center and the authorization API. Nobody comes in by
//! chance, and nobody is sent to another house.

use portcullis_service::Reply;
use portcullis_wire::HttpRequest;
use serde_json::Value;

use super::house::{HOUSE, PUBLIC_URL, check_answer};
use super::request;

/// The input is a request.
pub fn requests(input: &[u8]) {
    let Some(request) = request::read(input) else { return };
    let path = request.path;
    let reply = HOUSE.answer(request);
    check_answer(&reply);
    check_stranger(&reply, path);
}

/// The input is a path, a line feed, and the body that goes there: to sign-in and Identity Center as a stranger sends it,
/// to the authorization API signed by the root user. A user who may nothing is asked about.
pub fn json_bodies(input: &[u8]) {
    let mut parts = input.splitn(2, |byte| *byte == b'\n');
    let path = std::str::from_utf8(parts.next().unwrap_or_default()).unwrap_or_default();
    let body = parts.next().unwrap_or_default();
    if portcullis_service::sign_in::is_for(path) || portcullis_service::identity_center::is_for(path) {
        let headers = vec![("host".into(), "iam.example.com".into())];
        let reply = HOUSE.answer(HttpRequest { method: "POST", path, query: "", headers, body });
        check_answer(&reply);
        check_stranger(&reply, path);
        return;
    }
    if !portcullis_service::authorization_api::is_for(path) {
        return;
    }
    let reply = HOUSE.signed_at(path, "portcullis", Vec::new(), body);
    check_answer(&reply);
    assert!(reply.transition.is_none(), "a question changes nothing");
    let answer: Value = serde_json::from_slice(&reply.response.body).expect("an answer is JSON");
    if reply.fault.is_some() {
        assert!(answer["error"]["code"].is_string() && answer["error"]["message"].is_string(), "{answer}");
        return;
    }
    assert!(answer.get("userArn").is_none(), "nobody has a credential of a service: {answer}");
    let decision = answer["decision"].as_str().unwrap_or_default();
    assert!(["allow", "explicitDeny", "implicitDeny"].contains(&decision), "{answer}");
    let is_bob = answer["principal"].as_str().is_some_and(|arn| arn.ends_with("/bob"));
    assert!(!is_bob || decision == "explicitDeny", "a user who may nothing: {answer}");
}

/// That a stranger stays one: nothing is changed, no session begins, no secret is told, and a browser stays here.
fn check_stranger(reply: &Reply, path: &str) {
    assert!(reply.transition.is_none(), "{path}");
    let body = String::from_utf8_lossy(&reply.response.body);
    for secret in ["ecretAccessKey\"", "ecretAccessKey>", "signedIn", "SigninToken\""] {
        assert!(!body.contains(secret), "{path}: {body}");
    }
    for (name, value) in &reply.response.headers {
        if name == "location" {
            let rest = value.strip_prefix(PUBLIC_URL).unwrap_or(value);
            let is_here = rest.starts_with('/') && !rest.starts_with("//") && !rest.starts_with("/\\");
            assert!(is_here, "{path}: {value}");
        }
        // A cookie may be ended, and none that is a session's begun.
        let is_session = name == "set-cookie" && value.starts_with("portcullis-session=");
        assert!(!is_session || value.starts_with("portcullis-session=;"), "{path}: {value}");
    }
}
