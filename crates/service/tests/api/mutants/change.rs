// SPDX-License-Identifier: Apache-2.0
//! Changes of texts and bytes that fit any field.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};

use super::Random;

/// Characters that mean something to one reader or another, and some that do not.
const CHARACTERS: [char; 40] = [
    'a', 'Z', '0', '9', 'f', 'x', ' ', '\t', '\n', '\r', '\0', '%', '&', '=', '+', '/', ';', ',', ':', '.',
    '-', '_', '~', '?', '#', '"', '\'', '\\', '<', '>', '(', '{', '[', '*', '@', 'é', '０', '\u{200b}',
    '\u{202e}', '😀',
];

/// A text with one change.
pub(crate) fn text(text: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.is_empty() {
        return random.pick(&CHARACTERS).to_string();
    }
    let at = random.below(letters.len());
    let end = (at + 1 + random.below(8)).min(letters.len());
    match random.below(11) {
        0 => letters[at] = random.pick(&CHARACTERS),
        1 => letters.insert(at, random.pick(&CHARACTERS)),
        2 => {
            letters.remove(at);
        }
        3 => letters.swap(at, (at + 1) % text.chars().count()),
        4 => {
            let letter = letters[at];
            letters[at] = if letter.is_ascii_lowercase() {
                letter.to_ascii_uppercase()
            } else {
                letter.to_ascii_lowercase()
            };
        }
        5 => {
            let run = letters[at..end].to_vec();
            letters.splice(at..at, run);
        }
        6 => {
            letters.drain(at..end);
        }
        7 => letters.truncate(at),
        8 => letters.push(random.pick(&CHARACTERS)),
        // The next letter, so that the new one is of the same kind.
        9 => letters[at] = char::from_u32(u32::from(letters[at]) ^ 1).unwrap_or('x'),
        _ => letters = letters.repeat(2),
    }
    letters.into_iter().collect()
}

/// Bytes with one change.
pub(crate) fn bytes(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if bytes.is_empty() {
        return vec![random.byte()];
    }
    let at = random.below(bytes.len());
    let end = (at + 1 + random.below(16)).min(bytes.len());
    match random.below(9) {
        0 | 1 => bytes[at] ^= 1 << random.below(8),
        2 => bytes[at] = random.byte(),
        3 => bytes.insert(at, random.byte()),
        4 => {
            bytes.remove(at);
        }
        5 => bytes.truncate(at),
        6 => bytes.push(random.byte()),
        7 => bytes[at..end].fill(0),
        _ => bytes[at..end].reverse(),
    }
    bytes
}

/// The head of one and the tail of another, parted at the same place: all of the other one if that is the beginning.
pub(crate) fn splice(head: &[u8], tail: &[u8], random: &mut Random) -> Vec<u8> {
    let at = random.below(head.len().min(tail.len()));
    [&head[..at], &tail[at..]].concat()
}

/// A text in base 64, in another form.
pub(crate) fn base64_form(text: &str, random: &mut Random) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let plain = text.trim_end_matches('=').replace('-', "+").replace('_', "/");
    let Ok(decoded) = STANDARD_NO_PAD.decode(&plain) else { return format!("{text}=") };
    let at = random.below(text.len());
    let blank = random.pick(&["\n", " ", "\r\n", "\t", "\u{b}", "="]);
    match random.below(10) {
        0 => STANDARD.encode(decoded),
        1 => STANDARD_NO_PAD.encode(decoded),
        2 => URL_SAFE.encode(decoded),
        3 => URL_SAFE_NO_PAD.encode(decoded),
        4 => format!("{}{blank}{}", &text[..at], &text[at..]),
        5 => format!("{text}{blank}"),
        6 => format!("{blank}{text}"),
        7 => {
            // The bits behind the last whole byte are not zero.
            let mut letters = plain.into_bytes();
            let last = letters.last_mut().unwrap();
            let place = LETTERS.iter().position(|letter| letter == last).unwrap();
            *last = LETTERS[place ^ (1 + random.below(3))];
            let padding = "=".repeat(text.len() - text.trim_end_matches('=').len());
            let changed = String::from_utf8(letters).unwrap() + &padding;
            if text.contains(['-', '_']) { changed.replace('+', "-").replace('/', "_") } else { changed }
        }
        8 => crate::world::escape(text),
        _ => format!("\"{text}\""),
    }
}

/// What a text in base 64 decodes to, without its padding and in either alphabet.
pub(crate) fn decoded(text: &str) -> Vec<u8> {
    let plain = text.trim_end_matches('=').replace('-', "+").replace('_', "/");
    STANDARD_NO_PAD.decode(plain).unwrap()
}
