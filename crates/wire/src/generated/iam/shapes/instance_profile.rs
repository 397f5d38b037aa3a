// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `InstanceProfile`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `InstanceProfile`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InstanceProfile {
    pub path: String,
    pub instance_profile_name: String,
    pub instance_profile_id: String,
    pub arn: String,
    pub create_date: Timestamp,
    pub roles: Vec<super::Role>,
    pub tags: Option<Vec<super::Tag>>,
}

impl Content for InstanceProfile {
    fn write(&self, xml: &mut Writer) {
        xml.member("Path", &self.path);
        xml.member("InstanceProfileName", &self.instance_profile_name);
        xml.member("InstanceProfileId", &self.instance_profile_id);
        xml.member("Arn", &self.arn);
        xml.member("CreateDate", &self.create_date);
        xml.member("Roles", &self.roles);
        xml.optional("Tags", self.tags.as_ref());
    }
}
