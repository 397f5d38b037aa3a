// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `PolicyGrantingServiceAccess`.

use crate::xml::{Content, Writer};

/// A `PolicyGrantingServiceAccess`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyGrantingServiceAccess {
    pub policy_name: String,
    pub policy_type: String,
    pub policy_arn: Option<String>,
    pub entity_type: Option<String>,
    pub entity_name: Option<String>,
}

impl Content for PolicyGrantingServiceAccess {
    fn write(&self, xml: &mut Writer) {
        xml.member("PolicyName", &self.policy_name);
        xml.member("PolicyType", &self.policy_type);
        xml.optional("PolicyArn", self.policy_arn.as_ref());
        xml.optional("EntityType", self.entity_type.as_ref());
        xml.optional("EntityName", self.entity_name.as_ref());
    }
}
