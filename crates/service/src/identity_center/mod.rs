// SPDX-License-Identifier: Apache-2.0
//! What AWS's command line and SDKs need of IAM Identity Center: tokens for devices and programs, and the portal's
//! accounts and roles.
//!
//! The people are those who sign in here, and what they are assigned are the roles that they may assume, as
//! `AssumeRole` decides it: nothing is granted that it would not grant. `docs/decisions/0020-identity-center.md` says
//! why.

mod assignments;
mod audit;
mod authorization_code;
mod client;
pub(crate) mod context_assertion;
mod device;
mod device_codes;
mod failure;
mod grant;
mod pages;
mod portal;
mod request;
mod role_credentials;
mod token;
mod token_with_iam;

use portcullis_directory::Directory;
use portcullis_wire::Fault;

use crate::door::{self, Door, NoStep};
use crate::handle::{Incoming, Reply, Settings, Transition, origin};
use crate::manner::Manner;
use crate::moment::Moment;
use crate::sign_in::answer::Answer;
use crate::usage::Use;

use audit::{Event, Name};
use failure::Failure;

pub use device_codes::{DeviceCodes, DeviceFinding, DeviceOrder, Polled, WaitingDevice};

/// Where a browser agrees to what a program on the same machine asks for.
const AUTHORIZE_PATH: &str = "/authorize";
/// Where clients get tokens.
const TOKEN_PATH: &str = "/token";
/// Where a browser agrees to what a device asks for.
const DEVICE_PATH: &str = "/device";
/// The start URL, below the public URL.
const START_PATH: &str = "/start";

/// What a step comes to.
struct Done {
    answer: Answer,
    /// What changes, and in which account.
    transition: Option<Transition>,
    /// That somebody was here.
    usage: Option<Use>,
}

impl Done {
    fn read(answer: Answer) -> Self {
        Self { answer, transition: None, usage: None }
    }
}

type Step = fn(&Door<'_>, &mut Event) -> Result<Done, Failure>;

/// The steps, by method and path. Each refuses what it cannot read.
const STEPS: &[(&str, &str, (Name, Step))] = &[
    ("POST", "/client/register", (Name::RegisterClient, register)),
    ("POST", "/device_authorization", (Name::StartDeviceAuthorization, device::start)),
    ("POST", TOKEN_PATH, (Name::CreateToken, token::create)),
    ("GET", AUTHORIZE_PATH, (Name::Authorize, authorization_code::show)),
    ("POST", AUTHORIZE_PATH, (Name::Authorize, authorization_code::settle)),
    ("GET", DEVICE_PATH, (Name::ConfirmDevice, device::show)),
    ("POST", DEVICE_PATH, (Name::ConfirmDevice, device::settle)),
    ("GET", START_PATH, (Name::OpenPortal, start)),
    ("GET", "/assignment/accounts", (Name::ListAccounts, portal::list_accounts)),
    ("GET", "/assignment/roles", (Name::ListAccountRoles, portal::list_account_roles)),
    ("GET", "/federation/credentials", (Name::GetRoleCredentials, role_credentials::get)),
    ("POST", "/logout", (Name::Logout, portal::log_out)),
];

/// The steps there are: method and path.
pub fn steps() -> Vec<(&'static str, &'static str)> {
    STEPS.iter().map(|(method, path, ..)| (*method, *path)).collect()
}

/// Whether a request is one for these services, and not for IAM or STS.
pub fn is_for(path: &str) -> bool {
    STEPS.iter().any(|(_, known, ..)| *known == path)
}

/// The URL that people put into their configuration as `sso_start_url`.
pub fn start_url(public_url: &str) -> String {
    format!("{public_url}{START_PATH}")
}

/// Whether a text is the start URL, as people copy it from a browser.
fn is_start_url(text: &str, settings: &Settings) -> bool {
    let rest = text.strip_prefix(&start_url(&settings.public_url));
    rest.is_some_and(|rest| matches!(rest, "" | "/" | "#" | "/#" | "#/" | "/#/"))
}

/// Handles one request for these services on one snapshot. The same inputs always give the same reply.
pub(crate) fn handle(
    directory: &Directory,
    settings: &Settings,
    moment: &Moment,
    incoming: &Incoming<'_>,
) -> Reply {
    let origin = origin(incoming, &settings.region);
    let door = Door { directory, settings, moment, incoming, origin: &origin };
    let mut event = Event::default();
    let mut manner = Manner::Tokens;
    let outcome = find(incoming).and_then(|(name, step)| {
        event.named(name);
        manner = name.manner(&door);
        step(&door, &mut event)
    });
    let (done, fault) = match outcome {
        Ok(done) => {
            event.succeed();
            (done, None)
        }
        Err(failure) => {
            event.fail(&failure);
            (Done::read(failure.answer(&manner, &door)), Some(failure.exception.to_owned()))
        }
    };
    Reply {
        response: done.answer.into_response(&moment.request_id),
        transition: done.transition,
        audit: event.to_json(&door),
        operation: event.operation(),
        fault,
        account: event.account(),
        usage: done.usage,
        ask: moment.asked(),
        attempt: event.attempt(),
        manner,
    }
}

/// A fault as the token service tells it.
pub(crate) fn tokens_fault(fault: &Fault) -> Answer {
    Failure::of_server(fault).in_json()
}

/// A fault as the portal tells it.
pub(crate) fn portal_fault(fault: &Fault) -> Answer {
    Failure::of_server(fault).of_portal().in_json()
}

fn find(incoming: &Incoming<'_>) -> Result<(Name, Step), Failure> {
    let found = door::find(STEPS, incoming.http.method, incoming.http.path);
    found.map_err(|none| match none {
        NoStep::Method => Failure::method(),
        NoStep::Path => Failure::not_found(),
    })
}

fn register(door: &Door<'_>, _: &mut Event) -> Result<Done, Failure> {
    Ok(Done::read(Answer::json(client::register(door)?)))
}

/// Whoever opens the start URL in a browser signs in, or is shown who is signed in.
fn start(door: &Door<'_>, _: &mut Event) -> Result<Done, Failure> {
    Ok(Done::read(Answer::redirect(&format!("{}/signin", door.base_path()))))
}
