// SPDX-License-Identifier: Apache-2.0
//! A group as answers show it, and permissions on groups.

use portcullis_directory::identifier::AccountId;
use portcullis_directory::record::Group;
use portcullis_wire::{Timestamp, iam};

use crate::access::Permission;
use crate::context::Context;
use crate::policy_owner::OwnerName;

/// A group. Every answer shows all of it.
pub(crate) fn group_shape(group: &Group, account: AccountId) -> iam::Group {
    iam::Group {
        path: group.path.clone(),
        group_name: group.name.clone(),
        group_id: group.id.to_string(),
        arn: group.arn(account),
        create_date: Timestamp(group.created_at),
    }
}

/// A permission on the group of this name. Groups have no tags and no boundaries (rule PB-4).
pub(crate) fn on_group(action: &'static str, name: &str, cx: &Context<'_>) -> Permission {
    OwnerName::Group(name).permission(action, cx.account())
}
