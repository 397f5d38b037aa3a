// SPDX-License-Identifier: Apache-2.0
//! Private keys of server certificates, of which IAM asks only whether they belong to the certificate.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, ECDSA_P521_SHA512_ASN1_SIGNING,
    EcdsaKeyPair, EcdsaSigningAlgorithm, Ed25519KeyPair, KeyPair as _, RsaKeyPair,
};

use super::certificate::Certificate;
use super::pem;

/// The public half of a private key, as its algorithm writes it.
#[derive(Debug)]
pub(crate) struct PrivateKey {
    public: Vec<u8>,
}

const CURVES: [&EcdsaSigningAlgorithm; 3] =
    [&ECDSA_P256_SHA256_ASN1_SIGNING, &ECDSA_P384_SHA384_ASN1_SIGNING, &ECDSA_P521_SHA512_ASN1_SIGNING];

impl PrivateKey {
    /// Reads PEM that holds one sound private key without a password: PKCS #8, PKCS #1 or SEC 1.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut blocks = pem::blocks(text)?;
        // Tools write the name of the curve before the key.
        blocks.retain(|block| block.label != "EC PARAMETERS");
        let [block] = blocks.as_slice() else { return None };
        let bytes = block.bytes.reveal();
        let public = match block.label {
            "RSA PRIVATE KEY" => of_rsa(RsaKeyPair::from_der(bytes).ok()?),
            "EC PRIVATE KEY" => of_curve(bytes)?,
            "PRIVATE KEY" => match RsaKeyPair::from_pkcs8(bytes) {
                Ok(pair) => of_rsa(pair),
                Err(_) => of_curve(bytes).or_else(|| of_edwards(bytes))?,
            },
            _ => return None,
        };
        Some(Self { public })
    }

    /// Whether the certificate is for this key.
    pub(crate) fn belongs_to(&self, certificate: &Certificate) -> bool {
        self.public == certificate.public_key()
    }
}

fn of_rsa(pair: RsaKeyPair) -> Vec<u8> {
    pair.public_key().as_ref().to_vec()
}

fn of_curve(bytes: &[u8]) -> Option<Vec<u8>> {
    let pair = CURVES.iter().find_map(|curve| EcdsaKeyPair::from_private_key_der(curve, bytes).ok())?;
    Some(pair.public_key().as_ref().to_vec())
}

fn of_edwards(bytes: &[u8]) -> Option<Vec<u8>> {
    Some(Ed25519KeyPair::from_pkcs8_maybe_unchecked(bytes).ok()?.public_key().as_ref().to_vec())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    macro_rules! pem {
        ($name:literal) => {
            include_str!(concat!("../../tests/certificates/", $name, ".pem"))
        };
    }

    #[test]
    fn keys_belong_to_their_certificates_whatever_form_they_have() {
        let pairs = [
            (pem!("leaf"), pem!("leaf-key")),
            (pem!("leaf"), pem!("leaf-key-pkcs1")),
            (pem!("self-p256"), pem!("self-p256-key")),
            (pem!("self-p256"), pem!("self-p256-key-sec1")),
            (pem!("self-p384"), pem!("self-p384-key")),
            (pem!("self-p521"), pem!("self-p521-key")),
            (pem!("self-ed25519"), pem!("self-ed25519-key")),
        ];
        for (at, (certificate, key)) in pairs.iter().enumerate() {
            let key = PrivateKey::parse(key).unwrap_or_else(|| panic!("key {at}"));
            assert!(key.belongs_to(&Certificate::parse(certificate).unwrap()), "{at}");
            assert!(!key.belongs_to(&Certificate::parse(pem!("root")).unwrap()), "{at}");
        }
    }

    #[test]
    fn other_texts_are_no_private_keys() {
        for text in [
            "",
            "key",
            pem!("leaf"),
            pem!("leaf-key-encrypted"),
            pem!("rsa-1024-key"),
            "-----BEGIN PRIVATE KEY-----\nAQID\n-----END PRIVATE KEY-----",
            concat!(pem!("leaf-key"), pem!("leaf-key")),
        ] {
            assert!(PrivateKey::parse(text).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            for label in ["RSA PRIVATE KEY", "EC PRIVATE KEY", "PRIVATE KEY"] {
                prop_assert!(PrivateKey::parse(&pem::write(label, &bytes)).is_none());
            }
        }
    }
}
