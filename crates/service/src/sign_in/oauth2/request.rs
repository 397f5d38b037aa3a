// SPDX-License-Identifier: Apache-2.0
//! What a command line asks for when it sends a browser here.

use portcullis_directory::encoding::fields::{Reader, Writer};
use portcullis_wire::Form;

use super::CONFIRMATION_PATH;
use super::client::Client;
use super::url::{callback_origin, is_own};
use crate::door::Door;
use crate::json::Json;
use crate::pkce;
use crate::sign_in::answer::Refusal;

const CLIENT: u8 = 40;
const REDIRECT_URI: u8 = 41;
const STATE: u8 = 42;
const CHALLENGE: u8 = 43;
const METHOD: u8 = 44;

/// The longest redirect URI, as AWS has it, and the longest state.
const TEXT_BYTES_MAX: usize = 2_048;

/// A request for a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CodeRequest {
    pub(super) client: Client,
    pub(super) redirect_uri: String,
    /// What the client recognizes its own request by.
    pub(super) state: String,
    /// SHA-256 of the verifier that only the client knows.
    pub(super) challenge: Vec<u8>,
    /// What the client calls SHA-256.
    method: String,
}

impl CodeRequest {
    /// Reads the parameters. What is not known is left alone, as OAuth 2.0 demands.
    ///
    /// # Errors
    /// The request is none that may be granted. It is never told at the redirect URI, which may be anybody's.
    pub(super) fn read(form: &Form, door: &Door<'_>) -> Result<Self, Refusal> {
        let text = |name: &str| {
            let found = form.get(name).filter(|text| !text.is_empty() && text.len() <= TEXT_BYTES_MAX);
            found.ok_or_else(|| Refusal::invalid(format!("parameter `{name}` is missing or too long")))
        };
        let client = text("client_id")?;
        let client = Client::find(client)
            .ok_or_else(|| Refusal::invalid(format!("there is no client with the id `{client}`")))?;
        let redirect_uri = text("redirect_uri")?.to_owned();
        let is_safe = match client {
            Client::SameDevice => callback_origin(&redirect_uri).is_some(),
            Client::CrossDevice => is_own(&redirect_uri, &door.settings.public_url, CONFIRMATION_PATH),
        };
        if !is_safe {
            let why = format!("the redirect URI `{redirect_uri}` is none of this client's");
            return Err(Refusal::invalid(why));
        }
        if text("response_type")? != "code" {
            return Err(Refusal::invalid("`response_type` must be `code`"));
        }
        if form.get("scope").is_some_and(|scope| scope != "openid") {
            return Err(Refusal::invalid("`scope` must be `openid`"));
        }
        let method = text("code_challenge_method")?.to_owned();
        // AWS's tools call it by the name of the hash, and RFC 7636 by a name of its own.
        if !matches!(&*method, "SHA-256" | "S256") {
            return Err(Refusal::invalid("`code_challenge_method` must be `SHA-256`"));
        }
        let challenge = pkce::read_challenge(text("code_challenge")?)
            .ok_or_else(|| Refusal::invalid("`code_challenge` must be 43 characters of base64url"))?;
        Ok(Self { client, redirect_uri, state: text("state")?.to_owned(), challenge, method })
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.text(CLIENT, self.client.id());
        writer.text(REDIRECT_URI, &self.redirect_uri);
        writer.text(STATE, &self.state);
        writer.bytes(CHALLENGE, &self.challenge);
        writer.text(METHOD, &self.method);
    }

    pub(super) fn reread(reader: &mut Reader<'_>) -> Option<Self> {
        let challenge = match reader.all(CHALLENGE).as_slice() {
            [one] => one.to_vec(),
            _ => return None,
        };
        Some(Self {
            client: Client::find(&reader.text(CLIENT).ok()?)?,
            redirect_uri: reader.text(REDIRECT_URI).ok()?,
            state: reader.text(STATE).ok()?,
            challenge,
            method: reader.text(METHOD).ok()?,
        })
    }

    /// The parameters as audit records give them.
    pub(super) fn to_json(&self) -> Json {
        Json::object([
            ("scope", Json::text("openid")),
            ("redirect_uri", Json::text(&*self.redirect_uri)),
            ("code_challenge_method", Json::text(&*self.method)),
            ("client_id", Json::text(self.client.id())),
        ])
    }
}
