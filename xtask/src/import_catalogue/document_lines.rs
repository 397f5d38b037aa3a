// SPDX-License-Identifier: Apache-2.0
//! A policy document as a list of lines, and as the text its reader must give back.

use serde_json::Value;

/// Where [`hash`] starts: the offset basis of 64-bit FNV-1a.
pub(crate) const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;

/// Takes a text and its end into the hash.
pub(crate) fn hash(hash: &mut u64, text: &str) {
    for byte in text.bytes().chain([b'\n']) {
        *hash = (*hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
}

/// The lines of a document. Texts that the notation would confuse are refused; none occur.
pub(crate) fn of(document: &Value) -> Result<Vec<String>, String> {
    let mut lines = Vec::new();
    add(&mut lines, "", document)?;
    Ok(lines)
}

fn add(lines: &mut Vec<String>, key: &str, value: &Value) -> Result<(), String> {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => lines.push(format!("{key}!{value}")),
        Value::String(text) => {
            let confusing = ["[", "]", "{", "}"].contains(&text.as_str()) || text.starts_with('!');
            if confusing || text.chars().any(char::is_control) {
                return Err(format!("the value `{text}` has no notation"));
            }
            lines.push(format!("{key}{text}"));
        }
        Value::Array(items) => {
            lines.push(format!("{key}["));
            for item in items {
                add(lines, "", item)?;
            }
            lines.push("]".to_owned());
        }
        Value::Object(members) => {
            lines.push(format!("{key}{{"));
            for (name, member) in members {
                if name.contains('=') || name.chars().any(char::is_control) {
                    return Err(format!("the name `{name}` has no notation"));
                }
                add(lines, &format!("{name}="), member)?;
            }
            lines.push("}".to_owned());
        }
    }
    Ok(())
}

/// The document as text, indented by four spaces as AWS shows its own.
pub(crate) fn printed(document: &Value) -> String {
    let mut text = String::new();
    print(&mut text, 0, document);
    text
}

fn print(text: &mut String, depth: usize, value: &Value) {
    let indent = |text: &mut String, depth: usize| {
        text.push('\n');
        text.push_str(&"    ".repeat(depth));
    };
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => text.push_str(&value.to_string()),
        Value::String(word) => quote(text, word),
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                text.push_str(if at == 0 { "" } else { "," });
                indent(text, depth + 1);
                print(text, depth + 1, item);
            }
            if !items.is_empty() {
                indent(text, depth);
            }
            text.push(']');
        }
        Value::Object(members) => {
            text.push('{');
            for (at, (name, member)) in members.iter().enumerate() {
                text.push_str(if at == 0 { "" } else { "," });
                indent(text, depth + 1);
                quote(text, name);
                text.push_str(": ");
                print(text, depth + 1, member);
            }
            if !members.is_empty() {
                indent(text, depth);
            }
            text.push('}');
        }
    }
}

fn quote(text: &mut String, word: &str) {
    text.push('"');
    for letter in word.chars() {
        if matches!(letter, '"' | '\\') {
            text.push('\\');
        }
        text.push(letter);
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::super::json;
    use super::*;

    #[test]
    fn lines_and_text_of_a_document() {
        let document = json::parse(r#"{"A": ["x", {"B": true}], "C": {}, "D": []}"#).unwrap();
        assert_eq!(
            of(&document).unwrap(),
            ["{", "A=[", "x", "{", "B=!true", "}", "]", "C={", "}", "D=[", "]", "}"]
        );
        let expected = "{\n    \"A\": [\n        \"x\",\n        {\n            \"B\": true\n        }\n    ],\n    \
            \"C\": {},\n    \"D\": []\n}";
        assert_eq!(printed(&document), expected);
    }

    #[test]
    fn confusing_texts_are_refused() {
        for source in [r#"["["]"#, r#"["!x"]"#, r#"{"a=b": "c"}"#, r#"["a\nb"]"#] {
            assert!(of(&json::parse(source).unwrap()).is_err(), "{source}");
        }
    }
}
