// SPDX-License-Identifier: Apache-2.0
//! Signed-in sessions: how they begin, and what is told of them.

use portcullis_directory::Account;
use portcullis_directory::change::Change;
use portcullis_directory::record::{AccountRecord, KeyOwner, LoginProfile, User};
use portcullis_wire::{Timestamp, sts};

use super::answer::{Answer, Refusal};
use super::audit::{Event, Name};
use super::person::Person;
use super::request::session_token;
use super::{Done, cookie};
use crate::authenticate::of_session;
use crate::caller::{Caller, Identity};
use crate::door::Door;
use crate::json::Json;
use crate::session::NewSession;
use crate::session_token::{Claims, Subject};

/// How long a session lasts, in seconds: twelve hours, as one of AWS's console.
const SESSION_SECONDS: i32 = 12 * 3_600;

/// What a root user is told at each sign-in.
const ROOT_WARNING: &str = "You are signed in as the root user. Use it only for what nobody else can do, and make an \
                            administrator for everyday work.";
const ROOT_WITHOUT_MFA: &str = "The root user has no MFA device. Assign one.";

/// Begins a session for somebody who has proven everything. `changes` are those of the steps before.
pub(super) fn begin(
    person: Person,
    mfa_at: Option<i64>,
    mut changes: Vec<Change>,
    door: &Door<'_>,
    event: &mut Event,
) -> Result<Done, Refusal> {
    let subject = match person.owner() {
        KeyOwner::Root => Subject::Root,
        KeyOwner::User(id) => Subject::User(id.clone()),
    };
    let mut session = NewSession::plain(person.account.id(), subject, SESSION_SECONDS);
    session.mfa_at = mfa_at;
    session.is_signed_in = true;
    let credentials = session.issue(door.moment, door.settings).map_err(|_| Refusal::unavailable())?;
    let now = door.now();
    changes.push(Change::put(LoginProfile { used_at: Some(now), ..LoginProfile::clone(&person.profile) }));
    if let Some(user) = &person.user {
        changes.push(Change::put(User { password_last_used_at: Some(now), ..User::clone(user) }));
    }
    event.named(Name::ConsoleLogin);
    event.with_mfa(mfa_at.is_some());
    event.succeed();
    let mut warnings = Vec::new();
    if person.is_root() {
        warnings.push(ROOT_WARNING);
        warnings.extend(mfa_at.is_none().then_some(ROOT_WITHOUT_MFA));
    }
    let name = person.user.as_ref().map(|user| user.name.as_str());
    let body = signed_in(&person.arn(), person.account.record(), name, &credentials, &warnings);
    let cookie = cookie::session(&credentials.session_token, SESSION_SECONDS.into(), door);
    let answer = Answer::json(body).with_cookie(cookie);
    Ok(Done::write(answer, &person.account, changes))
}

/// What a program is told of a session that began.
pub(super) fn signed_in(
    arn: &str,
    account: &AccountRecord,
    user_name: Option<&str>,
    credentials: &sts::Credentials,
    warnings: &[&str],
) -> Json {
    let credentials = Json::object([
        ("accessKeyId", Json::text(&*credentials.access_key_id)),
        ("secretAccessKey", Json::text(credentials.secret_access_key.reveal())),
        ("sessionToken", Json::text(&*credentials.session_token)),
        ("expiration", Json::text(credentials.expiration.to_string())),
    ]);
    let principal = Json::object([
        ("arn", Json::text(arn)),
        ("accountId", Json::text(account.id.to_string())),
        ("accountAlias", Json::optional(account.alias.as_deref())),
        ("userName", Json::optional(user_name)),
    ]);
    Json::object([
        ("outcome", Json::text("signedIn")),
        ("principal", principal),
        ("credentials", credentials),
        ("warnings", Json::Array(warnings.iter().map(|text| Json::text(*text)).collect())),
    ])
}

/// The session whose token a request brings.
pub(super) fn current(door: &Door<'_>) -> Result<Caller, Refusal> {
    let token = session_token(door).ok_or_else(Refusal::no_session)?;
    let claims = door.settings.token_keys.open(token, door.now()).map_err(|_| Refusal::no_session())?;
    caller(claims, door).ok_or_else(Refusal::no_session)
}

/// Who a session is, unless it was ended or whom it was made for is gone.
pub(crate) fn caller(claims: Claims, door: &Door<'_>) -> Option<Caller> {
    let account = door.directory.account(claims.account)?;
    if account.is_signed_out(&claims.access_key_id) { None } else { of_session(account, claims) }
}

/// Shows the session whose token a request brings, credentials included: a browser's page has no other way to them.
pub(super) fn show(door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    event.named(Name::GetSession);
    let caller = current(door)?;
    event.called(&caller);
    let token = session_token(door).ok_or_else(Refusal::no_session)?;
    let session = caller.session.as_ref().filter(|session| session.is_signed_in);
    let session = session.ok_or_else(Refusal::no_session)?;
    let credentials = sts::Credentials {
        access_key_id: session.access_key_id.clone(),
        secret_access_key: session.secret.expose().into(),
        session_token: token.to_owned(),
        expiration: Timestamp(session.expires_at),
    };
    event.succeed();
    let name = match &caller.identity {
        Identity::User(user) => Some(user.name.as_str()),
        _ => None,
    };
    let account: &Account = &caller.account;
    let body = signed_in(&caller.arn(), account.record(), name, &credentials, &[]);
    Ok(Done::read(Answer::json(body)))
}
