// SPDX-License-Identifier: Apache-2.0
//! Whose access keys or signing certificates a request is about.

use portcullis_directory::record::KeyOwner;
use portcullis_wire::Fault;

use crate::caller::Identity;
use crate::context::Context;
use crate::iam::user::subject::must_name_user;
use crate::operation::refused;

/// The owner of credentials, with the name that answers show.
#[derive(Debug)]
pub(crate) struct Holder {
    pub(crate) owner: KeyOwner,
    /// The root user has no name but the account's alias.
    pub(crate) name: Option<String>,
}

impl Holder {
    /// The user of this name, or else the caller.
    ///
    /// # Errors
    /// There is no such user, or the caller has no credentials of its own.
    pub(crate) fn of(name: Option<&str>, cx: &Context<'_>) -> Result<Self, Fault> {
        let account = cx.account();
        let user = match (name, &cx.caller.identity) {
            (Some(name), _) => account.require_user(name).map_err(refused)?,
            (None, Identity::User(user)) => user,
            (None, Identity::Root) => {
                return Ok(Self { owner: KeyOwner::Root, name: account.record().alias.clone() });
            }
            (None, Identity::Role { .. } | Identity::Federated { .. } | Identity::Proven(_)) => {
                return Err(must_name_user());
            }
        };
        Ok(Self { owner: KeyOwner::User(user.id.clone()), name: Some(user.name.clone()) })
    }
}
