// SPDX-License-Identifier: Apache-2.0
//! Registering a security key.

use std::collections::BTreeMap;

use aws_lc_rs::digest;
use data_encoding::BASE32_NOPAD;
use minicbor::Decoder;
use portcullis_directory::record::{KeyOwner, MfaDevice, MfaFactor, SecurityKey, Tags, User};
use portcullis_directory::{Account, arn};

use super::authenticator_data::{AuthenticatorData, NewCredential};
use super::client_data::challenge_of;
use super::message::{RegistrationOptions, RegistrationResponse};
use super::{RelyingParty, WebAuthnError, requires_verification};
use crate::access::Permission;
use crate::mfa::challenge::{Ceremony, Challenge};
use crate::moment::Moment;
use crate::session_token::TokenKeys;

/// The longest name that a device may be given.
const DEVICE_NAME_LENGTH_MAX: usize = 64;

/// A step of registering, as `iam:RegisterSecurityKey` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registering {
    /// The browser is about to be asked.
    Create,
    /// The browser has answered, and the device is about to be assigned.
    Activate,
}

/// The permission that a step of registering takes. The certifications are those of the key's model, for which
/// policies may ask; of a key whose model is not known there are none.
pub fn registration_permission(
    step: Registering,
    account: &Account,
    owner: &KeyOwner,
    certifications: &BTreeMap<String, String>,
) -> Permission {
    let action = "iam:EnableMFADevice";
    let permission = match user_of(account, owner) {
        Some(user) => Permission::new(action, user.arn(account.id())).resource_tags(&user.tags),
        None => Permission::new(action, arn::root(account.id())),
    };
    let step = match step {
        Registering::Create => "Create",
        Registering::Activate => "Activate",
    };
    let level = |name: &str| certifications.get(name).map(String::as_str);
    permission
        .key("iam:RegisterSecurityKey", step)
        .optional_key("iam:FIDO-certification", level("FIDO"))
        .optional_key("iam:FIDO-FIPS-140-2-certification", level("FIPS-140-2"))
        .optional_key("iam:FIDO-FIPS-140-3-certification", level("FIPS-140-3"))
}

/// Begins to register a security key for an owner.
///
/// # Errors
/// The owner has as many MFA devices as may be.
pub fn begin_registration(
    party: &RelyingParty,
    keys: &TokenKeys,
    moment: &Moment,
    account: &Account,
    owner: &KeyOwner,
) -> Result<RegistrationOptions, WebAuthnError> {
    account.require_room_for_mfa_device(owner)?;
    let challenge = Challenge {
        ceremony: Ceremony::Registration,
        account: account.id(),
        owner: owner.clone(),
        made_at_milliseconds: moment.now_milliseconds,
    };
    let number = account.id().to_string();
    let account_name = account.record().alias.as_deref().unwrap_or(&number);
    let user_name = match user_of(account, owner) {
        Some(user) => format!("{}@{account_name}", user.name),
        None => account_name.to_owned(),
    };
    let user_handle = match owner {
        KeyOwner::Root => number.clone().into_bytes(),
        KeyOwner::User(id) => id.as_str().as_bytes().to_vec(),
    };
    Ok(RegistrationOptions {
        challenge: challenge
            .seal(keys, moment)
            .ok_or(WebAuthnError::NotAccepted("no challenge can be made"))?,
        party: party.clone(),
        user_handle,
        user_name,
        registered: credential_ids(account, owner),
        requires_verification: requires_verification(owner),
    })
}

/// Ends a registration, and gives the new device under the name that its owner chose for it. What it comes to must be
/// committed with the rest of the call.
///
/// # Errors
/// The answer is malformed, answers no challenge of this owner's, or is not accepted; or the account takes no such
/// device.
pub fn finish_registration(
    party: &RelyingParty,
    keys: &TokenKeys,
    moment: &Moment,
    account: &Account,
    owner: &KeyOwner,
    device_name: &str,
    response: &RegistrationResponse,
) -> Result<MfaDevice, WebAuthnError> {
    let (answered, data) = verify(response, party)?;
    let challenge = Challenge::open(&answered, keys)
        .filter(|one| one.is_for(Ceremony::Registration, account.id(), owner, moment.now_milliseconds))
        .ok_or(WebAuthnError::NotAccepted("the challenge is none of this owner's, or too old"))?;
    if requires_verification(owner) && !data.is_verified {
        return Err(WebAuthnError::NotAccepted("the authenticator did not see who uses it"));
    }
    let credential = data.credential.ok_or(NO_CREDENTIAL)?;
    if account.security_key(credential.id).is_some() {
        return Err(WebAuthnError::NotAccepted("the credential is registered already"));
    }
    account.require_room_for_mfa_device(owner)?;
    let now = moment.now();
    Ok(MfaDevice {
        serial_number: serial_number(account, owner, device_name, moment)?,
        owner: Some(owner.clone()),
        enabled_at: Some(now),
        created_at: now,
        tags: Tags::new(),
        factor: MfaFactor::SecurityKey(SecurityKey {
            credential_id: credential.id.to_vec(),
            public_key: credential.cose_key.to_vec(),
            sign_count: data.sign_count,
            aaguid: credential.aaguid,
            // Only the key says what model it is, so nothing is known of it.
            certifications: BTreeMap::new(),
            challenged_at_milliseconds: challenge.made_at_milliseconds,
        }),
    })
}

/// The ids of an owner's credentials.
pub(super) fn credential_ids(account: &Account, owner: &KeyOwner) -> Vec<Vec<u8>> {
    let keys = account.mfa_devices_of(owner).filter_map(|device| match &device.factor {
        MfaFactor::SecurityKey(key) => Some(key.credential_id.clone()),
        MfaFactor::Virtual(_) => None,
    });
    keys.collect()
}

fn user_of<'a>(account: &'a Account, owner: &KeyOwner) -> Option<&'a User> {
    match owner {
        KeyOwner::Root => None,
        KeyOwner::User(id) => account.users.get(id).map(AsRef::as_ref),
    }
}

fn serial_number(
    account: &Account,
    owner: &KeyOwner,
    device_name: &str,
    moment: &Moment,
) -> Result<String, WebAuthnError> {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || "+=,.@-_".contains(letter);
    if device_name.is_empty()
        || device_name.len() > DEVICE_NAME_LENGTH_MAX
        || !device_name.chars().all(is_letter)
    {
        return Err(WebAuthnError::NotAccepted(
            "a name has 1 to 64 letters, digits and characters of +=,.@-_",
        ));
    }
    let device = format!("{device_name}-{}", BASE32_NOPAD.encode(&moment.random::<16>()));
    let user_name = match owner {
        KeyOwner::Root => None,
        KeyOwner::User(_) => {
            let user = user_of(account, owner).ok_or(WebAuthnError::NotAccepted("there is no such user"))?;
            Some(user.name.as_str())
        }
    };
    Ok(arn::security_key(account.id(), user_name, &device))
}

const NO_CREDENTIAL: WebAuthnError = WebAuthnError::Malformed("the authenticator made no credential");
const NOT_CBOR: WebAuthnError = WebAuthnError::Malformed("the attestation object is not what it must be");

/// Verifies what a registration comes with, and gives the challenge that was answered.
pub(super) fn verify<'a>(
    response: &'a RegistrationResponse,
    party: &RelyingParty,
) -> Result<(Vec<u8>, AuthenticatorData<'a>), WebAuthnError> {
    let challenge = challenge_of(&response.client_data, Ceremony::Registration, party)?;
    let object = AttestationObject::read(&response.attestation_object).ok_or(NOT_CBOR)?;
    let data = AuthenticatorData::read(object.authenticator_data, party)?;
    let credential = data.credential.as_ref().ok_or(NO_CREDENTIAL)?;
    let hash = digest::digest(&digest::SHA256, &response.client_data);
    let signed = [object.authenticator_data, hash.as_ref()].concat();
    match object.format {
        "none" if object.statement == [0xA0] => {}
        "packed" => verify_self_attestation(object.statement, credential, &signed)?,
        _ => return Err(WebAuthnError::NotAccepted("the attestation is of a format that is not taken")),
    }
    Ok((challenge, data))
}

/// A `packed` statement without certificates: the new key signs for itself.
fn verify_self_attestation(
    statement: &[u8],
    credential: &NewCredential<'_>,
    signed: &[u8],
) -> Result<(), WebAuthnError> {
    let mut decoder = Decoder::new(statement);
    let (mut algorithm, mut signature) = (None, None);
    for _ in 0..decoder.map().ok().flatten().ok_or(NOT_CBOR)? {
        match decoder.str().map_err(|_not_text| NOT_CBOR)? {
            "alg" if algorithm.is_none() => algorithm = decoder.i64().ok(),
            "sig" if signature.is_none() => signature = decoder.bytes().ok(),
            "x5c" => {
                return Err(WebAuthnError::NotAccepted(
                    "the attestation is by a certificate, which was not asked for",
                ));
            }
            _ => return Err(NOT_CBOR),
        }
    }
    let (algorithm, signature) = algorithm.zip(signature).ok_or(NOT_CBOR)?;
    if algorithm != credential.key.algorithm() || !credential.key.verifies(signed, signature) {
        return Err(WebAuthnError::NotAccepted("the attestation is not signed by the key"));
    }
    Ok(())
}

struct AttestationObject<'a> {
    format: &'a str,
    statement: &'a [u8],
    authenticator_data: &'a [u8],
}

impl<'a> AttestationObject<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut decoder = Decoder::new(bytes);
        let (mut format, mut statement, mut authenticator_data) = (None, None, None);
        for _ in 0..decoder.map().ok()?? {
            match decoder.str().ok()? {
                "fmt" if format.is_none() => format = Some(decoder.str().ok()?),
                "attStmt" if statement.is_none() => {
                    let from = decoder.position();
                    decoder.skip().ok()?;
                    statement = Some(bytes.get(from..decoder.position())?);
                }
                "authData" if authenticator_data.is_none() => {
                    authenticator_data = Some(decoder.bytes().ok()?)
                }
                _ => return None,
            }
        }
        let is_whole = decoder.position() == bytes.len();
        let object = Self { format: format?, statement: statement?, authenticator_data: authenticator_data? };
        is_whole.then_some(object)
    }
}
