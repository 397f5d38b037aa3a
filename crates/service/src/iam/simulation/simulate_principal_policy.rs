// SPDX-License-Identifier: Apache-2.0
//! Tells what the policies of a user, group or role would come to.

use portcullis_wire::Fault;
use portcullis_wire::iam::{SimulatePrincipalPolicyRequest, SimulatePrincipalPolicyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::simulation::exclusion;
use crate::iam::simulation::result;
use crate::iam::simulation::scenario::{Question, Scenario};
use crate::iam::simulation::source;
use crate::operation::{Operation, Outcome};
use crate::page::Window;
use crate::principal_policies::held;

impl Operation for SimulatePrincipalPolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(source::permission("iam:SimulatePrincipalPolicy", &self.policy_source_arn, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<SimulatePrincipalPolicyResponse>, Fault> {
        let window = Window::of(&self)?;
        let owner = source::find(&self.policy_source_arn, cx)?;
        let held = held(owner, cx.account())?;
        let held = exclusion::exclude(held, self.policy_exclusion_list.as_deref().unwrap_or_default())?;
        let question = Question {
            policies: self.policy_input_list.unwrap_or_default(),
            boundaries: self.permissions_boundary_policy_input_list.unwrap_or_default(),
            levels: Vec::new(),
            actions: self.action_names,
            resources: self.resource_arns.unwrap_or_default(),
            resource_policy: self.resource_policy,
            resource_owner: self.resource_owner,
            caller: Some(self.caller_arn.unwrap_or_else(|| source::arn(owner, cx))),
            context_entries: self.context_entries.unwrap_or_default(),
            resource_handling: self.resource_handling_option,
        };
        let scenario = Scenario::of(question, held, cx)?;
        let mut response = SimulatePrincipalPolicyResponse::default();
        let actions = scenario.page(&window, &mut response)?;
        response.evaluation_results = Some(result::results(&scenario, &actions)?);
        Ok(Outcome::read(response))
    }
}
