// SPDX-License-Identifier: Apache-2.0
//! A user as answers show it.

use portcullis_directory::Account;
use portcullis_directory::arn;
use portcullis_directory::identifier::AccountId;
use portcullis_directory::record::User;
use portcullis_wire::{Timestamp, iam};

use crate::boundary::boundary_shape;
use crate::tags;

/// A user with everything that GetUser shows.
pub(crate) fn user_shape(user: &User, account: AccountId) -> iam::User {
    iam::User {
        permissions_boundary: boundary_shape(user.permissions_boundary.as_deref()),
        tags: tags::shape(&user.tags),
        ..user_entry(user, account)
    }
}

/// A user as lists show it: without its boundary and its tags.
pub(crate) fn user_entry(user: &User, account: AccountId) -> iam::User {
    iam::User {
        path: Some(user.path.clone()),
        user_name: Some(user.name.clone()),
        user_id: user.id.to_string(),
        arn: user.arn(account),
        create_date: Timestamp(user.created_at),
        password_last_used: user.password_last_used_at.map(Timestamp),
        ..iam::User::default()
    }
}

/// The root user, which has no path and goes by the account's alias.
pub(crate) fn root_shape(account: &Account) -> iam::User {
    let record = account.record();
    iam::User {
        user_name: record.alias.clone(),
        user_id: account.id().to_string(),
        arn: arn::root(account.id()),
        create_date: Timestamp(record.created_at),
        ..iam::User::default()
    }
}
