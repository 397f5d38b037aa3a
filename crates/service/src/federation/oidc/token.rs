// SPDX-License-Identifier: Apache-2.0
//! A signed token, taken apart: JSON Web Signature in its compact form (RFC 7515, RFC 7519).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;

use super::claims::Claims;
use super::members::Members;

/// The longest token that is read, in bytes: AWS's limit of the parameter.
const BYTES_MAX: usize = 20_000;

/// A token in its parts. Nothing in it is to be believed before [`KeySet::verify`](super::KeySet::verify) says so.
#[derive(Debug, Clone)]
pub struct Token<'a> {
    pub(super) algorithm: Algorithm,
    pub(super) key_id: Option<String>,
    /// What is signed: the first two parts with the dot between them.
    pub(super) input: &'a str,
    pub(super) signature: Vec<u8>,
    claims: Claims,
}

/// The algorithms that tokens may be signed with: those that AWS lists. `none` and secrets shared with the provider
/// (HMAC) are not among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the variants are the names in RFC 7518")]
pub enum Algorithm {
    Rs256,
    Rs384,
    Rs512,
    Es256,
    Es384,
    Es512,
}

/// A text that is no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAToken;

impl<'a> Token<'a> {
    /// Takes a token apart.
    ///
    /// # Errors
    /// The text is no JSON Web Token, is signed with an algorithm that is not allowed, or demands an extension.
    pub fn read(text: &'a str) -> Result<Self, NotAToken> {
        Self::parts(text).ok_or(NotAToken)
    }

    fn parts(text: &'a str) -> Option<Self> {
        if text.len() > BYTES_MAX {
            return None;
        }
        let (input, signature) = text.rsplit_once('.')?;
        let (header, payload) = input.split_once('.')?;
        // What is not canonical base64url, or holds another dot, does not decode.
        let header = Members::read(&decoded(header)?, BYTES_MAX)?;
        let payload = Members::read(&decoded(payload)?, BYTES_MAX)?;
        // What a token says is critical and is not understood makes it unusable (RFC 7515, section 4.1.11).
        if header.get("crit").is_some() {
            return None;
        }
        let key_id = match header.get("kid") {
            Some(_) => Some(header.text("kid")?.to_owned()),
            None => None,
        };
        Some(Self {
            algorithm: Algorithm::parse(header.text("alg")?)?,
            key_id,
            input,
            signature: BASE64.decode(signature).ok()?,
            claims: Claims(payload),
        })
    }

    /// What the token says, believed or not.
    pub fn claims(&self) -> &Claims {
        &self.claims
    }

    /// How the token says that it is signed.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}

fn decoded(part: &str) -> Option<String> {
    String::from_utf8(BASE64.decode(part).ok()?).ok()
}

impl Algorithm {
    /// Every algorithm.
    pub const ALL: [Self; 6] = [Self::Rs256, Self::Rs384, Self::Rs512, Self::Es256, Self::Es384, Self::Es512];

    /// The name in RFC 7518.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Rs384 => "RS384",
            Self::Rs512 => "RS512",
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::Es512 => "ES512",
        }
    }

    /// The algorithm with this name, which has its case.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}
