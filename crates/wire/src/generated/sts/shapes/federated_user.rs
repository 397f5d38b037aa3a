// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `FederatedUser`.

use crate::xml::{Content, Writer};

/// A `FederatedUser`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FederatedUser {
    pub federated_user_id: String,
    pub arn: String,
}

impl Content for FederatedUser {
    fn write(&self, xml: &mut Writer) {
        xml.member("FederatedUserId", &self.federated_user_id);
        xml.member("Arn", &self.arn);
    }
}
