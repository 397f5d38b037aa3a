// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `Group`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `Group`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    pub path: String,
    pub group_name: String,
    pub group_id: String,
    pub arn: String,
    pub create_date: Timestamp,
}

impl Content for Group {
    fn write(&self, xml: &mut Writer) {
        xml.member("Path", &self.path);
        xml.member("GroupName", &self.group_name);
        xml.member("GroupId", &self.group_id);
        xml.member("Arn", &self.arn);
        xml.member("CreateDate", &self.create_date);
    }
}
