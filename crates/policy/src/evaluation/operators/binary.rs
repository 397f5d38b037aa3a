// SPDX-License-Identifier: Apache-2.0
//! `BinaryEquals`: bytes written in base64 (rule O-6).

use super::Comparison;

/// Both are base64, and of the same bytes.
pub(super) fn equals(actual: &str, wanted: &str) -> Comparison {
    match (decode(actual), decode(wanted)) {
        (Some(actual), Some(wanted)) => Comparison::from(actual == wanted),
        _ => Comparison::Unreadable,
    }
}

/// Decodes base64 with the standard alphabet and padding. It is strict: bits that padding leaves over must be zero, so
/// that bytes have one spelling.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut groups = text.as_bytes().chunks(4).peekable();
    while let Some(group) = groups.next() {
        let padding = group.iter().rev().take_while(|byte| **byte == b'=').count();
        let (digits, _) = group.split_at_checked(group.len() - padding)?;
        // Padding stands only at the end, and never for more than two characters.
        if group.len() != 4 || padding > 2 || (padding > 0 && groups.peek().is_some()) {
            return None;
        }
        let mut bits = 0u32;
        for digit in digits {
            bits = bits << 6 | sextet(*digit)?;
        }
        bits <<= 6 * padding;
        let [_, first, second, third] = bits.to_be_bytes();
        let group_bytes = [first, second, third];
        let (kept, left_over) = group_bytes.split_at_checked(3 - padding)?;
        if left_over.iter().any(|byte| *byte != 0) {
            return None;
        }
        bytes.extend_from_slice(kept);
    }
    Some(bytes)
}

fn sextet(digit: u8) -> Option<u32> {
    let value = match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o_6_base64_is_read_strictly() {
        let table: [(&str, Option<&[u8]>); 16] = [
            ("", Some(b"")),
            ("Zg==", Some(b"f")),
            ("Zm8=", Some(b"fo")),
            ("Zm9v", Some(b"foo")),
            ("Zm9vYg==", Some(b"foob")),
            ("+/+/", Some(&[0xfb, 0xff, 0xbf])),
            ("Zh==", None),
            ("Zm9=", None),
            ("Zg=", None),
            ("Zg", None),
            ("Z===", None),
            ("====", None),
            ("Zg==Zg==", None),
            ("Z=g=", None),
            ("Zm9-", None),
            ("Zm 9v", None),
        ];
        for (text, wanted) in table {
            assert_eq!(decode(text).as_deref(), wanted, "`{text}`");
        }
    }
}
