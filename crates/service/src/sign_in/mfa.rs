// SPDX-License-Identifier: Apache-2.0
//! The second step: a code that a device shows.

use std::sync::Arc;

use portcullis_directory::change::Change;
use portcullis_directory::record::{MfaDevice, MfaFactor};

use super::answer::Refusal;
use super::audit::{Event, Name};
use super::continuation::{Continuation, Stage};
use super::person::Person;
use super::request::Members;
use super::{Done, Door, password};
use crate::handle::Transition;
use crate::json::Json;
use crate::mfa::verify_code;

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
    let members = Members::read(door, &["continuation", "serialNumber", "code"])?;
    let (serial_number, code) = (members.text("serialNumber")?, members.text("code")?);
    let proven = Continuation::open(members.text("continuation")?, Stage::Mfa, door)?;
    let person = proven.person;
    event.by(&person);
    event.attempted(who(&person), person.is_root());
    let device = devices(&person).into_iter().find(|device| device.serial_number == serial_number);
    let device = device.ok_or_else(Refusal::not_proven)?;
    match verify_code(&device, code, door.now()) {
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

/// Whose attempts these count as: the same as those at the password.
fn who(person: &Person) -> String {
    let record = person.account.record();
    match &person.user {
        Some(user) => format!("{}/{}", record.id, user.name.to_ascii_lowercase()),
        None => record.email.to_ascii_lowercase(),
    }
}
