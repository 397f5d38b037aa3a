// SPDX-License-Identifier: Apache-2.0
//! Printing: what is printed reads back as the same document, and places point at what they say.

mod language_documents;

use language_documents::{documents, operators, without_places};
use portcullis_policy::language::json::{self, Kind};
use portcullis_policy::language::{Document, Operator, Span};
use proptest::prelude::*;

proptest! {
    #[test]
    fn reading_a_printed_document_gives_it_back(document in documents()) {
        for text in [document.to_json(), document.to_json_pretty()] {
            let again = Document::parse(&text).map_err(|error| TestCaseError::fail(format!("{error}: {text}")))?;
            prop_assert_eq!(without_places(again), document.clone());
        }
    }

    #[test]
    fn printing_compactly_writes_no_space_outside_texts(document in documents()) {
        let compact = document.to_json();
        let pretty = Document::parse(&document.to_json_pretty()).expect("it reads back");
        prop_assert_eq!(pretty.to_json(), compact);
    }

    #[test]
    fn every_place_reads_back_as_its_element(document in documents(), pretty in any::<bool>()) {
        let text = if pretty { document.to_json_pretty() } else { document.to_json() };
        let document = Document::parse(&text).expect("it reads back");
        let at = |span: Span| json::read(span.slice(&text)).expect("each place is JSON").kind;
        for statement in &document.statements {
            let alone = format!(r#"{{"Statement":{}}}"#, statement.span.slice(&text));
            let alone = without_places(Document::parse(&alone).expect("a statement alone")).statements;
            prop_assert_eq!(&alone, &vec![without_places(document.clone()).statements.swap_remove(
                document.statements.iter().position(|one| one == statement).expect("it is one of them"),
            )]);
            for text in statement.sid.iter().chain(&statement.action.patterns) {
                prop_assert_eq!(at(text.span), Kind::Text(text.value.clone()));
            }
            for principal in statement.principal.iter().flat_map(|element| &element.principals) {
                prop_assert_eq!(at(principal.span), Kind::Text(principal.value.text.clone()));
            }
            for text in statement.resource.iter().flat_map(|element| &element.patterns) {
                prop_assert_eq!(at(text.span), Kind::Text(text.value.clone()));
            }
            for block in &statement.conditions {
                prop_assert_eq!(at(block.text.span), Kind::Text(block.text.value.clone()));
                for entry in &block.entries {
                    prop_assert_eq!(at(entry.key.span), Kind::Text(entry.key.value.clone()));
                    for value in &entry.values {
                        let expected = match at(value.span) {
                            Kind::Boolean(truth) => truth.to_string(),
                            Kind::Text(text) | Kind::Number(text) => text,
                            other => panic!("{other:?} is no condition value"),
                        };
                        prop_assert_eq!(&expected, &value.value.text);
                    }
                }
            }
        }
    }

    #[test]
    fn c_3_operators_read_back_in_any_case(operator in operators()) {
        let name = operator.to_string();
        for text in [name.clone(), name.to_lowercase(), name.to_uppercase()] {
            prop_assert_eq!(Operator::parse(&text), Ok(operator));
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>(), broken in "[{}\\[\\]\",:\\\\u0-9a-f eE.tn-]{0,40}") {
        let _ = Document::parse(&text);
        let _ = Document::parse(&broken);
        let _ = json::read(&broken);
    }

    #[test]
    fn errors_point_into_the_source(document in documents(), cut in any::<prop::sample::Index>()) {
        let text = document.to_json();
        let end = (0..=cut.index(text.len())).rev().find(|end| text.is_char_boundary(*end)).expect("0 is one");
        let cut = Span { start: 0, end }.slice(&text);
        let error = Document::parse(cut).expect_err("a cut document is no document");
        prop_assert!(error.span.start <= error.span.end && error.span.end <= end);
        prop_assert!(text.is_char_boundary(error.span.start) && text.is_char_boundary(error.span.end));
    }
}

#[test]
fn a_printed_document_looks_as_people_write_it() {
    let text = r#"{"Statement":{"Condition":{"Bool":{"aws:SecureTransport":false}},"Resource":["a","b"],
        "Action":"s3:*","Effect":"Deny","Principal":{"AWS":["111122223333"],"Service":[]}},"Version":"2012-10-17"}"#;
    let document = Document::parse(text).expect("a document");
    assert_eq!(
        document.to_json(),
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":["a","b"],"Condition":{"Bool":{"aws:SecureTransport":false}}}}"#,
    );
    let expected = r#"{
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Deny",
        "Principal": {
            "AWS": "111122223333"
        },
        "Action": "s3:*",
        "Resource": [
            "a",
            "b"
        ],
        "Condition": {
            "Bool": {
                "aws:SecureTransport": false
            }
        }
    }
}"#;
    assert_eq!(document.to_json_pretty(), expected);
}
