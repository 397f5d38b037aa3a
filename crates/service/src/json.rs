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

/// Writes the members of an object one after the other, without putting them together first.
pub(crate) struct Members<'a> {
    out: &'a mut String,
    separator: char,
}

impl<'a> Members<'a> {
    /// Begins an object.
    pub(crate) fn new(out: &'a mut String) -> Self {
        Self { out, separator: '{' }
    }

    /// Writes a key that needs no escapes, and gives the place for its value.
    pub(crate) fn key(&mut self, key: &str) -> &mut String {
        self.out.push(self.separator);
        self.separator = ',';
        self.out.push('"');
        self.out.push_str(key);
        self.out.push_str("\":");
        self.out
    }

    /// Writes a text.
    pub(crate) fn text(&mut self, key: &str, text: &str) {
        push_text(self.key(key), text);
    }

    /// Writes a text, or `null`.
    pub(crate) fn optional(&mut self, key: &str, text: Option<&str>) {
        match text {
            Some(text) => self.text(key, text),
            None => self.written(key, "null"),
        }
    }

    /// Writes JSON that was written already.
    pub(crate) fn written(&mut self, key: &str, json: &str) {
        self.key(key).push_str(json);
    }

    /// Ends the object.
    pub(crate) fn end(self) {
        if self.separator == '{' {
            self.out.push('{');
        }
        self.out.push('}');
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
    let mut rest = text;
    // Bytes are looked at much quicker than characters.
    if !text.bytes().fold(false, |found, byte| found | may_be_special(byte)) {
        out.push_str(text);
        out.push('"');
        return;
    }
    // Whole runs of what stands for itself are copied at once: nearly every text is one.
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
    out.push('"');
}

/// Whether a byte may be of a special character.
fn may_be_special(byte: u8) -> bool {
    // The separators begin with the last.
    (byte < b' ') | (byte == b'"') | (byte == b'\\') | (byte == 0xE2)
}

/// Line and paragraph separators break tools that split a log into lines.
fn is_special(character: char) -> bool {
    matches!(character, '"' | '\\' | '\u{2028}' | '\u{2029}') || character < ' '
}
