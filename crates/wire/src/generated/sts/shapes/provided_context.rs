// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `ProvidedContext`.

use crate::constraint::Constraint;
use crate::generated::sts::constraints as c;
use crate::query::{Reader, Value};

/// A `ProvidedContext`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProvidedContext {
    pub provider_arn: Option<String>,
    pub context_assertion: Option<String>,
}

impl Value for ProvidedContext {
    const SCALAR: bool = false;

    fn read(reader: &mut Reader<'_>, _: &Constraint) -> Option<Self> {
        reader.structure(|reader| Self {
            provider_arn: reader.optional("ProviderArn", &c::ARN_TYPE),
            context_assertion: reader.optional("ContextAssertion", &c::CONTEXT_ASSERTION_TYPE),
        })
    }
}
