// SPDX-License-Identifier: Apache-2.0
//! Deletes a version of a customer managed policy that is not the default one.

use portcullis_directory::change::{Change, Key};
use portcullis_wire::Fault;
use portcullis_wire::iam::{DeletePolicyVersionRequest, DeletePolicyVersionResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::policy::{subject, version};
use crate::operation::{Operation, Outcome, refused};

impl Operation for DeletePolicyVersionRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(subject::permission("iam:DeletePolicyVersion", &self.policy_arn, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeletePolicyVersionResponse>, Fault> {
        let (policy, version) = version::find_own(&self.policy_arn, &self.version_id, cx)?;
        cx.account().require_version_unused(policy, version).map_err(refused)?;
        let removed = Change::Remove(Key::policy_version(&policy.id, version.number));
        Ok(Outcome::write(DeletePolicyVersionResponse, vec![removed]))
    }
}
