// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `Policy`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `Policy`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    pub policy_name: Option<String>,
    pub policy_id: Option<String>,
    pub arn: Option<String>,
    pub path: Option<String>,
    pub default_version_id: Option<String>,
    pub attachment_count: Option<i32>,
    pub permissions_boundary_usage_count: Option<i32>,
    pub is_attachable: Option<bool>,
    pub description: Option<String>,
    pub create_date: Option<Timestamp>,
    pub update_date: Option<Timestamp>,
    pub tags: Option<Vec<super::Tag>>,
}

impl Content for Policy {
    fn write(&self, xml: &mut Writer) {
        xml.optional("PolicyName", self.policy_name.as_ref());
        xml.optional("PolicyId", self.policy_id.as_ref());
        xml.optional("Arn", self.arn.as_ref());
        xml.optional("Path", self.path.as_ref());
        xml.optional("DefaultVersionId", self.default_version_id.as_ref());
        xml.optional("AttachmentCount", self.attachment_count.as_ref());
        xml.optional("PermissionsBoundaryUsageCount", self.permissions_boundary_usage_count.as_ref());
        xml.optional("IsAttachable", self.is_attachable.as_ref());
        xml.optional("Description", self.description.as_ref());
        xml.optional("CreateDate", self.create_date.as_ref());
        xml.optional("UpdateDate", self.update_date.as_ref());
        xml.optional("Tags", self.tags.as_ref());
    }
}
