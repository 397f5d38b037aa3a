// SPDX-License-Identifier: Apache-2.0
//! What the pure function cannot do itself and asks for: new signing keys, and signatures, which take chance.

use portcullis_directory::record::{PublicKey, SecretAccessKey, SigningAlgorithm};

use crate::handle::Reply;

/// What a reply asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// New signing keys, one for each algorithm: hand them to the moment and handle the call again.
    SigningKeys,
    /// A signature: give it to [`Reply::signed`].
    Signature(Order),
}

/// A key pair that was just made.
#[derive(Debug, Clone)]
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
