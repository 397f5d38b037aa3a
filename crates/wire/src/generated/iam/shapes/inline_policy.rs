// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `InlinePolicy`.

use crate::xml::{Content, Writer};

/// A `InlinePolicy`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InlinePolicy {
    pub policy_name: String,
    pub policy_document: String,
}

impl Content for InlinePolicy {
    fn write(&self, xml: &mut Writer) {
        xml.member("PolicyName", &self.policy_name);
        xml.document("PolicyDocument", Some(&self.policy_document));
    }
}
