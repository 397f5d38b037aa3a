// SPDX-License-Identifier: Apache-2.0
//! Deletes a customer managed policy that nothing uses, with its only version.

use portcullis_directory::change::{Change, Key, Kind};
use portcullis_wire::Fault;
use portcullis_wire::iam::{DeletePolicyRequest, DeletePolicyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::policy::subject;
use crate::operation::{Operation, Outcome, refused};

impl Operation for DeletePolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(subject::permission("iam:DeletePolicy", &self.policy_arn, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeletePolicyResponse>, Fault> {
        let account = cx.account();
        let policy = subject::find_own(&self.policy_arn, cx)?;
        account.require_policy_unused(policy).map_err(refused)?;
        let versions = account.versions(&policy.id);
        let mut changes: Vec<_> =
            versions.map(|version| Change::Remove(Key::policy_version(&policy.id, version.number))).collect();
        changes.push(Change::Remove(Key::new(Kind::Policy, policy.id.as_str())));
        Ok(Outcome::write(DeletePolicyResponse, changes))
    }
}
