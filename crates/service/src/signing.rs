// SPDX-License-Identifier: Apache-2.0
//! Signing keys and signatures, which take chance: what is asked for, and how a signature comes into its answer.

use portcullis_directory::record::{PublicKey, SecretAccessKey, SigningAlgorithm};

use crate::handle::Reply;

/// A key pair that was just made.
#[derive(Debug, Clone, PartialEq)]
pub struct NewSigningKey {
    /// The public half, which says the algorithm as well.
    pub public: PublicKey,
    /// The private half in base64: PKCS #8, DER.
    pub private: SecretAccessKey,
}

/// What is to be signed, and with what.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// How.
    pub algorithm: SigningAlgorithm,
    /// The private key in base64: PKCS #8, DER.
    pub private: SecretAccessKey,
    /// The text that is signed: header and payload of a JWT.
    pub input: String,
    /// What stands in the answer where the signature belongs. It occurs nowhere else in it.
    pub(crate) placeholder: String,
}

impl Reply {
    /// Puts a signature, in base64url without padding, where it belongs in the answer.
    pub fn signed(&mut self, order: &Order, signature: &str) {
        let body = String::from_utf8_lossy(&self.response.body);
        self.response.body = body.replace(&order.placeholder, signature).into_bytes();
    }
}
