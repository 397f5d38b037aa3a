// SPDX-License-Identifier: Apache-2.0
//! The commands that work on the data directory itself, while no server holds it.

use std::io::{self, Write};

use portcullis_directory::identifier::AccountId;
use portcullis_directory::quota::Quota;
use portcullis_service::bootstrap::{self, Created, NewAccount, RootAccess, RootCredential};
use portcullis_store::{Commit, CommitError, Store};

use crate::data_dir::Place;
use crate::load::Published;
use crate::problem::Problem;
use crate::show::{self, Endpoint};
use crate::{json, now};

/// `account create`.
pub(crate) fn create_account(
    place: &Place,
    id: Option<AccountId>,
    email: String,
    access: RootAccess,
) -> Result<(), Problem> {
    let mut store = place.open()?;
    let published = load(&mut store, place)?;
    if let Some(id) = id.filter(|id| published.damaged.contains_key(id)) {
        return Err(Problem::new(
            format!("account {id} exists already, and is damaged"),
            "restore the data directory from a backup, or choose another --id",
        ));
    }
    let moment = now::moment().map_err(|_| no_entropy())?;
    let new = NewAccount { id, email, access };
    let created = bootstrap::create_account(&published.directory, &moment, new).map_err(refused)?;
    commit(&mut store, 0, &created, "CreateAccount", &moment.request_id)?;
    show(&format!("Account {} is made.", created.account), created.account, &created.credential)
}

/// `account list`.
pub(crate) fn list_accounts(place: &Place) -> Result<(), Problem> {
    let mut store = place.open_existing()?;
    let published = load(&mut store, place)?;
    let mut text = String::new();
    for account in published.directory.accounts() {
        let record = account.record();
        let alias = record.alias.as_deref().unwrap_or("-");
        text += &format!("{} {} {alias} {}\n", record.id, record.email, account.revision());
    }
    for (account, what) in &published.damaged {
        text += &format!("{account} damaged: {what}\n");
    }
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| Problem::output(&error))
}

/// `account set-quota`.
pub(crate) fn set_quota(
    place: &Place,
    account: Option<AccountId>,
    quota: Quota,
    number: u32,
) -> Result<(), Problem> {
    let mut store = place.open_existing()?;
    let published = load(&mut store, place)?;
    let id = choose(&published, account)?;
    let (revision, changes) =
        bootstrap::set_quota(&published.directory, id, quota, number).map_err(refused)?;
    let request_id = now::moment().map_err(|_| no_entropy())?.request_id;
    let request = format!("{{\"{}\":{number}}}", quota.as_str());
    let audit = audit(id, "SetQuota", (&request, "null"), &request_id, now::milliseconds());
    make_durable(
        &mut store,
        Commit { account: id, expected_revision: revision, changes, request_id, audit },
    )?;
    let text = format!("{} of account {id} is {number} now.\n", quota.as_str());
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| Problem::output(&error))
}

/// `root rotate-key`.
pub(crate) fn rotate_root_key(place: &Place, account: Option<AccountId>) -> Result<(), Problem> {
    let mut store = place.open_existing()?;
    let published = load(&mut store, place)?;
    let id = choose(&published, account)?;
    let moment = now::moment().map_err(|_| no_entropy())?;
    let created = bootstrap::rotate_root_key(&published.directory, &moment, id).map_err(refused)?;
    let revision = published.directory.account(id).map_or(0, |account| account.revision());
    commit(&mut store, revision, &created, "RotateRootKey", &moment.request_id)?;
    show(
        &format!("The root user of account {id} has a new access key; the old ones are gone."),
        id,
        &created.credential,
    )
}

/// `root set-password`.
pub(crate) fn set_root_password(place: &Place, account: Option<AccountId>) -> Result<(), Problem> {
    let mut store = place.open_existing()?;
    let published = load(&mut store, place)?;
    let id = choose(&published, account)?;
    let moment = now::moment().map_err(|_| no_entropy())?;
    let made = bootstrap::set_root_password(&published.directory, &moment, id, None).map_err(refused)?;
    let request_id = moment.request_id.clone();
    let audit = audit(id, "SetRootPassword", ("null", "null"), &request_id, now::milliseconds());
    let (expected_revision, changes) = (made.revision, made.changes);
    make_durable(&mut store, Commit { account: id, expected_revision, changes, request_id, audit })?;
    let email = published.directory.account(id).map(|account| account.record().email.clone());
    let credential = RootCredential::Password { email: email.unwrap_or_default(), password: made.password };
    show(&format!("The root user of account {id} has a new password."), id, &credential)
}

/// `root reset`.
pub(crate) fn reset_root(
    place: &Place,
    account: Option<AccountId>,
    email: Option<String>,
    access: RootAccess,
) -> Result<(), Problem> {
    let mut store = place.open_existing()?;
    let published = load(&mut store, place)?;
    let id = choose(&published, account)?;
    let moment = now::moment().map_err(|_| no_entropy())?;
    let created = bootstrap::reset_root(&published.directory, &moment, id, email, access).map_err(refused)?;
    let revision = published.directory.account(id).map_or(0, |account| account.revision());
    commit(&mut store, revision, &created, "ResetRoot", &moment.request_id)?;
    show(&format!("The root user of account {id} is reset and has one credential."), id, &created.credential)
}

/// Makes an account's changes durable, with an audit record of what was done at the machine itself.
pub(crate) fn commit(
    store: &mut dyn Store,
    expected_revision: u64,
    created: &Created,
    event: &str,
    request_id: &str,
) -> Result<(), Problem> {
    let mut response = String::from("null");
    if let RootCredential::AccessKey { id, .. } = &created.credential {
        "{\"accessKeyId\":".clone_into(&mut response);
        json::push_text(&mut response, id);
        response.push('}');
    }
    make_durable(
        store,
        Commit {
            account: created.account,
            expected_revision,
            changes: created.changes.clone(),
            request_id: request_id.to_owned(),
            audit: audit(created.account, event, ("null", &response), request_id, now::milliseconds()),
        },
    )
}

fn make_durable(store: &mut dyn Store, commit: Commit) -> Result<(), Problem> {
    let account = commit.account;
    let error = match store.commit(&[commit]).pop() {
        Some(Ok(_)) => return Ok(()),
        Some(Err(CommitError::Stale)) => format!("account {account} exists already in the store"),
        Some(Err(error)) => error.to_string(),
        None => "the store did not answer".to_owned(),
    };
    Err(Problem::new(error, "check the disk of the data directory, then see `portcullis account list`"))
}

/// The audit record of what was done at the machine itself; `(request, response)` are JSON.
fn audit(
    account: AccountId,
    event: &str,
    (request, response): (&str, &str),
    request_id: &str,
    milliseconds: i64,
) -> String {
    let time = now::written(milliseconds);
    let time = time.split('.').next().unwrap_or_default();
    let mut line =
        String::from("{\"eventVersion\":\"1.11\",\"userIdentity\":{\"type\":\"Root\",\"accountId\":\"");
    line += &format!("{account}\"}},\"eventTime\":\"{time}Z\",\"eventSource\":\"portcullis\",");
    line += &format!("\"eventName\":\"{event}\",\"sourceIPAddress\":\"localhost\",");
    line += &format!(
        "\"userAgent\":\"portcullis\",\"requestParameters\":{request},\"responseElements\":{response},"
    );
    line += &format!("\"requestID\":\"{request_id}\",\"eventID\":\"{request_id}\",\"readOnly\":false,");
    line += &format!("\"eventType\":\"AwsServiceEvent\",\"recipientAccountId\":\"{account}\"}}");
    line
}

/// The account that is meant: the one that is named, or the only one.
fn choose(published: &Published, named: Option<AccountId>) -> Result<AccountId, Problem> {
    let unserved = |id: &AccountId| published.damaged.contains_key(id);
    if let Some(id) = named.filter(unserved) {
        return Err(Problem::new(
            format!("account {id} is damaged"),
            "restore the data directory from a backup",
        ));
    }
    let mut accounts = published.directory.accounts().map(|account| account.id());
    match (named, accounts.next(), accounts.next()) {
        (Some(id), _, _) => Ok(id),
        (None, Some(id), None) => Ok(id),
        (None, None, _) => {
            Err(Problem::new("there is no account", "make one with `portcullis account create`"))
        }
        (None, Some(_), Some(_)) => Err(Problem::new(
            "there are several accounts",
            "name one with --account ID; `portcullis account list` shows them",
        )),
    }
}

fn load(store: &mut dyn Store, place: &Place) -> Result<Published, Problem> {
    Published::load(store).map_err(|error| Problem::store(&error, &place.directory))
}

fn show(title: &str, account: AccountId, credential: &RootCredential) -> Result<(), Problem> {
    show::credential(title, account, credential, &Endpoint { url: None, region: "us-east-1" })
}

fn refused(why: String) -> Problem {
    Problem::new(why, "see `portcullis account list` for the accounts there are, and --help for examples")
}

/// The problem of a system without random bytes.
pub(crate) fn no_entropy() -> Problem {
    Problem::new("the system gives no random bytes", "check that /dev/urandom can be read")
}
