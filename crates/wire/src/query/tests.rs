// SPDX-License-Identifier: Apache-2.0
//! Hostile and arbitrary parameters, sent to every operation of the models.

use proptest::prelude::*;

use crate::form::Form;
use crate::generated::{iam, sts};

fn send_to_all(form: &Form) {
    for (name, decode) in [iam::DECODERS, sts::DECODERS].concat() {
        if let Err(fault) = decode(form) {
            assert_eq!(fault.status, 400, "{name}");
            let expected = match fault.code.as_ref() {
                "ValidationError" => " detected: Value ",
                "MalformedInput" => " ",
                code => panic!("{name}: {code}"),
            };
            assert!(fault.message.contains(expected), "{name}: {}", fault.message);
        }
    }
}

#[test]
fn every_operation_can_be_asked() {
    assert_eq!(iam::DECODERS.len() + sts::DECODERS.len(), 191);
    send_to_all(&Form::default());
}

/// Names that fit the models in parts.
fn name() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("Tags"),
        Just("TagKeys"),
        Just("UserName"),
        Just("PolicyArns"),
        Just("ContextEntries"),
        Just("ContextKeyValues"),
        Just("PolicyParameters"),
        Just("AccountProperties"),
        Just("MaxItems"),
        Just("AllUsers"),
        Just("Key"),
        Just("key"),
        Just("value"),
        Just("member"),
        Just("entry"),
        Just("0"),
        Just("1"),
        Just("01"),
        Just("2"),
        Just("4294967295"),
        Just("99999999999999999999"),
        Just(""),
        Just("ü"),
    ];
    prop::collection::vec(part, 1..7).prop_map(|parts| parts.join("."))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn arbitrary_bytes_never_panic(query in any::<String>(), body in any::<Vec<u8>>()) {
        if let Ok(form) = Form::parse(&query, &body) {
            send_to_all(&form);
        }
    }

    #[test]
    fn plausible_parameters_never_panic(parameters in prop::collection::vec((name(), any::<String>()), 0..20)) {
        send_to_all(&parameters.into_iter().collect());
    }

    #[test]
    fn what_is_encoded_comes_back(parameters in prop::collection::btree_map(".{1,40}", ".{0,40}", 0..10)) {
        let encode = crate::xml::url_encode_document;
        let body: Vec<String> =
            parameters.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        let form = Form::parse("", body.join("&").as_bytes()).unwrap();
        let found: Vec<(&str, &str)> = form.iter().collect();
        let sent: Vec<(&str, &str)> = parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        prop_assert_eq!(found, sent);
    }
}
