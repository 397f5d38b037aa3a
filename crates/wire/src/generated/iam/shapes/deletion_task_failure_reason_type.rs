// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `DeletionTaskFailureReasonType`.

use crate::xml::{Content, Writer};

/// A `DeletionTaskFailureReasonType`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeletionTaskFailureReasonType {
    pub reason: Option<String>,
    pub role_usage_list: Option<Vec<super::RoleUsageType>>,
}

impl Content for DeletionTaskFailureReasonType {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Reason", self.reason.as_ref());
        xml.optional("RoleUsageList", self.role_usage_list.as_ref());
    }
}
