// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `RoleDetail`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `RoleDetail`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoleDetail {
    pub path: Option<String>,
    pub role_name: Option<String>,
    pub role_id: Option<String>,
    pub arn: Option<String>,
    pub create_date: Option<Timestamp>,
    pub assume_role_policy_document: Option<String>,
    pub instance_profile_list: Option<Vec<super::InstanceProfile>>,
    pub role_policy_list: Option<Vec<super::PolicyDetail>>,
    pub attached_managed_policies: Option<Vec<super::AttachedPolicy>>,
    pub permissions_boundary: Option<super::AttachedPermissionsBoundary>,
    pub tags: Option<Vec<super::Tag>>,
    pub role_last_used: Option<super::RoleLastUsed>,
}

impl Content for RoleDetail {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Path", self.path.as_ref());
        xml.optional("RoleName", self.role_name.as_ref());
        xml.optional("RoleId", self.role_id.as_ref());
        xml.optional("Arn", self.arn.as_ref());
        xml.optional("CreateDate", self.create_date.as_ref());
        xml.document("AssumeRolePolicyDocument", self.assume_role_policy_document.as_ref());
        xml.optional("InstanceProfileList", self.instance_profile_list.as_ref());
        xml.optional("RolePolicyList", self.role_policy_list.as_ref());
        xml.optional("AttachedManagedPolicies", self.attached_managed_policies.as_ref());
        xml.optional("PermissionsBoundary", self.permissions_boundary.as_ref());
        xml.optional("Tags", self.tags.as_ref());
        xml.optional("RoleLastUsed", self.role_last_used.as_ref());
    }
}
