// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `ListPoliciesGrantingServiceAccessEntry`.

use crate::xml::{Content, Writer};

/// A `ListPoliciesGrantingServiceAccessEntry`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListPoliciesGrantingServiceAccessEntry {
    pub service_namespace: Option<String>,
    pub policies: Option<Vec<super::PolicyGrantingServiceAccess>>,
}

impl Content for ListPoliciesGrantingServiceAccessEntry {
    fn write(&self, xml: &mut Writer) {
        xml.optional("ServiceNamespace", self.service_namespace.as_ref());
        xml.optional("Policies", self.policies.as_ref());
    }
}
