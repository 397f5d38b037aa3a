// SPDX-License-Identifier: Apache-2.0
//! What stands in an account before a test begins, put there as records: policies for tests of other things.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::allow_attributes,
    clippy::unwrap_used,
    reason = "tests fail by panicking, and no test needs every seed"
)]

use std::sync::Arc;

use portcullis_directory::Account;
use portcullis_directory::change::{Change, Key};
use portcullis_directory::identifier::{AccountId, UniqueId};
use portcullis_directory::record::{
    Group, InlinePolicy, Owner, Policy, PolicyDocument, PolicyVersion, Record, Tags, User,
};

use crate::world::{ACCOUNT, World};

/// The account that every world begins with, as it is now.
pub fn account(world: &World) -> Arc<Account> {
    Arc::clone(world.directory.account(account_id()).unwrap())
}

fn account_id() -> AccountId {
    ACCOUNT.parse().unwrap()
}

/// Puts a record into the account.
pub fn put(world: &mut World, record: impl Into<Record>) {
    let revision = account(world).revision() + 1;
    let changes = [Change::put(record)];
    world.directory = world.directory.apply(account_id(), revision, &changes).unwrap();
}

/// Takes a record out of the account.
pub fn remove(world: &mut World, key: Key) {
    let revision = account(world).revision() + 1;
    world.directory = world.directory.apply(account_id(), revision, &[Change::Remove(key)]).unwrap();
}

/// A user's record.
pub fn user(world: &World, name: &str) -> User {
    User::clone(account(world).users.named(name).unwrap())
}

/// A group's record.
pub fn group(world: &World, name: &str) -> Group {
    Group::clone(account(world).groups.named(name).unwrap())
}

/// Gives a user an inline policy of these statements, as JSON.
pub fn allow_user(world: &mut World, name: &str, policy: &str, statements: &str) {
    let owner = Owner::User(user(world, name).id);
    put(world, InlinePolicy { owner, name: policy.into(), document: document(statements) });
}

/// Gives a group an inline policy of these statements, as JSON.
pub fn allow_group(world: &mut World, name: &str, policy: &str, statements: &str) {
    let owner = Owner::Group(group(world, name).id);
    put(world, InlinePolicy { owner, name: policy.into(), document: document(statements) });
}

/// Makes a customer managed policy of these statements, and gives its ARN.
pub fn managed(world: &mut World, name: &str, statements: &str) -> String {
    let id = UniqueId::new(format!("ANPA{name}"));
    let version = PolicyVersion {
        policy: id.clone(),
        number: 1,
        document: document(statements),
        created_at: world.now,
    };
    let policy = Policy {
        id,
        name: name.into(),
        path: "/".into(),
        description: None,
        created_at: world.now,
        updated_at: world.now,
        default_version: 1,
        latest_version: 1,
        tags: Tags::new(),
    };
    let arn = policy.arn(account_id());
    put(world, policy);
    put(world, version);
    arn
}

fn document(statements: &str) -> PolicyDocument {
    PolicyDocument::new(format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#))
}
