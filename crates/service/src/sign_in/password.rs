// SPDX-License-Identifier: Apache-2.0
//! The first step: account, name and password.

use portcullis_directory::record::SecretText;

use super::answer::{Answer, Refusal};
use super::audit::{Event, Name};
use super::continuation::{Continuation, Stage};
use super::person::{Person, subject_named};
use super::request::Members;
use super::{Done, mfa, session};
use crate::door::Door;
use crate::json::Json;
use crate::password;

/// A hash that is no password's: who does not exist takes as long as who does.
const NOBODY: &str =
    "$argon2id$v=19$m=47104,t=1,p=1$bm9ib2R5J3Mgc2FsdCEhIQ$L2f1oSGPPb0Zb4YbdgWIaF3mJvXyTkCqn8Yl0mD7n2k";

pub(super) fn sign_in(door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    event.named(Name::ConsoleLogin);
    let members = Members::read(door, &["account", "userName", "email", "password"])?;
    let given = members.secret("password")?;
    let account = members.optional_text("account")?;
    let (person, who, as_root) = match (members.optional_text("userName")?, members.optional_text("email")?) {
        (Some(name), None) => {
            let account = account.ok_or_else(|| Refusal::invalid("member `account` is missing"))?;
            let who = subject_named(door.directory, account, name);
            (Person::user(door.directory, account, name), who, false)
        }
        (None, Some(email)) => {
            (Person::root(door.directory, email, account), email.to_ascii_lowercase(), true)
        }
        _ => return Err(Refusal::invalid("give either `userName`, with `account`, or `email`")),
    };
    event.attempted(who, as_root);
    if let Some(person) = &person {
        event.by(person);
    }
    let hash =
        person.as_ref().map_or_else(|| SecretText::new(NOBODY.to_owned()), |one| one.profile.hash.clone());
    let is_right = password::matches(&given, &hash, door.moment).map_err(|_| Refusal::unavailable())?;
    match person.filter(|_| is_right) {
        Some(person) => after_password(person, door, event),
        None => Err(Refusal::not_proven()),
    }
}

fn after_password(person: Person, door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    let devices = mfa::devices(&person);
    if devices.is_empty() {
        return finish(person, None, door, event);
    }
    event.named(Name::CheckMfa);
    event.succeed();
    let listed = mfa::list(&devices);
    let options = mfa::security_key_options(&person, door);
    let continuation = Continuation { person, stage: Stage::Mfa, mfa_at: None };
    let mut body = Json::object([
        ("outcome", Json::text("mfaRequired")),
        ("continuation", Json::text(continuation.seal(door)?)),
        ("devices", listed),
    ]);
    if let Some(options) = options {
        body.set("securityKeyOptions", options);
    }
    Ok(Done::read(Answer::json(body)))
}

/// All is proven: a session begins, unless the password has to be replaced first.
pub(super) fn finish(
    person: Person,
    mfa_at: Option<i64>,
    door: &Door<'_>,
    event: &mut Event,
) -> Result<Done, Refusal> {
    let (account, profile) = (&person.account, &person.profile);
    // The account's rules are for users; AWS knows no expiry for root users.
    let has_expired = !person.is_root() && password::has_expired(profile, account, door.now());
    if has_expired && password::locks_when_expired(account) {
        return Err(Refusal::new(
            403,
            "PasswordExpired",
            "Your password has expired. Ask an administrator to set a new one.",
        ));
    }
    if !has_expired && !profile.reset_required {
        return session::begin(person, mfa_at, Vec::new(), door, event);
    }
    event.named(Name::CheckPassword);
    event.succeed();
    let continuation = Continuation { person, stage: Stage::NewPassword, mfa_at };
    Ok(Done::read(Answer::json(Json::object([
        ("outcome", Json::text("newPasswordRequired")),
        ("continuation", Json::text(continuation.seal(door)?)),
    ]))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::password_hash::phc::PasswordHash;

    #[test]
    fn the_hash_of_nobody_takes_the_same_work_as_any_other() {
        let hash = crate::password::argon::hash(&SecretText::new("x".into()), &[1; 16]).unwrap();
        let parameters = |text: &str| {
            let hash = PasswordHash::new(text).unwrap();
            (hash.algorithm, hash.version, hash.params.to_string(), hash.hash.unwrap().len())
        };
        assert_eq!(parameters(NOBODY), parameters(hash.expose()));
    }
}
