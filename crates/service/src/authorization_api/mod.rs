// SPDX-License-Identifier: Apache-2.0
//! The authorization API: other programs ask whether a principal may do something, and whose a service password is.
//!
//! A program signs its questions with an access key of its own, for the service `portcullis`, and needs permission to
//! ask them: `portcullis:Decide` on the principal, `portcullis:VerifyCredential`. It learns of its own account only.
//! `docs/authorization.openapi.json` describes the calls.

mod audit;
mod credential;
mod decision;
mod target;

use portcullis_directory::Directory;

use crate::access::{Access, Permission};
use crate::authorize::{Refused, authorize};
use crate::context::Context;
use crate::door::{self, Door, NoStep};
use crate::handle::{Incoming, Reply, Settings, origin};
use crate::json::Json;
use crate::manner::Manner;
use crate::moment::Moment;
use crate::sign_in::answer::{Answer, Refusal};
use audit::Event;

/// The path under which the API stands.
pub const PATH: &str = "/authorization/v1/";

/// The service that questions are signed for.
pub const SIGNING_NAME: &str = "portcullis";

type Step = fn(&Context<'_>, &[u8], &mut Event) -> Result<Json, Refusal>;

/// What can be asked, by method and path.
const QUESTIONS: &[(&str, &str, Step)] = &[
    ("POST", "/authorization/v1/credentials", credential::verify),
    ("POST", "/authorization/v1/decisions", decision::decide),
];

/// Whether a request is one for this API.
pub fn is_for(path: &str) -> bool {
    path.starts_with(PATH)
}

/// The paths there are.
pub fn paths() -> Vec<&'static str> {
    QUESTIONS.iter().map(|(_, path, _)| *path).collect()
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
    let (answer, fault) = match serve(&door, &mut event) {
        Ok(body) => (Answer::json(body), None),
        Err(refusal) => {
            event.fail(&refusal);
            (Answer::refusal(&refusal), Some(refusal.code.to_owned()))
        }
    };
    Reply {
        response: answer.into_response(&moment.request_id),
        transition: None,
        audit: event.to_json(&door),
        operation: event.operation(),
        fault,
        account: event.account(),
        usage: None,
        ask: moment.asked(),
        attempt: None,
        manner: Manner::Json,
    }
}

fn serve(door: &Door<'_>, event: &mut Event) -> Result<Json, Refusal> {
    let http = &door.incoming.http;
    let step = door::find(QUESTIONS, http.method, http.path).map_err(|none| match none {
        NoStep::Path => Refusal::new(404, "NotFound", "There is nothing under this path."),
        NoStep::Method => Refusal::new(405, "MethodNotAllowed", "This path takes POST only."),
    })?;
    let caller = door.signer(SIGNING_NAME).map_err(|fault| Refusal::of_fault(&fault))?;
    event.called(&caller);
    step(&door.context(&caller), http.body, event)
}

/// Refuses a question that the caller may not ask.
fn permit(permission: Permission, cx: &Context<'_>) -> Result<(), Refusal> {
    match authorize(&Access::one(permission), cx) {
        Ok(_) => Ok(()),
        Err(Refused { fault, .. }) => Err(Refusal::of_fault(&fault)),
    }
}
