// SPDX-License-Identifier: Apache-2.0
//! Tells what given policies would come to, without any principal of the account.

use portcullis_wire::Fault;
use portcullis_wire::iam::{SimulateCustomPolicyRequest, SimulateCustomPolicyResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::simulation::result;
use crate::iam::simulation::scenario::{Question, Scenario};
use crate::operation::{Operation, Outcome};
use crate::page::Window;
use crate::principal_policies::PrincipalPolicies;

impl Operation for SimulateCustomPolicyRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        Access::one(Permission::on_everything("iam:SimulateCustomPolicy"))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<SimulateCustomPolicyResponse>, Fault> {
        let window = Window::of(&self)?;
        let question = Question {
            policies: self.policy_input_list,
            boundaries: self.permissions_boundary_policy_input_list.unwrap_or_default(),
            levels: self
                .ordered_organization_policy_input_list
                .into_iter()
                .flatten()
                .map(|level| level.service_control_policy_input_list.unwrap_or_default())
                .collect(),
            actions: self.action_names,
            resources: self.resource_arns.unwrap_or_default(),
            resource_policy: self.resource_policy,
            resource_owner: self.resource_owner,
            caller: self.caller_arn,
            context_entries: self.context_entries.unwrap_or_default(),
            resource_handling: self.resource_handling_option,
        };
        let scenario = Scenario::of(question, PrincipalPolicies::default(), cx)?;
        let mut response = SimulateCustomPolicyResponse::default();
        let actions = scenario.page(&window, &mut response)?;
        response.evaluation_results = Some(result::results(&scenario, &actions)?);
        Ok(Outcome::read(response))
    }
}
