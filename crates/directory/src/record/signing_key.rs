// SPDX-License-Identifier: Apache-2.0
//! The keys that sign an account's tokens for services outside.

use super::SecretAccessKey;

/// A key pair of an account. A retired one has lost its private half; the public half is still published, for
/// tokens that it signed and that are not yet expired.
#[derive(Debug, Clone, PartialEq)]
pub struct SigningKey {
    /// The key's id: the thumbprint of its public half (RFC 7638).
    pub id: String,
    /// When it was made, in seconds since 1970.
    pub created_at: i64,
    /// When it signed last, in seconds since 1970; `None` as long as it signs.
    pub retired_at: Option<i64>,
    /// The public half, which says the algorithm as well.
    pub public: PublicKey,
    /// The private half in base64: PKCS #8, DER. `None` once the key is retired.
    pub private: Option<SecretAccessKey>,
}

/// The public half of a key pair. Numbers are big-endian.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// A point on the curve P-384, 48 bytes for each coordinate.
    P384 {
        /// The first coordinate.
        x: Vec<u8>,
        /// The second coordinate.
        y: Vec<u8>,
    },
    /// An RSA key.
    Rsa {
        /// The modulus, without leading zeros.
        modulus: Vec<u8>,
        /// The public exponent, without leading zeros.
        exponent: Vec<u8>,
    },
}

/// How a token is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SigningAlgorithm {
    /// `ES384`: ECDSA on P-384 with SHA-384.
    Es384,
    /// `RS256`: RSA, PKCS #1 v1.5, with SHA-256.
    Rs256,
}

impl SigningAlgorithm {
    /// Every algorithm, in the order in which they are published.
    pub const ALL: [Self; 2] = [Self::Rs256, Self::Es384];

    /// The name in JWTs and requests.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Es384 => "ES384",
            Self::Rs256 => "RS256",
        }
    }

    /// The algorithm with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.as_str() == text)
    }
}

impl PublicKey {
    /// The algorithm of signatures that this key verifies.
    pub fn algorithm(&self) -> SigningAlgorithm {
        match self {
            Self::P384 { .. } => SigningAlgorithm::Es384,
            Self::Rsa { .. } => SigningAlgorithm::Rs256,
        }
    }
}
