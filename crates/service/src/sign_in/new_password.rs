// SPDX-License-Identifier: Apache-2.0
//! The step that replaces a password which has expired or must be reset.

use portcullis_directory::record::LoginProfile;
use portcullis_wire::Secret;

use super::answer::Refusal;
use super::audit::{Event, Name};
use super::continuation::{Continuation, Stage};
use super::person::Person;
use super::request::Members;
use super::{Done, mfa, session};
use crate::door::Door;
use crate::password;

pub(super) fn set(door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    event.named(Name::ConsoleLogin);
    let members = Members::read(door, &["continuation", "newPassword"])?;
    let given = members.secret("newPassword")?;
    let proven = Continuation::open(members.text("continuation")?, Stage::NewPassword, door)?;
    event.by(&proven.person);
    // Whoever has got a device since must show it.
    if proven.mfa_at.is_none() && !mfa::devices(&proven.person).is_empty() {
        return Err(Refusal::stale());
    }
    let profile = replaced(&proven.person, &given, door)?;
    let person = Person { profile: profile.into(), ..proven.person };
    session::begin(person, proven.mfa_at, Vec::new(), door, event)
}

/// The profile with a new password, if the rules allow it.
pub(super) fn replaced(person: &Person, given: &Secret, door: &Door<'_>) -> Result<LoginProfile, Refusal> {
    let account = &person.account;
    let name = person.user.as_ref().map_or("root", |user| user.name.as_str());
    if person.is_root() {
        password::check_default_rules(given, name, account)
    } else {
        password::check_rules(given, name, account)
    }
    .map_err(|fault| Refusal::new(400, "PasswordPolicyViolation", fault.message))?;
    let asked = || Refusal::unavailable();
    // The account's rules are for users; the present password is refused to everybody.
    let forbidden = if person.is_root() { 0 } else { password::reuse_prevention(account) };
    let used = password::used_ago(given, &person.profile, forbidden.max(1), door.moment);
    let why = match used.map_err(|_| asked())? {
        None => None,
        Some(0) => Some("The new password is the old one."),
        Some(_) => Some(password::REUSED),
    };
    if let Some(why) = why {
        return Err(Refusal::new(400, "PasswordPolicyViolation", why));
    }
    let hash = password::new_hash(given, door.moment).map_err(|_| asked())?;
    Ok(person.profile.with_password(hash, false, door.now()))
}
