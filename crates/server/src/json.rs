// SPDX-License-Identifier: Apache-2.0
//! Writes JSON texts; log lines need no more of JSON than that.

use std::fmt::Write;

/// Appends a text with its quotes.
pub(crate) fn push_text(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            character if character.is_control() => {
                // Writing to a string cannot fail. All control characters stand below U+0100.
                let _infallible = write!(out, "\\u{:04x}", u32::from(character));
            }
            character => out.push(character),
        }
    }
    out.push('"');
}

/// Appends a number.
pub(crate) fn push_number(out: &mut String, number: u64) {
    // Most have few digits, which takes no more than some steps.
    if number >= 10 {
        push_number(out, number / 10);
    }
    out.push(char::from(b'0' + u8::try_from(number % 10).unwrap_or_default()));
}

/// Appends what stands behind a whole number: a point, and three digits.
pub(crate) fn push_thousandths(out: &mut String, thousandths: u64) {
    out.push('.');
    for digit in [thousandths / 100 % 10, thousandths / 10 % 10, thousandths % 10] {
        push_number(out, digit);
    }
}

/// The members of an object, each as its quoted key and its value, both as they stand in the text. `None` if the
/// text is no object that was written without white space.
pub(crate) fn members(object: &str) -> Option<Vec<(&str, &str)>> {
    let mut rest = object.strip_prefix('{')?.strip_suffix('}')?;
    let mut members = Vec::new();
    while !rest.is_empty() {
        let (member, after) = split_at_outer(rest, ',');
        let (key, value) = split_at_outer(member, ':');
        members.push((key, value?));
        rest = after.unwrap_or_default();
    }
    Some(members)
}

/// Splits at the first separator that stands neither in a text nor in a nested value.
fn split_at_outer(text: &str, separator: char) -> (&str, Option<&str>) {
    let (mut depth, mut quoted, mut escaped) = (0_u32, false, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '{' | '[' => depth = depth.saturating_add(1),
            '}' | ']' => depth = depth.saturating_sub(1),
            found if found == separator && depth == 0 => {
                let (before, after) = text.split_at(at);
                return (before, after.strip_prefix(separator));
            }
            _ => {}
        }
    }
    (text, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_those_of_the_outermost_object() {
        let object = r#"{"a":{"b":[1,2],"c":","},"d\",\\":"}","e":null}"#;
        let expected = [(r#""a""#, r#"{"b":[1,2],"c":","}"#), (r#""d\",\\""#, r#""}""#), (r#""e""#, "null")];
        assert_eq!(members(object).unwrap(), expected);
        assert_eq!(members("{}").unwrap(), []);
        assert_eq!(members(""), None);
        assert_eq!(members("{1}"), None);
    }

    #[test]
    fn numbers_are_written_as_everywhere() {
        for number in [0, 9, 10, 200, 1_009, u64::MAX] {
            let mut out = String::new();
            push_number(&mut out, number);
            assert_eq!(out, number.to_string());
        }
    }

    #[test]
    fn control_characters_and_quotes_are_escaped() {
        let mut out = String::new();
        push_text(&mut out, "a\"b\\c\nd\u{1b}[31mé\u{85}");
        assert_eq!(out, "\"a\\\"b\\\\c\\nd\\u001b[31mé\\u0085\"");
    }
}
