// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `ResourceSpecificResult`.

use std::collections::BTreeMap;

use crate::xml::{Content, Writer};

/// A `ResourceSpecificResult`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResourceSpecificResult {
    pub eval_resource_name: String,
    pub eval_resource_decision: String,
    pub matched_statements: Option<Vec<super::Statement>>,
    pub missing_context_values: Option<Vec<String>>,
    pub eval_decision_details: Option<BTreeMap<String, String>>,
    pub permissions_boundary_decision_detail: Option<super::PermissionsBoundaryDecisionDetail>,
}

impl Content for ResourceSpecificResult {
    fn write(&self, xml: &mut Writer) {
        xml.member("EvalResourceName", &self.eval_resource_name);
        xml.member("EvalResourceDecision", &self.eval_resource_decision);
        xml.optional("MatchedStatements", self.matched_statements.as_ref());
        xml.optional("MissingContextValues", self.missing_context_values.as_ref());
        xml.optional("EvalDecisionDetails", self.eval_decision_details.as_ref());
        xml.optional("PermissionsBoundaryDecisionDetail", self.permissions_boundary_decision_detail.as_ref());
    }
}
