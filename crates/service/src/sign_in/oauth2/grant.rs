// SPDX-License-Identifier: Apache-2.0
//! What somebody granted a command line: the use of the session with which they signed in. Codes and refresh tokens
//! carry it, sealed.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use data_encoding::HEXLOWER;
use portcullis_directory::encoding::fields::{Reader, Writer};
use portcullis_directory::record::KeyOwner;

use super::client::Client;
use super::request::CodeRequest;
use crate::authenticate::of_session;
use crate::caller::Caller;
use crate::door::Door;
use crate::session_token::{Claims, Subject, TokenError};
use crate::sign_in::answer::Refusal;
use crate::sign_in::note::{self, Purpose};
use crate::sign_in::person::Person;

const SESSION_TOKEN: u8 = 32;
const FINGERPRINT: u8 = 33;
const CLIENT: u8 = 34;
const REDIRECT: u8 = 35;
const CHALLENGE: u8 = 36;
const EXPIRES_AT: u8 = 37;
const THUMBPRINT: u8 = 38;

/// How long a code may be used, in seconds.
pub(super) const CODE_SECONDS: i64 = 600;
/// How long after the sign-in credentials are refreshed, in seconds.
const REFRESH_SECONDS: i64 = 12 * 3_600;

/// The use of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grant {
    pub(super) client: Client,
    session_token: Vec<u8>,
    /// What tells the password of that time from others; empty for those who have none.
    fingerprint: Vec<u8>,
}

/// A code, opened.
#[derive(Debug)]
pub(super) struct Code {
    pub(super) grant: Grant,
    /// SHA-256 of the redirect URI to which it was sent.
    redirect: Vec<u8>,
    pub(super) challenge: Vec<u8>,
    /// SHA-256 of the code, in hexadecimal digits.
    pub(super) id: String,
    pub(super) expires_at: i64,
}

/// Why a grant is worth nothing any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// The session is over, or somebody ended it.
    Expired,
    /// Whoever granted it is gone, or has another password.
    CredentialsChanged,
}

impl Grant {
    /// Grants the use of a session to a client.
    pub(super) fn of(caller: &Caller, session_token: &str, client: Client, door: &Door<'_>) -> Option<Self> {
        let fingerprint = fingerprint(caller.session.as_ref()?, door)?;
        let session_token = BASE64.decode(session_token).ok()?;
        Some(Self { client, session_token, fingerprint })
    }

    /// A code for the client that asked.
    pub(super) fn code(&self, request: &CodeRequest, door: &Door<'_>) -> Result<String, Refusal> {
        note::seal(Purpose::AuthorizationCode, door, |writer| {
            self.write(writer);
            writer.bytes(REDIRECT, &sha256(&request.redirect_uri));
            writer.bytes(CHALLENGE, &request.challenge);
            writer.number(EXPIRES_AT, door.now().saturating_add(CODE_SECONDS));
        })
    }

    /// A refresh token for whoever has the key with this thumbprint.
    pub(super) fn refresh_token(&self, thumbprint: &[u8], door: &Door<'_>) -> Result<String, Refusal> {
        note::seal(Purpose::RefreshToken, door, |writer| {
            self.write(writer);
            writer.bytes(THUMBPRINT, thumbprint);
        })
    }

    /// A grant as a refresh token carries it, with the thumbprint of its key.
    pub(super) fn of_refresh_token(text: &str, door: &Door<'_>) -> Option<(Self, Vec<u8>)> {
        note::open(Purpose::RefreshToken, text, door, |reader| {
            Some((Self::read(reader)?, one(reader, THUMBPRINT)?))
        })
    }

    /// The session, if it is still what it was when its use was granted, and when that use ends.
    pub(super) fn revive(&self, door: &Door<'_>) -> Result<(Caller, Claims, i64), Ended> {
        let token = BASE64.encode(&self.session_token);
        let claims = door.settings.token_keys.open(&token, door.now()).map_err(|error| match error {
            TokenError::Expired => Ended::Expired,
            TokenError::Invalid => Ended::CredentialsChanged,
        })?;
        let ends_at = claims.expires_at.min(claims.issued_at.saturating_add(REFRESH_SECONDS));
        if door.now() >= ends_at {
            return Err(Ended::Expired);
        }
        let account = door.directory.account(claims.account).ok_or(Ended::CredentialsChanged)?;
        let caller = of_session(account, claims.clone()).ok_or(Ended::CredentialsChanged)?;
        if account.is_signed_out(&claims.access_key_id) {
            return Err(Ended::Expired);
        }
        if fingerprint(&claims, door).is_none_or(|now| now != self.fingerprint) {
            return Err(Ended::CredentialsChanged);
        }
        Ok((caller, claims, ends_at))
    }

    fn write(&self, writer: &mut Writer) {
        writer.bytes(SESSION_TOKEN, &self.session_token);
        writer.bytes(FINGERPRINT, &self.fingerprint);
        writer.number(CLIENT, self.client.number());
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self {
            session_token: one(reader, SESSION_TOKEN)?,
            fingerprint: one(reader, FINGERPRINT)?,
            client: Client::numbered(reader.number(CLIENT).ok()?)?,
        })
    }
}

impl Code {
    /// Opens a code, also one whose time is over: that is told from one that is none of ours.
    pub(super) fn open(text: &str, door: &Door<'_>) -> Option<Self> {
        note::open(Purpose::AuthorizationCode, text, door, |reader| {
            Some(Self {
                grant: Grant::read(reader)?,
                redirect: one(reader, REDIRECT)?,
                challenge: one(reader, CHALLENGE)?,
                id: HEXLOWER.encode(&sha256(text)),
                expires_at: reader.number(EXPIRES_AT).ok()?,
            })
        })
    }

    /// Whether it was sent to this redirect URI.
    pub(super) fn was_sent_to(&self, redirect_uri: &str) -> bool {
        self.redirect == sha256(redirect_uri)
    }
}

/// What tells the password of whose session it is; empty where there is none to tell. `None` if there ought to be one.
fn fingerprint(claims: &Claims, door: &Door<'_>) -> Option<Vec<u8>> {
    let owner = match &claims.subject {
        Subject::Root => KeyOwner::Root,
        Subject::User(id) => KeyOwner::User(id.clone()),
        Subject::Role { .. } | Subject::Federated { .. } => return Some(Vec::new()),
    };
    let account = door.directory.account(claims.account)?;
    Some(Person::of(account, &owner)?.fingerprint())
}

fn one(reader: &mut Reader<'_>, tag: u8) -> Option<Vec<u8>> {
    match reader.all(tag).as_slice() {
        [one] => Some(one.to_vec()),
        _ => None,
    }
}

pub(super) fn sha256(text: &str) -> Vec<u8> {
    digest(&SHA256, text.as_bytes()).as_ref().to_vec()
}
