// SPDX-License-Identifier: Apache-2.0
//! Removes tags from a customer managed policy.

use portcullis_directory::change::Change;
use portcullis_directory::record::Policy;
use portcullis_wire::Fault;
use portcullis_wire::iam::{UntagPolicyRequest, UntagPolicyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::policy::subject;
use crate::operation::{Operation, Outcome};
use crate::tags::{self, KeyCase};

impl Operation for UntagPolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let permission = subject::permission("iam:UntagPolicy", &self.policy_arn, cx);
        Access::one(permission.tag_keys(self.tag_keys.clone()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UntagPolicyResponse>, Fault> {
        let before = subject::find_own(&self.policy_arn, cx)?;
        let tags = tags::remove(&before.tags, &self.tag_keys, KeyCase::Kept);
        let after = Policy { tags, ..Policy::clone(before) };
        Ok(Outcome::write(UntagPolicyResponse, vec![Change::put(after)]))
    }
}
