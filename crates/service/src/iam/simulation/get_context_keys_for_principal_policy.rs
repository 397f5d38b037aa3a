// SPDX-License-Identifier: Apache-2.0
//! Tells which condition keys the policies of a user, group or role ask for.

use portcullis_wire::Fault;
use portcullis_wire::iam::{
    GetContextKeysForPrincipalPolicyRequest, GetContextKeysForPrincipalPolicyResponse,
};

use crate::access::Access;
use crate::context::Context;
use crate::iam::simulation::{document, source};
use crate::operation::{Operation, Outcome};
use crate::principal_policies::held;

impl Operation for GetContextKeysForPrincipalPolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(source::permission("iam:GetContextKeysForPrincipalPolicy", &self.policy_source_arn, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetContextKeysForPrincipalPolicyResponse>, Fault> {
        let owner = source::find(&self.policy_source_arn, cx)?;
        let held = held(owner, cx.account())?;
        let mut policies = document::inputs("PolicyInputList", self.policy_input_list.unwrap_or_default());
        policies.extend(held.identity);
        policies.extend(held.boundary);
        let keys = document::context_keys(&policies)?;
        Ok(Outcome::read(GetContextKeysForPrincipalPolicyResponse { context_key_names: Some(keys) }))
    }
}
