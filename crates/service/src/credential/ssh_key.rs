// SPDX-License-Identifier: Apache-2.0
//! SSH public keys: RSA keys as OpenSSH (RFC 4253) and PEM write them.

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::signature::{RsaPublicKeyComponents, RsaSubjectPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use x509_cert::der::asn1::UintRef;
use x509_cert::der::{Decode as _, Reader as _, SliceReader};

use super::pem;

/// An RSA public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SshKey {
    /// The modulus without leading zeros.
    modulus: Vec<u8>,
    /// The exponent without leading zeros.
    exponent: Vec<u8>,
}

/// Why a text is not a key that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unusable {
    /// It is in neither of the two forms.
    Encoding,
    /// It has one of the forms, and no sound key of enough bits in it.
    Key,
}

/// How a key can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// `ssh-rsa …`.
    Ssh,
    /// `-----BEGIN PUBLIC KEY-----`.
    Pem,
}

const NAME: &str = "ssh-rsa";
const BITS_MIN: usize = 2_048;

impl SshKey {
    /// Reads a key in either form, and tells which it was.
    pub(crate) fn parse(text: &str) -> Result<(Self, Encoding), Unusable> {
        let text = text.trim_ascii();
        if let Some(rest) = text.strip_prefix(NAME).filter(|rest| rest.starts_with([' ', '\t'])) {
            return Ok((Self::from_line(rest).ok_or(Unusable::Key)?.checked()?, Encoding::Ssh));
        }
        if !text.starts_with("-----BEGIN ") {
            return Err(Unusable::Encoding);
        }
        let blocks = pem::blocks(text).ok_or(Unusable::Key)?;
        let [block] = blocks.as_slice() else { return Err(Unusable::Key) };
        if !matches!(block.label, "PUBLIC KEY" | "RSA PUBLIC KEY") {
            return Err(Unusable::Encoding);
        }
        let key = RsaSubjectPublicKey::from_der(block.bytes.reveal()).map_err(|_| Unusable::Key)?;
        Ok((Self::from_pkcs1(key.as_ref()).ok_or(Unusable::Key)?.checked()?, Encoding::Pem))
    }

    /// Reads what follows the name: one line with the key, then perhaps a comment.
    fn from_line(rest: &str) -> Option<Self> {
        if rest.contains(['\r', '\n']) {
            return None;
        }
        let bytes = BASE64.decode(rest.split_ascii_whitespace().next()?).ok()?;
        let (name, rest) = string(&bytes)?;
        let (exponent, rest) = string(rest)?;
        let (modulus, rest) = string(rest)?;
        if name != NAME.as_bytes() || !rest.is_empty() {
            return None;
        }
        Some(Self { modulus: positive(modulus)?, exponent: positive(exponent)? })
    }

    fn from_pkcs1(der: &[u8]) -> Option<Self> {
        let mut reader = SliceReader::new(der).ok()?;
        let numbers = reader.sequence(|reader| {
            Ok::<_, x509_cert::der::Error>([UintRef::decode(reader)?, UintRef::decode(reader)?])
        });
        let [modulus, exponent] = numbers.ok()?;
        Some(Self { modulus: modulus.as_bytes().to_vec(), exponent: exponent.as_bytes().to_vec() })
    }

    /// Asks the cryptographic library whether the key is sound.
    fn checked(self) -> Result<Self, Unusable> {
        let bits =
            self.modulus.len() * 8 - self.modulus.first().map_or(0, |byte| byte.leading_zeros() as usize);
        if bits < BITS_MIN {
            return Err(Unusable::Key);
        }
        let der = self.subject_public_key_info().ok_or(Unusable::Key)?;
        RsaSubjectPublicKey::from_der(&der).map_err(|_| Unusable::Key)?;
        Ok(self)
    }

    fn subject_public_key_info(&self) -> Option<Vec<u8>> {
        let key = RsaPublicKeyComponents { n: &self.modulus, e: &self.exponent };
        Some(key.as_der().ok()?.as_ref().to_vec())
    }

    /// The bytes that SSH sends.
    fn wire(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut put = |string: &[u8]| {
            bytes.extend(u32::try_from(string.len()).unwrap_or(u32::MAX).to_be_bytes());
            bytes.extend(string);
        };
        put(NAME.as_bytes());
        put(&signed(&self.exponent));
        put(&signed(&self.modulus));
        bytes
    }

    /// The MD5 digest of what SSH sends: sixteen pairs of hexadecimal digits with colons between them.
    pub(crate) fn fingerprint(&self) -> String {
        md5::compute(self.wire()).0.map(|byte| format!("{byte:02x}")).join(":")
    }

    /// The key in one of the two forms; `None` if it cannot be written.
    pub(crate) fn encode(&self, encoding: Encoding) -> Option<String> {
        Some(match encoding {
            Encoding::Ssh => format!("{NAME} {}", BASE64.encode(self.wire())),
            Encoding::Pem => pem::write("PUBLIC KEY", &self.subject_public_key_info()?),
        })
    }
}

/// Takes a string off: four bytes of length, then as many.
fn string(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)
}

/// A number's bytes without leading zeros, if it is more than zero.
fn positive(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.first()? & 0x80 != 0 {
        return None;
    }
    let start = bytes.iter().position(|byte| *byte != 0)?;
    bytes.get(start..).map(<[u8]>::to_vec)
}

/// A positive number as SSH writes it: a high first bit would make it negative.
fn signed(bytes: &[u8]) -> Vec<u8> {
    let mut signed = Vec::new();
    if bytes.first().is_some_and(|byte| byte & 0x80 != 0) {
        signed.push(0);
    }
    signed.extend(bytes);
    signed
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LINE: &str = include_str!("../../tests/keys/ssh-rsa-2048.pub");
    const PEM: &str = include_str!("../../tests/keys/ssh-rsa-2048.pem");

    #[test]
    fn both_forms_are_the_same_key() {
        let (line, of_line) = SshKey::parse(LINE).unwrap();
        let (pem, of_pem) = SshKey::parse(PEM).unwrap();
        assert_eq!((of_line, of_pem), (Encoding::Ssh, Encoding::Pem));
        assert_eq!(line, pem);
        assert_eq!(line.encode(Encoding::Pem).unwrap(), PEM);
        let without_comment = LINE.trim().rsplit_once(' ').unwrap().0;
        assert_eq!(line.encode(Encoding::Ssh).unwrap(), without_comment);
    }

    #[test]
    fn the_fingerprint_is_what_ssh_keygen_shows() {
        // `ssh-keygen -l -E md5 -f tests/keys/ssh-rsa-2048.pub`
        let expected = include_str!("../../tests/keys/ssh-rsa-2048.md5").trim();
        assert_eq!(SshKey::parse(LINE).unwrap().0.fingerprint(), expected);
    }

    #[test]
    fn what_is_no_usable_key_is_told_apart() {
        let short = include_str!("../../tests/keys/ssh-rsa-1024.pub");
        let other = include_str!("../../tests/keys/ssh-ed25519.pub");
        let cut = LINE.get(..200).unwrap();
        for (text, expected) in [
            ("", Unusable::Encoding),
            ("hello", Unusable::Encoding),
            (other, Unusable::Encoding),
            ("-----BEGIN CERTIFICATE-----\nAQID\n-----END CERTIFICATE-----", Unusable::Encoding),
            ("ssh-rsa", Unusable::Encoding),
            ("ssh-rsa ", Unusable::Encoding),
            ("ssh-rsa AAAA", Unusable::Key),
            ("ssh-rsa *", Unusable::Key),
            ("-----BEGIN PUBLIC KEY-----\nAQID\n-----END PUBLIC KEY-----", Unusable::Key),
            (short, Unusable::Key),
            (cut, Unusable::Key),
        ] {
            assert_eq!(SshKey::parse(text).map(|_| ()), Err(expected), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in ".{0,200}", bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = SshKey::parse(&text);
            let _ = SshKey::parse(&format!("ssh-rsa {}", BASE64.encode(&bytes)));
            let _ = SshKey::parse(&pem::write("PUBLIC KEY", &bytes));
        }

        #[test]
        fn a_damaged_key_is_read_without_panic(at in 0..270_usize, bit in 0..8_u8) {
            let (key, _) = SshKey::parse(LINE).unwrap();
            let mut wire = key.wire();
            if let Some(byte) = wire.get_mut(at) {
                *byte ^= 1 << bit;
            }
            if let Ok((damaged, _)) = SshKey::parse(&format!("ssh-rsa {}", BASE64.encode(&wire))) {
                prop_assert_ne!(damaged, key);
            }
        }
    }
}
