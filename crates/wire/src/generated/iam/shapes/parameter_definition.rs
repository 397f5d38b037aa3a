// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `ParameterDefinition`.

use crate::xml::{Content, Writer};

/// A `ParameterDefinition`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParameterDefinition {
    pub name: String,
    pub r#type: String,
    pub sub_type: Option<String>,
    pub description: Option<String>,
    pub is_required: Option<bool>,
    pub default_value: Option<String>,
    pub immutable: Option<bool>,
}

impl Content for ParameterDefinition {
    fn write(&self, xml: &mut Writer) {
        xml.member("Name", &self.name);
        xml.member("Type", &self.r#type);
        xml.optional("SubType", self.sub_type.as_ref());
        xml.optional("Description", self.description.as_ref());
        xml.optional("IsRequired", self.is_required.as_ref());
        xml.optional("DefaultValue", self.default_value.as_ref());
        xml.optional("Immutable", self.immutable.as_ref());
    }
}
