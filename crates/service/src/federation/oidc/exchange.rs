// SPDX-License-Identifier: Apache-2.0
//! Turns a code into tokens at a provider's token endpoint (RFC 6749, section 4.1; OpenID Connect Core 1.0, section 3.1.3).

use aws_lc_rs::digest::{self, SHA256, SHA384, SHA512};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use portcullis_directory::record::SecretText;
use portcullis_wire::{Fault, faults};

use super::members::Members;
use super::proof::of_problem;
use super::token::{Algorithm, Token};
use crate::moment::Moment;
use crate::outside::{Ask, EXCHANGE_BYTES_MAX, ExchangeOrder, Finding};

/// What a provider gave for a code.
#[derive(Debug, Clone)]
pub(crate) struct Tokens {
    pub(crate) id_token: SecretText,
    access_token: Option<SecretText>,
}

/// Why there are no tokens.
#[derive(Debug, Clone)]
pub(crate) enum NotGranted {
    /// The provider cannot be asked, or what it answers is of no use.
    Fault(Fault),
    /// The provider says no, for this reason.
    Refused(String),
}

const USELESS: &str = "The token endpoint of the identity provider did not answer with an ID token.";

/// The claim that binds an access token to an ID token.
const ACCESS_TOKEN_HASH: &str = "at_hash";

/// Asks for tokens, once.
///
/// # Errors
/// There are none.
pub(crate) fn exchange(order: ExchangeOrder, moment: &Moment) -> Result<Tokens, NotGranted> {
    let answer = match moment.find(Ask::Exchange(order)) {
        Some(Finding::Exchange(Ok(answer))) => answer,
        Some(Finding::Exchange(Err(problem))) => {
            return Err(NotGranted::Fault(of_problem(*problem, USELESS)));
        }
        // It is asked for, and the call is decided again.
        _ => return Err(NotGranted::Fault(faults::service_unavailable("Try again."))),
    };
    let useless = || NotGranted::Fault(faults::invalid_identity_token(USELESS));
    let members = Members::read(answer.body.expose(), EXCHANGE_BYTES_MAX).ok_or_else(useless)?;
    if !answer.is_granted {
        return Err(NotGranted::Refused(reason(members.text("error")).ok_or_else(useless)?));
    }
    let secret = |name: &str| members.text(name).map(|text| SecretText::new(text.to_owned()));
    Ok(Tokens { id_token: secret("id_token").ok_or_else(useless)?, access_token: secret("access_token") })
}

/// An error code as providers may write it (RFC 6749, section 5.2); what else it is is not repeated to anybody.
pub(crate) fn reason(error: Option<&str>) -> Option<String> {
    const BYTES_MAX: usize = 64;
    let is_code = |error: &&str| {
        !error.is_empty()
            && error.len() <= BYTES_MAX
            && error.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
    };
    error.map(|error| Some(error).filter(is_code).unwrap_or("an unknown error").to_owned())
}

impl Tokens {
    /// Whether the access token that came along is the one that the ID token was issued with, if it says so (OpenID
    /// Connect Core 1.0, section 3.1.3.8).
    pub(crate) fn belong_together(&self, token: &Token<'_>) -> bool {
        let claims = token.claims();
        if !claims.has(ACCESS_TOKEN_HASH) {
            return true;
        }
        let Some(access_token) = &self.access_token else { return false };
        let hash = match token.algorithm() {
            Algorithm::Rs256 | Algorithm::Es256 => &SHA256,
            Algorithm::Rs384 | Algorithm::Es384 => &SHA384,
            Algorithm::Rs512 | Algorithm::Es512 => &SHA512,
        };
        let digest = digest::digest(hash, access_token.expose().as_bytes());
        let half = digest.as_ref().get(..digest.as_ref().len() / 2).unwrap_or_default();
        claims.text(ACCESS_TOKEN_HASH) == Some(BASE64.encode(half).as_str())
    }
}
