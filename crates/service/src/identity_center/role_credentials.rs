// SPDX-License-Identifier: Apache-2.0
//! Gives the credentials of a role that the person is assigned: the person assumes it, as `AssumeRole` lets it.

use portcullis_directory::record::Role;
use portcullis_wire::Service;
use portcullis_wire::operation::find;

use super::Done;
use super::assignments::{request, session_name};
use super::audit::Event;
use super::failure::Failure;
use super::portal::{account_id, caller, parameters};
use crate::authorize::authorize;
use crate::caller::Identity;
use crate::context::Context;
use crate::door::Door;
use crate::json::Json;
use crate::operation::Operation;
use crate::restrict::restrict;
use crate::sign_in::answer::Answer;
use crate::usage::Use;

/// The longest session that a session of a role may ask for (rule T-11).
const CHAINED_SECONDS_MAX: u32 = 3_600;

pub(super) fn get(door: &Door<'_>, event: &mut Event) -> Result<Done, Failure> {
    let (caller, _) = caller(door, event)?;
    let form = parameters(door)?;
    let id = account_id(&form, event)?;
    let name = form.get("role_name").filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| Failure::portal_request("`role_name` is missing"))?;
    event.asked("roleName", name);
    let cx = door.context(&caller);
    let facts = find(Service::Sts, "AssumeRole").ok_or_else(Failure::internal)?;
    restrict(&caller, facts).map_err(|_| Failure::no_access())?;
    let account = door.directory.account(id).ok_or_else(Failure::no_access)?;
    let role = account.roles.named(name).filter(|role| role.name == name).ok_or_else(Failure::no_access)?;
    let mut request = request(account, role, &session_name(&cx));
    request.duration_seconds = Some(seconds(role, &cx));
    match authorize(&request.access(&cx), &cx) {
        Ok(decided) => event.authorized(&decided),
        Err(refused) => {
            event.authorized(&refused.authorizations);
            return Err(Failure::no_access());
        }
    }
    let made = request.decide(&cx).map_err(|fault| Failure::portal_request(fault.message))?.response;
    let credentials = made.credentials.ok_or_else(Failure::internal)?;
    event.answered("assumedRoleArn", made.assumed_role_user.map(|user| user.arn).unwrap_or_default());
    event.answered("accessKeyId", &*credentials.access_key_id);
    event.answered("expiration", credentials.expiration.to_string());
    let milliseconds = credentials.expiration.0.saturating_mul(1_000);
    let shown = Json::object([
        ("accessKeyId", Json::text(&*credentials.access_key_id)),
        ("secretAccessKey", Json::text(credentials.secret_access_key.reveal())),
        ("sessionToken", Json::text(&*credentials.session_token)),
        ("expiration", Json::Written(milliseconds.to_string())),
    ]);
    let answer = Answer::json(Json::object([("roleCredentials", shown)]));
    let usage = Use::of(&caller, facts, &door.settings.region, door.now());
    Ok(Done { answer, transition: None, usage })
}

/// As long as the role allows, as with a permission set of AWS's.
fn seconds(role: &Role, cx: &Context<'_>) -> i32 {
    let is_chained = matches!(cx.caller.identity, Identity::Role { .. });
    let longest = if is_chained { CHAINED_SECONDS_MAX } else { role.session_seconds_max };
    i32::try_from(longest.min(role.session_seconds_max)).unwrap_or(i32::MAX)
}
