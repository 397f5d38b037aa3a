// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `DelegationPermission`.

use crate::constraint::Constraint;
use crate::generated::iam::constraints as c;
use crate::query::{Reader, Value};
use crate::xml::{Content, Writer};

/// A `DelegationPermission`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DelegationPermission {
    pub policy_template_arn: Option<String>,
    pub parameters: Option<Vec<super::PolicyParameter>>,
}

impl Value for DelegationPermission {
    const SCALAR: bool = false;

    fn read(reader: &mut Reader<'_>, _: &Constraint) -> Option<Self> {
        reader.structure(|reader| Self {
            policy_template_arn: reader.optional("PolicyTemplateArn", &c::ARN_TYPE),
            parameters: reader.optional("Parameters", &c::POLICY_PARAMETER_LIST_TYPE),
        })
    }
}

impl Content for DelegationPermission {
    fn write(&self, xml: &mut Writer) {
        xml.optional("PolicyTemplateArn", self.policy_template_arn.as_ref());
        xml.optional("Parameters", self.parameters.as_ref());
    }
}
