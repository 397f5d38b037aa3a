// SPDX-License-Identifier: Apache-2.0
//! PEM (RFC 7468): labelled blocks of base 64.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use portcullis_wire::Secret;

/// A block of a PEM text.
#[derive(Debug)]
pub(crate) struct Block<'a> {
    /// What stands after `BEGIN`.
    pub(crate) label: &'a str,
    /// What the block holds; perhaps a private key.
    pub(crate) bytes: Secret<Vec<u8>>,
}

/// The blocks of a PEM text: at least one, with nothing but white space between and around them. `None` for any other
/// text, also for one with headers, as encrypted keys have them.
pub(crate) fn blocks(text: &str) -> Option<Vec<Block<'_>>> {
    let mut blocks = Vec::new();
    let mut rest = text.trim_ascii();
    while !rest.is_empty() {
        let (label, after) = rest.strip_prefix("-----BEGIN ")?.split_once("-----")?;
        let (body, after) = after.split_once("-----END ")?;
        let after = after.strip_prefix(label)?.strip_prefix("-----")?;
        let letters =
            Secret::new(body.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect::<Vec<u8>>());
        let bytes = Secret::new(BASE64.decode(letters.reveal()).ok()?);
        blocks.push(Block { label, bytes });
        rest = after.trim_ascii_start();
    }
    Some(blocks).filter(|blocks| !blocks.is_empty())
}

/// A PEM text as IAM shows it again: its lines end in line feeds, and nothing stands around it. Programs that compare
/// what they sent with what they read, as Terraform does, count on it.
pub(crate) fn trimmed(text: &str) -> String {
    text.trim_ascii().replace("\r\n", "\n")
}

/// A block of PEM with lines of 64 letters.
pub(crate) fn write(label: &str, bytes: &[u8]) -> String {
    let letters = BASE64.encode(bytes);
    let mut text = format!("-----BEGIN {label}-----\n");
    for (index, letter) in letters.chars().enumerate() {
        if index > 0 && index % 64 == 0 {
            text.push('\n');
        }
        text.push(letter);
    }
    text + &format!("\n-----END {label}-----\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Vec<(&str, Vec<u8>)>> {
        Some(blocks(text)?.into_iter().map(|block| (block.label, block.bytes.reveal().clone())).collect())
    }

    #[test]
    fn blocks_are_read_whatever_the_line_ends() {
        let one = vec![("A B", vec![1, 2, 3])];
        assert_eq!(read("-----BEGIN A B-----\nAQID\n-----END A B-----"), Some(one.clone()));
        assert_eq!(read("\r\n-----BEGIN A B-----\r\nAQ\r\nID\r\n-----END A B-----\r\n"), Some(one.clone()));
        assert_eq!(read("-----BEGIN A B-----AQID-----END A B-----"), Some(one));
        let two = "-----BEGIN X-----\nAQ==\n-----END X-----\n\n-----BEGIN Y-----\nAg==\n-----END Y-----\n";
        assert_eq!(read(two), Some(vec![("X", vec![1]), ("Y", vec![2])]));
    }

    #[test]
    fn other_texts_are_not_pem() {
        for text in [
            "",
            " ",
            "AQID",
            "-----BEGIN X-----",
            "-----BEGIN X-----\nAQID\n-----END Y-----",
            "-----BEGIN X-----\nAQID\n-----END X",
            "-----BEGIN X-----\nA*ID\n-----END X-----",
            "Bag Attributes\n-----BEGIN X-----\nAQID\n-----END X-----",
            "-----BEGIN X-----\nAQID\n-----END X-----\nmore",
            "-----BEGIN X-----\nProc-Type: 4,ENCRYPTED\n\nAQID\n-----END X-----",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for length in [0, 1, 47, 48, 49, 200] {
            let bytes = vec![7; length];
            assert_eq!(read(&write("X Y", &bytes)), Some(vec![("X Y", bytes)]));
        }
        assert!(write("X", &[0; 100]).lines().all(|line| line.len() <= 64));
    }
}
