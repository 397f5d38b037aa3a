// SPDX-License-Identifier: Apache-2.0
//! Sign-in of people: a small JSON API that the web console, command lines and other programs share.
//!
//! Each step is one call, and what is left to do is sealed into a continuation that the client brings to the next
//! step. A signed-in session is temporary credentials like any other. `docs/sign-in.openapi.json` describes the calls.

pub(crate) mod answer;
mod audit;
mod clients;
mod continuation;
pub(crate) mod cookie;
pub(crate) mod destination;
mod federation;
mod links;
mod mfa;
mod new_password;
mod note;
mod oauth2;
mod oidc;
pub(crate) mod page;
mod password;
mod person;
pub(crate) mod request;
mod role_choice;
mod root;
mod saml;
mod security_keys;
pub(crate) mod session;
mod sign_out;

use portcullis_directory::change::Change;
use portcullis_directory::{Account, Directory};

use portcullis_wire::operation::OperationFacts;
use portcullis_wire::{Fault, Service};

use crate::caller::Caller;
use crate::door::{self, Door, NoStep};
use crate::handle::{Incoming, Reply, Settings, Transition, origin};
use crate::manner::Manner;
use crate::moment::Moment;

use answer::{Answer, Refusal};
use audit::Event;

pub use clients::{SecretMethod, SignInClient};
pub use links::SignInLink;

/// The path under which the API stands.
pub const PATH: &str = "/signin/v1/";
/// The endpoint that turns temporary credentials into a signed-in session, as that of AWS's console does.
pub const FEDERATION_PATH: &str = "/federation";

/// Whether a request is one for this API, and not for IAM or STS.
pub fn is_for(path: &str) -> bool {
    path.starts_with(PATH) || path == FEDERATION_PATH || saml::is_for(path) || oauth2::is_for(path)
}

/// The error of a try that did not prove it.
pub const NOT_PROVEN: &str = "AuthenticationFailed";

/// A fault as CreateOAuth2Token tells it.
pub(crate) fn oauth2_fault(fault: &Fault) -> Answer {
    let error = oauth2::OAuth2Error::of_server(fault.status);
    Answer::refusal(&Refusal::oauth2(error, &*fault.message))
}

/// A try to prove who one is. Whoever tries too often is slowed down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// As whom: account and name, or the root user's address.
    pub who: String,
    /// Whether it is tried as a root user, who is never locked out by what others do.
    pub as_root: bool,
    /// Whether it was proven.
    pub proven: bool,
}

impl Attempt {
    /// The try to prove a password that a call of IAM is: whoever has somebody's key must not guess at leisure.
    pub(crate) fn of(caller: &Caller, facts: &OperationFacts) -> Option<Self> {
        let user =
            caller.user().filter(|_| (facts.service, facts.name) == (Service::Iam, "ChangePassword"))?;
        let who = person::user_subject(&caller.account.id().to_string(), &user.name);
        Some(Self { who, as_root: false, proven: false })
    }

    /// Whether it counts as failed, if it came to this fault.
    pub fn has_failed(&self, fault: Option<&str>) -> bool {
        // The second is what ChangePassword answers to a wrong password.
        !self.proven && matches!(fault, Some(NOT_PROVEN | "AccessDenied"))
    }
}

/// What a step comes to.
struct Done {
    answer: Answer,
    /// What changes, and in which account.
    transition: Option<Transition>,
}

impl Done {
    fn read(answer: Answer) -> Self {
        Self { answer, transition: None }
    }

    fn write(answer: Answer, account: &Account, changes: Vec<Change>) -> Self {
        Self { answer, transition: Transition::of_account(account, changes) }
    }

    /// Adds a change that was decided before those that are there, in the same account.
    fn change_first(&mut self, account: &Account, change: Change) {
        match &mut self.transition {
            Some(transition) => transition.changes.insert(0, change),
            None => self.transition = Transition::of_account(account, vec![change]),
        }
    }
}

type Step = fn(&Door<'_>, &mut Event) -> Result<Done, Refusal>;

/// The steps, by method and path. Each refuses what it cannot read.
const STEPS: &[(&str, &str, Step)] = &[
    ("POST", "/signin/v1/password", password::sign_in),
    ("POST", "/signin/v1/mfa", mfa::verify),
    ("POST", "/signin/v1/new-password", new_password::set),
    ("GET", "/signin/v1/links", links::list),
    ("GET", "/signin/v1/session", session::show),
    ("POST", "/signin/v1/sign-out", sign_out::sign_out),
    ("POST", "/signin/v1/role", role_choice::choose),
    ("POST", "/signin/v1/root", root::change),
    ("POST", "/signin/v1/security-keys/begin", security_keys::begin),
    ("POST", "/signin/v1/security-keys", security_keys::finish),
    ("GET", saml::START_PATH, saml::start),
    ("GET", saml::METADATA_PATH, saml::describe),
    ("GET", saml::AWS_METADATA_PATH, saml::describe),
    ("GET", saml::PROVIDER_METADATA_PATH, saml::describe),
    ("POST", saml::PATH, saml::consume),
    ("POST", saml::PROVIDER_PATH, saml::consume),
    ("GET", oidc::PATH, oidc::start),
    ("GET", oidc::CALLBACK_TEMPLATE, oidc::call_back),
    ("GET", oauth2::AUTHORIZE_PATH, oauth2::ask),
    ("POST", oauth2::AUTHORIZE_PATH, oauth2::decide),
    ("POST", oauth2::TOKEN_PATH, oauth2::create),
    ("GET", FEDERATION_PATH, federation::serve),
    ("POST", FEDERATION_PATH, federation::serve),
];

/// The steps there are: method and path.
pub fn steps() -> Vec<(&'static str, &'static str)> {
    STEPS.iter().map(|(method, path, _)| (*method, *path)).collect()
}

/// Handles one request of this API on one snapshot. The same inputs always give the same reply.
pub(crate) fn handle(
    directory: &Directory,
    settings: &Settings,
    moment: &Moment,
    incoming: &Incoming<'_>,
) -> Reply {
    let origin = origin(incoming, &settings.region);
    let door = Door { directory, settings, moment, incoming, origin: &origin };
    let mut event = Event::default();
    let outcome = find(incoming).and_then(|step| step(&door, &mut event));
    let manner = manner(&door);
    let (answer, transition, fault) = match outcome {
        Ok(done) => (done.answer, done.transition, None),
        Err(refusal) => {
            event.fail(&refusal);
            let fault = Some(refusal.code.to_owned());
            let transition = refusal.transition.clone();
            let answer = match &manner {
                Manner::Page(base_path) => page::refusal(&refusal, base_path),
                _ => Answer::refusal(&refusal),
            };
            let answer = match refusal.cookie {
                Some(cookie) => answer.with_cookie(cookie),
                None => answer,
            };
            (answer, transition, fault)
        }
    };
    Reply {
        response: answer.into_response(&moment.request_id),
        transition,
        audit: event.to_json(&door),
        operation: event.operation(),
        fault,
        account: event.account(),
        usage: None,
        ask: moment.asked(),
        attempt: event.attempt(),
        manner,
    }
}

/// How a request wants to be told what goes wrong.
fn manner(door: &Door<'_>) -> Manner {
    if door.incoming.http.path == oauth2::TOKEN_PATH {
        Manner::OAuth2
    } else if page::is_wanted(door) {
        Manner::Page(door.base_path().to_owned())
    } else {
        Manner::Json
    }
}

fn find(incoming: &Incoming<'_>) -> Result<Step, Refusal> {
    let http = &incoming.http;
    let of_template = saml::template(http.path).or_else(|| oidc::template(http.path));
    door::find(STEPS, http.method, of_template.unwrap_or(http.path)).map_err(|none| match none {
        NoStep::Method => Refusal::new(405, "MethodNotAllowed", "This path does not take this method."),
        NoStep::Path => Refusal::new(404, "NotFound", "There is nothing under this path."),
    })
}
