// SPDX-License-Identifier: Apache-2.0
//! What goes to the browser and comes back from it, as JSON in the forms that WebAuthn gives it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde_json::{Value, json};

use super::public_key::ALGORITHMS;
use super::{RelyingParty, WebAuthnError};
use crate::mfa::challenge::CHALLENGE_SECONDS;

/// What a browser is asked in order to register a security key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationOptions {
    /// What the key is to answer.
    pub challenge: Vec<u8>,
    /// For whom the credential is made.
    pub party: RelyingParty,
    /// By what the authenticator knows its user: the unique id, or the account's number for the root user.
    pub user_handle: Vec<u8>,
    /// What the authenticator shows its user.
    pub user_name: String,
    /// The ids of credentials that are registered already.
    pub registered: Vec<Vec<u8>>,
    /// Whether the authenticator must see that it is its owner.
    pub requires_verification: bool,
}

impl RegistrationOptions {
    /// `PublicKeyCredentialCreationOptionsJSON`.
    pub fn to_json(&self) -> Value {
        let parameters: Vec<Value> =
            ALGORITHMS.iter().map(|number| json!({"type": "public-key", "alg": number})).collect();
        json!({
            "rp": {"id": self.party.id, "name": self.party.id},
            "user": {
                "id": BASE64.encode(&self.user_handle),
                "name": self.user_name,
                "displayName": self.user_name,
            },
            "challenge": BASE64.encode(&self.challenge),
            "pubKeyCredParams": parameters,
            "timeout": CHALLENGE_SECONDS * 1_000,
            "excludeCredentials": descriptors(&self.registered),
            "authenticatorSelection": {
                "residentKey": "preferred",
                "userVerification": verification(self.requires_verification),
            },
            "attestation": "none",
        })
    }
}

/// What a browser is asked in order to prove that its user has a security key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssertionOptions {
    /// What the key is to answer.
    pub challenge: Vec<u8>,
    /// For whom the credential was made.
    pub party: RelyingParty,
    /// The ids of the credentials of which any will do.
    pub registered: Vec<Vec<u8>>,
    /// Whether the authenticator must see that it is its owner.
    pub requires_verification: bool,
}

impl AssertionOptions {
    /// `PublicKeyCredentialRequestOptionsJSON`.
    pub fn to_json(&self) -> Value {
        json!({
            "challenge": BASE64.encode(&self.challenge),
            "timeout": CHALLENGE_SECONDS * 1_000,
            "rpId": self.party.id,
            "allowCredentials": descriptors(&self.registered),
            "userVerification": verification(self.requires_verification),
        })
    }
}

fn descriptors(ids: &[Vec<u8>]) -> Vec<Value> {
    ids.iter().map(|id| json!({"type": "public-key", "id": BASE64.encode(id)})).collect()
}

fn verification(is_required: bool) -> &'static str {
    if is_required { "required" } else { "preferred" }
}

/// What a browser answers when a security key was registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationResponse {
    /// `clientDataJSON`.
    pub client_data: Vec<u8>,
    /// `attestationObject`.
    pub attestation_object: Vec<u8>,
}

impl RegistrationResponse {
    /// Reads `RegistrationResponseJSON`.
    ///
    /// # Errors
    /// A part is missing or not in base64url.
    pub fn from_json(json: &Value) -> Result<Self, WebAuthnError> {
        Ok(Self {
            client_data: part(json, "clientDataJSON")?,
            attestation_object: part(json, "attestationObject")?,
        })
    }
}

/// What a browser answers when a security key has signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssertionResponse {
    /// `rawId`.
    pub credential_id: Vec<u8>,
    /// `clientDataJSON`.
    pub client_data: Vec<u8>,
    /// `authenticatorData`.
    pub authenticator_data: Vec<u8>,
    /// `signature`.
    pub signature: Vec<u8>,
}

impl AssertionResponse {
    /// Reads `AuthenticationResponseJSON`.
    ///
    /// # Errors
    /// A part is missing or not in base64url.
    pub fn from_json(json: &Value) -> Result<Self, WebAuthnError> {
        Ok(Self {
            credential_id: bytes(json.get("rawId"))?,
            client_data: part(json, "clientDataJSON")?,
            authenticator_data: part(json, "authenticatorData")?,
            signature: part(json, "signature")?,
        })
    }
}

fn part(json: &Value, name: &str) -> Result<Vec<u8>, WebAuthnError> {
    bytes(json.get("response").and_then(|response| response.get(name)))
}

fn bytes(value: Option<&Value>) -> Result<Vec<u8>, WebAuthnError> {
    let text = value.and_then(Value::as_str);
    text.and_then(|text| BASE64.decode(text).ok())
        .ok_or(WebAuthnError::Malformed("a part of the answer is missing or not in base64url"))
}
