// SPDX-License-Identifier: Apache-2.0
//! The assertion consumer service: a browser brings a response of its identity provider, and a session begins.

use std::sync::Arc;

use portcullis_directory::record::SamlProvider;
use portcullis_directory::{Account, arn};
use portcullis_wire::{Fault, Form, faults};

use super::super::Done;
use super::super::answer::Refusal;
use super::super::audit::{Event, Name};
use super::super::destination::own_page;
use super::super::role_choice::{self, Candidate, Vouched};
use super::provider_id;
use super::start::Request;
use crate::door::Door;
use crate::federation::saml::{Believed, Opened, believe, claimed_roles, verified};
use crate::proof::Unproven;

/// The longest response that is read, as AssumeRoleWithSAML has it.
const RESPONSE_BYTES_MAX: usize = 100_000;
/// AWS's words where a response grants no role.
const INVALID: &str = "Your request included an invalid SAML response.";

/// How many providers with different keys a response may name.
const PROVIDERS_MAX: usize = 16;

/// A provider with its account.
type Provider<'a> = (&'a Arc<Account>, &'a Arc<SamlProvider>);

pub(in super::super) fn consume(door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    event.named(Name::ConsoleLogin);
    event.presumed("SAMLUser");
    let form = Form::parse("", door.incoming.http.body).map_err(|fault| Refusal::invalid(fault.message))?;
    let response = form.get("SAMLResponse");
    let response = response.ok_or_else(|| Refusal::invalid("`SAMLResponse` is missing"))?;
    if response.len() > RESPONSE_BYTES_MAX {
        return Err(Refusal::invalid(format!("`SAMLResponse` has more than {RESPONSE_BYTES_MAX} bytes")));
    }
    let fault = |fault: Fault| Refusal::of_fault(&fault);
    let providers = providers(response, door).map_err(fault)?;
    let believed = believed(response, &providers, door).map_err(fault)?;
    let Some(((home, _), first)) = believed.first() else {
        return Err(Refusal::of_fault(&faults::invalid_identity_token("Specified provider doesn't exist")));
    };
    first.require_unused(door.directory).map_err(fault)?;
    let request = match &first.in_response_to {
        Ok(Some(id)) => Some(asked_by_this_browser(id, &believed, door)?),
        Ok(None) => None,
        Err(_unclear) => {
            return Err(Refusal::new(
                403,
                "UnknownRequest",
                "The response and its assertion do not answer the same request.",
            ));
        }
    };
    let mut candidates = Vec::new();
    for ((account, provider), believed) in &believed {
        let proof = Arc::new(believed.proof(account, provider).map_err(fault)?);
        let granted = believed.grant.roles.iter().filter(|(_, through)| *through == proof.provider);
        candidates
            .extend(granted.map(|(role, _)| Candidate { role_arn: role.clone(), proof: Arc::clone(&proof) }));
    }
    if let Some(wanted) = request.as_ref().and_then(|request| request.role_arn.as_ref()) {
        candidates.retain(|candidate| candidate.role_arn == *wanted);
    }
    let destination = match &request {
        Some(request) => request.destination.clone(),
        // What is no page of ours means something to the provider alone.
        None => form.get("RelayState").and_then(|place| own_page(place, &door.settings.public_url)),
    };
    let vouched = Vouched {
        session_name: first.grant.session_name.clone(),
        seconds: first.grant.seconds,
        ends_at: first.session_ends_at,
        destination,
        candidates,
    };
    let mut done = role_choice::offer(vouched, home, Some(first.used.clone()), door, event)?;
    if let Some(request) = request {
        done.answer = done.answer.with_cookie(request.no_cookie(door)?);
    }
    Ok(done)
}

/// The request that a response answers. Only the browser that was sent away with it may bring the answer: who could
/// bring it with another could sign that in as somebody of their choosing.
fn asked_by_this_browser(
    id: &str,
    believed: &[(Provider<'_>, Believed)],
    door: &Door<'_>,
) -> Result<Request, Refusal> {
    let request = Request::of_browser(id, door).filter(|request| {
        believed.iter().any(|((account, provider), _)| provider.arn(account.id()) == request.provider)
    });
    request.ok_or_else(|| {
        Refusal::new(
            403,
            "UnknownRequest",
            "The response answers a request that was not made here, or not by this browser, or too long ago. Sign in \
             again from the beginning.",
        )
    })
}

/// The providers that may have made a response: the one whose place this is, or those that the response names.
fn providers<'a>(response: &str, door: &Door<'a>) -> Result<Vec<Provider<'a>>, Fault> {
    if let Some(id) = provider_id(door.incoming.http.path) {
        let mut all = door
            .directory
            .accounts()
            .flat_map(|account| account.saml_providers.iter().map(move |provider| (account, provider)));
        return Ok(all.find(|(_, provider)| provider.id.as_str() == id).into_iter().collect());
    }
    let claimed = claimed_roles(response).map_err(|malformed| faults::invalid_identity_token(malformed.0))?;
    if claimed.is_empty() {
        return Err(faults::invalid_identity_token(INVALID));
    }
    let mut found: Vec<Provider<'a>> = Vec::new();
    for (_, provider_arn) in claimed {
        let account =
            arn::parse(&provider_arn).and_then(|parts| door.directory.account(parts.account.parse().ok()?));
        let Some(account) = account else { continue };
        let Ok(provider) = account.require_saml_provider(&provider_arn) else { continue };
        if !found.iter().any(|(_, known)| Arc::ptr_eq(known, provider)) {
            found.push((account, provider));
        }
    }
    Ok(found)
}

/// Those of the providers whose response it is.
fn believed<'a>(
    response: &str,
    providers: &[Provider<'a>],
    door: &Door<'_>,
) -> Result<Vec<(Provider<'a>, Believed)>, Fault> {
    let cx = Unproven {
        directory: door.directory,
        moment: door.moment,
        settings: door.settings,
        origin: door.origin,
    };
    // Who has roles in many accounts has the same provider in all of them: it is verified once.
    let mut opened: Vec<(&SamlProvider, Result<Opened, Fault>)> = Vec::new();
    let mut believed = Vec::new();
    let mut first_fault = None;
    for (account, provider) in providers {
        let known = opened.iter().find(|(known, _)| has_same_keys(known, provider));
        let outcome = match known {
            Some((_, outcome)) => outcome.clone(),
            None if opened.len() == PROVIDERS_MAX => {
                return Err(faults::invalid_identity_token(format!(
                    "the response names more than {PROVIDERS_MAX} different identity providers"
                )));
            }
            None => {
                let outcome = verified(response, provider);
                opened.push((provider, outcome.clone()));
                outcome
            }
        };
        match outcome.and_then(|opened| believe(opened, provider, &cx)) {
            Ok(one) => believed.push(((*account, *provider), one)),
            Err(fault) => {
                first_fault.get_or_insert(fault);
            }
        }
    }
    match first_fault {
        Some(fault) if believed.is_empty() => Err(fault),
        _ => Ok(believed),
    }
}

/// Whether the same responses can be opened with the keys of both.
fn has_same_keys(one: &SamlProvider, other: &SamlProvider) -> bool {
    (&one.metadata, one.encryption, &one.private_keys)
        == (&other.metadata, other.encryption, &other.private_keys)
}
