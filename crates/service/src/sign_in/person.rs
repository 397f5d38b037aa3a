// SPDX-License-Identifier: Apache-2.0
//! Who signs in: a root user or a user with a password.

use std::sync::Arc;

use portcullis_directory::identifier::AccountId;
use portcullis_directory::record::{KeyOwner, LoginProfile, User};
use portcullis_directory::{Account, Directory, arn};

use crate::password;

/// Somebody with a password.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) account: Arc<Account>,
    /// The user; `None` for the root user.
    pub(super) user: Option<Arc<User>>,
    pub(super) profile: Arc<LoginProfile>,
}

impl Person {
    /// The user of this name in the account of this number or alias.
    pub(super) fn user(directory: &Directory, account: &str, name: &str) -> Option<Self> {
        let account = find_account(directory, account)?;
        let user = account.users.named(name)?;
        Self::of(account, &KeyOwner::User(user.id.clone()))
    }

    /// The root user with this address. Where several accounts have the same, one of them must be named.
    pub(super) fn root(directory: &Directory, email: &str, account: Option<&str>) -> Option<Self> {
        let named = match account {
            Some(account) => Some(find_account(directory, account)?.id()),
            None => None,
        };
        let is_it = |one: &&Arc<Account>| {
            one.record().email.eq_ignore_ascii_case(email) && named.is_none_or(|id| id == one.id())
        };
        let mut found = directory.accounts().filter(is_it).filter_map(|one| Self::of(one, &KeyOwner::Root));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// Whoever this is in an account, if there still is one with a password.
    pub(super) fn of(account: &Arc<Account>, owner: &KeyOwner) -> Option<Self> {
        let profile = Arc::clone(account.login_profile(owner)?);
        let user = match owner {
            KeyOwner::Root => None,
            KeyOwner::User(id) => Some(Arc::clone(account.users.get(id)?)),
        };
        Some(Self { account: Arc::clone(account), user, profile })
    }

    /// As whom attempts count: a user by the account's number, however the account was named, or the root user by
    /// its address.
    pub(super) fn subject(&self) -> String {
        let record = self.account.record();
        match &self.user {
            Some(user) => user_subject(&record.id.to_string(), &user.name),
            None => record.email.to_ascii_lowercase(),
        }
    }

    pub(super) fn is_root(&self) -> bool {
        self.user.is_none()
    }

    pub(super) fn owner(&self) -> &KeyOwner {
        &self.profile.owner
    }

    pub(super) fn arn(&self) -> String {
        let id = self.account.id();
        self.user.as_ref().map_or_else(|| arn::root(id), |user| user.arn(id))
    }

    /// What tells this password from those before and after it.
    pub(super) fn fingerprint(&self) -> Vec<u8> {
        password::fingerprint(&self.profile)
    }
}

/// As whom attempts count that name a user so, whether there is one or not.
pub(super) fn subject_named(directory: &Directory, account: &str, name: &str) -> String {
    let found = find_account(directory, account).map(|account| account.id().to_string());
    user_subject(&found.unwrap_or_else(|| account.to_ascii_lowercase()), name)
}

pub(super) fn user_subject(account: &str, name: &str) -> String {
    format!("{account}/{}", name.to_ascii_lowercase())
}

fn find_account<'a>(directory: &'a Directory, text: &str) -> Option<&'a Arc<Account>> {
    let id = text.parse::<AccountId>().ok().or_else(|| directory.account_with_alias(text))?;
    directory.account(id)
}
