// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `VirtualMFADevice`.

use crate::secret::Secret;
use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `VirtualMFADevice`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VirtualMFADevice {
    pub serial_number: String,
    pub base32_string_seed: Option<Secret<Vec<u8>>>,
    pub qr_code_png: Option<Secret<Vec<u8>>>,
    pub user: Option<super::User>,
    pub enable_date: Option<Timestamp>,
    pub tags: Option<Vec<super::Tag>>,
}

impl Content for VirtualMFADevice {
    fn write(&self, xml: &mut Writer) {
        xml.member("SerialNumber", &self.serial_number);
        xml.optional("Base32StringSeed", self.base32_string_seed.as_ref());
        xml.optional("QRCodePNG", self.qr_code_png.as_ref());
        xml.optional("User", self.user.as_ref());
        xml.optional("EnableDate", self.enable_date.as_ref());
        xml.optional("Tags", self.tags.as_ref());
    }
}
