// SPDX-License-Identifier: Apache-2.0
//! The corridor every request goes down: route, authenticate, decode, authorize, decide, encode.

use std::net::IpAddr;

use portcullis_directory::change::Change;
use portcullis_directory::identifier::AccountId;
use portcullis_directory::{Account, Directory};
use portcullis_wire::operation::{OperationFacts, guess_service, route};
use portcullis_wire::sigv4;
use portcullis_wire::{Form, HttpRequest, HttpResponse, Service, faults};

use crate::audit::Event;
use crate::authenticate::authenticate;
use crate::authorization_message::MessageKeys;
use crate::authorize::Refused;
use crate::caller::Caller;
use crate::context::{Context, Origin};
use crate::known_callers::KnownCallers;
use crate::manner::Manner;
use crate::moment::Moment;
use crate::operation::{Done, Run};
use crate::outside::Ask;
use crate::proof::{Unproven, prove};
use crate::restrict::restrict;
use crate::session_token::TokenKeys;
use crate::sign_in::{self, Attempt, SignInClient, SignInLink};
use crate::usage::Use;
use crate::{authorization_api, iam, identity_center, sts};

/// What an installation sets, the same for every request.
#[derive(Debug)]
pub struct Settings {
    /// The keys that seal session tokens.
    pub token_keys: TokenKeys,
    /// Those who called before, remembered.
    pub known_callers: KnownCallers,
    /// The keys that seal authorization messages.
    pub message_keys: MessageKeys,
    /// How far a client's clock may be from ours, in seconds; AWS allows 900.
    pub skew_seconds: u32,
    /// The region that audit records name.
    pub region: String,
    /// The URL under which others reach this server, without a slash at its end: token issuers stand under it.
    pub public_url: String,
    /// Whether identity providers may stand in private networks, and so at ports of their own, which AWS does not allow.
    pub private_identity_providers: bool,
    /// The clients of identity providers that have secrets, for people who sign in there.
    pub sign_in_clients: Vec<SignInClient>,
    /// The links to identity providers that the sign-in page shows.
    pub sign_in_links: Vec<SignInLink>,
}

/// A request with what the connection knows of it.
#[derive(Debug, Clone)]
pub struct Incoming<'a> {
    /// The request.
    pub http: HttpRequest<'a>,
    /// The address of the other end.
    pub source_ip: IpAddr,
    /// Whether it came over TLS.
    pub secure: bool,
}

/// The answer to a request, and what must be durable before it may be sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// What to send.
    pub response: HttpResponse,
    /// What changes, also when the call failed; the response may be sent only once this is durable and visible.
    pub transition: Option<Transition>,
    /// The audit record: one line of JSON in CloudTrail's format, without secrets.
    pub audit: String,
    /// For example `iam:CreateUser`; `None` if no operation was recognized.
    pub operation: Option<String>,
    /// The fault's code, if the call failed.
    pub fault: Option<String>,
    /// The caller's account, if the caller is known.
    pub account: Option<AccountId>,
    /// That the caller was here, unless that is known well enough; see [`crate::usage::record`].
    pub usage: Option<Use>,
    /// What must be done before the reply counts.
    pub ask: Option<Ask>,
    /// The try to sign in that the call was, if it was one.
    pub attempt: Option<Attempt>,
    /// How the endpoint would tell that the reply cannot be given.
    pub manner: Manner,
}

/// Changes that were decided on one revision of an account.
#[derive(Debug, Clone, PartialEq)]
pub struct Transition {
    /// The account.
    pub account: AccountId,
    /// The revision they were decided on.
    pub revision: u64,
    /// The changes, in order.
    pub changes: Vec<Change>,
}

/// Handles one request on one snapshot. The same inputs always give the same reply.
pub fn handle(directory: &Directory, settings: &Settings, moment: &Moment, incoming: &Incoming<'_>) -> Reply {
    moment.rewind();
    if authorization_api::is_for(incoming.http.path) {
        return authorization_api::handle(directory, settings, moment, incoming);
    }
    if sign_in::is_for(incoming.http.path) {
        return sign_in::handle(directory, settings, moment, incoming);
    }
    if identity_center::is_for(incoming.http.path) {
        return identity_center::handle(directory, settings, moment, incoming);
    }
    let mut event = Event::new(settings, moment, incoming);
    let mut service = Service::Iam;
    let (mut usage, mut attempt) = (None, None);
    let seen = Seen { event: &mut event, service: &mut service, usage: &mut usage, attempt: &mut attempt };
    let outcome = serve(directory, settings, moment, incoming, seen);
    let request_id = &moment.request_id;
    let (response, transition, fault) = match outcome {
        Ok((done, transition)) => {
            event.authorized(&done.authorizations);
            event.succeed(&done.xml);
            attempt = attempt.map(|attempt| Attempt { proven: true, ..attempt });
            (HttpResponse::success(done.xml, request_id), transition, None)
        }
        Err(Refused { fault, authorizations, encoded_message, transition }) => {
            event.authorized(&authorizations);
            event.fail(&fault);
            let mut response = HttpResponse::fault(&fault, service, request_id);
            if let Some(message) = encoded_message {
                // Whoever may not try has not tried.
                attempt = None;
                event.encoded_message(&message);
                response.headers.push((MESSAGE_HEADER.into(), message));
            }
            (response, transition.map(|boxed| *boxed), Some(fault.code.into_owned()))
        }
    };
    let operation = event.operation().map(|facts| [facts.service.signing_name(), ":", facts.name].concat());
    let account = event.account();
    let (audit, ask) = (event.into_json(), moment.asked());
    let manner = Manner::Query(service);
    Reply { response, transition, audit, operation, fault, account, usage, ask, attempt, manner }
}

/// Where a denial carries its encoded message. AWS's IAM and STS carry none; EC2 puts it into the fault's text, which
/// theirs has no room for.
pub const MESSAGE_HEADER: &str = "x-portcullis-authorization-message";

type Served = (Done, Option<Transition>);

/// What is known of a call also if it fails.
struct Seen<'a, 'e> {
    event: &'a mut Event<'e>,
    service: &'a mut Service,
    usage: &'a mut Option<Use>,
    attempt: &'a mut Option<Attempt>,
}

fn serve(
    directory: &Directory,
    settings: &Settings,
    moment: &Moment,
    incoming: &Incoming<'_>,
    seen: Seen<'_, '_>,
) -> Result<Served, Refused> {
    let Seen { event, service, usage, attempt } = seen;
    let http = &incoming.http;
    if !matches!(http.method, "POST" | "GET") {
        return Err(faults::method_not_allowed(http.method).into());
    }
    let presented = sigv4::parse(http);
    let scope = presented.as_ref().ok().map(|presented| &*presented.service);
    let form = Form::read(http)?;
    *service = guess_service(&form, scope);
    let facts = route(&form, scope)?;
    *service = facts.service;
    event.requested(facts, &form);
    // A signature says nothing about a call that needs none.
    let presented = if facts.is_anonymous { None } else { Some(presented?) };
    let region = presented.as_ref().map_or(&*settings.region, |presented| &*presented.region);
    let origin = origin(incoming, region);
    let caller = match &presented {
        Some(presented) => {
            let name = facts.service.signing_name();
            authenticate(directory, settings, http, presented, name, moment.now())?
        }
        None => prove(facts, &form, &Unproven { directory, moment, settings, origin: &origin })?,
    };
    event.called(&caller);
    *usage = Use::of(&caller, facts, region, moment.now());
    restrict(&caller, facts)?;
    *attempt = Attempt::of(&caller, facts);
    let cx = Context { directory, caller: &caller, moment, settings, origin: &origin };
    let mut done = dispatch(facts, &form, &cx)?;
    let changes = std::mem::take(&mut done.changes);
    Ok((done, Transition::of(&caller, changes)))
}

/// Where a request came from, which spoke to this region.
pub(crate) fn origin<'a>(incoming: &'a Incoming<'_>, region: &'a str) -> Origin<'a> {
    Origin {
        source_ip: incoming.source_ip,
        secure: incoming.secure,
        user_agent: incoming.http.header("user-agent"),
        referer: incoming.http.header("referer"),
        region,
    }
}

fn dispatch(facts: &OperationFacts, form: &Form, cx: &Context<'_>) -> Result<Done, Refused> {
    let operations = list(facts.service);
    let found = operations.binary_search_by(|(name, _)| (*name).cmp(facts.name)).ok();
    match found.and_then(|at| operations.get(at)) {
        Some((_, run)) => run(form, cx),
        None => Err(faults::not_implemented(facts.name).into()),
    }
}

/// The names of the operations of a service that are there, in order.
pub fn operations(service: Service) -> impl Iterator<Item = &'static str> {
    list(service).iter().map(|(name, _)| *name)
}

fn list(service: Service) -> &'static [(&'static str, Run)] {
    match service {
        Service::Iam => iam::OPERATIONS,
        Service::Sts => sts::OPERATIONS,
    }
}

impl Transition {
    /// The transition that changes of an account are; `None` if there are none.
    pub(crate) fn of_account(account: &Account, changes: Vec<Change>) -> Option<Self> {
        let decided = Self { account: account.id(), revision: account.revision(), changes };
        Some(decided).filter(|transition| !transition.changes.is_empty())
    }

    /// The transition that changes of the caller's account are; `None` if there are none.
    pub(crate) fn of(caller: &Caller, changes: Vec<Change>) -> Option<Self> {
        Self::of_account(&caller.account, changes)
    }
}
