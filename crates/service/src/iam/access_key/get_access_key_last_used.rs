// SPDX-License-Identifier: Apache-2.0
//! Tells when, where and for which service an access key of the account was last used.

use portcullis_directory::record::{KeyOwner, Principal};
use portcullis_directory::{Account, arn};
use portcullis_wire::iam::{self, GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse};
use portcullis_wire::{Fault, Timestamp, faults};

use crate::access::{Access, Permission, Trust};
use crate::context::Context;
use crate::operation::{Operation, Outcome};
use crate::usage::to_the_minute;

const ACTION: &str = "iam:GetAccessKeyLastUsed";

/// What stands for a service and a region when there was no use.
const NONE: &str = "N/A";

impl Operation for GetAccessKeyLastUsedRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let account = cx.account();
        Access::one(match owner(&self.access_key_id, account) {
            Some(Principal::User(id)) => match account.users.get(&id) {
                Some(user) => Permission::new(ACTION, user.arn(account.id())).resource_tags(&user.tags),
                None => unknown(&self.access_key_id),
            },
            Some(_) => Permission::new(ACTION, arn::root(account.id())),
            None => unknown(&self.access_key_id),
        })
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetAccessKeyLastUsedResponse>, Fault> {
        let account = cx.account();
        let owner = owner(&self.access_key_id, account).ok_or_else(faults::internal_failure)?;
        let user_name = match &owner {
            Principal::User(id) => account.users.get(id).map(|user| user.name.clone()),
            // The root user has no name but the account's alias.
            _ => account.record().alias.clone(),
        };
        let used = account.usage(&owner).and_then(|usage| usage.key(&self.access_key_id));
        let access_key_last_used = iam::AccessKeyLastUsed {
            last_used_date: used.map(|used| Timestamp(to_the_minute(used.at))),
            service_name: used.map_or(NONE, |used| &used.service).to_owned(),
            region: used.map_or(NONE, |used| &used.region).to_owned(),
        };
        let access_key_last_used = Some(access_key_last_used);
        Ok(Outcome::read(GetAccessKeyLastUsedResponse { user_name, access_key_last_used }))
    }
}

/// Whose key of the account this is.
fn owner(key: &str, account: &Account) -> Option<Principal> {
    Some(match &account.access_key(key)?.owner {
        KeyOwner::Root => Principal::Root,
        KeyOwner::User(id) => Principal::User(id.clone()),
    })
}

/// Nobody may ask about a key that the account does not have, whether it is elsewhere or nowhere.
fn unknown(key: &str) -> Permission {
    Permission { trust: Trust::Missing, ..Permission::new(ACTION, format!("access key {key}")) }
}
