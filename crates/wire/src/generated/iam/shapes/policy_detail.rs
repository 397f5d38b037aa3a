// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `PolicyDetail`.

use crate::xml::{Content, Writer};

/// A `PolicyDetail`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyDetail {
    pub policy_name: Option<String>,
    pub policy_document: Option<String>,
}

impl Content for PolicyDetail {
    fn write(&self, xml: &mut Writer) {
        xml.optional("PolicyName", self.policy_name.as_ref());
        xml.document("PolicyDocument", self.policy_document.as_ref());
    }
}
