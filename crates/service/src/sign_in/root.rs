// SPDX-License-Identifier: Apache-2.0
//! Changes the root user's own password and address. The password is proven once more.

use portcullis_directory::change::Change;
use portcullis_directory::record::{AccountRecord, KeyOwner};

use super::answer::{Answer, Refusal};
use super::audit::{Event, Name};
use super::new_password::replaced;
use super::person::Person;
use super::request::Members;
use super::{Done, session};
use crate::bootstrap::check_email;
use crate::door::Door;
use crate::json::Json;
use crate::password;

pub(super) fn change(door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    event.named(Name::UpdateRoot);
    let members = Members::read(door, &["password", "newPassword", "newEmail"])?;
    let (given, new) = (members.secret("password")?, members.optional_secret("newPassword")?);
    let email = members.optional_text("newEmail")?;
    let caller = session::current(door)?;
    event.called(&caller);
    let is_signed_in = caller.session.as_ref().is_some_and(|session| session.is_signed_in);
    let person = Person::of(&caller.account, &KeyOwner::Root)
        .filter(|_| caller.is_root() && is_signed_in)
        .ok_or_else(|| Refusal::new(403, "NotRoot", "Sign in as the root user first."))?;
    event.attempted(person.subject(), true);
    if !password::matches(&given, &person.profile.hash, door.moment).map_err(|_| Refusal::unavailable())? {
        return Err(Refusal::not_proven());
    }
    let mut changes = Vec::new();
    if let Some(email) = email {
        changes.push(Change::put(with_email(person.account.record(), email)?));
    }
    if let Some(new) = new {
        changes.push(Change::put(replaced(&person, &new, door)?));
    }
    if changes.is_empty() {
        return Err(Refusal::invalid("give `newPassword`, `newEmail` or both"));
    }
    event.succeed();
    let answer = Answer::json(Json::object([("outcome", Json::text("changed"))]));
    Ok(Done::write(answer, &person.account, changes))
}

fn with_email(record: &AccountRecord, email: &str) -> Result<AccountRecord, Refusal> {
    check_email(email).map_err(Refusal::invalid)?;
    Ok(AccountRecord { email: email.to_owned(), ..record.clone() })
}
