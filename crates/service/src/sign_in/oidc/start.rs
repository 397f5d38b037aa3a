// SPDX-License-Identifier: Apache-2.0
//! The way to a provider: an authentication request (OpenID Connect Core 1.0, section 3.1.2.1) with PKCE.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use portcullis_directory::Account;
use portcullis_directory::record::{OpenIdConnectProvider, SecretText};
use portcullis_directory::{Refusal as Refused, arn};
use portcullis_wire::{Form, url_encode_document as escape};

use super::super::Done;
use super::super::answer::{Answer, Refusal};
use super::super::audit::{Event, Name};
use super::super::destination::own_page;
use super::flow::{Flow, callback_url};
use super::unproven;
use crate::door::Door;
use crate::federation::oidc::{CodeFlow, discover, find_provider};
use crate::operation::refused;

/// Sends a browser to a provider.
pub(in crate::sign_in) fn start(door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    event.named(Name::BeginOpenIdConnect);
    let form = Form::read(&door.incoming.http).map_err(|fault| Refusal::invalid(fault.message))?;
    let provider_arn = form.get("provider").ok_or_else(|| Refusal::invalid("`provider` is missing"))?;
    let destination = destination(&form, door)?;
    let (account, provider) =
        find_provider(provider_arn, door.directory).ok_or_else(|| none(provider_arn))?;
    event.of_account(account.id());
    let client_id = client_id(&form, provider)?;
    let role = role(&form, account)?;
    let discovery = discover(provider, &unproven(door)).map_err(|fault| Refusal::of_fault(&fault))?;
    let code_flow = discovery.code_flow.ok_or_else(|| super::no_code_flow(provider))?;
    let random = || BASE64.encode(door.moment.random::<32>());
    let flow = Flow {
        state: random(),
        nonce: random(),
        verifier: SecretText::new(random()),
        provider: provider_arn.to_owned(),
        client_id: client_id.to_owned(),
        destination,
        role: role.map(str::to_owned),
    };
    event.succeed();
    let answer = Answer::redirect(&request(&flow, &code_flow, provider, door));
    Ok(Done::read(answer.with_cookie(flow.keep(door)?)))
}

fn request(flow: &Flow, code_flow: &CodeFlow, provider: &OpenIdConnectProvider, door: &Door<'_>) -> String {
    let endpoint = &code_flow.authorization_endpoint;
    let redirect_uri = callback_url(provider, door);
    let challenge = flow.challenge();
    let parameters = [
        ("response_type", "code"),
        ("client_id", &flow.client_id),
        ("redirect_uri", &redirect_uri),
        // Trust policies may test the address; nothing else of what can be asked for counts.
        ("scope", if code_flow.offers_email { "openid email" } else { "openid" }),
        ("state", &flow.state),
        ("nonce", &flow.nonce),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ];
    let query = parameters.map(|(name, value)| format!("{name}={}", escape(value))).join("&");
    let separator = if endpoint.contains('?') { '&' } else { '?' };
    format!("{endpoint}{separator}{query}")
}

fn destination(form: &Form, door: &Door<'_>) -> Result<Option<String>, Refusal> {
    let Some(asked) = form.get("destination") else { return Ok(None) };
    let own = &*door.settings.public_url;
    let page = own_page(asked, own);
    page.map(Some).ok_or_else(|| Refusal::invalid(format!("`destination` is not a page of {own}")))
}

/// The client that this installation is at the provider: the one that is named, or the only one there is.
fn client_id<'a>(form: &Form, provider: &'a OpenIdConnectProvider) -> Result<&'a str, Refusal> {
    match (form.get("client_id"), provider.client_ids.as_slice()) {
        (Some(asked), ids) => ids
            .iter()
            .find(|id| *id == asked)
            .map(String::as_str)
            .ok_or_else(|| Refusal::invalid(format!("the provider has no client id `{asked}`"))),
        (None, [only]) => Ok(only),
        (None, []) => Err(Refusal::invalid("the provider has no client ids")),
        (None, _) => Err(Refusal::invalid("the provider has several client ids: name one with `client_id`")),
    }
}

/// The role that was asked for. Whether it is there is told to nobody before the provider has vouched for them.
fn role<'a>(form: &'a Form, account: &Account) -> Result<Option<&'a str>, Refusal> {
    let Some(asked) = form.get("role") else { return Ok(None) };
    let is_role = arn::parse(asked).is_some_and(|parts| {
        (parts.service, parts.kind) == ("iam", "role") && parts.account == account.id().to_string()
    });
    if is_role {
        return Ok(Some(asked));
    }
    Err(Refusal::invalid(format!("`role` is not the ARN of a role of account {}", account.id())))
}

/// In the words of GetOpenIDConnectProvider.
fn none(provider_arn: &str) -> Refusal {
    let message = format!("OpenIDConnect Provider not found for arn {provider_arn}");
    Refusal::of_fault(&refused(Refused::NoSuchEntity(message)))
}
