// SPDX-License-Identifier: Apache-2.0
//! Hostile and arbitrary parameters, sent to every operation of the models.

use proptest::prelude::*;
use serde_json::Value;

use crate::form::Form;
use crate::generated::{iam, sts};
use crate::pattern::Pattern;

fn send_to_all(form: &Form) {
    for (name, decode) in [iam::DECODERS, sts::DECODERS].concat() {
        if let Err(fault) = decode(form) {
            assert_eq!(fault.status, 400, "{name}");
            let is_expected = match fault.code.as_ref() {
                "ValidationError" => {
                    fault.message.contains(" detected: Value ")
                        || fault.message.starts_with("The specified value for ")
                }
                "MalformedInput" => !fault.message.is_empty(),
                code => panic!("{name}: {code}"),
            };
            assert!(is_expected, "{name}: {}", fault.message);
        }
    }
}

#[test]
fn every_operation_can_be_asked() {
    assert_eq!(iam::DECODERS.len() + sts::DECODERS.len(), 191);
    send_to_all(&Form::default());
}

/// Texts of which one fits each constrained shape.
const SAMPLES: [&str; 15] = [
    "SAMPLESAMPLE0123456789",
    "p-sample01",
    "o-0123456789",
    "sample-sample-sample-sample",
    "SAMPLEsample0123",
    "arn:aws:iam::123456789012:role/sample",
    "/sample/",
    "123456789012",
    "012345",
    "v1",
    "sample",
    "https://sample.example/",
    "o-0123456789/r-0123",
    "sample.example/a:b",
    "{}",
];

/// Adds parameters that fill in a shape wholly, as the model has it.
fn fill(model: &Value, shape: &str, place: &str, parameters: &mut Vec<(String, String)>) {
    let facts = &model["shapes"][shape];
    let target = |key: &str| facts[key].as_str().unwrap();
    let number = |key: &str| facts[key].as_u64().unwrap_or_default();
    match facts["type"].as_str().unwrap() {
        "structure" => {
            for (name, member) in facts["members"].as_object().unwrap() {
                let dot = if place.is_empty() { "" } else { "." };
                fill(model, member.as_str().unwrap(), &format!("{place}{dot}{name}"), parameters);
            }
        }
        "list" => {
            for index in 1..=number("min").max(1) {
                fill(model, target("member"), &format!("{place}.member.{index}"), parameters);
            }
        }
        "map" => {
            fill(model, target("key"), &format!("{place}.entry.1.key"), parameters);
            fill(model, target("value"), &format!("{place}.entry.1.value"), parameters);
        }
        "integer" => parameters.push((place.to_owned(), number("min").to_string())),
        "boolean" => parameters.push((place.to_owned(), "true".to_owned())),
        "string" => {
            let pattern = facts["pattern"].as_str().map(|source| Pattern::new(source.to_owned().leak()));
            let fits = |text: &&str| {
                let length = text.len() as u64;
                length >= number("min")
                    && facts["max"].as_u64().is_none_or(|max| length <= max)
                    && pattern.as_ref().is_none_or(|pattern| pattern.matches(text))
            };
            let plain = "s".repeat(usize::try_from(number("min")).unwrap());
            let sample = match facts["enum"].as_array() {
                Some(values) => values[0].as_str().unwrap(),
                None => SAMPLES
                    .into_iter()
                    .chain([plain.as_str()])
                    .find(fits)
                    .unwrap_or_else(|| panic!("no sample fits `{shape}`")),
            };
            parameters.push((place.to_owned(), sample.to_owned()));
        }
        kind => panic!("`{shape}` is a {kind}"),
    }
}

#[test]
fn every_member_of_every_request_is_read() {
    let iam_model = include_str!("../../../../models/iam.json");
    let sts_model = include_str!("../../../../models/sts.json");
    for (model, decoders) in [(iam_model, iam::DECODERS), (sts_model, sts::DECODERS)] {
        let model: Value = serde_json::from_str(model).unwrap();
        for (name, decode) in decoders {
            let mut parameters = Vec::new();
            if let Some(input) = model["operations"][name]["input"].as_str() {
                fill(&model, input, "", &mut parameters);
            }
            let count = parameters.len();
            let request =
                decode(&parameters.into_iter().collect()).unwrap_or_else(|fault| panic!("{name}: {fault}"));
            assert!(!request.contains("None") && !request.contains("[]"), "{name}: {request}");
            assert!(request.matches(": ").count() >= count, "{name}: {request}");
        }
    }
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
        let text = body.join("&");
        let form = Form::parse("", text.as_bytes()).unwrap();
        let found: Vec<(&str, &str)> = form.iter().collect();
        let sent: Vec<(&str, &str)> = parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        prop_assert_eq!(found, sent);
    }
}
