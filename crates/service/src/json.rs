// SPDX-License-Identifier: Apache-2.0
//! JSON values to write, in the order they were put together.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

/// A JSON value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Json {
    #[default]
    Null,
    Boolean(bool),
    Number(usize),
    Text(String),
    Array(Vec<Self>),
    Object(Vec<(Cow<'static, str>, Self)>),
    /// JSON that was written already.
    Written(String),
}

impl Json {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn optional(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Null, Self::text)
    }

    pub(crate) fn object<const N: usize>(members: [(&'static str, Self); N]) -> Self {
        Self::Object(members.into_iter().map(|(key, value)| (Cow::Borrowed(key), value)).collect())
    }

    /// Adds a member to an object.
    pub(crate) fn set(&mut self, key: impl Into<Cow<'static, str>>, value: Self) {
        if let Self::Object(members) = self {
            members.push((key.into(), value));
        }
    }

    /// The text in a string with room for so many bytes.
    pub(crate) fn render(&self, capacity: usize) -> String {
        let mut out = String::with_capacity(capacity);
        self.push_to(&mut out);
        out
    }

    fn push_to(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
            // Writing to a string cannot fail.
            Self::Number(value) => write!(out, "{value}").unwrap_or_default(),
            Self::Text(text) => push_text(out, text),
            Self::Written(json) => out.push_str(json),
            Self::Array(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    item.push_to(out);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (index, (key, value)) in members.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    push_text(out, key);
                    out.push(':');
                    value.push_to(out);
                }
                out.push('}');
            }
        }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.render(0))
    }
}

/// Appends a text with its quotes.
pub(crate) fn push_text(out: &mut String, text: &str) {
    out.push('"');
    out.push_str(&escaped(text));
    out.push('"');
}

/// Appends a text with its quotes, or `null`.
pub(crate) fn push_optional(out: &mut String, text: Option<&str>) {
    match text {
        Some(text) => push_text(out, text),
        None => out.push_str("null"),
    }
}

/// A text as it stands between quotes. Nearly every text stands for itself.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    if bytes_before(text, SPECIALS) == text.len() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((at, special)) = rest.char_indices().find(|(_, character)| is_special(*character)) {
        let (plain, after) = rest.split_at(at);
        out.push_str(plain);
        match special {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            other => write!(out, "\\u{:04x}", u32::from(other)).unwrap_or_default(),
        }
        rest = after.strip_prefix(special).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Bytes below the first, and these, may be of special characters: U+2028 and U+2029 begin with the last.
pub(crate) const SPECIALS: (u8, [u8; 3]) = (b' ', [b'"', b'\\', 0xE2]);

/// How many bytes of a text come before the first that is below a bound or one of others.
#[inline]
pub(crate) fn bytes_before<const N: usize>(text: &str, (bound, others): (u8, [u8; N])) -> usize {
    let bytes = text.as_bytes();
    let (blocks, _) = bytes.as_chunks();
    let passed = BLOCK * blocks.iter().take_while(|block| !has_any(block, bound, &others)).count();
    // What is left is looked at together with some of what is passed.
    if bytes.len() - passed < BLOCK && bytes.last_chunk().is_some_and(|block| !has_any(block, bound, &others))
    {
        return bytes.len();
    }
    let rest = bytes.get(passed..).unwrap_or_default();
    passed + rest.iter().position(|byte| *byte < bound || others.contains(byte)).unwrap_or(rest.len())
}

/// As many bytes as are looked at together.
const BLOCK: usize = 16;

/// Whether any byte is below a bound or one of others.
#[inline(always)]
fn has_any(block: &[u8; BLOCK], bound: u8, others: &[u8]) -> bool {
    // One thing after the other, without ending early: compilers make a few vector instructions of that, if they know
    // what is looked for.
    let has_low = block.iter().fold(false, |found, byte| found | (*byte < bound));
    let has = |wanted: u8| block.iter().fold(false, |found, byte| found | (*byte == wanted));
    others.iter().fold(has_low, |found, other| found | has(*other))
}

/// Line and paragraph separators break tools that split a log into lines.
fn is_special(character: char) -> bool {
    matches!(character, '"' | '\\' | '\u{2028}' | '\u{2029}') || character < ' '
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_special_is_escaped_wherever_it_stands() {
        let specials = [
            ("\"", "\\\""),
            ("\\", "\\\\"),
            ("\n", "\\n"),
            ("\u{1}", "\\u0001"),
            ("\u{2028}", "\\u2028"),
            ("’", "’"),
        ];
        for before in 0..40 {
            for after in [0, 1, 15, 16, 40] {
                let (before, after) = ("é".repeat(before), "x".repeat(after));
                assert!(matches!(escaped(&(before.clone() + &after)), Cow::Borrowed(_)));
                for (special, escape) in specials {
                    let text = [&before, special, &after, special].concat();
                    assert_eq!(escaped(&text), [&before, escape, &after, escape].concat());
                }
            }
        }
    }
}
