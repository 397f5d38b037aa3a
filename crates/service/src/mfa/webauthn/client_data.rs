// SPDX-License-Identifier: Apache-2.0
//! What the browser says of a ceremony: what it was, whose challenge it answered, and on which page.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde_json::Value;

use super::{RelyingParty, WebAuthnError};
use crate::mfa::challenge::Ceremony;

/// Checks the client data of a ceremony, and gives the challenge that was answered.
///
/// # Errors
/// It is malformed, of another ceremony, or of a page that is not the relying party's own.
pub(super) fn challenge_of(
    client_data: &[u8],
    ceremony: Ceremony,
    party: &RelyingParty,
) -> Result<Vec<u8>, WebAuthnError> {
    let data: Value = serde_json::from_slice(client_data)
        .map_err(|_not_json| WebAuthnError::Malformed("the client data is not JSON"))?;
    let text = |name: &str| data.get(name).and_then(Value::as_str);
    let kind = match ceremony {
        Ceremony::Registration => "webauthn.create",
        Ceremony::Assertion => "webauthn.get",
    };
    if text("type") != Some(kind) {
        return Err(WebAuthnError::NotAccepted("the client data is of another ceremony"));
    }
    if text("origin") != Some(&party.origin) {
        return Err(WebAuthnError::NotAccepted("the page is not the relying party's"));
    }
    // A page within another one may be made to look like something else.
    let is_within_another = match data.get("crossOrigin") {
        None | Some(Value::Bool(false)) => data.get("topOrigin").is_some(),
        Some(_) => true,
    };
    if is_within_another {
        return Err(WebAuthnError::NotAccepted("the page is within one of another origin"));
    }
    let challenge = text("challenge").and_then(|text| BASE64.decode(text).ok());
    challenge.ok_or(WebAuthnError::Malformed("the client data has no challenge"))
}
