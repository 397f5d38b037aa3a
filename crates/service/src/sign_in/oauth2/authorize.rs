// SPDX-License-Identifier: Apache-2.0
//! Lets whoever is signed in grant a command line the use of the session. A link alone grants nothing: it shows who is
//! signed in and what asks, and only the form of that page gives a code.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use portcullis_wire::{Form, url_encode_document};

use super::AUTHORIZE_PATH;
use super::client::Client;
use super::grant::Grant;
use super::page;
use super::request::CodeRequest;
use crate::access::Access;
use crate::authorize::authorize;
use crate::caller::Caller;
use crate::door::Door;
use crate::sign_in::answer::{Answer, Refusal};
use crate::sign_in::audit::{Event, Name};
use crate::sign_in::destination::sign_in_first;
use crate::sign_in::note::{self, Purpose};
use crate::sign_in::request::session_token;
use crate::sign_in::{Done, session};

const ACCESS_KEY_ID: u8 = 32;

/// Shows whoever is signed in what asks for their session. Who is not signed in does that first.
pub(in crate::sign_in) fn ask(door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    event.named(Name::ShowOAuth2Consent);
    let http = &door.incoming.http;
    let form = Form::parse(http.query, &[]).map_err(|fault| Refusal::invalid(fault.message))?;
    let request = CodeRequest::read(&form, door)?;
    let sign_in_first = sign_in_first(&format!("{AUTHORIZE_PATH}?{}", http.query), door);
    let Ok(caller) = signed_in(door) else {
        event.succeed();
        return Ok(Done::read(Answer::redirect(&sign_in_first)));
    };
    event.called(&caller);
    let consent = note::seal(Purpose::OAuth2Consent, door, |writer| {
        writer.text(ACCESS_KEY_ID, &caller.access_key_id);
        request.write(writer);
    })?;
    event.succeed();
    Ok(Done::read(page::consent(&request, &caller, &consent, &sign_in_first, door)))
}

/// Takes the answer of the page's form: a code, or a refusal, goes to the command line.
pub(in crate::sign_in) fn decide(door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    event.named(Name::AuthorizeOAuth2Access);
    let http = &door.incoming.http;
    // Browsers that say whence a form comes let only our own page's through; the others are bound by the consent.
    if http.header("sec-fetch-site").is_some_and(|site| site != "same-origin") {
        return Err(Refusal::new(403, "CrossSiteRequest", "Only the page of this server takes the answer."));
    }
    let form = match &*http.content_type() {
        "application/x-www-form-urlencoded" => Form::parse("", http.body),
        _ => return Err(Refusal::invalid("the body is not a form")),
    };
    let form = form.map_err(|fault| Refusal::invalid(fault.message))?;
    let caller = signed_in(door)?;
    event.called(&caller);
    let consent = form.get("consent").ok_or_else(|| Refusal::invalid("`consent` is missing"))?;
    let opened = note::open(Purpose::OAuth2Consent, consent, door, |reader| {
        Some((reader.text(ACCESS_KEY_ID).ok()?, CodeRequest::reread(reader)?))
    });
    // What one session was asked, no other answers.
    let (_, request) = opened.filter(|(id, _)| *id == caller.access_key_id).ok_or_else(Refusal::stale)?;
    event.requested(request.to_json());
    match form.get("decision") {
        Some("allow") => allow(&request, &caller, door, event),
        Some("deny") => {
            event.fail(&Refusal::new(403, "AccessDenied", "The request was denied by its user."));
            Ok(Done::read(match request.client {
                Client::SameDevice => Answer::redirect(&page::denied_url(&request)),
                Client::CrossDevice => page::denied(door),
            }))
        }
        _ => Err(Refusal::invalid("`decision` must be `allow` or `deny`")),
    }
}

fn allow(
    request: &CodeRequest,
    caller: &Caller,
    door: &Door<'_>,
    event: &mut Event,
) -> Result<Done, Refusal> {
    let permission = request
        .client
        .permission("signin:AuthorizeOAuth2Access", &door.settings.region, caller.account.id())
        .key("signin:OAuthRedirectUri", &*request.redirect_uri);
    permit(Access::one(permission), caller, door, event)
        .map_err(|message| Refusal::new(403, "AccessDenied", message))?;
    let token = session_token(door).ok_or_else(Refusal::no_session)?;
    let grant = Grant::of(caller, token, request.client, door).ok_or_else(Refusal::no_session)?;
    let code = grant.code(request, door)?;
    event.succeed();
    let answered = format!("code={code}&state={}", url_encode_document(&request.state));
    Ok(Done::read(match request.client {
        Client::SameDevice => Answer::redirect(&format!("{}?{answered}", request.redirect_uri)),
        Client::CrossDevice => page::code(&BASE64.encode(answered), door),
    }))
}

/// Whether policies permit it to the caller.
///
/// # Errors
/// They do not; the text says so in AWS's words.
pub(super) fn permit(
    access: Access,
    caller: &Caller,
    door: &Door<'_>,
    event: &mut Event,
) -> Result<(), String> {
    match authorize(&access, &door.context(caller)) {
        Ok(authorizations) => {
            event.authorized(&authorizations);
            Ok(())
        }
        Err(refused) => {
            event.authorized(&refused.authorizations);
            Err(refused.fault.message)
        }
    }
}

/// Whoever signed in in this browser.
fn signed_in(door: &Door<'_>) -> Result<Caller, Refusal> {
    let caller = session::current(door)?;
    let is_signed_in = caller.session.as_ref().is_some_and(|session| session.is_signed_in);
    if is_signed_in { Ok(caller) } else { Err(Refusal::no_session()) }
}
