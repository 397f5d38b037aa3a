// SPDX-License-Identifier: Apache-2.0
//! The first start makes one account; later starts only check that what is given still fits.

use portcullis_directory::record::KeyOwner;
use portcullis_service::bootstrap::{self, Created, NewAccount, RootAccess};
use portcullis_store::Store;

use crate::environment::{self, Given};
use crate::load::Published;
use crate::problem::Problem;
use crate::{now, offline};

/// What a start found or did.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It was the first: an account was made. Its root user's secret is to be shown unless it was given.
    Made { created: Box<Created>, shown: bool },
    /// There were accounts; what was given that does not fit them is ignored, with these words.
    Known { ignored: Vec<String> },
}

/// Makes the first account if there is none. An access key that is given goes before `access`.
pub(crate) fn ensure_account(
    store: &mut dyn Store,
    published: &mut Published,
    given: Given,
    access: RootAccess,
) -> Result<Outcome, Problem> {
    let empty = published.damaged.is_empty() && published.directory.accounts().next().is_none();
    if !empty {
        return check(published, &given).map(|ignored| Outcome::Known { ignored });
    }
    let shown = given.root_key.is_none();
    let moment = now::moment().map_err(|_| offline::no_entropy())?;
    let email = given.email.unwrap_or_else(|| "root@localhost".to_owned());
    let access = given.root_key.map_or(access, |(id, secret)| RootAccess::Key(id, secret));
    let new = NewAccount { id: given.account, email, access };
    let created = bootstrap::create_account(&published.directory, &moment, new).map_err(|why| {
        Problem::new(
            why,
            "correct the PORTCULLIS_ACCOUNT_ID and PORTCULLIS_ROOT_… variables: see `portcullis help serve`",
        )
    })?;
    offline::commit(store, 0, &created, "CreateAccount", &moment.request_id)?;
    let unread = |why: String| Problem::new(why, "start again; if it happens again, the disk is failing");
    published.read(store, created.account).map_err(|error| unread(error.to_string()))?;
    Ok(Outcome::Made { created: Box::new(created), shown })
}

/// Compares what is given with what is there. The stored state counts: keys are rotated and addresses changed
/// after the first start, while the variables of a container stay.
fn check(published: &Published, given: &Given) -> Result<Vec<String>, Problem> {
    let mut ignored = Vec::new();
    let account = match given.account {
        Some(id) if published.damaged.contains_key(&id) => return Ok(ignored),
        Some(id) => Some(published.directory.account(id).ok_or_else(|| {
            Problem::new(
                format!("{} is {id}, but the data directory holds other accounts", environment::ACCOUNT_ID),
                format!(
                    "correct the variable, or make the account with `portcullis account create --id {id}`"
                ),
            )
        })?),
        None => None,
    };
    if let Some((key_id, secret)) = &given.root_key {
        let found = published.directory.access_key(key_id);
        let of_root = found.filter(|(owner, key)| {
            key.owner == KeyOwner::Root && account.is_none_or(|account| account.id() == owner.id())
        });
        match of_root {
            Some((_, key)) if key.secret == *secret => {}
            Some(_) => ignored.push(format!(
                "{} is ignored: the stored secret of `{key_id}` is another",
                environment::ROOT_SECRET_ACCESS_KEY
            )),
            None => ignored.push(format!(
                "{} is ignored: `{key_id}` is no access key of the root user any more, or never was",
                environment::ROOT_ACCESS_KEY_ID
            )),
        }
    }
    if let (Some(email), Some(account)) = (&given.email, account)
        && *email != account.record().email
    {
        ignored.push(format!("{} is ignored: the stored address is another", environment::ROOT_EMAIL));
    }
    Ok(ignored)
}
