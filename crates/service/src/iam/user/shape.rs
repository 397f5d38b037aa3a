// SPDX-License-Identifier: Apache-2.0
//! A user as answers show it.

use portcullis_directory::identifier::AccountId;
use portcullis_directory::record::User;
use portcullis_wire::{Timestamp, iam};

use crate::boundary::boundary_shape;
use crate::tags;

/// A user with everything that GetUser shows.
pub(crate) fn user_shape(user: &User, account: AccountId) -> iam::User {
    iam::User {
        path: user.path.clone(),
        user_name: user.name.clone(),
        user_id: user.id.to_string(),
        arn: user.arn(account),
        create_date: Timestamp(user.created_at),
        password_last_used: user.password_last_used_at.map(Timestamp),
        permissions_boundary: boundary_shape(user.permissions_boundary.as_deref()),
        tags: tags::shape(&user.tags),
    }
}
