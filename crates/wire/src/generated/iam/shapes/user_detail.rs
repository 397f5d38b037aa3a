// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `UserDetail`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `UserDetail`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserDetail {
    pub path: Option<String>,
    pub user_name: Option<String>,
    pub user_id: Option<String>,
    pub arn: Option<String>,
    pub create_date: Option<Timestamp>,
    pub user_policy_list: Option<Vec<super::PolicyDetail>>,
    pub group_list: Option<Vec<String>>,
    pub attached_managed_policies: Option<Vec<super::AttachedPolicy>>,
    pub permissions_boundary: Option<super::AttachedPermissionsBoundary>,
    pub tags: Option<Vec<super::Tag>>,
}

impl Content for UserDetail {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Path", self.path.as_ref());
        xml.optional("UserName", self.user_name.as_ref());
        xml.optional("UserId", self.user_id.as_ref());
        xml.optional("Arn", self.arn.as_ref());
        xml.optional("CreateDate", self.create_date.as_ref());
        xml.optional("UserPolicyList", self.user_policy_list.as_ref());
        xml.optional("GroupList", self.group_list.as_ref());
        xml.optional("AttachedManagedPolicies", self.attached_managed_policies.as_ref());
        xml.optional("PermissionsBoundary", self.permissions_boundary.as_ref());
        xml.optional("Tags", self.tags.as_ref());
    }
}
