// SPDX-License-Identifier: Apache-2.0
//! An account's passwords, and the sessions that were ended before their time.

use std::sync::Arc;

use rpds::RedBlackTreeMapSync;

use super::{Account, Refusal};
use crate::change::{Change, Key, Kind};
use crate::record::{KeyOwner, LoginProfile, Record, SignOut, User};

/// The part of an account that this file keeps.
#[derive(Debug, Clone)]
pub(super) struct SignIn {
    login_profiles: RedBlackTreeMapSync<KeyOwner, Arc<LoginProfile>>,
    sign_outs: RedBlackTreeMapSync<String, Arc<SignOut>>,
}

impl Default for SignIn {
    fn default() -> Self {
        Self { login_profiles: RedBlackTreeMapSync::new_sync(), sign_outs: RedBlackTreeMapSync::new_sync() }
    }
}

impl SignIn {
    pub(super) fn put_login_profile(&mut self, profile: &Arc<LoginProfile>) {
        self.login_profiles.insert_mut(profile.owner.clone(), Arc::clone(profile));
    }

    pub(super) fn put_sign_out(&mut self, sign_out: &Arc<SignOut>) {
        self.sign_outs.insert_mut(sign_out.access_key_id.clone(), Arc::clone(sign_out));
    }

    pub(super) fn remove_login_profile(&mut self, id: &str) {
        self.login_profiles.remove_mut(&KeyOwner::of_text(id));
    }

    pub(super) fn remove_sign_out(&mut self, id: &str) {
        self.sign_outs.remove_mut(id);
    }

    pub(super) fn records(&self) -> impl Iterator<Item = Record> {
        let profiles = self.login_profiles.values().map(|one| Record::LoginProfile(Arc::clone(one)));
        profiles.chain(self.sign_outs.values().map(|one| Record::SignOut(Arc::clone(one))))
    }
}

impl Account {
    /// The password of the root user or of a user, if there is one.
    pub fn login_profile(&self, owner: &KeyOwner) -> Option<&Arc<LoginProfile>> {
        self.sign_in.login_profiles.get(owner)
    }

    /// The login profile of a user.
    ///
    /// # Errors
    /// The user has none.
    pub fn require_login_profile(&self, user: &User) -> Result<&Arc<LoginProfile>, Refusal> {
        self.login_profile(&KeyOwner::User(user.id.clone())).ok_or_else(|| {
            Refusal::NoSuchEntity(format!("Login Profile for User {} cannot be found.", user.name))
        })
    }

    /// That a user has no login profile.
    ///
    /// # Errors
    /// The user has one.
    pub fn require_no_login_profile(&self, user: &User) -> Result<(), Refusal> {
        match self.login_profile(&KeyOwner::User(user.id.clone())) {
            Some(_) => Err(Refusal::EntityAlreadyExists(format!(
                "Login Profile for user {} already exists.",
                user.name
            ))),
            None => Ok(()),
        }
    }

    /// Whether the session with this access key id was ended before its time.
    pub fn is_signed_out(&self, access_key_id: &str) -> bool {
        self.sign_in.sign_outs.contains_key(access_key_id)
    }

    /// The changes that end a session, and forget those that would have ended by now anyway.
    pub fn sign_out(&self, sign_out: SignOut, now: i64) -> Vec<Change> {
        let past = self.sign_in.sign_outs.values().filter(|one| one.expires_at <= now);
        let mut changes: Vec<Change> = past
            .take(FORGOTTEN_MAX)
            .map(|one| Change::Remove(Key::new(Kind::SignOut, &one.access_key_id)))
            .collect();
        changes.push(Change::put(sign_out));
        changes
    }
}

/// How many ended sessions one sign-out forgets at most: a commit takes only so many changes.
const FORGOTTEN_MAX: usize = 50;
