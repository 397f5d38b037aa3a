// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `PermissionsBoundaryDecisionDetail`.

use crate::xml::{Content, Writer};

/// A `PermissionsBoundaryDecisionDetail`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PermissionsBoundaryDecisionDetail {
    pub allowed_by_permissions_boundary: Option<bool>,
}

impl Content for PermissionsBoundaryDecisionDetail {
    fn write(&self, xml: &mut Writer) {
        xml.optional("AllowedByPermissionsBoundary", self.allowed_by_permissions_boundary.as_ref());
    }
}
