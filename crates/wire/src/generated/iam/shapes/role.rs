// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `Role`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `Role`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Role {
    pub path: String,
    pub role_name: String,
    pub role_id: String,
    pub arn: String,
    pub create_date: Timestamp,
    pub assume_role_policy_document: Option<String>,
    pub description: Option<String>,
    pub max_session_duration: Option<i32>,
    pub permissions_boundary: Option<super::AttachedPermissionsBoundary>,
    pub tags: Option<Vec<super::Tag>>,
    pub role_last_used: Option<super::RoleLastUsed>,
    pub source_role_template: Option<super::SourceRoleTemplate>,
}

impl Content for Role {
    fn write(&self, xml: &mut Writer) {
        xml.member("Path", &self.path);
        xml.member("RoleName", &self.role_name);
        xml.member("RoleId", &self.role_id);
        xml.member("Arn", &self.arn);
        xml.member("CreateDate", &self.create_date);
        xml.document("AssumeRolePolicyDocument", self.assume_role_policy_document.as_ref());
        xml.optional("Description", self.description.as_ref());
        xml.optional("MaxSessionDuration", self.max_session_duration.as_ref());
        xml.optional("PermissionsBoundary", self.permissions_boundary.as_ref());
        xml.optional("Tags", self.tags.as_ref());
        xml.optional("RoleLastUsed", self.role_last_used.as_ref());
        xml.optional("SourceRoleTemplate", self.source_role_template.as_ref());
    }
}
