// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `OpenIDConnectProviderListEntry`.

use crate::xml::{Content, Writer};

/// A `OpenIDConnectProviderListEntry`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenIDConnectProviderListEntry {
    pub arn: Option<String>,
}

impl Content for OpenIDConnectProviderListEntry {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Arn", self.arn.as_ref());
    }
}
