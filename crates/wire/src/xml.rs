// SPDX-License-Identifier: Apache-2.0
//! Writes XML as AWS writes it: no declaration, no white space between elements, text escaped.
//!
//! Members come in the model's order, list items are `member`, map items are `entry` with `key` and `value`,
//! blobs are base64, policy documents are percent-encoded, and an element without content closes itself.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroize;

use crate::secret::Secret;
use crate::service::Service;
use crate::timestamp::Timestamp;

/// What stands between an element's tags.
pub trait Content {
    /// Writes the content.
    fn write(&self, xml: &mut Writer);
}

/// A whole answer: the operation's wrapper, its result if it has one, and the request's id.
pub fn answer(service: Service, operation: &str, result: Option<&dyn Content>, request_id: &str) -> String {
    let mut xml = Writer::new();
    xml.push(["<", operation, "Response xmlns=\"", service.xml_namespace(), "\">"]);
    if let Some(result) = result {
        xml.push(["<", operation, "Result>"]);
        let before = xml.out.len();
        result.write(&mut xml);
        if xml.out.len() > before {
            xml.push(["</", operation, "Result>"]);
        } else {
            xml.close_empty();
        }
    }
    xml.open("ResponseMetadata");
    xml.text("RequestId", request_id);
    xml.close("ResponseMetadata");
    xml.push(["</", operation, "Response>"]);
    xml.finish()
}

/// Percent-encodes a policy document as AWS does in answers (RFC 3986: all but letters, digits and `-._~`).
pub fn url_encode_document(document: &str) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let digit = |value: u8| DIGITS.get(usize::from(value)).copied().unwrap_or('0');
    let mut out = String::with_capacity(document.len() * 2);
    for byte in document.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    out
}

/// What most documents need, and no more than the allocator has at hand.
const DOCUMENT_BYTES: usize = 1_024;

/// Builds one XML document.
#[derive(Debug, Default)]
pub struct Writer {
    out: String,
    /// Where the content of the element that was opened last begins.
    content: usize,
}

impl Writer {
    /// An empty document.
    pub fn new() -> Self {
        Self { out: String::with_capacity(DOCUMENT_BYTES), content: 0 }
    }

    /// Opens an element.
    #[inline]
    pub fn open(&mut self, name: &str) {
        self.out.push('<');
        self.out.push_str(name);
        self.out.push('>');
        self.content = self.out.len();
    }

    /// Opens an element that sets the default namespace.
    pub fn open_with_namespace(&mut self, name: &str, namespace: &str) {
        self.push(["<", name, " xmlns=\"", namespace, "\">"]);
    }

    /// Closes an element.
    #[inline]
    pub fn close(&mut self, name: &str) {
        if self.out.len() == self.content {
            return self.close_empty();
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Makes the tag that was written last that of an element without content.
    fn close_empty(&mut self) {
        self.out.pop();
        self.out.push_str("/>");
    }

    #[inline]
    fn push<const N: usize>(&mut self, parts: [&str; N]) {
        parts.iter().for_each(|part| self.out.push_str(part));
    }

    /// Writes text between tags, escaped.
    pub fn characters(&mut self, text: &str) {
        if !may_have_special(text) {
            self.out.push_str(text);
            return;
        }
        let mut rest = text;
        // Whole runs of what stands for itself are copied at once: nearly every text is one.
        while let Some((at, special)) = rest.char_indices().find(|(_, character)| is_special(*character)) {
            let (plain, after) = rest.split_at(at);
            self.out.push_str(plain);
            self.out.push_str(match special {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                // A parser would fold a bare carriage return into a line feed.
                '\r' => "&#xD;",
                // XML 1.0 has no way to write these, not even escaped.
                _ => "\u{FFFD}",
            });
            rest = after.strip_prefix(special).unwrap_or_default();
        }
        self.out.push_str(rest);
    }

    /// Writes an element that holds only text.
    pub fn text(&mut self, name: &str, text: &str) {
        self.open(name);
        self.characters(text);
        self.close(name);
    }

    /// Writes a member that is always there.
    pub fn member<T: Content>(&mut self, name: &str, value: &T) {
        self.open(name);
        value.write(self);
        self.close(name);
    }

    /// Writes a member if it is there.
    pub fn optional<T: Content>(&mut self, name: &str, value: Option<&T>) {
        if let Some(value) = value {
            self.member(name, value);
        }
    }

    /// Writes a policy document, percent-encoded, if it is there.
    pub fn document(&mut self, name: &str, document: Option<&String>) {
        if let Some(document) = document {
            self.text(name, &url_encode_document(document));
        }
    }

    /// The document.
    pub fn finish(self) -> String {
        self.out
    }
}

/// Whether a text may have a character that cannot stand in XML as it is.
fn may_have_special(text: &str) -> bool {
    // Whole blocks are compared many bytes at a time; what is left over is looked up quicker.
    let (blocks, rest) = text.as_bytes().as_chunks::<32>();
    let in_blocks = blocks.as_flattened().iter().fold(false, |found, byte| found | may_be_special(*byte));
    let is_special = |byte: u8| MAY_BE_SPECIAL.get(usize::from(byte)).is_some_and(|may| *may);
    in_blocks || rest.iter().fold(false, |found, byte| found | is_special(*byte))
}

/// Whether a byte may be of such a character.
const fn may_be_special(byte: u8) -> bool {
    // U+FFFE and U+FFFF begin with the last.
    (byte < b' ') | (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"') | (byte == 0xEF)
}

/// What [`may_be_special`] says of each byte.
static MAY_BE_SPECIAL: [bool; 256] = {
    let mut answers = [false; 256];
    let mut rest: &mut [bool] = &mut answers;
    let mut byte = 0_u8;
    while let Some((answer, after)) = rest.split_first_mut() {
        *answer = may_be_special(byte);
        byte = byte.wrapping_add(1);
        rest = after;
    }
    answers
};

/// Whether a character cannot stand in XML as it is.
fn is_special(character: char) -> bool {
    match character {
        '\t' | '\n' => false,
        '&' | '<' | '>' | '"' | '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => true,
        _ => false,
    }
}

impl Content for String {
    fn write(&self, xml: &mut Writer) {
        xml.characters(self);
    }
}

impl Content for i32 {
    fn write(&self, xml: &mut Writer) {
        xml.out.push_str(&self.to_string());
    }
}

impl Content for bool {
    fn write(&self, xml: &mut Writer) {
        xml.out.push_str(if *self { "true" } else { "false" });
    }
}

impl Content for Timestamp {
    fn write(&self, xml: &mut Writer) {
        self.push_to(&mut xml.out);
    }
}

impl Content for Vec<u8> {
    fn write(&self, xml: &mut Writer) {
        STANDARD.encode_string(self, &mut xml.out);
    }
}

impl<T: Content + Zeroize> Content for Secret<T> {
    fn write(&self, xml: &mut Writer) {
        self.reveal().write(xml);
    }
}

impl<T: Content> Content for Vec<T> {
    fn write(&self, xml: &mut Writer) {
        for member in self {
            xml.member("member", member);
        }
    }
}

impl<T: Content> Content for BTreeMap<String, T> {
    fn write(&self, xml: &mut Writer) {
        for (key, value) in self {
            xml.open("entry");
            xml.text("key", key);
            xml.member("value", value);
            xml.close("entry");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blobs_are_base64() {
        let mut xml = Writer::new();
        xml.member("A", &vec![0xFB_u8, 0xFF, 0xBF, 0x00]);
        assert_eq!(xml.finish(), "<A>+/+/AA==</A>");
    }

    #[test]
    fn text_is_escaped() {
        let mut xml = Writer::new();
        xml.text("A", "<&>\"'\r\n\u{1}ü");
        assert_eq!(xml.finish(), "<A>&lt;&amp;&gt;&quot;'&#xD;\n\u{FFFD}ü</A>");
    }

    #[test]
    fn an_element_without_content_closes_itself() {
        let mut xml = Writer::new();
        xml.open("AB");
        xml.member("B", &Vec::<String>::new());
        xml.text("B", "");
        xml.close("AB");
        assert_eq!(xml.finish(), "<AB><B/><B/></AB>");
    }

    #[test]
    fn documents_are_percent_encoded() {
        assert_eq!(url_encode_document(r#"{"a": "b-._~*ü"}"#), "%7B%22a%22%3A%20%22b-._~%2A%C3%BC%22%7D");
    }
}
