// SPDX-License-Identifier: Apache-2.0
//! Shows a managed policy, without its document.

use portcullis_wire::Fault;
use portcullis_wire::iam::{GetPolicyRequest, GetPolicyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::policy::shape::policy_shape;
use crate::iam::policy::subject::{self, Managed};
use crate::operation::{Operation, Outcome};
use crate::tags;

impl Operation for GetPolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(subject::permission("iam:GetPolicy", &self.policy_arn, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetPolicyResponse>, Fault> {
        let found = subject::find(&self.policy_arn, cx)?;
        let mut shown = policy_shape(found, cx.account());
        // GetPolicy alone shows an empty list where there are no tags.
        shown.tags = Some(Vec::new());
        if let Managed::Customer(policy) = found {
            shown.description = policy.description.clone();
            shown.tags = Some(tags::list(&policy.tags));
        }
        Ok(Outcome::read(GetPolicyResponse { policy: Some(shown) }))
    }
}
