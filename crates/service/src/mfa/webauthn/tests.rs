// SPDX-License-Identifier: Apache-2.0
//! The vectors that the W3C publishes, and what the ceremonies make of changed ones.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeyPair;
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use data_encoding::{BASE64, HEXLOWER};
use minicbor::Encoder;
use toml::Value;

use super::public_key::PublicKey;
use super::*;

fn party() -> RelyingParty {
    RelyingParty { id: "example.org".into(), origin: "https://example.org".into() }
}

fn vectors() -> Vec<Value> {
    let file = include_str!("../../../../../conformance/webauthn/level-3.toml");
    let file: Value = toml::from_str(file).unwrap();
    file["vector"].as_array().unwrap().clone()
}

fn bytes(vector: &Value, name: &str) -> Vec<u8> {
    HEXLOWER.decode(vector[name].as_str().unwrap().as_bytes()).unwrap()
}

fn registrations() -> Vec<(Value, RegistrationResponse)> {
    let with = vectors().into_iter().filter(|vector| vector.get("attestation_object").is_some());
    with.map(|vector| {
        let client_data = bytes(&vector, "registration_client_data");
        let attestation_object = bytes(&vector, "attestation_object");
        (vector, RegistrationResponse { client_data, attestation_object })
    })
    .collect()
}

fn assertion(vector: &Value) -> AssertionResponse {
    AssertionResponse {
        credential_id: Vec::new(),
        client_data: bytes(vector, "assertion_client_data"),
        authenticator_data: bytes(vector, "authenticator_data"),
        signature: bytes(vector, "signature"),
    }
}

#[test]
fn the_registrations_of_the_standard_verify() {
    let registrations = registrations();
    assert_eq!(registrations.len(), 2);
    for (vector, response) in registrations {
        let (challenge, data) = registration::verify(&response, &party()).unwrap();
        assert_eq!(challenge, bytes(&vector, "registration_challenge"), "{:?}", vector["name"]);
        let credential = data.credential.unwrap();
        assert_eq!(credential.id, bytes(&vector, "credential_id"));
        assert_eq!(credential.cose_key, bytes(&vector, "public_key"));
    }
}

#[test]
fn the_assertions_of_the_standard_verify() {
    for vector in vectors() {
        let key = bytes(&vector, "public_key");
        let response = assertion(&vector);
        let (challenge, data) = assertion::verify(&response, &key, &party()).unwrap();
        assert_eq!(challenge, bytes(&vector, "assertion_challenge"), "{:?}", vector["name"]);
        assert_eq!((data.sign_count, data.credential.is_none()), (0, true));
    }
}

#[test]
fn no_mutant_of_an_assertion_verifies() {
    let mut mutants = 0;
    for vector in vectors() {
        let (whole, key) = (assertion(&vector), bytes(&vector, "public_key"));
        for part in 0..3 {
            let length =
                [whole.client_data.len(), whole.authenticator_data.len(), whole.signature.len()][part];
            for at in 0..length {
                let mut mutant = whole.clone();
                let bytes = [&mut mutant.client_data, &mut mutant.authenticator_data, &mut mutant.signature];
                let [client_data, authenticator_data, signature] = bytes;
                [client_data, authenticator_data, signature][part][at] ^= 1 << (at % 8);
                mutants += 1;
                assert!(assertion::verify(&mutant, &key, &party()).is_err(), "part {part}, byte {at}");
            }
        }
        for at in 0..key.len() {
            let mut mutant = key.clone();
            mutant[at] ^= 1 << (at % 8);
            mutants += 1;
            assert!(assertion::verify(&whole, &mutant, &party()).is_err(), "key, byte {at}");
        }
    }
    assert!(mutants > 1_000, "{mutants}");
}

#[test]
fn no_mutant_of_a_self_attestation_verifies() {
    let (_, whole) = registrations().remove(1);
    for at in 0..whole.attestation_object.len() {
        let mut mutant = whole.clone();
        mutant.attestation_object[at] ^= 1 << (at % 8);
        assert!(registration::verify(&mutant, &party()).is_err(), "byte {at}");
        mutant.attestation_object.truncate(at);
        assert!(registration::verify(&mutant, &party()).is_err(), "{at} bytes");
    }
    let mut longer = whole.clone();
    longer.attestation_object.push(0);
    assert!(registration::verify(&longer, &party()).is_err());
}

#[test]
fn another_relying_party_is_told_apart() {
    let vector = &vectors()[0];
    let key = bytes(vector, "public_key");
    for (id, origin) in [
        ("example.com", "https://example.org"),
        ("example.org", "https://example.org:8443"),
        ("example.org", "http://example.org"),
        ("example.org", "https://evil.example.org"),
    ] {
        let party = RelyingParty { id: id.into(), origin: origin.into() };
        assert!(assertion::verify(&assertion(vector), &key, &party).is_err(), "{id} {origin}");
    }
}

#[test]
fn relying_parties_have_names_and_tls() {
    for (url, expected) in [
        ("https://iam.example.com", Some(("iam.example.com", "https://iam.example.com"))),
        ("https://IAM.example.com:8443/x", Some(("iam.example.com", "https://iam.example.com:8443"))),
        ("http://localhost:4599", Some(("localhost", "http://localhost:4599"))),
        ("http://iam.example.com", None),
        ("https://127.0.0.1:4599", None),
        ("https://[::1]:4599", None),
        ("https://user@iam.example.com", None),
        ("iam.example.com", None),
    ] {
        let party = RelyingParty::at(url);
        assert_eq!(party.as_ref().map(|party| (&*party.id, &*party.origin)), expected, "{url}");
    }
}

#[test]
fn rsa_keys_are_taken() {
    let pem = include_str!("../../../tests/certificates/leaf-key.pem");
    let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let pair = KeyPair::from_pkcs8(&BASE64.decode(body.as_bytes()).unwrap()).unwrap();
    // The modulus of 2,048 bits stands in DER behind the heads of the sequence and of the number, and a zero.
    let modulus = &pair.public_key().as_ref()[9..265];
    let cose = |modulus: &[u8], exponent: &[u8]| {
        let mut key = Encoder::new(Vec::new());
        key.map(4).unwrap().i64(1).unwrap().i64(3).unwrap().i64(3).unwrap().i64(-257).unwrap();
        key.i64(-1).unwrap().bytes(modulus).unwrap().i64(-2).unwrap().bytes(exponent).unwrap();
        key.into_writer()
    };
    let bytes = cose(modulus, &[1, 0, 1]);
    let (key, taken) = PublicKey::read(&bytes).unwrap();
    assert_eq!(taken, bytes.len());
    let mut signature = vec![0; pair.public_modulus_len()];
    pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), b"message", &mut signature).unwrap();
    assert!(key.verifies(b"message", &signature));
    assert!(!key.verifies(b"massage", &signature));
    for (modulus, exponent) in [(&modulus[..255], &[1, 0, 1][..]), (modulus, &[1]), (modulus, &[])] {
        assert!(PublicKey::read(&cose(modulus, exponent)).is_err());
    }
}

#[test]
fn keys_of_other_forms_and_algorithms_are_not_taken() {
    let key = bytes(&vectors()[0], "public_key");
    assert_eq!(PublicKey::read(&key).unwrap().1, key.len());
    let change = |at: usize, to: u8| {
        let mut changed = key.clone();
        changed[at] = to;
        changed
    };
    for (bytes, why) in [
        (vec![], "empty"),
        (change(0, 0xBF), "without a length"),
        (change(0, 0xA4), "a part too few"),
        (change(0, 0xA6), "a part too many"),
        (change(2, 0x01), "of another type"),
        (change(4, 0x27), "of another algorithm"),
        (change(6, 0x02), "on another curve"),
        (change(20, key[20] ^ 1), "not on the curve"),
        (change(3, 0x01), "a part twice"),
    ] {
        assert!(PublicKey::read(&bytes).is_err(), "{why}");
    }
}
