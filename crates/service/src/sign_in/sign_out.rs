// SPDX-License-Identifier: Apache-2.0
//! Ends a session: its credentials are refused from then on.

use portcullis_directory::record::SignOut;

use super::answer::{Answer, Refusal};
use super::audit::{Event, Name};
use super::{Done, cookie, session};
use crate::door::Door;
use crate::json::Json;

pub(super) fn sign_out(door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    event.named(Name::SignOut);
    let caller = session::current(door)?;
    event.called(&caller);
    let claims = caller.session.as_ref().ok_or_else(Refusal::no_session)?;
    let ended = SignOut { access_key_id: claims.access_key_id.clone(), expires_at: claims.expires_at };
    let changes = caller.account.sign_out(ended, door.now());
    event.succeed();
    let answer = Answer::json(Json::object([("outcome", Json::text("signedOut"))]));
    let answer = answer.with_cookie(cookie::session("", 0, door));
    Ok(Done::write(answer, &caller.account, changes))
}
