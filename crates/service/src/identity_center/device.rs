// SPDX-License-Identifier: Apache-2.0
//! A device asks, and a person agrees in a browser: OAuth 2.0's device authorization grant (RFC 8628).

use std::net::IpAddr;

use portcullis_wire::{Form, url_encode_document};

use super::audit::Event;
use super::client::{Client, GrantType};
use super::device_codes::{DeviceFinding, DeviceOrder, INTERVAL_SECONDS, Polled, SECONDS_MAX, WaitingDevice};
use super::failure::Failure;
use super::grant::{Grant, Person};
use super::request::Members;
use super::{DEVICE_PATH, Done, is_start_url, pages};
use crate::caller::Identity;
use crate::door::Door;
use crate::json::Json;
use crate::outside::{Ask, Finding};
use crate::sign_in::NOT_PROVEN;
use crate::sign_in::answer::Answer;
use crate::sign_in::{cookie, destination};

const DEVICE_CODE: &[u8] = b"sso device code";
const CONFIRMATION: &[u8] = b"sso device confirmation";
const GRANT: &[u8] = b"sso device grant";

const USER_CODE: u8 = 1;
const DEVICE: u8 = 2;
const CLIENT: u8 = 3;
const WRITTEN_AT: u8 = 4;
const SESSION: u8 = 5;

/// The letters of user codes: none that looks like another, and no vowels, so that they make no words.
const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
const CODE_LETTERS: usize = 8;

/// Begins: gives the device its code, and the one that a person types.
pub(super) fn start(door: &Door<'_>, event: &mut Event) -> Result<Done, Failure> {
    let members = Members::read(door.incoming)?;
    let client = Client::proven(&members, door)?;
    event.asked("clientName", &*client.name);
    if !is_start_url(members.text("startUrl")?, door.settings) {
        return Err(Failure::invalid_request("Invalid start url provided"));
    }
    client.require(GrantType::DeviceCode)?;
    let (user_code, id) = (user_code(door), door.moment.uuid());
    let device_code = door.settings.token_keys.seal_note(DEVICE_CODE, door.moment, |writer| {
        writer.text(USER_CODE, &user_code);
        writer.text(DEVICE, &id);
        writer.bytes(CLIENT, &client.key);
        writer.number(WRITTEN_AT, door.now());
    });
    let device_code = device_code.ok_or_else(Failure::internal)?;
    let address = door.origin.source_ip;
    let order = DeviceOrder::Open { user_code: user_code.clone(), id, client_name: client.name, address };
    match find(order, door)? {
        DeviceFinding::Opened(true) => {}
        _ => return Err(Failure::slow_down("Too many devices wait to be authorized")),
    }
    let uri = format!("{}{DEVICE_PATH}", door.settings.public_url);
    let number = |seconds: i64| Json::Written(seconds.to_string());
    Ok(Done::read(Answer::json(Json::object([
        ("deviceCode", Json::text(device_code)),
        ("userCode", Json::text(&*user_code)),
        ("verificationUri", Json::text(&*uri)),
        ("verificationUriComplete", Json::text(format!("{uri}?user_code={user_code}"))),
        ("expiresIn", number(SECONDS_MAX)),
        ("interval", number(INTERVAL_SECONDS)),
    ]))))
}

fn user_code(door: &Door<'_>) -> String {
    let mut number = u64::from_be_bytes(door.moment.random());
    let mut code = String::new();
    for at in 0..CODE_LETTERS {
        if at == CODE_LETTERS / 2 {
            code.push('-');
        }
        let place = usize::try_from(number % 20).unwrap_or_default();
        code.push(char::from(LETTERS.get(place).copied().unwrap_or(b'B')));
        number /= 20;
    }
    code
}

/// A code as somebody typed it: without case, and with or without its hyphen.
fn typed(text: &str) -> String {
    let letters: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .take(CODE_LETTERS + 1)
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    match letters.split_at_checked(CODE_LETTERS / 2) {
        Some((first, second)) => format!("{first}-{second}"),
        None => letters,
    }
}

fn find(order: DeviceOrder, door: &Door<'_>) -> Result<DeviceFinding, Failure> {
    match door.moment.find(Ask::Device(order)) {
        Some(Finding::Device(finding)) => Ok(finding.clone()),
        _ => Err(Failure::internal()),
    }
}

/// What was granted to a device that asks for it.
pub(super) fn redeem(members: &Members, client: &Client, door: &Door<'_>) -> Result<Grant, Failure> {
    let code = members.text("deviceCode")?;
    let opened = door.settings.token_keys.open_note(DEVICE_CODE, code, |reader| {
        let parts = (reader.text(USER_CODE).ok()?, reader.text(DEVICE).ok()?);
        let of = reader.all(CLIENT).first()?.to_vec();
        Some((parts, of, reader.number(WRITTEN_AT).ok()?))
    });
    let invalid = || Failure::invalid_grant("Invalid grant provided");
    let ((user_code, id), of, written_at) = opened.ok_or_else(invalid)?;
    if of != client.key {
        return Err(invalid());
    }
    if door.now() - written_at >= SECONDS_MAX {
        return Err(Failure::expired_token());
    }
    let grant = match find(DeviceOrder::Poll { user_code, id }, door)? {
        DeviceFinding::Polled(Polled::Approved(grant)) => grant,
        DeviceFinding::Polled(Polled::Waiting) => return Err(Failure::authorization_pending()),
        DeviceFinding::Polled(Polled::TooSoon) => return Err(Failure::slow_down("Asked too often")),
        DeviceFinding::Polled(Polled::Denied) => return Err(Failure::access_denied()),
        DeviceFinding::Polled(Polled::Used) => return Err(invalid()),
        // It was forgotten, by a restart for instance: to the device that is the same as too late.
        DeviceFinding::Polled(Polled::Unknown) => return Err(Failure::expired_token()),
        _ => return Err(Failure::internal()),
    };
    let grant = door.settings.token_keys.open_note(GRANT, &grant, Grant::read);
    Ok(grant.ok_or_else(Failure::internal)?.to(client))
}

/// Asks the person for the code, or whether the device of this code may act for the person.
pub(super) fn show(door: &Door<'_>, event: &mut Event) -> Result<Done, Failure> {
    let form = Form::read(&door.incoming.http).map_err(|fault| Failure::invalid_request(fault.message))?;
    let code = form.get("user_code").map(typed).filter(|code| !code.is_empty());
    let here = code.as_ref().map_or_else(
        || DEVICE_PATH.to_owned(),
        |code| format!("{DEVICE_PATH}?user_code={}", url_encode_document(code)),
    );
    let person = match signed_in(door, event)? {
        Some(person) => person,
        None => return Ok(Done::read(sign_in_first(&here, door))),
    };
    let Some(code) = code else {
        return Ok(Done::read(pages::ask_code(door)));
    };
    let device = look(&code, &person, door, event)?;
    let confirmation = door.settings.token_keys.seal_note(CONFIRMATION, door.moment, |writer| {
        writer.text(USER_CODE, &code);
        writer.text(DEVICE, &device.id);
        writer.text(SESSION, &person.caller.access_key_id);
        writer.number(WRITTEN_AT, door.now());
    });
    let question = pages::Question {
        path: DEVICE_PATH,
        then: None,
        person: &person.caller.arn(),
        client_name: &device.client_name,
        user_code: Some(&code),
        place: &place(device.address),
        confirmation: &confirmation.ok_or_else(Failure::internal)?,
    };
    Ok(Done::read(question.page(door)))
}

fn place(address: IpAddr) -> String {
    format!("at the address {}", address.to_canonical())
}

fn look(code: &str, person: &Person, door: &Door<'_>, event: &mut Event) -> Result<WaitingDevice, Failure> {
    event.asked("userCode", code);
    event.attempted(format!("device code by {}", person.caller.user_id()));
    match find(DeviceOrder::Look { user_code: code.to_owned() }, door)? {
        DeviceFinding::Waiting(Some(device)) => {
            event.asked("clientName", &*device.client_name);
            Ok(device)
        }
        _ => Err(no_such_code(door)),
    }
}

fn no_such_code(door: &Door<'_>) -> Failure {
    let problem =
        "No device waits with this code, or no longer. Look at the code again, or start again there.";
    let failure = Failure::invalid_request("No device waits with this code").named(NOT_PROVEN);
    failure.on_page(404, pages::ENTER_CODE, pages::code_form(Some(problem), door))
}

/// Takes what the person decided.
pub(super) fn settle(door: &Door<'_>, event: &mut Event) -> Result<Done, Failure> {
    let form = Form::read(&door.incoming.http).map_err(|fault| Failure::invalid_request(fault.message))?;
    let Some(person) = signed_in(door, event)? else {
        return Ok(Done::read(sign_in_first(DEVICE_PATH, door)));
    };
    let shown = form.get("confirmation").and_then(|note| {
        door.settings.token_keys.open_note(CONFIRMATION, note, |reader| {
            let parts = (reader.text(USER_CODE).ok()?, reader.text(DEVICE).ok()?);
            let is_own = reader.text(SESSION).ok()? == person.caller.access_key_id;
            let is_fresh = door.now() - reader.number(WRITTEN_AT).ok()? < SECONDS_MAX;
            (is_own && is_fresh).then_some(parts)
        })
    });
    let (user_code, id) = shown.ok_or_else(not_shown)?;
    event.asked("userCode", &*user_code);
    let is_allowed = is_allowed(&form)?;
    event.asked("decision", if is_allowed { "allow" } else { "deny" });
    let grant = if is_allowed {
        let grant = Grant::new(&person, door);
        let sealed = door.settings.token_keys.seal_note(GRANT, door.moment, |writer| grant.write(writer));
        Some(sealed.ok_or_else(Failure::internal)?)
    } else {
        None
    };
    match find(DeviceOrder::Settle { user_code, id, grant }, door)? {
        DeviceFinding::Settled(true) if is_allowed => {
            Ok(told("Access allowed", "Your device goes on by itself. You can close this window.", door))
        }
        DeviceFinding::Settled(true) => Ok(told(
            "Access denied",
            "The device was told that you refused. You can close this window.",
            door,
        )),
        _ => Err(no_such_code(door)),
    }
}

fn told(title: &str, text: &str, door: &Door<'_>) -> Done {
    Done::read(pages::notice(title, text, door))
}

/// What the person chose on the page.
pub(super) fn is_allowed(form: &Form) -> Result<bool, Failure> {
    match form.get("decision") {
        Some("allow") => Ok(true),
        Some("deny") => Ok(false),
        _ => Err(not_shown()),
    }
}

/// The person did not decide on a page of ours, or too late.
pub(super) fn not_shown() -> Failure {
    let text = "This page has expired, or was not opened from here. Start again.";
    Failure::invalid_request("There is no valid confirmation").on_page(400, "Start again", pages::words(text))
}

/// Who is signed in, by the cookie of the browser.
pub(super) fn signed_in(door: &Door<'_>, event: &mut Event) -> Result<Option<Person>, Failure> {
    let Some(person) = cookie::sent(cookie::SESSION, door).and_then(|token| Person::of(token, door)) else {
        return Ok(None);
    };
    event.called(&person.caller);
    if matches!(person.caller.identity, Identity::User(_) | Identity::Role { .. }) {
        return Ok(Some(person));
    }
    let text = "The root user and federated users cannot assume roles. Sign in as somebody else.";
    Err(Failure::access_denied().on_page(403, "Not possible", pages::words(text)))
}

/// Sends a browser to sign in, and back here.
pub(super) fn sign_in_first(here: &str, door: &Door<'_>) -> Answer {
    Answer::redirect(&destination::sign_in_first(here, door))
}
