// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `AttachedPermissionsBoundary`.

use crate::xml::{Content, Writer};

/// A `AttachedPermissionsBoundary`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttachedPermissionsBoundary {
    pub permissions_boundary_type: Option<String>,
    pub permissions_boundary_arn: Option<String>,
}

impl Content for AttachedPermissionsBoundary {
    fn write(&self, xml: &mut Writer) {
        xml.optional("PermissionsBoundaryType", self.permissions_boundary_type.as_ref());
        xml.optional("PermissionsBoundaryArn", self.permissions_boundary_arn.as_ref());
    }
}
