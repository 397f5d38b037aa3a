// SPDX-License-Identifier: Apache-2.0
//! Puts a version of a customer managed policy in force.

use portcullis_directory::change::Change;
use portcullis_directory::record::Policy;
use portcullis_wire::Fault;
use portcullis_wire::iam::{SetDefaultPolicyVersionRequest, SetDefaultPolicyVersionResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::policy::{subject, version};
use crate::operation::{Operation, Outcome};

impl Operation for SetDefaultPolicyVersionRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(subject::permission("iam:SetDefaultPolicyVersion", &self.policy_arn, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<SetDefaultPolicyVersionResponse>, Fault> {
        let (before, version) = version::find_own(&self.policy_arn, &self.version_id, cx)?;
        let policy = Policy { default_version: version.number, ..Policy::clone(before) };
        Ok(Outcome::write(SetDefaultPolicyVersionResponse, vec![Change::put(policy)]))
    }
}
