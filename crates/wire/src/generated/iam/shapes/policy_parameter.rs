// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `PolicyParameter`.

use crate::constraint::Constraint;
use crate::generated::iam::constraints as c;
use crate::query::{Reader, Value};
use crate::xml::{Content, Writer};

/// A `PolicyParameter`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyParameter {
    pub name: Option<String>,
    pub values: Option<Vec<String>>,
    pub r#type: Option<String>,
}

impl Value for PolicyParameter {
    const SCALAR: bool = false;

    fn read(reader: &mut Reader<'_>, _: &Constraint) -> Option<Self> {
        reader.structure(|reader| Self {
            name: reader.optional("Name", &c::POLICY_PARAMETER_NAME_TYPE),
            values: reader.optional("Values", &c::POLICY_PARAMETER_VALUES_LIST_TYPE),
            r#type: reader.optional("Type", &c::POLICY_PARAMETER_TYPE_ENUM),
        })
    }
}

impl Content for PolicyParameter {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Name", self.name.as_ref());
        xml.optional("Values", self.values.as_ref());
        xml.optional("Type", self.r#type.as_ref());
    }
}
