// SPDX-License-Identifier: Apache-2.0
//! Roles as permissions are asked on them and as answers show them. Each answer shows another part, as AWS's do.

use portcullis_directory::identifier::AccountId;
use portcullis_directory::record::{Principal, Role};
use portcullis_wire::{Timestamp, iam};

use crate::access::Permission;
use crate::boundary::boundary_shape;
use crate::context::Context;
use crate::policy_owner::OwnerName;
use crate::usage::last_use;
use crate::{tags, trust_policy};

/// A permission on the role of this name, with its tags.
pub(crate) fn on_role(action: &'static str, name: &str, cx: &Context<'_>) -> Permission {
    OwnerName::Role(name).permission(action, cx.account())
}

/// As [`on_role`], with the boundary that the role has as `iam:PermissionsBoundary`.
pub(crate) fn on_bounded_role(action: &'static str, name: &str, cx: &Context<'_>) -> Permission {
    OwnerName::Role(name).permission_to_change(action, cx.account())
}

/// What every answer shows of a role: names, dates, and who may assume it. Instance profiles show no more.
pub(crate) fn role_shape(role: &Role, account: AccountId, cx: &Context<'_>) -> iam::Role {
    iam::Role {
        path: role.path.clone(),
        role_name: role.name.clone(),
        role_id: role.id.to_string(),
        arn: role.arn(account),
        create_date: Timestamp(role.created_at),
        assume_role_policy_document: Some(trust_policy::show(&role.trust_policy, cx.directory)),
        ..iam::Role::default()
    }
}

/// A role as CreateRole shows it: without description and session duration, which AWS leaves out there.
pub(crate) fn created_role_shape(role: &Role, account: AccountId, cx: &Context<'_>) -> iam::Role {
    iam::Role {
        permissions_boundary: boundary_shape(role.permissions_boundary.as_deref()),
        tags: tags::shape(&role.tags),
        ..role_shape(role, account, cx)
    }
}

/// A role as UpdateRoleDescription shows it.
pub(crate) fn described_role_shape(role: &Role, account: AccountId, cx: &Context<'_>) -> iam::Role {
    iam::Role { description: role.description.clone(), ..role_shape(role, account, cx) }
}

/// A role as ListRoles shows it: without tags, boundary and last use.
pub(crate) fn listed_role_shape(role: &Role, account: AccountId, cx: &Context<'_>) -> iam::Role {
    iam::Role {
        max_session_duration: i32::try_from(role.session_seconds_max).ok(),
        ..described_role_shape(role, account, cx)
    }
}

/// When and where a role was last used: within the tracking period, or the element is empty.
pub(crate) fn role_last_used(role: &Role, cx: &Context<'_>) -> iam::RoleLastUsed {
    let used = last_use(cx.account(), &Principal::Role(role.id.clone()), cx.now());
    iam::RoleLastUsed {
        last_used_date: used.as_ref().map(|used| Timestamp(used.at)),
        region: used.map(|used| used.region),
    }
}

/// A role with everything, as GetRole shows it.
pub(crate) fn whole_role_shape(role: &Role, account: AccountId, cx: &Context<'_>) -> iam::Role {
    iam::Role {
        permissions_boundary: boundary_shape(role.permissions_boundary.as_deref()),
        tags: tags::shape(&role.tags),
        role_last_used: Some(role_last_used(role, cx)),
        ..listed_role_shape(role, account, cx)
    }
}
