// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `OrderedOrganizationPolicyType`.

use crate::constraint::Constraint;
use crate::generated::iam::constraints as c;
use crate::query::{Reader, Value};

/// A `OrderedOrganizationPolicyType`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderedOrganizationPolicyType {
    pub service_control_policy_input_list: Option<Vec<String>>,
}

impl Value for OrderedOrganizationPolicyType {
    const SCALAR: bool = false;

    fn read(reader: &mut Reader<'_>, _: &Constraint) -> Option<Self> {
        reader.structure(|reader| Self {
            service_control_policy_input_list: reader
                .optional("ServiceControlPolicyInputList", &c::SIMULATION_POLICY_LIST_TYPE),
        })
    }
}
