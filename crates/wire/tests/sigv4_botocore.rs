// SPDX-License-Identifier: Apache-2.0
//! Odd requests signed by botocore must be accepted, for most clients sign as it does.
#![expect(clippy::unwrap_used, reason = "what a test cannot read it cannot test")]

use portcullis_wire::HttpRequest;
use portcullis_wire::sigv4::{Kind, Options, parse, verify};
use serde_json::Value;

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap()
}

fn read(case: &Value) -> HttpRequest<'_> {
    let headers = case["headers"].as_array().unwrap().iter();
    HttpRequest {
        method: text(case, "method"),
        path: text(case, "path"),
        query: text(case, "query"),
        headers: headers
            .map(|header| (header[0].as_str().unwrap().into(), header[1].as_str().unwrap().into()))
            .collect(),
        body: text(case, "body").as_bytes(),
    }
}

#[test]
fn what_botocore_signs_is_accepted_and_nothing_else() {
    let document: Value =
        serde_json::from_str(include_str!("../../../conformance/sigv4/botocore.json")).unwrap();
    let (secret, now) = (text(&document, "secret_access_key").as_bytes(), document["now"].as_i64().unwrap());
    let cases = document["cases"].as_array().unwrap();
    assert!(cases.len() >= 60);
    let mut failures = Vec::new();
    for case in cases {
        let (name, request) = (text(case, "name"), read(case));
        let presented = parse(&request).unwrap();
        assert_eq!(presented.access_key_id, text(&document, "access_key_id"), "{name}");
        assert_eq!(presented.region, text(case, "region"), "{name}");
        assert_eq!(presented.security_token.as_deref(), case["token"].as_str(), "{name}");
        assert_eq!(presented.kind != Kind::Header, case["presigned"].as_bool().unwrap(), "{name}");
        let options = Options::new(text(case, "service"));
        if let Err(fault) = verify(&request, &presented, secret, now, &options) {
            failures.push(format!("{name}: {fault}"));
        }
        let changed = HttpRequest { body: b"changed", ..request.clone() };
        assert!(verify(&changed, &presented, secret, now, &options).is_err(), "{name}");
        assert!(verify(&request, &presented, b"another secret", now, &options).is_err(), "{name}");
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
