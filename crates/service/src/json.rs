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

fn push_text(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
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

/// Line and paragraph separators break tools that split a log into lines.
fn is_special(character: char) -> bool {
    matches!(character, '"' | '\\' | '\u{2028}' | '\u{2029}') || character < ' '
}
