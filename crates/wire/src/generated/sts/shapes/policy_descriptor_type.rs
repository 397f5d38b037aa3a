// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `PolicyDescriptorType`.

use crate::constraint::Constraint;
use crate::generated::sts::constraints as c;
use crate::query::{Reader, Value};

/// A `PolicyDescriptorType`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyDescriptorType {
    pub arn: Option<String>,
}

impl Value for PolicyDescriptorType {
    const SCALAR: bool = false;

    fn read(reader: &mut Reader<'_>, _: &Constraint) -> Option<Self> {
        reader.structure(|reader| Self { arn: reader.optional("arn", &c::ARN_TYPE) })
    }
}
