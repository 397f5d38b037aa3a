// SPDX-License-Identifier: Apache-2.0
//! A fast hash of texts whose case does not matter. It only finds candidates: whoever uses it compares the texts.

/// Odd, with bits of both values spread evenly.
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// Sets the bit in which ASCII letters differ by case, in every byte. Other bytes may fall together, which costs a
/// comparison and nothing else.
const CASE_BITS: u64 = 0x2020_2020_2020_2020;

/// The hash of a text, the same for all spellings that differ in the case of ASCII letters.
pub(super) fn without_case(text: &str) -> u64 {
    let bytes = text.as_bytes();
    // Lossless: no text is longer than that.
    let mut hash = (bytes.len() as u64).wrapping_mul(MULTIPLIER);
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        hash = mixed(hash, u64::from_le_bytes(*word));
    }
    if !rest.is_empty() {
        // The last eight bytes, some of them a second time, or all there are.
        let last = match bytes.last_chunk::<8>() {
            Some(last) => u64::from_le_bytes(*last),
            None => rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)),
        };
        hash = mixed(hash, last);
    }
    hash ^ hash >> 29
}

fn mixed(hash: u64, word: u64) -> u64 {
    let product = (hash ^ (word | CASE_BITS)).wrapping_mul(MULTIPLIER);
    product ^ product >> 32
}

/// The lower half, for tables that keep only that.
pub(super) fn short_without_case(text: &str) -> u32 {
    let [a, b, c, d, ..] = without_case(text).to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

#[cfg(test)]
mod tests {
    use super::without_case;

    #[test]
    fn spellings_agree_and_texts_do_not() {
        let texts = [
            "",
            "s",
            "S3:getobject",
            "s3:GetObjects",
            "s3:GetObjectTagging",
            "aws:SourceIp",
            "aws:sourceVpc",
        ];
        for (at, text) in texts.iter().enumerate() {
            assert_eq!(without_case(text), without_case(&text.to_ascii_uppercase()), "`{text}`");
            for other in &texts[at + 1..] {
                assert_ne!(without_case(text), without_case(other), "`{text}` and `{other}`");
            }
        }
    }
}
