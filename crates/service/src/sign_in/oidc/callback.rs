// SPDX-License-Identifier: Apache-2.0
//! The way back from a provider: the browser brings a code, the provider gives an ID token for it, and a session begins.

use std::sync::Arc;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use portcullis_directory::Account;
use portcullis_directory::record::{OpenIdConnectProvider, SecretText};
use portcullis_wire::{Form, url_encode_document as escape};

use super::super::answer::Refusal;
use super::super::audit::{Event, Name};
use super::super::clients::SecretMethod;
use super::super::{Done, role_choice};
use super::flow::{Flow, callback_url, forget};
use super::roles::candidates;
use super::session_name::session_name;
use super::unproven;
use crate::door::Door;
use crate::federation::oidc::{
    self, CodeFlow, NotGranted, Token, Tokens, Vouched, discover, exchange, find_provider,
};
use crate::outside::ExchangeOrder;

/// Takes a browser that comes back from a provider.
pub(in crate::sign_in) fn call_back(door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    event.named(Name::ConsoleLogin);
    let form = Form::read(&door.incoming.http).map_err(|fault| Refusal::invalid(fault.message))?;
    let flow = Flow::of_browser(&form, door).ok_or_else(Refusal::stale)?;
    // The way is over, whatever comes of it.
    match finish(&flow, &form, door, event) {
        Ok(mut done) => {
            done.answer = done.answer.with_cookie(forget(door));
            Ok(done)
        }
        Err(refusal) => Err(Refusal { cookie: Some(forget(door)), ..refusal }),
    }
}

fn finish(flow: &Flow, form: &Form, door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    let (account, provider) = find_provider(&flow.provider, door.directory).ok_or_else(Refusal::stale)?;
    event.of_account(account.id());
    let used = flow.used(door);
    if account.is_assertion_used(&used.id) || !provider.client_ids.contains(&flow.client_id) {
        return Err(Refusal::stale());
    }
    let discovery = discover(provider, &unproven(door)).map_err(|fault| Refusal::of_fault(&fault))?;
    let code_flow = discovery.code_flow.ok_or_else(|| super::no_code_flow(provider))?;
    require_own(form, &code_flow, provider)?;
    if let Some(reason) = oidc::reason(form.get("error")) {
        return Err(no(provider, &reason));
    }
    let code = form.get("code").ok_or_else(|| Refusal::invalid("`code` is missing"))?;
    let order = order(code, flow, &code_flow, provider, door);
    let tokens = exchange(order, door.moment).map_err(|not_granted| match not_granted {
        NotGranted::Fault(fault) => Refusal::of_fault(&fault),
        NotGranted::Refused(reason) => no(provider, &reason),
    })?;
    let token = oidc::read(tokens.id_token.expose()).map_err(|fault| Refusal::of_fault(&fault))?;
    let vouched = vouch(&token, &tokens, flow, account, provider, door)?;
    event.called(&vouched.proof().caller(account));
    let offered = role_choice::Vouched {
        session_name: session_name(vouched.claims, vouched.subject),
        seconds: None,
        ends_at: None,
        destination: flow.destination.clone(),
        candidates: candidates(&vouched, flow.role.as_deref())?,
    };
    role_choice::offer(offered, account, Some(used), door, event)
}

/// Refuses an answer that another provider gives (RFC 9207), or may have given.
fn require_own(form: &Form, code_flow: &CodeFlow, provider: &OpenIdConnectProvider) -> Result<(), Refusal> {
    let is_own = match form.get("iss") {
        Some(issuer) => issuer == provider.issuer(),
        None => !code_flow.names_itself,
    };
    if is_own {
        return Ok(());
    }
    Err(Refusal::new(401, "WrongProvider", "The answer is not that of the provider that was asked."))
}

/// What is sent to the token endpoint. The code is of no use to anybody without the verifier.
fn order(
    code: &str,
    flow: &Flow,
    code_flow: &CodeFlow,
    provider: &OpenIdConnectProvider,
    door: &Door<'_>,
) -> ExchangeOrder {
    let redirect_uri = callback_url(provider, door);
    let mut members = vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", &redirect_uri),
        ("code_verifier", flow.verifier.expose()),
    ];
    let client = door
        .settings
        .sign_in_clients
        .iter()
        .find(|client| client.provider == flow.provider && client.client_id == flow.client_id);
    let offers = |method: SecretMethod| code_flow.secret_methods.iter().any(|name| name == method.as_str());
    let shown = client.map(|client| {
        let only_post = !offers(SecretMethod::Basic) && offers(SecretMethod::Post);
        let chosen = if only_post { SecretMethod::Post } else { SecretMethod::Basic };
        (client.method.unwrap_or(chosen), &client.secret)
    });
    let authorization = match shown {
        Some((SecretMethod::Basic, secret)) => {
            // Both are encoded as in a form before they are joined (RFC 6749, section 2.3.1).
            let pair = SecretText::new(format!("{}:{}", escape(&flow.client_id), escape(secret.expose())));
            Some(SecretText::new(format!("Basic {}", BASE64.encode(pair.expose()))))
        }
        Some((SecretMethod::Post, secret)) => {
            members.extend([("client_id", &*flow.client_id), ("client_secret", secret.expose())]);
            None
        }
        None => {
            members.push(("client_id", &flow.client_id));
            None
        }
    };
    let form = members.iter().map(|(name, value)| format!("{name}={}", escape(value)));
    ExchangeOrder {
        url: code_flow.token_endpoint.clone(),
        thumbprints: provider.thumbprints.clone(),
        form: SecretText::new(form.collect::<Vec<_>>().join("&")),
        authorization,
    }
}

/// Believes the ID token as AssumeRoleWithWebIdentity does, and that it was issued to this client, for this browser.
fn vouch<'a>(
    token: &'a Token<'_>,
    tokens: &Tokens,
    flow: &Flow,
    account: &'a Arc<Account>,
    provider: &'a Arc<OpenIdConnectProvider>,
    door: &Door<'_>,
) -> Result<Vouched<'a>, Refusal> {
    let vouched =
        oidc::vouch(token, account, provider, &unproven(door)).map_err(|fault| Refusal::of_fault(&fault))?;
    let audience = &vouched.audience;
    let is_to_client = audience.counted == flow.client_id && audience.listed.contains(&flow.client_id);
    let nonce = vouched.claims.text("nonce").unwrap_or_default();
    let is_to_browser = verify_slices_are_equal(nonce.as_bytes(), flow.nonce.as_bytes()).is_ok();
    if is_to_client && is_to_browser && tokens.belong_together(token) {
        return Ok(vouched);
    }
    Err(Refusal::new(400, "InvalidIdentityToken", "The ID token was not issued for this sign-in."))
}

fn no(provider: &OpenIdConnectProvider, reason: &str) -> Refusal {
    let message = format!("The identity provider {} says: `{reason}`.", provider.issuer());
    Refusal::new(403, "ProviderRefused", message)
}
