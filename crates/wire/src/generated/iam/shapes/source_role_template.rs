// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `SourceRoleTemplate`.

use crate::xml::{Content, Writer};

/// A `SourceRoleTemplate`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceRoleTemplate {
    pub template_arn: String,
    pub template_minor_version: i32,
}

impl Content for SourceRoleTemplate {
    fn write(&self, xml: &mut Writer) {
        xml.member("TemplateArn", &self.template_arn);
        xml.member("TemplateMinorVersion", &self.template_minor_version);
    }
}
