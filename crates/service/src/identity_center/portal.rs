// SPDX-License-Identifier: Apache-2.0
//! The portal: the accounts and roles that a person is assigned, and its sign-out.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use portcullis_directory::identifier::AccountId;
use portcullis_wire::Form;

use super::Done;
use super::assignments::Assignments;
use super::audit::Event;
use super::failure::Failure;
use super::grant::Grant;
use crate::caller::Caller;
use crate::door::Door;
use crate::handle::Transition;
use crate::json::Json;
use crate::sign_in::answer::Answer;

/// The header in which the access token comes.
const TOKEN_HEADER: &str = "x-amz-sso_bearer_token";

const ITEMS_MAX: usize = 100;

/// Who calls, by the access token of a grant.
pub(super) fn caller(door: &Door<'_>, event: &mut Event) -> Result<(Caller, Grant), Failure> {
    let token = door.incoming.http.header(TOKEN_HEADER).filter(|token| !token.is_empty());
    let token = token.ok_or_else(|| Failure::portal_request("The request has no access token"))?;
    let grant = Grant::of_access_token(token, door).ok_or_else(Failure::unauthorized)?;
    let caller = grant.caller(door).ok_or_else(Failure::unauthorized)?;
    event.called(&caller);
    Ok((caller, grant))
}

pub(super) fn parameters<'a>(door: &Door<'a>) -> Result<Form<'a>, Failure> {
    Form::parse(door.incoming.http.query, &[]).map_err(|fault| Failure::portal_request(fault.message))
}

/// The account that a request names.
pub(super) fn account_id(form: &Form, event: &mut Event) -> Result<AccountId, Failure> {
    let text = form.get("account_id").filter(|text| !text.is_empty());
    let text = text.ok_or_else(|| Failure::portal_request("`account_id` is missing"))?;
    event.asked("accountId", text);
    let is_number = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = is_number.then(|| text.parse().ok()).flatten();
    number.ok_or_else(|| Failure::portal_request("`account_id` is not the number of an account"))
}

/// The part of a list that one answer holds.
struct Window {
    after: Option<String>,
    size: usize,
}

impl Window {
    fn of(form: &Form) -> Result<Self, Failure> {
        let size = match form.get("max_result").filter(|text| !text.is_empty()) {
            None => ITEMS_MAX,
            Some(text) => {
                text.parse().ok().filter(|size| (1..=ITEMS_MAX).contains(size)).ok_or_else(|| {
                    Failure::portal_request(format!("`max_result` must be a number from 1 to {ITEMS_MAX}"))
                })?
            }
        };
        let after = match form.get("next_token").filter(|text| !text.is_empty()) {
            None => None,
            Some(token) => Some(
                read_token(token)
                    .ok_or_else(|| Failure::portal_request("`next_token` is none that an answer gave"))?,
            ),
        };
        Ok(Self { after, size })
    }

    /// The answer: the items under their name, and where the next page begins.
    fn answer<T>(
        &self,
        name: &'static str,
        mut items: impl Iterator<Item = T>,
        shown: impl Fn(&T) -> (String, Json),
    ) -> Answer {
        let taken: Vec<(String, Json)> = items.by_ref().take(self.size).map(|item| shown(&item)).collect();
        let last = taken.last().map(|(position, _)| BASE64.encode(format!("v1:{position}")));
        let next = last.filter(|_| items.next().is_some());
        let list = Json::Array(taken.into_iter().map(|(_, item)| item).collect());
        let mut body = Json::object([(name, list)]);
        if let Some(next) = next {
            body.set("nextToken", Json::text(next));
        }
        Answer::json(body)
    }
}

fn read_token(token: &str) -> Option<String> {
    let text = String::from_utf8(BASE64.decode(token).ok()?).ok()?;
    text.strip_prefix("v1:").map(str::to_owned)
}

pub(super) fn list_accounts(door: &Door<'_>, event: &mut Event) -> Result<Done, Failure> {
    let (caller, _) = caller(door, event)?;
    let window = Window::of(&parameters(door)?)?;
    let after = match &window.after {
        Some(text) => {
            let number = text.parse().map_err(|_| Failure::portal_request("`next_token` is no account's"));
            Some(number?)
        }
        None => None,
    };
    let cx = door.context(&caller);
    let assignments = Assignments::of(&cx)?;
    let answer = window.answer("accountList", assignments.accounts(after), |account| {
        let (id, record) = (account.id().to_string(), account.record());
        let name = record.alias.clone().unwrap_or_else(|| id.clone());
        let shown = Json::object([
            ("accountId", Json::text(&*id)),
            ("accountName", Json::text(name)),
            ("emailAddress", Json::text(&*record.email)),
        ]);
        (id, shown)
    });
    Ok(Done::read(answer))
}

pub(super) fn list_account_roles(door: &Door<'_>, event: &mut Event) -> Result<Done, Failure> {
    let (caller, _) = caller(door, event)?;
    let form = parameters(door)?;
    let id = account_id(&form, event)?;
    let window = Window::of(&form)?;
    let account = door.directory.account(id).ok_or_else(Failure::no_access)?;
    let cx = door.context(&caller);
    let assignments = Assignments::of(&cx)?;
    let mut roles = assignments.roles(account, window.after.as_deref()).peekable();
    // An account in which the person has no role is not told from one that does not exist.
    if window.after.is_none() && roles.peek().is_none() {
        return Err(Failure::no_access());
    }
    let answer = window.answer("roleList", roles, |role| {
        let shown =
            Json::object([("roleName", Json::text(&*role.name)), ("accountId", Json::text(id.to_string()))]);
        (role.name.clone(), shown)
    });
    Ok(Done::read(answer))
}

/// Ends the grant, with all tokens that were given for it.
pub(super) fn log_out(door: &Door<'_>, event: &mut Event) -> Result<Done, Failure> {
    let (caller, grant) = caller(door, event)?;
    let changes = caller.account.sign_out(grant.ended(), door.now());
    Ok(Done {
        answer: Answer::of(200, "application/json", String::new()),
        transition: Transition::of(&caller, changes),
        usage: None,
    })
}
