// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `EntityInfo`.

use crate::xml::{Content, Writer};

/// A `EntityInfo`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntityInfo {
    pub arn: String,
    pub name: String,
    pub r#type: String,
    pub id: String,
    pub path: Option<String>,
}

impl Content for EntityInfo {
    fn write(&self, xml: &mut Writer) {
        xml.member("Arn", &self.arn);
        xml.member("Name", &self.name);
        xml.member("Type", &self.r#type);
        xml.member("Id", &self.id);
        xml.optional("Path", self.path.as_ref());
    }
}
