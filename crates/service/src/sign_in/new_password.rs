// SPDX-License-Identifier: Apache-2.0
//! The step that replaces a password which has expired or must be reset.

use super::answer::Refusal;
use super::audit::{Event, Name};
use super::continuation::{Continuation, Stage};
use super::person::Person;
use super::request::Members;
use super::{Done, Door, session};
use crate::password;
use portcullis_directory::record::LoginProfile;
use portcullis_wire::Secret;

pub(super) fn set(door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    event.named(Name::ConsoleLogin);
    let members = Members::read(door, &["continuation", "newPassword"])?;
    let given = members.secret("newPassword")?;
    let proven = Continuation::open(members.text("continuation")?, Stage::NewPassword, door)?;
    event.by(&proven.person);
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
    if password::matches(given, &person.profile.hash, door.moment).map_err(|_| asked())? {
        return Err(Refusal::new(400, "PasswordPolicyViolation", "The new password is the old one."));
    }
    if !person.is_root()
        && password::was_used(given, &person.profile, account, door.moment).map_err(|_| asked())?
    {
        return Err(Refusal::new(400, "PasswordPolicyViolation", password::REUSED));
    }
    let hash = password::new_hash(given, door.moment).map_err(|_| asked())?;
    Ok(person.profile.with_password(hash, false, door.now()))
}
