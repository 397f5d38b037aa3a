// SPDX-License-Identifier: Apache-2.0
//! Lists managed policies: the customer's by name without case, then AWS's by name.

use portcullis_directory::Account;
use portcullis_directory::managed_policy_catalogue::AwsManagedPolicies;
use portcullis_wire::Fault;
use portcullis_wire::iam::{ListPoliciesRequest, ListPoliciesResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::policy::shape::policy_shape;
use crate::iam::policy::subject::Managed;
use crate::operation::{Operation, Outcome};
use crate::page::Window;

impl Operation for ListPoliciesRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        let told_as = Some(format!("policy path {}", self.path_prefix.as_deref().unwrap_or("/")));
        Access::one(Permission { told_as, ..Permission::on_everything("iam:ListPolicies") })
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListPoliciesResponse>, Fault> {
        let account = cx.account();
        let window = Window::of(&self)?;
        let scope = self.scope.as_deref().unwrap_or("All");
        let customers = account.policies.iter().filter(|_| scope != "AWS").map(Managed::Customer);
        let aws = AwsManagedPolicies::embedded().iter().filter(|_| scope != "Local").map(Managed::Aws);
        let listed = customers.chain(aws).filter(|policy| takes(&self, *policy, account));
        let mut response = ListPoliciesResponse::default();
        let shown = window.cut(listed, position, &mut response);
        response.policies = Some(shown.into_iter().map(|policy| policy_shape(policy, account)).collect());
        Ok(Outcome::read(response))
    }
}

/// Whether a policy is among those that a request asks for.
fn takes(request: &ListPoliciesRequest, policy: Managed<'_>, account: &Account) -> bool {
    let (path, arn) = match policy {
        Managed::Customer(policy) => (policy.path.as_str(), policy.arn(account.id())),
        Managed::Aws(policy) => (policy.path(), policy.arn()),
    };
    if !path.starts_with(request.path_prefix.as_deref().unwrap_or("/")) {
        return false;
    }
    match request.policy_usage_filter.as_deref() {
        Some("PermissionsBoundary") => account.boundary_usages(&arn).next().is_some(),
        None if request.only_attached != Some(true) => true,
        _ => account.attachments(&arn).next().is_some(),
    }
}

fn position(policy: &Managed<'_>) -> String {
    match policy {
        Managed::Customer(policy) => format!("0/{}", policy.name.to_ascii_lowercase()),
        Managed::Aws(policy) => format!("1/{}", policy.name()),
    }
}
