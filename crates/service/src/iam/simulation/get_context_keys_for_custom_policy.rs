// SPDX-License-Identifier: Apache-2.0
//! Tells which condition keys given policies ask for.

use portcullis_wire::Fault;
use portcullis_wire::iam::{GetContextKeysForCustomPolicyRequest, GetContextKeysForCustomPolicyResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::simulation::document;
use crate::operation::{Operation, Outcome};

impl Operation for GetContextKeysForCustomPolicyRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        Access::one(Permission::on_everything("iam:GetContextKeysForCustomPolicy"))
    }

    fn decide(self, _: &Context<'_>) -> Result<Outcome<GetContextKeysForCustomPolicyResponse>, Fault> {
        let policies = document::inputs("PolicyInputList", self.policy_input_list);
        let keys = document::context_keys(&policies)?;
        Ok(Outcome::read(GetContextKeysForCustomPolicyResponse { context_key_names: Some(keys) }))
    }
}
