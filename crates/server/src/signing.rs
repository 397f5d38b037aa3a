// SPDX-License-Identifier: Apache-2.0
//! Signing keys and signatures: what takes chance, for a function that has none.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use portcullis_directory::record::{PublicKey, SecretAccessKey, SigningAlgorithm};
use portcullis_service::signing::{NewSigningKey, Order};
use zeroize::Zeroizing;

/// A new key for each algorithm; `None` if the system refuses. An RSA key takes a good part of a second.
pub(crate) fn keys() -> Option<Vec<NewSigningKey>> {
    Some(vec![rsa_key()?, p384_key()?])
}

fn rsa_key() -> Option<NewSigningKey> {
    let pair = RsaKeyPair::generate(KeySize::Rsa2048).ok()?;
    let der: Pkcs8V1Der<'_> = pair.as_der().ok()?;
    let (modulus, exponent) = rsa_numbers(pair.public_key().as_ref())?;
    Some(NewSigningKey { public: PublicKey::Rsa { modulus, exponent }, private: private(der.as_ref()) })
}

fn p384_key() -> Option<NewSigningKey> {
    let der = EcdsaKeyPair::generate_pkcs8(&ECDSA_P384_SHA384_FIXED_SIGNING, &SystemRandom::new()).ok()?;
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P384_SHA384_FIXED_SIGNING, der.as_ref()).ok()?;
    // An uncompressed point: the byte 4, then both coordinates.
    let (x, y) = pair.public_key().as_ref().strip_prefix(&[4])?.split_at_checked(48)?;
    Some(NewSigningKey {
        public: PublicKey::P384 { x: x.to_vec(), y: y.to_vec() },
        private: private(der.as_ref()),
    })
}

fn private(der: &[u8]) -> SecretAccessKey {
    SecretAccessKey::new(STANDARD.encode(der))
}

/// Modulus and exponent of a public key in PKCS #1: `SEQUENCE { INTEGER, INTEGER }`.
fn rsa_numbers(der: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let (sequence, rest) = der_value(0x30, der)?;
    let (modulus, exponent) = der_value(0x02, sequence)?;
    let (exponent, nothing) = der_value(0x02, exponent)?;
    let number = |bytes: &[u8]| bytes.iter().copied().skip_while(|byte| *byte == 0).collect::<Vec<u8>>();
    (rest.is_empty() && nothing.is_empty()).then(|| (number(modulus), number(exponent)))
}

/// The contents of the first value, which must have this tag, and what follows it.
fn der_value(tag: u8, der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (first, rest) = der.strip_prefix(&[tag])?.split_first()?;
    if *first < 0x80 {
        return rest.split_at_checked(usize::from(*first));
    }
    let (length, rest) = rest.split_at_checked(usize::from(first & 0x7F))?;
    let length =
        length.iter().try_fold(0_usize, |sum, byte| sum.checked_mul(256)?.checked_add((*byte).into()))?;
    rest.split_at_checked(length)
}

/// The signature in base64url without padding, in the form that JWTs have it; `None` if the key is damaged.
pub(crate) fn sign(order: &Order) -> Option<String> {
    let der = Zeroizing::new(STANDARD.decode(order.private.expose()).ok()?);
    let (chance, input) = (SystemRandom::new(), order.input.as_bytes());
    Some(match order.algorithm {
        SigningAlgorithm::Es384 => {
            let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P384_SHA384_FIXED_SIGNING, &der).ok()?;
            URL_SAFE_NO_PAD.encode(pair.sign(&chance, input).ok()?)
        }
        SigningAlgorithm::Rs256 => {
            let pair = RsaKeyPair::from_pkcs8(&der).ok()?;
            let mut signature = vec![0; pair.public_modulus_len()];
            pair.sign(&RSA_PKCS1_SHA256, &chance, input, &mut signature).ok()?;
            URL_SAFE_NO_PAD.encode(signature)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_the_numbers_of_their_kind() {
        let made = keys().unwrap();
        let [PublicKey::Rsa { modulus, exponent }, PublicKey::P384 { x, y }] =
            [&made[0].public, &made[1].public]
        else {
            panic!("{made:?}");
        };
        assert_eq!((modulus.len(), exponent.as_slice()), (256, [1, 0, 1].as_slice()));
        assert!(modulus[0] >= 0x80, "2,048 bits");
        assert_eq!((x.len(), y.len()), (48, 48));
    }

    #[test]
    fn what_is_not_a_public_key_has_no_numbers() {
        for der in
            [&b""[..], &[0x30], &[0x30, 5, 2, 1, 3, 2, 9], &[0x30, 0x84, 255, 255, 255, 255], &[0x30, 0]]
        {
            assert_eq!(rsa_numbers(der), None, "{der:?}");
        }
        assert_eq!(rsa_numbers(&[0x30, 7, 2, 2, 0, 200, 2, 1, 3]), Some((vec![200], vec![3])));
    }
}
