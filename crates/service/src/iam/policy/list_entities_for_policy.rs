// SPDX-License-Identifier: Apache-2.0
//! Lists the users, groups and roles that a managed policy is attached to or is the boundary of.

use std::collections::BTreeSet;

use portcullis_directory::Account;
use portcullis_directory::record::Owner;
use portcullis_wire::Fault;
use portcullis_wire::iam::{
    ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse, PolicyGroup, PolicyRole, PolicyUser,
};

use crate::access::Access;
use crate::context::Context;
use crate::iam::policy::subject;
use crate::operation::{Operation, Outcome};
use crate::page::Window;
use crate::policy_owner::PolicyOwner;

impl Operation for ListEntitiesForPolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(subject::permission("iam:ListEntitiesForPolicy", &self.policy_arn, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListEntitiesForPolicyResponse>, Fault> {
        let window = Window::of(&self)?;
        subject::find(&self.policy_arn, cx)?;
        let account = cx.account();
        let path_prefix = self.path_prefix.as_deref().unwrap_or("/");
        let users = users_of(&self.policy_arn, self.policy_usage_filter.as_deref(), account);
        let mut entities: Vec<_> = users
            .into_iter()
            .filter_map(|owner| PolicyOwner::get(owner, account))
            .filter(|entity| self.entity_filter.as_deref().is_none_or(|kind| kind == kind_name(*entity)))
            .filter(|entity| entity.path().starts_with(path_prefix))
            .collect();
        entities.sort_by_key(position);
        let mut groups = Vec::new();
        let mut users = Vec::new();
        let mut roles = Vec::new();
        let mut response = ListEntitiesForPolicyResponse::default();
        for entity in window.cut(entities, position, &mut response) {
            let (name, id) = (Some(entity.name().to_owned()), Some(entity.id().id().to_string()));
            match entity {
                PolicyOwner::Group(_) => groups.push(PolicyGroup { group_name: name, group_id: id }),
                PolicyOwner::User(_) => users.push(PolicyUser { user_name: name, user_id: id }),
                PolicyOwner::Role(_) => roles.push(PolicyRole { role_name: name, role_id: id }),
            }
        }
        response.policy_groups = Some(groups);
        response.policy_users = Some(users);
        response.policy_roles = Some(roles);
        Ok(Outcome::read(response))
    }
}

/// What uses a policy in the way that is asked for; without a filter, in any way, each once.
fn users_of<'a>(policy_arn: &str, usage: Option<&str>, account: &'a Account) -> BTreeSet<&'a Owner> {
    let attachments = account.attachments(policy_arn).filter(|_| usage != Some("PermissionsBoundary"));
    let boundaries = account.boundary_usages(policy_arn).filter(|_| usage != Some("PermissionsPolicy"));
    attachments.chain(boundaries).collect()
}

/// The value of `EntityFilter` that asks for this one.
fn kind_name(entity: PolicyOwner<'_>) -> &'static str {
    match entity {
        PolicyOwner::User(_) => "User",
        PolicyOwner::Group(_) => "Group",
        PolicyOwner::Role(_) => "Role",
    }
}

/// Pages run through the groups, then the users, then the roles, each by name without case.
fn position(entity: &PolicyOwner<'_>) -> String {
    let rank = match entity {
        PolicyOwner::Group(_) => 0,
        PolicyOwner::User(_) => 1,
        PolicyOwner::Role(_) => 2,
    };
    format!("{rank}/{}", entity.name().to_ascii_lowercase())
}
