// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `AttachedPolicy`.

use crate::xml::{Content, Writer};

/// A `AttachedPolicy`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttachedPolicy {
    pub policy_name: Option<String>,
    pub policy_arn: Option<String>,
}

impl Content for AttachedPolicy {
    fn write(&self, xml: &mut Writer) {
        xml.optional("PolicyName", self.policy_name.as_ref());
        xml.optional("PolicyArn", self.policy_arn.as_ref());
    }
}
