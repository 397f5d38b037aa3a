// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `OrganizationsDecisionDetail`.

use crate::xml::{Content, Writer};

/// A `OrganizationsDecisionDetail`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganizationsDecisionDetail {
    pub allowed_by_organizations: Option<bool>,
}

impl Content for OrganizationsDecisionDetail {
    fn write(&self, xml: &mut Writer) {
        xml.optional("AllowedByOrganizations", self.allowed_by_organizations.as_ref());
    }
}
