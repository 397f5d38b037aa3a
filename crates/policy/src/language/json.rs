// SPDX-License-Identifier: Apache-2.0
//! A strict JSON reader that keeps the place of every value and key.
//!
//! It reads what RFC 8259 allows and no more, refuses repeated keys (rule G-1), and bounds the size and the nesting of
//! what it reads, so that hostile text costs no more than honest text of its length.

use std::collections::BTreeSet;
use std::fmt;

use super::document::Located;
use super::span::Span;

/// The longest text that is read, in bytes: AWS's limit of 131,072 characters for a policy parameter, at four bytes each.
pub const TEXT_BYTES_MAX: usize = 524_288;

/// The deepest nesting of arrays and objects that is read. A policy needs seven levels.
pub const DEPTH_MAX: usize = 32;

/// A JSON value and its bytes in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    /// From its first byte to the one after its last; a text's quotes included.
    pub span: Span,
}

/// The kinds of JSON values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number, as it was written.
    Number(String),
    /// A text with its escapes resolved.
    Text(String),
    /// An array.
    Array(Vec<Value>),
    /// An object's members in the order of the source. No key occurs twice.
    Object(Vec<Member>),
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The key with its escapes resolved; its place includes the quotes.
    pub key: Located<String>,
    /// The value.
    pub value: Value,
}

/// Why a text is not JSON, or not JSON that is read here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError {
    /// What is wrong.
    pub kind: JsonErrorKind,
    /// Where.
    pub span: Span,
}

/// What can be wrong with a JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonErrorKind {
    /// The text is longer than this many bytes, which are all that is read.
    TooLong(usize),
    /// Arrays and objects are nested deeper than [`DEPTH_MAX`].
    TooDeep,
    /// The text ends inside a value.
    UnexpectedEnd,
    /// Another character than the grammar asks for.
    Unexpected {
        /// The character found.
        found: char,
        /// What may stand there.
        expected: &'static str,
    },
    /// A control character that stands in a text without escape.
    ControlCharacter,
    /// A backslash that does not begin an escape of JSON, or a `\u` without four hexadecimal digits.
    InvalidEscape,
    /// A surrogate that has no partner.
    LoneSurrogate,
    /// A key that occurred before in the same object.
    DuplicateKey(String),
}

/// Reads a text that holds exactly one JSON value.
///
/// # Errors
/// The first place where the text is not JSON, repeats a key or passes a limit.
pub fn read(text: &str) -> Result<Value, JsonError> {
    read_up_to(text, TEXT_BYTES_MAX)
}

/// As [`read`], for a text that holds several documents and so may be longer than one of them.
///
/// # Errors
/// As for [`read`], with a limit of `bytes_max` bytes.
pub fn read_up_to(text: &str, bytes_max: usize) -> Result<Value, JsonError> {
    if text.len() > bytes_max {
        let span = Span { start: 0, end: text.len() };
        return Err(JsonError { kind: JsonErrorKind::TooLong(bytes_max), span });
    }
    let mut reader = Reader { text, at: 0 };
    reader.skip_space();
    let value = reader.value(0)?;
    reader.skip_space();
    match reader.peek() {
        None => Ok(value),
        Some(_) => Err(reader.unexpected("the end of the text")),
    }
}

impl Kind {
    /// The name of the kind for messages.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Result<Value, JsonError> {
        let start = self.at;
        let kind = match self.peek() {
            None => return Err(self.fail(JsonErrorKind::UnexpectedEnd)),
            Some(b'{') => Kind::Object(self.object(depth)?),
            Some(b'[') => Kind::Array(self.array(depth)?),
            Some(b'"') => Kind::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => Kind::Number(self.number()?),
            Some(b't') => self.word("true", Kind::Boolean(true))?,
            Some(b'f') => self.word("false", Kind::Boolean(false))?,
            Some(b'n') => self.word("null", Kind::Null)?,
            Some(_) => return Err(self.unexpected("a value")),
        };
        Ok(Value { kind, span: Span { start, end: self.at } })
    }

    fn object(&mut self, depth: usize) -> Result<Vec<Member>, JsonError> {
        self.descend(depth)?;
        let mut members = Vec::new();
        let mut keys = BTreeSet::new();
        if self.open_and_close(b'}') {
            return Ok(members);
        }
        loop {
            let start = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.unexpected("a key in quotes"));
            }
            let name = self.string()?;
            let span = Span { start, end: self.at };
            if !keys.insert(name.clone()) {
                return Err(JsonError { kind: JsonErrorKind::DuplicateKey(name), span });
            }
            self.skip_space();
            self.expect(b':', "`:`")?;
            self.skip_space();
            let value = self.value(depth + 1)?;
            members.push(Member { key: Located { value: name, span }, value });
            if self.next_or_close(b'}', "`,` or `}`")? {
                return Ok(members);
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Value>, JsonError> {
        self.descend(depth)?;
        let mut values = Vec::new();
        if self.open_and_close(b']') {
            return Ok(values);
        }
        loop {
            values.push(self.value(depth + 1)?);
            if self.next_or_close(b']', "`,` or `]`")? {
                return Ok(values);
            }
        }
    }

    fn descend(&self, depth: usize) -> Result<(), JsonError> {
        if depth < DEPTH_MAX { Ok(()) } else { Err(self.fail(JsonErrorKind::TooDeep)) }
    }

    /// Takes the opening bracket; true if the closing one follows, which is taken too.
    fn open_and_close(&mut self, close: u8) -> bool {
        self.at += 1;
        self.skip_space();
        let closed = self.peek() == Some(close);
        self.at += usize::from(closed);
        closed
    }

    /// Takes a comma, or the closing bracket and gives true.
    fn next_or_close(&mut self, close: u8, expected: &'static str) -> Result<bool, JsonError> {
        self.skip_space();
        if self.peek() == Some(close) {
            self.at += 1;
            return Ok(true);
        }
        self.expect(b',', expected)?;
        self.skip_space();
        Ok(false)
    }

    fn string(&mut self) -> Result<String, JsonError> {
        self.at += 1;
        let mut text = String::new();
        let mut run = self.at;
        loop {
            let byte = self.peek().ok_or_else(|| self.fail(JsonErrorKind::UnexpectedEnd))?;
            if !matches!(byte, b'"' | b'\\' | 0..=0x1F) {
                self.at += 1;
                continue;
            }
            // The run ends at an ASCII byte, so it never ends inside a character.
            text.push_str(self.text.get(run..self.at).unwrap_or_default());
            match byte {
                b'"' => {
                    self.at += 1;
                    return Ok(text);
                }
                b'\\' => text.push(self.escape()?),
                _ => return Err(self.fail(JsonErrorKind::ControlCharacter)),
            }
            run = self.at;
        }
    }

    fn escape(&mut self) -> Result<char, JsonError> {
        let start = self.at;
        self.at += 1;
        let letter = self.peek().ok_or_else(|| self.fail(JsonErrorKind::UnexpectedEnd))?;
        self.at += 1;
        Ok(match letter {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{C}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(start),
            _ => return Err(self.fail_since(start, JsonErrorKind::InvalidEscape)),
        })
    }

    /// Reads the digits of `\u`, and of a second `\u` if the first is the upper half of a pair.
    fn unicode_escape(&mut self, start: usize) -> Result<char, JsonError> {
        let first = self.four_digits(start)?;
        let code = match first {
            0xD800..=0xDBFF => {
                let rest = self.text.get(self.at..).unwrap_or_default();
                if !rest.starts_with("\\u") {
                    return Err(self.fail_since(start, JsonErrorKind::LoneSurrogate));
                }
                self.at += 2;
                match self.four_digits(start)? {
                    second @ 0xDC00..=0xDFFF => 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00),
                    _ => return Err(self.fail_since(start, JsonErrorKind::LoneSurrogate)),
                }
            }
            code => code,
        };
        char::from_u32(code).ok_or_else(|| self.fail_since(start, JsonErrorKind::LoneSurrogate))
    }

    fn four_digits(&mut self, start: usize) -> Result<u32, JsonError> {
        let mut code = 0;
        for _ in 0..4 {
            let byte = self.peek().ok_or_else(|| self.fail(JsonErrorKind::UnexpectedEnd))?;
            let digit = char::from(byte).to_digit(16);
            let digit = digit.ok_or_else(|| self.fail_since(start, JsonErrorKind::InvalidEscape))?;
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }

    fn number(&mut self) -> Result<String, JsonError> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _signed = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.unexpected("a number without leading zero"));
        }
        Ok(self.text.get(start..self.at).unwrap_or_default().into())
    }

    fn digits(&mut self) -> Result<(), JsonError> {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.unexpected("a digit"));
        }
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        Ok(())
    }

    fn word(&mut self, word: &'static str, kind: Kind) -> Result<Kind, JsonError> {
        for byte in word.bytes() {
            self.expect(byte, word)?;
        }
        Ok(kind)
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, byte: u8, expected: &'static str) -> Result<(), JsonError> {
        if self.take(byte) { Ok(()) } else { Err(self.unexpected(expected)) }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn unexpected(&self, expected: &'static str) -> JsonError {
        match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            Some(found) => self.fail(JsonErrorKind::Unexpected { found, expected }),
            None => self.fail(JsonErrorKind::UnexpectedEnd),
        }
    }

    /// An error at the character that is next.
    fn fail(&self, kind: JsonErrorKind) -> JsonError {
        let next = self.text.get(self.at..).and_then(|rest| rest.chars().next());
        let end = self.at + next.map_or(0, char::len_utf8);
        JsonError { kind, span: Span { start: self.at, end } }
    }

    fn fail_since(&self, start: usize, kind: JsonErrorKind) -> JsonError {
        JsonError { kind, span: Span { start, end: self.at } }
    }
}

impl fmt::Display for JsonErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong(bytes_max) => write!(f, "text is longer than {bytes_max} bytes"),
            Self::TooDeep => write!(f, "arrays and objects are nested deeper than {DEPTH_MAX} levels"),
            Self::UnexpectedEnd => f.write_str("text ends inside a JSON value"),
            Self::Unexpected { found: '"', expected } => write!(f, "`\"` where JSON needs {expected}"),
            Self::Unexpected { found, expected } => {
                write!(f, "`{}` where JSON needs {expected}", found.escape_debug())
            }
            Self::ControlCharacter => f.write_str("control character in a text must be escaped"),
            Self::InvalidEscape => f.write_str("escape that JSON does not know"),
            Self::LoneSurrogate => f.write_str("escaped surrogate without its partner"),
            Self::DuplicateKey(key) => write!(f, "key `{}` occurs twice in one object", key.escape_debug()),
        }
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl std::error::Error for JsonError {}
