// SPDX-License-Identifier: Apache-2.0
//! Shows all users, groups, roles and policies of the account with everything about their permissions: one list
//! of all kinds, cut into pages.

use std::sync::Arc;

use portcullis_directory::Account;
use portcullis_directory::managed_policy_catalogue::{AwsManagedPolicies, AwsManagedPolicy};
use portcullis_directory::record::{Group, Policy, Role, User};
use portcullis_wire::Fault;
use portcullis_wire::iam::{GetAccountAuthorizationDetailsRequest, GetAccountAuthorizationDetailsResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::account::detail::{aws_policy_detail, group_detail, policy_detail, role_detail, user_detail};
use crate::operation::{Operation, Outcome};
use crate::page::Window;

impl Operation for GetAccountAuthorizationDetailsRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        Access::one(Permission::on_everything("iam:GetAccountAuthorizationDetails"))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetAccountAuthorizationDetailsResponse>, Fault> {
        let account = cx.account();
        let window = Window::of(&self)?;
        let mut response = GetAccountAuthorizationDetailsResponse::default();
        let filter = self.filter.unwrap_or_default();
        let entries = entries(account).filter(|entry| takes(&filter, entry));
        let page = window.cut(entries, Entry::position, &mut response);
        let (mut users, mut groups, mut roles, mut policies) = (vec![], vec![], vec![], vec![]);
        for entry in page {
            match entry {
                Entry::User(user) => users.push(user_detail(user, account)),
                Entry::Group(group) => groups.push(group_detail(group, account)),
                Entry::Role(role) => roles.push(role_detail(role, cx)),
                Entry::Policy(policy) => policies.push(policy_detail(policy, account)),
                Entry::AwsPolicy(policy) => policies.push(aws_policy_detail(policy, account)?),
            }
        }
        response.user_detail_list = Some(users);
        response.group_detail_list = Some(groups);
        response.role_detail_list = Some(roles);
        response.policies = Some(policies);
        Ok(Outcome::read(response))
    }
}

/// One thing in the list.
enum Entry<'a> {
    User(&'a Arc<User>),
    Group(&'a Arc<Group>),
    Role(&'a Arc<Role>),
    Policy(&'a Arc<Policy>),
    AwsPolicy(AwsManagedPolicy<'a>),
}

impl Entry<'_> {
    /// The kind as a filter names it.
    fn kind(&self) -> &'static str {
        match self {
            Self::User(_) => "User",
            Self::Group(_) => "Group",
            Self::Role(_) => "Role",
            Self::Policy(_) => "LocalManagedPolicy",
            Self::AwsPolicy(_) => "AWSManagedPolicy",
        }
    }

    /// Kind after kind, each by name without case; AWS's policies by name.
    fn position(&self) -> String {
        match self {
            Self::User(user) => format!("1/{}", user.name.to_ascii_lowercase()),
            Self::Group(group) => format!("2/{}", group.name.to_ascii_lowercase()),
            Self::Role(role) => format!("3/{}", role.name.to_ascii_lowercase()),
            Self::Policy(policy) => format!("4/{}", policy.name.to_ascii_lowercase()),
            Self::AwsPolicy(policy) => format!("5/{}", policy.name()),
        }
    }
}

/// Everything that can be listed, in order. Of AWS's policies those that something in the account uses.
fn entries(account: &Account) -> impl Iterator<Item = Entry<'_>> {
    let is_used = |policy: &AwsManagedPolicy<'_>| {
        let arn = policy.arn();
        account.attachments(&arn).next().is_some() || account.boundary_usages(&arn).next().is_some()
    };
    let aws = AwsManagedPolicies::embedded().iter().filter(move |policy| is_used(policy));
    let users = account.users.iter().map(Entry::User);
    let groups = account.groups.iter().map(Entry::Group);
    let roles = account.roles.iter().map(Entry::Role);
    let policies = account.policies.iter().map(Entry::Policy);
    users.chain(groups).chain(roles).chain(policies).chain(aws.map(Entry::AwsPolicy))
}

fn takes(filter: &[String], entry: &Entry<'_>) -> bool {
    filter.is_empty() || filter.iter().any(|kind| kind == entry.kind())
}
