// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `EvaluationResult`.

use std::collections::BTreeMap;

use crate::xml::{Content, Writer};

/// A `EvaluationResult`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EvaluationResult {
    pub eval_action_name: String,
    pub eval_resource_name: Option<String>,
    pub eval_decision: String,
    pub matched_statements: Option<Vec<super::Statement>>,
    pub missing_context_values: Option<Vec<String>>,
    pub organizations_decision_detail: Option<super::OrganizationsDecisionDetail>,
    pub permissions_boundary_decision_detail: Option<super::PermissionsBoundaryDecisionDetail>,
    pub eval_decision_details: Option<BTreeMap<String, String>>,
    pub resource_specific_results: Option<Vec<super::ResourceSpecificResult>>,
}

impl Content for EvaluationResult {
    fn write(&self, xml: &mut Writer) {
        xml.member("EvalActionName", &self.eval_action_name);
        xml.optional("EvalResourceName", self.eval_resource_name.as_ref());
        xml.member("EvalDecision", &self.eval_decision);
        xml.optional("MatchedStatements", self.matched_statements.as_ref());
        xml.optional("MissingContextValues", self.missing_context_values.as_ref());
        xml.optional("OrganizationsDecisionDetail", self.organizations_decision_detail.as_ref());
        xml.optional("PermissionsBoundaryDecisionDetail", self.permissions_boundary_decision_detail.as_ref());
        xml.optional("EvalDecisionDetails", self.eval_decision_details.as_ref());
        xml.optional("ResourceSpecificResults", self.resource_specific_results.as_ref());
    }
}
