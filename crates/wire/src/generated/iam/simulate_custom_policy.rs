// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `SimulateCustomPolicy`: its request and its response.

use crate::constraint::Constraint;
use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Page, Paged, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `SimulateCustomPolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SimulateCustomPolicyRequest {
    pub policy_input_list: Vec<String>,
    pub permissions_boundary_policy_input_list: Option<Vec<String>>,
    pub ordered_organization_policy_input_list: Option<Vec<super::OrderedOrganizationPolicyType>>,
    pub action_names: Vec<String>,
    pub resource_arns: Option<Vec<String>>,
    pub resource_policy: Option<String>,
    pub resource_owner: Option<String>,
    pub caller_arn: Option<String>,
    pub context_entries: Option<Vec<super::ContextEntry>>,
    pub resource_handling_option: Option<String>,
    pub max_items: Option<i32>,
    pub marker: Option<String>,
}

impl Call for SimulateCustomPolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "SimulateCustomPolicy";
    type Response = SimulateCustomPolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            policy_input_list: reader.required("PolicyInputList", &c::SIMULATION_POLICY_LIST_TYPE),
            permissions_boundary_policy_input_list: reader
                .optional("PermissionsBoundaryPolicyInputList", &c::SIMULATION_POLICY_LIST_TYPE),
            ordered_organization_policy_input_list: reader
                .optional("OrderedOrganizationPolicyInputList", &c::ORGANIZATION_POLICY_LIST_TYPE),
            action_names: reader.required("ActionNames", &c::ACTION_NAME_LIST_TYPE),
            resource_arns: reader.optional("ResourceArns", &c::RESOURCE_NAME_LIST_TYPE),
            resource_policy: reader.optional("ResourcePolicy", &c::POLICY_DOCUMENT_TYPE),
            resource_owner: reader.optional("ResourceOwner", &c::RESOURCE_NAME_TYPE),
            caller_arn: reader.optional("CallerArn", &c::RESOURCE_NAME_TYPE),
            context_entries: reader.optional("ContextEntries", &Constraint::NONE),
            resource_handling_option: reader
                .optional("ResourceHandlingOption", &c::RESOURCE_HANDLING_OPTION_TYPE),
            max_items: reader.optional("MaxItems", &c::MAX_ITEMS_TYPE),
            marker: reader.optional("Marker", &c::MARKER_TYPE),
        })
    }
}

/// What `SimulateCustomPolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SimulateCustomPolicyResponse {
    pub evaluation_results: Option<Vec<super::EvaluationResult>>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Respond for SimulateCustomPolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "SimulateCustomPolicy", Some(self), request_id)
    }
}

impl Content for SimulateCustomPolicyResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("EvaluationResults", self.evaluation_results.as_ref());
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

impl Paged for SimulateCustomPolicyRequest {
    fn marker(&self) -> Option<&str> {
        self.marker.as_deref()
    }

    fn max_items(&self) -> Option<i32> {
        self.max_items
    }
}

impl Page for SimulateCustomPolicyResponse {
    fn set_next(&mut self, marker: Option<String>) {
        self.is_truncated = Some(marker.is_some());
        self.marker = marker;
    }
}
