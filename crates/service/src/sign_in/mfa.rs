// SPDX-License-Identifier: Apache-2.0
//! The second step: a code that a device shows, or what a security key signs.

use std::sync::Arc;

use portcullis_directory::change::Change;
use portcullis_directory::record::{MfaDevice, MfaFactor};
use serde_json::Value;

use super::answer::Refusal;
use super::audit::{Event, Name};
use super::continuation::{Continuation, Stage};
use super::person::Person;
use super::request::Members;
use super::{Done, password, security_keys};
use crate::door::Door;
use crate::handle::Transition;
use crate::json::Json;
use crate::mfa::webauthn::{AssertionResponse, begin_assertion, finish_assertion};
use crate::mfa::{WrongCode, verify_code};

/// The devices of somebody.
pub(super) fn devices(person: &Person) -> Vec<Arc<MfaDevice>> {
    person.account.mfa_devices_of(person.owner()).cloned().collect()
}

/// The devices as the first step tells them.
pub(super) fn list(devices: &[Arc<MfaDevice>]) -> Json {
    let shown = devices.iter().map(|device| {
        let kind = match device.factor {
            MfaFactor::Virtual(_) => "virtual",
            MfaFactor::SecurityKey(_) => "securityKey",
        };
        Json::object([("serialNumber", Json::text(&*device.serial_number)), ("kind", Json::text(kind))])
    });
    Json::Array(shown.collect())
}

pub(super) fn verify(door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    event.named(Name::ConsoleLogin);
    event.with_mfa(true);
    let members = Members::read(door, &["continuation", "serialNumber", "code", "assertion"])?;
    let assertion = members.optional_object("assertion")?;
    let (serial_number, code) = match assertion {
        None => (members.text("serialNumber")?, members.text("code")?),
        Some(_) if members.optional_text("code")?.is_none() => ("", ""),
        Some(_) => return Err(Refusal::invalid("give either `assertion`, or `serialNumber` and `code`")),
    };
    let proven = Continuation::open(members.text("continuation")?, Stage::Mfa, door)?;
    let person = proven.person;
    event.by(&person);
    event.attempted(person.subject(), person.is_root());
    let verified = match assertion {
        Some(assertion) => verify_assertion(assertion, &person, door),
        None => {
            let device = devices(&person).into_iter().find(|device| device.serial_number == serial_number);
            let device = device.ok_or_else(Refusal::not_proven)?;
            verify_code(&device, code, door.now())
        }
    };
    match verified {
        Ok(after) => {
            let account = Arc::clone(&person.account);
            let used = Change::put(after);
            match password::finish(person, Some(door.now()), door, event) {
                Ok(mut done) => {
                    done.change_first(&account, used);
                    Ok(done)
                }
                // The code is used up, whatever else stands in the way.
                Err(refusal) => {
                    Err(Refusal { transition: Transition::of_account(&account, vec![used]), ..refusal })
                }
            }
        }
        Err(wrong) => {
            let changes = wrong.device.map(|device| Change::put(*device)).into_iter().collect();
            let transition = Transition::of_account(&person.account, changes);
            Err(Refusal { transition, ..Refusal::not_proven() })
        }
    }
}

/// What a page asks of the security keys of somebody who has some, if browsers know this server.
pub(super) fn security_key_options(person: &Person, door: &Door<'_>) -> Option<Json> {
    let party = security_keys::party(door).ok()?;
    let keys = &door.settings.token_keys;
    let options = begin_assertion(&party, keys, door.moment, &person.account, person.owner()).ok()?;
    Some(Json::Written(options.to_json().to_string()))
}

fn verify_assertion(assertion: &Value, person: &Person, door: &Door<'_>) -> Result<MfaDevice, WrongCode> {
    let nothing_to_remember = || WrongCode { device: None };
    let party = security_keys::party(door).map_err(|_| nothing_to_remember())?;
    let response = AssertionResponse::from_json(assertion).map_err(|_| nothing_to_remember())?;
    let keys = &door.settings.token_keys;
    finish_assertion(&party, keys, door.moment, &person.account, person.owner(), &response)
        .map_err(|_| nothing_to_remember())
}
