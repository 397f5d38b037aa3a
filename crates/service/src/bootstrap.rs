// SPDX-License-Identifier: Apache-2.0
//! Making accounts and what their root users begin with: what only someone with access to the machine does.

use std::collections::BTreeMap;

use portcullis_directory::change::{Change, Key, Kind};
use portcullis_directory::identifier::{AccountId, KeyTerm};
use portcullis_directory::quota::Quota;
use portcullis_directory::record::{
    AccessKey, AccountRecord, KeyOwner, KeyStatus, LoginProfile, SecretAccessKey, SecretText,
};
use portcullis_directory::{Account, Directory};
use portcullis_wire::Secret;

use crate::moment::Moment;
use crate::password::{argon, check_default_rules};

/// An account to make.
#[derive(Debug)]
pub struct NewAccount {
    /// Its number; `None` for a random one.
    pub id: Option<AccountId>,
    /// The root user's e-mail address.
    pub email: String,
    /// What the root user begins with.
    pub access: RootAccess,
}

/// What the root user of a new or recovered account begins with. An access key exists only when somebody asks for one:
/// it never expires and may do everything.
#[derive(Debug, Default, PartialEq)]
pub enum RootAccess {
    /// A password that is made up and must be replaced at the first sign-in.
    #[default]
    Password,
    /// An access key that is made up.
    NewKey,
    /// The access key with this id and secret.
    Key(String, SecretAccessKey),
}

/// What was made: changes to commit, and a secret to show once.
#[derive(Debug)]
pub struct Created {
    /// The account.
    pub account: AccountId,
    /// The changes that make it so.
    pub changes: Vec<Change>,
    /// What its root user has now.
    pub credential: RootCredential,
}

/// What a root user proves itself with.
#[derive(Debug)]
pub enum RootCredential {
    /// A password, to sign in with.
    Password {
        /// The address that it goes with.
        email: String,
        /// The password.
        password: SecretText,
    },
    /// An access key.
    AccessKey {
        /// Its id.
        id: String,
        /// Its secret.
        secret: SecretAccessKey,
    },
}

/// Makes an account.
///
/// # Errors
/// The number or the key id is taken, an input has the wrong form, or there is no memory to hash a password.
pub fn create_account(directory: &Directory, moment: &Moment, new: NewAccount) -> Result<Created, String> {
    check_email(&new.email)?;
    let id = match new.id {
        Some(id) => id,
        None => AccountId::from_random(moment.random()),
    };
    if directory.account(id).is_some() {
        return Err(format!("account `{id}` exists already"));
    }
    let (credential, record) = begin(directory, moment, id, &new.email, new.access)?;
    let account = AccountRecord {
        id,
        email: new.email,
        created_at: moment.now(),
        alias: None,
        quotas: BTreeMap::new(),
    };
    Ok(Created { account: id, changes: vec![Change::put(account), record], credential })
}

/// The first credential of a root user, and the change that stores it.
fn begin(
    directory: &Directory,
    moment: &Moment,
    account: AccountId,
    email: &str,
    access: RootAccess,
) -> Result<(RootCredential, Change), String> {
    let (id, secret) = match access {
        RootAccess::Password => {
            let password = moment.password();
            let profile = Change::put(first_profile(hash(&password, moment)?, true, moment));
            return Ok((RootCredential::Password { email: email.to_owned(), password }, profile));
        }
        RootAccess::NewKey => new_key(moment, account),
        RootAccess::Key(id, secret) => {
            check_key(directory, &id, &secret)?;
            (id, secret)
        }
    };
    let key = Change::put(root_key(&id, &secret, moment.now()));
    Ok((RootCredential::AccessKey { id, secret }, key))
}

/// Replaces all access keys of an account's root user by one new key.
///
/// # Errors
/// There is no such account.
pub fn rotate_root_key(directory: &Directory, moment: &Moment, id: AccountId) -> Result<Created, String> {
    let account = directory.account(id).ok_or_else(|| format!("there is no account `{id}`"))?;
    let email = &account.record().email;
    let (credential, key) = begin(directory, moment, id, email, RootAccess::NewKey)?;
    let mut changes = without_keys(account);
    changes.push(key);
    Ok(Created { account: id, changes, credential })
}

/// Replaces all credentials of an account's root user, MFA devices included, by one, and the e-mail address if one is
/// given.
///
/// # Errors
/// There is no such account, the address has the wrong form, or there is no memory to hash a password.
pub fn reset_root(
    directory: &Directory,
    moment: &Moment,
    id: AccountId,
    email: Option<String>,
    access: RootAccess,
) -> Result<Created, String> {
    let account = directory.account(id).ok_or_else(|| format!("there is no account `{id}`"))?;
    let mut changes = without_keys(account);
    let password = account.login_profile(&KeyOwner::Root).map(|_| Key::login_profile(&KeyOwner::Root));
    let devices = account.mfa_devices_of(&KeyOwner::Root);
    let devices = devices.map(|device| Key::new(Kind::MfaDevice, &device.serial_number));
    changes.extend(password.into_iter().chain(devices).map(Change::Remove));
    let mut record = AccountRecord::clone(account.record());
    if let Some(email) = email {
        check_email(&email)?;
        record.email = email;
        changes.push(Change::put(record.clone()));
    }
    let (credential, change) = begin(directory, moment, id, &record.email, access)?;
    changes.push(change);
    Ok(Created { account: id, changes, credential })
}

fn without_keys(account: &Account) -> Vec<Change> {
    let keys = account.access_keys_of(&KeyOwner::Root);
    keys.map(|key| Change::Remove(Key::new(Kind::AccessKey, &key.id))).collect()
}

/// A root user's new password, to be shown once.
#[derive(Debug)]
pub struct NewPassword {
    /// The revision of the account that the changes were decided on.
    pub revision: u64,
    /// The changes that make it so.
    pub changes: Vec<Change>,
    /// The password.
    pub password: SecretText,
}

/// Gives an account's root user a password for the first or another time. One that is not given is made up, and must
/// be replaced at the next sign-in.
///
/// # Errors
/// There is no such account, the password is none that a root user may have, or there is no memory to hash it.
pub fn set_root_password(
    directory: &Directory,
    moment: &Moment,
    id: AccountId,
    given: Option<SecretText>,
) -> Result<NewPassword, String> {
    let account = directory.account(id).ok_or_else(|| format!("there is no account `{id}`"))?;
    let reset_required = given.is_none();
    let password = given.unwrap_or_else(|| moment.password());
    let text = Secret::new(password.expose().to_owned());
    check_default_rules(&text, "root", account).map_err(|fault| fault.message)?;
    let hash = hash(&password, moment)?;
    let profile = match account.login_profile(&KeyOwner::Root) {
        Some(before) => before.with_password(hash, reset_required, moment.now()),
        None => first_profile(hash, reset_required, moment),
    };
    Ok(NewPassword { revision: account.revision(), changes: vec![Change::put(profile)], password })
}

/// Gives an account another number for a quota; AWS's default number takes the setting away again.
/// Returns the revision that the changes were decided on, and the changes.
///
/// # Errors
/// There is no such account.
pub fn set_quota(
    directory: &Directory,
    id: AccountId,
    quota: Quota,
    number: u32,
) -> Result<(u64, Vec<Change>), String> {
    let account = directory.account(id).ok_or_else(|| format!("there is no account `{id}`"))?;
    let mut record = AccountRecord::clone(account.record());
    if number == quota.default_number() {
        record.quotas.remove(&quota);
    } else {
        record.quotas.insert(quota, number);
    }
    Ok((account.revision(), vec![Change::put(record)]))
}

fn hash(password: &SecretText, moment: &Moment) -> Result<SecretText, String> {
    argon::hash(password, &moment.random())
        .ok_or_else(|| "there is not enough memory to hash a password".to_owned())
}

fn first_profile(hash: SecretText, reset_required: bool, moment: &Moment) -> LoginProfile {
    let now = moment.now();
    LoginProfile {
        owner: KeyOwner::Root,
        hash,
        earlier: Vec::new(),
        created_at: now,
        changed_at: now,
        reset_required,
        used_at: None,
    }
}

fn new_key(moment: &Moment, account: AccountId) -> (String, SecretAccessKey) {
    (moment.access_key_id(KeyTerm::LongTerm, account), moment.secret_access_key())
}

fn root_key(id: &str, secret: &SecretAccessKey, created_at: i64) -> AccessKey {
    AccessKey {
        id: id.to_owned(),
        owner: KeyOwner::Root,
        secret: secret.clone(),
        status: KeyStatus::Active,
        created_at,
    }
}

pub(crate) fn check_email(email: &str) -> Result<(), String> {
    let parts = email.split_once('@');
    let looks_right =
        parts.is_some_and(|(user, host)| !user.is_empty() && !host.is_empty() && !host.contains('@'));
    if looks_right && email.len() <= 254 && !email.contains(char::is_whitespace) {
        return Ok(());
    }
    Err(format!("`{email}` is not an e-mail address"))
}

fn check_key(directory: &Directory, id: &str, secret: &SecretAccessKey) -> Result<(), String> {
    let form =
        (16..=128).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !form {
        return Err(format!("access key id `{id}` must be 16 to 128 letters, digits or underscores"));
    }
    if secret.expose().len() < 16 {
        return Err("the secret access key must have at least 16 characters".to_owned());
    }
    if directory.access_key(id).is_some() {
        return Err(format!("access key id `{id}` is in use"));
    }
    Ok(())
}
