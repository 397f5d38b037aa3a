// SPDX-License-Identifier: Apache-2.0
//! Reading of policies: nothing panics, places lie in the text, and printing keeps the meaning.

use portcullis_policy::language::{Document, json};
use portcullis_policy::validation::{WriteKind, counted_size, validate_write};

const KINDS: [WriteKind; 4] =
    [WriteKind::ManagedPolicy, WriteKind::InlinePolicy, WriteKind::TrustPolicy, WriteKind::SessionPolicy];

/// The input is a policy document.
pub fn policy_parse(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let value = json::read(text);
    if let Err(error) = &value {
        assert!(error.span.start <= error.span.end && error.span.end <= text.len(), "{error:?}");
        assert!(!error.to_string().is_empty());
    }
    let document = Document::parse(text);
    match &document {
        Ok(document) => {
            assert!(value.is_ok());
            check_print(document);
        }
        Err(error) => {
            assert!(error.span.start <= error.span.end && error.span.end <= text.len(), "{error:?}");
            let position = error.position(text);
            assert!(position.line >= 1 && position.column >= 1 && position.offset <= text.len());
        }
    }
    assert!(counted_size(text) <= text.len());
    for kind in KINDS {
        match validate_write(text, kind) {
            Ok(written) => assert_eq!(Some(&written), document.as_ref().ok(), "{kind:?}"),
            Err(refusal) => assert!(!refusal.message.is_empty()),
        }
    }
}

/// What is printed reads as the same document, but for the places; printed again it is the same text.
fn check_print(document: &Document) {
    let printed = document.to_json();
    for text in [printed.clone(), document.to_json_pretty()] {
        let again = Document::parse(&text);
        assert_eq!(again.map(|again| again.to_json()).as_deref(), Ok(printed.as_str()), "{text}");
    }
}
