// SPDX-License-Identifier: Apache-2.0
//! The federation endpoint: a program of one's own signs people in with the session it got for them from STS.
//!
//! As at AWS's console: `getSigninToken` takes temporary credentials and gives a token, and `login` takes the token from
//! a browser, begins a session and sends the browser to its destination.

use portcullis_wire::Form;
use serde_json::Value;

use super::answer::{Answer, Refusal};
use super::audit::{Event, Name};
use super::destination::own_page;
use super::note::{self, Purpose};
use super::{Done, cookie, session};
use crate::caller::Identity;
use crate::door::Door;
use crate::json::Json;
use crate::session::NewSession;
use crate::session_token::{Claims, Subject};

const SESSION_TOKEN: u8 = 32;
const SECONDS: u8 = 33;

const SECONDS_MIN: i64 = 900;
const SECONDS_MAX: i64 = 43_200;

pub(super) fn serve(door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    let form = Form::read(&door.incoming.http).map_err(|fault| Refusal::invalid(fault.message))?;
    match form.get("Action") {
        Some("getSigninToken") => sign_in_token(&form, door, event),
        Some("login") => login(&form, door, event),
        _ => Err(Refusal::invalid("`Action` must be `getSigninToken` or `login`")),
    }
}

fn sign_in_token(form: &Form, door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    event.named(Name::GetSigninToken);
    let claims = presented(form, door)?;
    let seconds = seconds(form, &claims)?;
    let token = member(form, "sessionToken")?;
    let caller = session::caller(claims, door).ok_or_else(Refusal::no_session)?;
    event.called(&caller);
    if !matches!(caller.identity, Identity::Role { .. } | Identity::Federated { .. }) {
        return Err(Refusal::new(
            403,
            "NotFederated",
            "Only sessions of roles and federated users can sign in here.",
        ));
    }
    if caller.session.as_ref().is_some_and(|session| session.is_signed_in) {
        // It would go on forever: each sign-in gives a session that could sign in again.
        return Err(Refusal::new(403, "NotFederated", "A session that was signed in cannot sign in again."));
    }
    let note = note::seal(Purpose::SignInToken, door, |writer| {
        writer.text(SESSION_TOKEN, &token);
        if let Some(seconds) = seconds {
            writer.number(SECONDS, seconds);
        }
    })?;
    event.succeed();
    Ok(Done::read(Answer::json(Json::object([("SigninToken", Json::text(note))]))))
}

/// The session whose credentials are presented: all three of them must belong together.
fn presented(form: &Form, door: &Door<'_>) -> Result<Claims, Refusal> {
    let claims = door.settings.token_keys.open(&member(form, "sessionToken")?, door.now());
    let claims = claims.map_err(|_| Refusal::no_session())?;
    let secret = member(form, "sessionKey")?;
    let is_whole = claims.access_key_id == member(form, "sessionId")?
        && claims.secret == portcullis_directory::record::SecretText::new(secret);
    if is_whole { Ok(claims) } else { Err(Refusal::no_session()) }
}

/// A member of the JSON in `Session`.
fn member(form: &Form, name: &str) -> Result<String, Refusal> {
    let text = form.get("Session").ok_or_else(|| Refusal::invalid("`Session` is missing"))?;
    let Ok(Value::Object(members)) = serde_json::from_str::<Value>(text) else {
        return Err(Refusal::invalid("`Session` is not a JSON object"));
    };
    match members.get(name) {
        Some(Value::String(text)) => Ok(text.clone()),
        _ => Err(Refusal::invalid(format!("`Session` has no text `{name}`"))),
    }
}

/// How long the session will last, if that is asked for: a session of a role up to twelve hours. One of
/// GetFederationToken, and one whose length nobody asks for, ends when it would have.
fn seconds(form: &Form, claims: &Claims) -> Result<Option<i64>, Refusal> {
    let Some(asked) = form.get("SessionDuration") else { return Ok(None) };
    let asked: i64 =
        asked.parse().ok().filter(|seconds| (SECONDS_MIN..=SECONDS_MAX).contains(seconds)).ok_or_else(
            || {
                Refusal::invalid(format!(
                    "`SessionDuration` must be a number from {SECONDS_MIN} to {SECONDS_MAX}"
                ))
            },
        )?;
    match claims.subject {
        Subject::Role { .. } => Ok(Some(asked)),
        _ => Err(Refusal::invalid("`SessionDuration` is for sessions of roles only")),
    }
}

fn login(form: &Form, door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    event.named(Name::ConsoleLogin);
    let destination = destination(form, door)?;
    let token = form.get("SigninToken").ok_or_else(|| Refusal::invalid("`SigninToken` is missing"))?;
    let (session_token, seconds) = note::open(Purpose::SignInToken, token, door, |reader| {
        Some((reader.text(SESSION_TOKEN).ok()?, reader.optional_number(SECONDS).ok()?))
    })
    .ok_or_else(Refusal::stale)?;
    let claims = door.settings.token_keys.open(&session_token, door.now());
    let claims = claims.map_err(|_| Refusal::stale())?;
    let caller = session::caller(claims.clone(), door).ok_or_else(Refusal::stale)?;
    event.called(&caller);
    let seconds = seconds.unwrap_or_else(|| claims.expires_at.saturating_sub(door.now()));
    let seconds = i32::try_from(seconds).map_err(|_| Refusal::stale())?;
    let begun = NewSession::signed_in_like(claims, seconds);
    let credentials = begun.issue(door.moment, door.settings).map_err(|_| Refusal::unavailable())?;
    event.succeed();
    let cookie = cookie::session(&credentials.session_token, seconds.into(), door);
    Ok(Done::read(Answer::redirect(&destination).with_cookie(cookie)))
}

fn destination(form: &Form, door: &Door<'_>) -> Result<String, Refusal> {
    let asked = form.get("Destination").ok_or_else(|| Refusal::invalid("`Destination` is missing"))?;
    let own = &*door.settings.public_url;
    own_page(asked, own).ok_or_else(|| Refusal::invalid(format!("`Destination` is not a page of {own}")))
}
