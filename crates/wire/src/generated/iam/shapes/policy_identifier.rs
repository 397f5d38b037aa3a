// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `PolicyIdentifier`.

use crate::constraint::Constraint;
use crate::generated::iam::constraints as c;
use crate::query::{Reader, Value};

/// A `PolicyIdentifier`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyIdentifier {
    pub policy_type: Option<String>,
    pub policy_arn: Option<String>,
    pub inline_policy_identifier: Option<super::InlinePolicyIdentifierType>,
}

impl Value for PolicyIdentifier {
    const SCALAR: bool = false;

    fn read(reader: &mut Reader<'_>, _: &Constraint) -> Option<Self> {
        reader.structure(|reader| Self {
            policy_type: reader.optional("PolicyType", &c::POLICY_IDENTIFIER_POLICY_TYPE),
            policy_arn: reader.optional("PolicyArn", &c::ARN_TYPE),
            inline_policy_identifier: reader.optional("InlinePolicyIdentifier", &Constraint::NONE),
        })
    }
}
