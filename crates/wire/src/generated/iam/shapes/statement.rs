// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `Statement`.

use crate::xml::{Content, Writer};

/// A `Statement`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statement {
    pub source_policy_id: Option<String>,
    pub source_policy_type: Option<String>,
    pub start_position: Option<super::Position>,
    pub end_position: Option<super::Position>,
}

impl Content for Statement {
    fn write(&self, xml: &mut Writer) {
        xml.optional("SourcePolicyId", self.source_policy_id.as_ref());
        xml.optional("SourcePolicyType", self.source_policy_type.as_ref());
        xml.optional("StartPosition", self.start_position.as_ref());
        xml.optional("EndPosition", self.end_position.as_ref());
    }
}
