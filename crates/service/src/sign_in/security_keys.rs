// SPDX-License-Identifier: Apache-2.0
//! Registers a security key or a passkey for whoever is signed in, in two steps around what the browser does.

use std::collections::BTreeMap;

use portcullis_directory::change::Change;
use portcullis_directory::record::KeyOwner;

use super::answer::{Answer, Refusal};
use super::audit::{Event, Name};
use super::request::Members;
use super::{Done, session};
use crate::access::Access;
use crate::authorize::authorize;
use crate::caller::Caller;
use crate::door::Door;
use crate::json::Json;
use crate::mfa::webauthn::{
    Registering, RegistrationResponse, RelyingParty, WebAuthnError, begin_registration, finish_registration,
    registration_permission,
};

/// Gives the options with which a page calls `navigator.credentials.create`.
pub(super) fn begin(door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    event.named(Name::BeginSecurityKey);
    Members::read(door, &[])?;
    let (caller, owner) = permitted(Registering::Create, door, event)?;
    let keys = &door.settings.token_keys;
    let options =
        begin_registration(&party(door)?, keys, door.moment, &caller.account, &owner).map_err(refused)?;
    event.succeed();
    Ok(Done::read(Answer::json(Json::object([
        ("outcome", Json::text("created")),
        ("options", Json::Written(options.to_json().to_string())),
    ]))))
}

/// Takes what the browser answered, under the name that its owner gives the key.
pub(super) fn finish(door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    event.named(Name::EnableSecurityKey);
    let members = Members::read(door, &["name", "response"])?;
    let (name, response) = (members.text("name")?, members.object("response")?);
    let (caller, owner) = permitted(Registering::Activate, door, event)?;
    let (keys, account) = (&door.settings.token_keys, &caller.account);
    let response = RegistrationResponse::from_json(response).map_err(refused)?;
    let device = finish_registration(&party(door)?, keys, door.moment, account, &owner, name, &response)
        .map_err(refused)?;
    event.succeed();
    let answer = Answer::json(Json::object([
        ("outcome", Json::text("enabled")),
        ("serialNumber", Json::text(&*device.serial_number)),
    ]));
    Ok(Done::write(answer, account, vec![Change::put(device)]))
}

/// The relying party that browsers know this server as.
pub(super) fn party(door: &Door<'_>) -> Result<RelyingParty, Refusal> {
    RelyingParty::at(&door.settings.public_url).ok_or_else(|| {
        Refusal::new(409, "NoRelyingParty", "Security keys need a public URL with a host name, and TLS.")
    })
}

/// Who is signed in, if policies permit the step.
fn permitted(step: Registering, door: &Door<'_>, event: &mut Event) -> Result<(Caller, KeyOwner), Refusal> {
    let caller = session::current(door)?;
    event.called(&caller);
    let is_signed_in = caller.session.as_ref().is_some_and(|session| session.is_signed_in);
    let owner = caller.key_owner().filter(|_| is_signed_in);
    let owner =
        owner.ok_or_else(|| Refusal::new(403, "NotSignedIn", "Sign in as a user or as the root user."))?;
    let permission = registration_permission(step, &caller.account, &owner, &BTreeMap::new());
    authorize(&Access::one(permission), &door.context(&caller))
        .map_err(|refused| Refusal::new(403, "AccessDenied", refused.fault.message))?;
    Ok((caller, owner))
}

fn refused(error: WebAuthnError) -> Refusal {
    match error {
        WebAuthnError::Refused(refusal) => Refusal::new(409, "NotPossible", refusal.to_string()),
        other => Refusal::invalid(other.to_string()),
    }
}
