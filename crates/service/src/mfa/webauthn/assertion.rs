// SPDX-License-Identifier: Apache-2.0
//! Proving to have a security key.

use aws_lc_rs::digest;
use portcullis_directory::Account;
use portcullis_directory::record::{KeyOwner, MfaDevice, MfaFactor, SecurityKey};

use super::authenticator_data::AuthenticatorData;
use super::client_data::challenge_of;
use super::message::{AssertionOptions, AssertionResponse};
use super::public_key::PublicKey;
use super::registration::credential_ids;
use super::{RelyingParty, WebAuthnError, requires_verification};
use crate::mfa::challenge::{Ceremony, Challenge};
use crate::moment::Moment;
use crate::session_token::TokenKeys;

/// Begins to ask an owner for one of its security keys.
///
/// # Errors
/// It has none.
pub fn begin_assertion(
    party: &RelyingParty,
    keys: &TokenKeys,
    moment: &Moment,
    account: &Account,
    owner: &KeyOwner,
) -> Result<AssertionOptions, WebAuthnError> {
    let registered = credential_ids(account, owner);
    if registered.is_empty() {
        return Err(WebAuthnError::NotAccepted("there is no security key"));
    }
    let challenge = Challenge {
        ceremony: Ceremony::Assertion,
        account: account.id(),
        owner: owner.clone(),
        made_at_milliseconds: moment.now_milliseconds,
    };
    Ok(AssertionOptions {
        challenge: challenge
            .seal(keys, moment)
            .ok_or(WebAuthnError::NotAccepted("no challenge can be made"))?,
        party: party.clone(),
        registered,
        requires_verification: requires_verification(owner),
    })
}

/// Ends an assertion, and gives the device as it is from then on, which must be committed with what the assertion
/// allows.
///
/// # Errors
/// The answer is malformed, answers no challenge of this owner's, is by no key of this owner's, was given before, or is
/// by a key whose counter says that it was copied.
pub fn finish_assertion(
    party: &RelyingParty,
    keys: &TokenKeys,
    moment: &Moment,
    account: &Account,
    owner: &KeyOwner,
    response: &AssertionResponse,
) -> Result<MfaDevice, WebAuthnError> {
    let device =
        account.security_key(&response.credential_id).filter(|one| one.owner.as_ref() == Some(owner));
    let Some((device, MfaFactor::SecurityKey(known))) = device.map(|device| (device, &device.factor)) else {
        return Err(WebAuthnError::NotAccepted("the credential is none of this owner's"));
    };
    let (answered, data) = verify(response, &known.public_key, party)?;
    let challenge = Challenge::open(&answered, keys)
        .filter(|one| one.is_for(Ceremony::Assertion, account.id(), owner, moment.now_milliseconds))
        .ok_or(WebAuthnError::NotAccepted("the challenge is none of this owner's, or too old"))?;
    if requires_verification(owner) && !data.is_verified {
        return Err(WebAuthnError::NotAccepted("the authenticator did not see who uses it"));
    }
    if challenge.made_at_milliseconds <= known.challenged_at_milliseconds {
        return Err(WebAuthnError::NotAccepted("the challenge, or a later one, was answered already"));
    }
    let counts = data.sign_count != 0 || known.sign_count != 0;
    if counts && data.sign_count <= known.sign_count {
        return Err(WebAuthnError::NotAccepted(
            "the key counts fewer signatures than before: it may be a copy",
        ));
    }
    let known = SecurityKey {
        sign_count: data.sign_count,
        challenged_at_milliseconds: challenge.made_at_milliseconds,
        ..known.clone()
    };
    Ok(MfaDevice { factor: MfaFactor::SecurityKey(known), ..MfaDevice::clone(device) })
}

/// Verifies what an assertion comes with by the credential's key, and gives the challenge that was answered.
pub(super) fn verify<'a>(
    response: &'a AssertionResponse,
    public_key: &[u8],
    party: &RelyingParty,
) -> Result<(Vec<u8>, AuthenticatorData<'a>), WebAuthnError> {
    let challenge = challenge_of(&response.client_data, Ceremony::Assertion, party)?;
    let data = AuthenticatorData::read(&response.authenticator_data, party)?;
    let hash = digest::digest(&digest::SHA256, &response.client_data);
    let signed = [response.authenticator_data.as_slice(), hash.as_ref()].concat();
    let (key, _) = PublicKey::read(public_key)?;
    if !key.verifies(&signed, &response.signature) {
        return Err(WebAuthnError::NotAccepted("the signature is not the key's"));
    }
    Ok((challenge, data))
}
