// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `LoginProfile`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `LoginProfile`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoginProfile {
    pub user_name: String,
    pub create_date: Timestamp,
    pub password_reset_required: Option<bool>,
}

impl Content for LoginProfile {
    fn write(&self, xml: &mut Writer) {
        xml.member("UserName", &self.user_name);
        xml.member("CreateDate", &self.create_date);
        xml.optional("PasswordResetRequired", self.password_reset_required.as_ref());
    }
}
