// SPDX-License-Identifier: Apache-2.0
//! Tags a customer managed policy.

use portcullis_directory::change::Change;
use portcullis_directory::record::Policy;
use portcullis_wire::Fault;
use portcullis_wire::iam::{TagPolicyRequest, TagPolicyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::policy::subject;
use crate::operation::{Operation, Outcome};
use crate::tags::{self, KeyCase};

impl Operation for TagPolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let permission = subject::permission("iam:TagPolicy", &self.policy_arn, cx);
        Access::one(permission.request_tags(tags::pairs(Some(&self.tags))))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<TagPolicyResponse>, Fault> {
        let before = subject::find_own(&self.policy_arn, cx)?;
        let tags = tags::add(&before.tags, Some(&self.tags), KeyCase::Kept)?;
        let policy = Policy { tags, ..Policy::clone(before) };
        Ok(Outcome::write(TagPolicyResponse, vec![Change::put(policy)]))
    }
}
