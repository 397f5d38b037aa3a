// SPDX-License-Identifier: Apache-2.0
//! A program on the person's machine asks, and the person agrees in its browser: OAuth 2.0's authorization code grant
//! with proof of possession of the code (PKCE, RFC 7636). The code goes to the machine itself only (RFC 8252).

use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::HEXLOWER;
use portcullis_directory::change::Change;
use portcullis_directory::record::UsedAssertion;
use portcullis_wire::{Form, url_encode_document};

use super::audit::Event;
use super::client::{Client, GrantType, SCOPE_ACCOUNT_ACCESS};
use super::device::{is_allowed, not_shown, sign_in_first, signed_in};
use super::failure::Failure;
use super::grant::Grant;
use super::request::Members;
use super::{AUTHORIZE_PATH, Done, pages};
use crate::door::Door;
use crate::pkce;
use crate::sign_in::answer::Answer;

const CODE: &[u8] = b"sso authorization code";
const CONFIRMATION: &[u8] = b"sso authorization confirmation";

const QUERY: u8 = 32;
const SESSION: u8 = 33;
const WRITTEN_AT: u8 = 34;
const ID: u8 = 35;
const REDIRECT_URI: u8 = 36;
const CHALLENGE: u8 = 37;

/// For how long a person may look at the page, and how long a code then holds, in seconds.
const PAGE_SECONDS: i64 = 600;
const CODE_SECONDS: i64 = 120;

/// What a program asks for.
struct Wish {
    client: Client,
    redirect_uri: String,
    state: Option<String>,
    /// What proves later that whoever brings the code asked for it.
    challenge: Vec<u8>,
}

/// Why a wish is not granted: told to the person where the program is not known, and to the program otherwise.
enum Refused {
    ToPerson(Failure),
    ToProgram(Box<Done>),
}

impl Wish {
    fn read(form: &Form, door: &Door<'_>) -> Result<Self, Refused> {
        let unknown = |text: &str| {
            let failure = Failure::invalid_request(text);
            Refused::ToPerson(failure.on_page(400, "This link is not valid", pages::words(text)))
        };
        let client = form.get("client_id").and_then(|id| Client::with_id(id, door));
        let client =
            client.ok_or_else(|| unknown("The application is not registered here, or no longer."))?;
        let redirect_uri = form.get("redirect_uri").unwrap_or_default();
        if !client.has_redirect_uri(redirect_uri) {
            return Err(unknown("The application did not register where the answer is to go."));
        }
        let wish = Self {
            client,
            redirect_uri: redirect_uri.to_owned(),
            state: form.get("state").map(str::to_owned),
            challenge: form.get("code_challenge").and_then(pkce::read_challenge).unwrap_or_default(),
        };
        // AWS's CLI says `scopes`, the standard `scope`.
        let scopes = form.get("scopes").or_else(|| form.get("scope")).unwrap_or_default();
        let error = if form.get("response_type") != Some("code") {
            "unsupported_response_type"
        } else if wish.client.require(GrantType::AuthorizationCode).is_err() {
            "unauthorized_client"
        } else if form.get("code_challenge_method") != Some("S256") || wish.challenge.is_empty() {
            "invalid_request"
        } else if scopes.split_whitespace().any(|scope| scope != SCOPE_ACCOUNT_ACCESS) {
            "invalid_scope"
        } else {
            return Ok(wish);
        };
        Err(Refused::ToProgram(Box::new(wish.answer("error", error))))
    }

    /// Sends the browser to the program.
    fn answer(&self, name: &str, value: &str) -> Done {
        let mut location = format!("{}?{name}={}", self.redirect_uri, url_encode_document(value));
        if let Some(state) = &self.state {
            location.push_str("&state=");
            location.push_str(&url_encode_document(state));
        }
        Done::read(Answer::redirect(&location))
    }

    /// The program's place on the machine: scheme, host and port of where the answer goes.
    fn origin(&self) -> &str {
        let path = self.redirect_uri.match_indices('/').nth(2);
        path.and_then(|(at, _)| self.redirect_uri.get(..at)).unwrap_or(&self.redirect_uri)
    }
}

fn read_form<'a>(door: &Door<'a>) -> Result<Form<'a>, Failure> {
    Form::read(&door.incoming.http).map_err(|fault| Failure::invalid_request(fault.message))
}

/// Asks the person whether the program may act for the person.
pub(super) fn show(door: &Door<'_>, event: &mut Event) -> Result<Done, Failure> {
    let wish = match Wish::read(&read_form(door)?, door) {
        Ok(wish) => wish,
        Err(Refused::ToPerson(failure)) => return Err(failure),
        Err(Refused::ToProgram(done)) => return Ok(*done),
    };
    event.asked("clientName", &*wish.client.name);
    let query = door.incoming.http.query;
    let Some(person) = signed_in(door, event)? else {
        return Ok(Done::read(sign_in_first(&format!("{AUTHORIZE_PATH}?{query}"), door)));
    };
    let confirmation = door.settings.token_keys.seal_note(CONFIRMATION, door.moment, |writer| {
        writer.text(QUERY, query);
        writer.text(SESSION, &person.caller.access_key_id);
        writer.number(WRITTEN_AT, door.now());
    });
    let question = pages::Question {
        path: AUTHORIZE_PATH,
        then: Some(wish.origin()),
        person: &person.caller.arn(),
        client_name: &wish.client.name,
        user_code: None,
        place: "a program on this machine",
        confirmation: &confirmation.ok_or_else(Failure::internal)?,
    };
    Ok(Done::read(question.page(door)))
}

/// Takes what the person decided, and sends the browser to the program with a code or a refusal.
pub(super) fn settle(door: &Door<'_>, event: &mut Event) -> Result<Done, Failure> {
    let form = read_form(door)?;
    let Some(person) = signed_in(door, event)? else { return Err(not_shown()) };
    let query = form.get("confirmation").and_then(|note| {
        door.settings.token_keys.open_note(CONFIRMATION, note, |reader| {
            let is_own = reader.text(SESSION).ok()? == person.caller.access_key_id;
            let is_fresh = door.now() - reader.number(WRITTEN_AT).ok()? < PAGE_SECONDS;
            let query = reader.text(QUERY).ok()?;
            (is_own && is_fresh).then_some(query)
        })
    });
    let query = query.ok_or_else(not_shown)?;
    let wished = Form::parse(&query, &[]).map_err(|_| not_shown())?;
    let wish = match Wish::read(&wished, door) {
        Ok(wish) => wish,
        Err(Refused::ToPerson(failure)) => return Err(failure),
        Err(Refused::ToProgram(done)) => return Ok(*done),
    };
    event.asked("clientName", &*wish.client.name);
    if !is_allowed(&form)? {
        event.asked("decision", "deny");
        return Ok(wish.answer("error", "access_denied"));
    }
    event.asked("decision", "allow");
    let grant = Grant::new(&person, door).to(&wish.client);
    let code = door.settings.token_keys.seal_note(CODE, door.moment, |writer| {
        grant.write(writer);
        writer.text(ID, &door.moment.uuid());
        writer.text(REDIRECT_URI, &wish.redirect_uri);
        writer.bytes(CHALLENGE, &wish.challenge);
        writer.number(WRITTEN_AT, door.now());
    });
    Ok(wish.answer("code", &code.ok_or_else(Failure::internal)?))
}

/// What was granted to a program that brings a code, and what remembers that the code was used.
pub(super) fn redeem(
    members: &Members,
    client: &Client,
    door: &Door<'_>,
) -> Result<(Grant, Vec<Change>), Failure> {
    let (code, verifier) = (members.text("code")?, members.text("codeVerifier")?);
    let redirect_uri = members.text("redirectUri")?;
    let opened = door.settings.token_keys.open_note(CODE, code, |reader| {
        let grant = Grant::read(reader)?;
        let id = reader.text(ID).ok()?;
        let asked = (reader.text(REDIRECT_URI).ok()?, reader.all(CHALLENGE).first()?.to_vec());
        Some((grant, id, asked, reader.number(WRITTEN_AT).ok()?))
    });
    let invalid = || Failure::invalid_grant("Invalid grant provided");
    let (grant, id, (asked_uri, challenge), written_at) = opened.ok_or_else(invalid)?;
    let expires_at = written_at + CODE_SECONDS;
    let is_right = grant.is_for(client)
        && asked_uri == redirect_uri
        && pkce::is_proven(verifier, &challenge)
        && door.now() < expires_at;
    if !is_right {
        return Err(invalid());
    }
    let id = HEXLOWER.encode(digest(&SHA256, format!("authorization code {id}").as_bytes()).as_ref());
    let account = grant.caller(door).ok_or_else(invalid)?.account;
    if account.is_assertion_used(&id) {
        return Err(invalid());
    }
    let changes = account.use_assertions([UsedAssertion { id, expires_at }], door.now());
    Ok((grant, changes))
}
