// SPDX-License-Identifier: Apache-2.0
//! Creates a customer managed policy.

use portcullis_directory::change::Change;
use portcullis_directory::identifier::Prefix;
use portcullis_directory::quota::Quota;
use portcullis_directory::record::{Policy, PolicyVersion};
use portcullis_directory::{Refusal, arn};
use portcullis_wire::Fault;
use portcullis_wire::iam::{CreatePolicyRequest, CreatePolicyResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::policy::shape::customer_shape;
use crate::iam::policy::subject;
use crate::operation::{Operation, Outcome, refused};
use crate::tags::{self, KeyCase};

impl Operation for CreatePolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let path = self.path.as_deref().unwrap_or("/");
        let resource = arn::policy(cx.account().id(), path, &self.policy_name);
        let create = Permission::new("iam:CreatePolicy", resource);
        tags::access_to_create(create, "iam:TagPolicy", self.tags.as_deref())
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<CreatePolicyResponse>, Fault> {
        let account = cx.account();
        let name = self.policy_name;
        let tags = tags::accept(self.tags.as_deref(), KeyCase::Kept)?;
        subject::check_document(&self.policy_document)?;
        if account.policies.named(&name).is_some() {
            return Err(refused(Refusal::EntityAlreadyExists(format!(
                "A policy called {name} already exists. Duplicate names are not allowed."
            ))));
        }
        let document = subject::fitting_document(self.policy_document, cx)?;
        account.require_room(Quota::Policies, account.policies.len()).map_err(refused)?;
        account.require_room(Quota::PolicyVersionsInUse, account.versions_count()).map_err(refused)?;
        let policy = Policy {
            id: cx.moment.unique_id(Prefix::ManagedPolicy, account),
            name,
            path: self.path.unwrap_or_else(|| "/".to_owned()),
            description: self.description,
            created_at: cx.now(),
            updated_at: cx.now(),
            default_version: 1,
            latest_version: 1,
            tags,
        };
        let version = PolicyVersion { policy: policy.id.clone(), number: 1, document, created_at: cx.now() };
        let mut shown = customer_shape(&policy, account);
        // AWS echoes the tags, but not the description.
        shown.tags = tags::shape(&policy.tags);
        let response = CreatePolicyResponse { policy: Some(shown) };
        Ok(Outcome::write(response, vec![Change::put(policy), Change::put(version)]))
    }
}
