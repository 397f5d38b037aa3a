// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `InlinePolicyIdentifierType`.

use crate::constraint::Constraint;
use crate::generated::iam::constraints as c;
use crate::query::{Reader, Value};

/// A `InlinePolicyIdentifierType`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InlinePolicyIdentifierType {
    pub policy_name: String,
    pub attachment_type: String,
    pub attachment_name: String,
}

impl Value for InlinePolicyIdentifierType {
    const SCALAR: bool = false;

    fn read(reader: &mut Reader<'_>, _: &Constraint) -> Option<Self> {
        reader.structure(|reader| Self {
            policy_name: reader.required("PolicyName", &c::POLICY_NAME_TYPE),
            attachment_type: reader.required("AttachmentType", &c::ATTACHMENT_TYPE),
            attachment_name: reader.required("AttachmentName", &c::ATTACHMENT_NAME),
        })
    }
}
