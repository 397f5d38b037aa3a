// SPDX-License-Identifier: Apache-2.0
//! What the shell does for the pure function: keys and signatures.

use std::sync::LazyLock;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use portcullis_directory::record::{PublicKey, SecretAccessKey, SigningAlgorithm};
use portcullis_service::signing::{NewSigningKey, Order};

/// RSA keys take long to make, so a test has one that never changes, and a fresh one of the other kind.
static RSA: LazyLock<(Vec<u8>, Vec<u8>)> = LazyLock::new(|| {
    let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
    let der: Pkcs8V1Der<'_> = pair.as_der().unwrap();
    // The public key is SEQUENCE { INTEGER modulus, INTEGER 65537 }, in which the modulus begins with a zero.
    let public = pair.public_key().as_ref();
    (der.as_ref().to_vec(), public[9..265].to_vec())
});

pub fn keys() -> Vec<NewSigningKey> {
    let (rsa, modulus) = &*RSA;
    let ec = EcdsaKeyPair::generate_pkcs8(&ECDSA_P384_SHA384_FIXED_SIGNING, &SystemRandom::new()).unwrap();
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P384_SHA384_FIXED_SIGNING, ec.as_ref()).unwrap();
    let point = pair.public_key().as_ref();
    let private = |der: &[u8]| SecretAccessKey::new(STANDARD.encode(der));
    vec![
        NewSigningKey {
            public: PublicKey::Rsa { modulus: modulus.clone(), exponent: vec![1, 0, 1] },
            private: private(rsa),
        },
        NewSigningKey {
            public: PublicKey::P384 { x: point[1..49].to_vec(), y: point[49..].to_vec() },
            private: private(ec.as_ref()),
        },
    ]
}

pub fn sign(order: &Order) -> String {
    let der = STANDARD.decode(order.private.expose()).unwrap();
    let (chance, input) = (SystemRandom::new(), order.input.as_bytes());
    URL_SAFE_NO_PAD.encode(match order.algorithm {
        SigningAlgorithm::Es384 => {
            let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P384_SHA384_FIXED_SIGNING, &der).unwrap();
            pair.sign(&chance, input).unwrap().as_ref().to_vec()
        }
        SigningAlgorithm::Rs256 => {
            let pair = RsaKeyPair::from_pkcs8(&der).unwrap();
            let mut signature = vec![0; pair.public_modulus_len()];
            pair.sign(&RSA_PKCS1_SHA256, &chance, input, &mut signature).unwrap();
            signature
        }
    })
}
