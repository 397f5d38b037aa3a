// SPDX-License-Identifier: Apache-2.0
//! A security key in software, with the browser around it: it makes credentials and signs challenges as WebAuthn says.

use std::collections::BTreeMap;

use aws_lc_rs::digest;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use minicbor::Encoder;
use portcullis_service::mfa::webauthn::{AssertionResponse, RegistrationResponse};
use serde_json::{Value, json};

/// What the key attests of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attestation {
    None,
    ItsOwn,
    /// A statement by this format, empty.
    Other(&'static str),
}

/// A security key. It can be given habits that real ones do not have.
pub struct SoftwareKey {
    pub origin: String,
    pub attestation: Attestation,
    /// Whether it counts signatures.
    pub counts: bool,
    /// The flags of user presence and verification.
    pub flags: u8,
    pub extra_client_data: BTreeMap<String, Value>,
    pair: EcdsaKeyPair,
    credential_id: Vec<u8>,
    count: u32,
}

const PRESENT: u8 = 1;
const VERIFIED: u8 = 4;
const HAS_CREDENTIAL: u8 = 0x40;

impl SoftwareKey {
    /// A key that nobody has used. Its number tells it from others.
    pub fn new(origin: &str, number: u8) -> Self {
        Self {
            origin: origin.into(),
            attestation: Attestation::None,
            counts: true,
            flags: PRESENT | VERIFIED,
            extra_client_data: BTreeMap::new(),
            pair: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap(),
            credential_id: vec![number; 32],
            count: 0,
        }
    }

    /// The same key, stolen and copied.
    pub fn copy_of_count(&mut self, count: u32) {
        self.count = count;
    }

    /// What the browser answers to the options of a registration.
    pub fn register(&mut self, options: &Value) -> RegistrationResponse {
        RegistrationResponse::from_json(&self.register_json(options)).unwrap()
    }

    /// The same as JSON.
    pub fn register_json(&mut self, options: &Value) -> Value {
        let client_data = self.client_data("webauthn.create", &options["challenge"]);
        let mut data = self.data(options["rp"]["id"].as_str().unwrap(), self.flags | HAS_CREDENTIAL);
        data.extend([7; 16]);
        data.extend(u16::try_from(self.credential_id.len()).unwrap().to_be_bytes());
        data.extend(&self.credential_id);
        data.extend(self.cose_key());
        let signature = self.sign(&data, &client_data);
        let mut object = Encoder::new(Vec::new());
        object.map(3).unwrap().str("fmt").unwrap();
        match self.attestation {
            Attestation::None => object.str("none").unwrap().str("attStmt").unwrap().map(0).unwrap(),
            Attestation::Other(format) => object.str(format).unwrap().str("attStmt").unwrap().map(0).unwrap(),
            Attestation::ItsOwn => {
                object.str("packed").unwrap().str("attStmt").unwrap().map(2).unwrap();
                object.str("alg").unwrap().i64(-7).unwrap().str("sig").unwrap().bytes(&signature).unwrap()
            }
        };
        object.str("authData").unwrap().bytes(&data).unwrap();
        self.over_the_wire(json!({
            "clientDataJSON": BASE64.encode(&client_data),
            "attestationObject": BASE64.encode(object.into_writer()),
        }))
    }

    /// What the browser answers to the options of an assertion.
    pub fn assert(&mut self, options: &Value) -> AssertionResponse {
        AssertionResponse::from_json(&self.assert_json(options)).unwrap()
    }

    /// The same as JSON.
    pub fn assert_json(&mut self, options: &Value) -> Value {
        let client_data = self.client_data("webauthn.get", &options["challenge"]);
        let data = self.data(options["rpId"].as_str().unwrap(), self.flags);
        let signature = self.sign(&data, &client_data);
        self.over_the_wire(json!({
            "clientDataJSON": BASE64.encode(&client_data),
            "authenticatorData": BASE64.encode(&data),
            "signature": BASE64.encode(&signature),
        }))
    }

    /// The answer as a browser's `toJSON` writes it, read again.
    fn over_the_wire(&self, response: Value) -> Value {
        let id = BASE64.encode(&self.credential_id);
        let text = json!({"id": id, "rawId": id, "type": "public-key", "response": response}).to_string();
        serde_json::from_str(&text).unwrap()
    }

    fn client_data(&self, kind: &str, challenge: &Value) -> Vec<u8> {
        let mut data =
            json!({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false});
        for (name, value) in &self.extra_client_data {
            data[name] = value.clone();
        }
        data.to_string().into_bytes()
    }

    fn data(&mut self, party: &str, flags: u8) -> Vec<u8> {
        if self.counts {
            self.count += 1;
        }
        let mut data = digest::digest(&digest::SHA256, party.as_bytes()).as_ref().to_vec();
        data.push(flags);
        data.extend(self.count.to_be_bytes());
        data
    }

    fn cose_key(&self) -> Vec<u8> {
        let point = self.pair.public_key().as_ref();
        let mut key = Encoder::new(Vec::new());
        key.map(5).unwrap();
        key.i64(1).unwrap().i64(2).unwrap().i64(3).unwrap().i64(-7).unwrap().i64(-1).unwrap().i64(1).unwrap();
        key.i64(-2).unwrap().bytes(&point[1..33]).unwrap().i64(-3).unwrap().bytes(&point[33..]).unwrap();
        key.into_writer()
    }

    fn sign(&self, data: &[u8], client_data: &[u8]) -> Vec<u8> {
        let hash = digest::digest(&digest::SHA256, client_data);
        let signed = [data, hash.as_ref()].concat();
        self.pair.sign(&SystemRandom::new(), &signed).unwrap().as_ref().to_vec()
    }
}
