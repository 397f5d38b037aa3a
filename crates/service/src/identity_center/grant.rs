// SPDX-License-Identifier: Apache-2.0
//! What a person granted to a client: to act for the person until the sign-in ends, and eight hours at most.
//!
//! A grant carries the session of the sign-in, so that everything which is decided with it (policies of the session,
//! tags, source identity, MFA) is decided as for the person. It dies with the sign-in, with the person, with the
//! password that was proven, and at the portal's own sign-out.

use portcullis_directory::encoding::fields::{Reader, Writer};
use portcullis_directory::record::SignOut;

use super::client::Client;
use super::failure::Failure;
use crate::caller::Caller;
use crate::door::Door;
use crate::json::Json;
use crate::password;
use crate::sign_in::session;

/// The longest time that a grant holds, in seconds: AWS's default.
const SECONDS_MAX: i64 = 8 * 3_600;

/// How long an access token holds that can be refreshed, in seconds. As with AWS's.
const ACCESS_SECONDS: i64 = 3_600;

const ACCESS: &[u8] = b"sso access token";
const REFRESH: &[u8] = b"sso refresh token";

const ID: u8 = 1;
const SESSION_TOKEN: u8 = 2;
const PASSWORD: u8 = 3;
const CLIENT: u8 = 4;
const EXPIRES_AT: u8 = 5;
const IS_REFRESHED: u8 = 6;
const TOKEN_EXPIRES_AT: u8 = 7;

/// What was granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grant {
    /// By which it is ended.
    pub(super) id: String,
    /// The session token of the sign-in.
    session_token: String,
    /// What tells the password from those before and after it; empty if the person has none.
    password: Vec<u8>,
    /// The client's key.
    client: Vec<u8>,
    /// Seconds since 1970.
    pub(super) expires_at: i64,
    is_refreshed: bool,
}

impl Grant {
    /// What somebody who is signed in grants; to whom is still to be said.
    pub(super) fn new(person: &Person, door: &Door<'_>) -> Self {
        Self {
            id: format!("sso-{}", door.moment.uuid()),
            session_token: person.session_token.clone(),
            password: fingerprint(&person.caller),
            client: Vec::new(),
            expires_at: person.expires_at.min(door.now() + SECONDS_MAX),
            is_refreshed: false,
        }
    }

    /// The same for this client.
    pub(super) fn to(self, client: &Client) -> Self {
        Self { client: client.key.clone(), is_refreshed: client.refreshes(), ..self }
    }

    /// Who granted it, unless the grant has ended.
    pub(super) fn caller(&self, door: &Door<'_>) -> Option<Caller> {
        let person = Person::of(&self.session_token, door)?;
        let has_ended = door.now() >= self.expires_at || person.caller.account.is_signed_out(&self.id);
        let is_same = fingerprint(&person.caller) == self.password;
        (!has_ended && is_same).then_some(person.caller)
    }

    pub(super) fn is_for(&self, client: &Client) -> bool {
        self.client == client.key
    }

    /// The record that ends it.
    pub(super) fn ended(&self) -> SignOut {
        SignOut { access_key_id: self.id.clone(), expires_at: self.expires_at }
    }

    /// The tokens, as a client is given them.
    pub(super) fn tokens(&self, door: &Door<'_>) -> Result<Json, Failure> {
        let mut tokens = self.access_token(door)?;
        if self.is_refreshed {
            let keys = &door.settings.token_keys;
            let refresh = keys.seal_note(REFRESH, door.moment, |writer| self.write(writer));
            tokens.set("refreshToken", Json::text(refresh.ok_or_else(Failure::internal)?));
        }
        Ok(tokens)
    }

    /// An access token, without one that refreshes it.
    pub(super) fn access_token(&self, door: &Door<'_>) -> Result<Json, Failure> {
        let now = door.now();
        let seconds_max = if self.is_refreshed { ACCESS_SECONDS } else { SECONDS_MAX };
        let expires_at = self.expires_at.min(now + seconds_max);
        let access = door.settings.token_keys.seal_note(ACCESS, door.moment, |writer| {
            self.write(writer);
            writer.number(TOKEN_EXPIRES_AT, expires_at);
        });
        Ok(Json::object([
            ("accessToken", Json::text(access.ok_or_else(Failure::internal)?)),
            ("tokenType", Json::text("Bearer")),
            ("expiresIn", Json::Written((expires_at - now).to_string())),
        ]))
    }

    /// The grant behind an access token that has not expired.
    pub(super) fn of_access_token(token: &str, door: &Door<'_>) -> Option<Self> {
        let found = door.settings.token_keys.open_note(ACCESS, token, |reader| {
            Some((Self::read(reader)?, reader.number(TOKEN_EXPIRES_AT).ok()?))
        });
        found.filter(|(_, expires_at)| door.now() < *expires_at).map(|(grant, _)| grant)
    }

    /// The grant behind a refresh token.
    pub(super) fn of_refresh_token(token: &str, door: &Door<'_>) -> Option<Self> {
        door.settings.token_keys.open_note(REFRESH, token, Self::read)
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.text(ID, &self.id);
        writer.text(SESSION_TOKEN, &self.session_token);
        writer.bytes(PASSWORD, &self.password);
        writer.bytes(CLIENT, &self.client);
        writer.number(EXPIRES_AT, self.expires_at);
        writer.number(IS_REFRESHED, i64::from(self.is_refreshed));
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self {
            id: reader.text(ID).ok()?,
            session_token: reader.text(SESSION_TOKEN).ok()?,
            password: reader.all(PASSWORD).first()?.to_vec(),
            client: reader.all(CLIENT).first()?.to_vec(),
            expires_at: reader.number(EXPIRES_AT).ok()?,
            is_refreshed: reader.number(IS_REFRESHED).ok()? == 1,
        })
    }
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) caller: Caller,
    session_token: String,
    /// When the sign-in ends, in seconds since 1970.
    expires_at: i64,
}

impl Person {
    /// Whose session of a sign-in this is, unless it has ended or whom it was made for is gone.
    pub(super) fn of(session_token: &str, door: &Door<'_>) -> Option<Self> {
        let claims = door.settings.token_keys.open(session_token, door.now()).ok()?;
        let expires_at = claims.expires_at;
        let caller = session::caller(claims, door)?;
        if !caller.session.as_ref().is_some_and(|session| session.is_signed_in) {
            return None;
        }
        Some(Self { caller, session_token: session_token.to_owned(), expires_at })
    }
}

fn fingerprint(caller: &Caller) -> Vec<u8> {
    let profile = caller.key_owner().and_then(|owner| caller.account.login_profile(&owner));
    profile.map_or_else(Vec::new, |profile| password::fingerprint(profile))
}
