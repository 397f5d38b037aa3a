// SPDX-License-Identifier: Apache-2.0
//! Decoding one document: from tokens to lines, from lines to JSON.

use std::borrow::Cow;

use super::read::Malformed;

type Line = Cow<'static, str>;

/// A document as lines: `key=value`, `key=[`, `key={`, a bare list item, or a closing bracket.
#[derive(Debug, Default)]
pub(super) struct Lines(Vec<Line>);

impl Lines {
    /// The lines of a body. Edits copy from the lines of the next newer version; the default version has none.
    pub(super) fn decode(
        body: &'static str,
        newer: &Self,
        strings: &[&'static str],
    ) -> Result<Self, Malformed> {
        let mut lines = Vec::with_capacity(newer.0.len());
        let mut rest = newer.0.as_slice();
        for token in body.split_ascii_whitespace() {
            if let Some(edit) = token.strip_prefix('@') {
                let (skip, delete) = edit.split_once(',').unwrap_or((edit, "0"));
                let number =
                    |text: &str| text.parse::<usize>().map_err(|_| Malformed::of("an edit without number"));
                let (copied, after) =
                    rest.split_at_checked(number(skip)?).ok_or(Malformed::of("an edit past the end"))?;
                lines.extend_from_slice(copied);
                rest = after.get(number(delete)?..).ok_or(Malformed::of("an edit past the end"))?;
            } else if let Some(literal) = token.strip_prefix('"') {
                lines.push(unescaped(literal));
            } else {
                let number = base62(token).ok_or(Malformed::of("a token that is no number"))?;
                let line = strings.get(number).ok_or(Malformed::of("a line that the string table lacks"))?;
                lines.push(unescaped(line));
            }
        }
        lines.extend_from_slice(rest);
        Ok(Self(lines))
    }

    /// The document as JSON, indented by four spaces.
    pub(super) fn print(&self) -> Result<String, Malformed> {
        let mut printer = Printer { text: String::new(), open: Vec::new(), complete: false };
        for line in &self.0 {
            printer.line(line)?;
        }
        if printer.complete { Ok(printer.text) } else { Err(Malformed::of("a document that does not end")) }
    }
}

struct Printer {
    text: String,
    open: Vec<Open>,
    complete: bool,
}

struct Open {
    close: char,
    empty: bool,
}

impl Printer {
    fn line(&mut self, line: &str) -> Result<(), Malformed> {
        if self.complete {
            return Err(Malformed::of("lines after the document's end"));
        }
        if let "]" | "}" = line {
            let open = self.open.pop().filter(|open| line.starts_with(open.close));
            let open = open.ok_or(Malformed::of("a bracket that closes nothing"))?;
            if !open.empty {
                self.indent();
            }
            self.text.push(open.close);
            self.complete = self.open.is_empty();
            return Ok(());
        }
        let mut value = line;
        if let Some(open) = self.open.last_mut() {
            let separator = if open.empty { "" } else { "," };
            open.empty = false;
            let member = open.close == '}';
            self.text.push_str(separator);
            self.indent();
            if member {
                let (key, rest) = line.split_once('=').ok_or(Malformed::of("a member without a key"))?;
                self.quote(key);
                self.text.push_str(": ");
                value = rest;
            }
        }
        match value {
            "[" | "{" => {
                self.text.push_str(value);
                self.open.push(Open { close: if value == "[" { ']' } else { '}' }, empty: true });
            }
            _ if self.open.is_empty() => return Err(Malformed::of("a document that is not an object")),
            _ => match value.strip_prefix('!') {
                Some(word) => self.text.push_str(word),
                None => self.quote(value),
            },
        }
        Ok(())
    }

    fn indent(&mut self) {
        self.text.push('\n');
        for _ in 0..self.open.len() {
            self.text.push_str("    ");
        }
    }

    /// The catalogue holds no control characters, so these two are all that JSON wants escaped.
    fn quote(&mut self, word: &str) {
        self.text.push('"');
        for letter in word.chars() {
            if matches!(letter, '"' | '\\') {
                self.text.push('\\');
            }
            self.text.push(letter);
        }
        self.text.push('"');
    }
}

/// The bijective base 62 of the string table's numbers: 0…z, 00…zz, 000….
fn base62(token: &str) -> Option<usize> {
    let mut number: usize = 0;
    for (at, byte) in token.bytes().enumerate() {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'A'..=b'Z' => byte - b'A' + 10,
            b'a'..=b'z' => byte - b'a' + 36,
            _ => return None,
        };
        let carried = if at == 0 { 0 } else { number.checked_add(1)?.checked_mul(62)? };
        number = carried.checked_add(usize::from(digit))?;
    }
    (!token.is_empty()).then_some(number)
}

/// `\s` is a space and `\\` a backslash.
fn unescaped(line: &'static str) -> Line {
    if !line.contains('\\') {
        return Cow::Borrowed(line);
    }
    let mut text = String::with_capacity(line.len());
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => text.push(if letters.next() == Some('s') { ' ' } else { '\\' }),
            _ => text.push(letter),
        }
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRINGS: &[&str] = &["{", "}", "]"];

    fn decode(body: &'static str, newer: &Lines) -> Result<Lines, Malformed> {
        Lines::decode(body, newer, STRINGS)
    }

    #[test]
    fn a_document_and_its_older_version() {
        let newest = decode("0 \"A=[ \"x\\sy \"q\"\\\\\n 2 \"B={ 1 \"C=!true 1", &Lines::default()).unwrap();
        let text = "{\n    \"A\": [\n        \"x y\",\n        \"q\\\"\\\\\"\n    ],\n    \"B\": {},\n    \"C\": true\n}";
        assert_eq!(newest.print().unwrap(), text);
        let older = decode("@2,1 @1 \"z @1,3", &newest).unwrap();
        assert_eq!(older.0, ["{", "A=[", "q\"\\", "z", "]", "}"]);
        let text = "{\n    \"A\": [\n        \"q\\\"\\\\\",\n        \"z\"\n    ]\n}";
        assert_eq!(older.print().unwrap(), text);
    }

    #[test]
    fn numbers_are_bijective() {
        let table =
            [("0", Some(0)), ("z", Some(61)), ("00", Some(62)), ("zz", Some(3905)), ("000", Some(3906))];
        for (token, number) in table.into_iter().chain([("", None), ("é", None), ("zzzzzzzzzzzzzzzzz", None)])
        {
            assert_eq!(base62(token), number, "{token}");
        }
    }

    #[test]
    fn damage_is_reported() {
        for body in ["9", "\"x", "0", "0 2", "0 1 1", "0 \"x 1", "@1", "@x", "@0,1", "-"] {
            let outcome = decode(body, &Lines::default()).and_then(|lines| lines.print());
            assert!(outcome.is_err(), "{body}: {outcome:?}");
        }
    }
}
