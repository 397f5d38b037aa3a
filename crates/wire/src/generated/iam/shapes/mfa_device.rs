// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `MFADevice`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `MFADevice`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MFADevice {
    pub user_name: String,
    pub serial_number: String,
    pub enable_date: Timestamp,
}

impl Content for MFADevice {
    fn write(&self, xml: &mut Writer) {
        xml.member("UserName", &self.user_name);
        xml.member("SerialNumber", &self.serial_number);
        xml.member("EnableDate", &self.enable_date);
    }
}
