// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `GroupDetail`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `GroupDetail`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupDetail {
    pub path: Option<String>,
    pub group_name: Option<String>,
    pub group_id: Option<String>,
    pub arn: Option<String>,
    pub create_date: Option<Timestamp>,
    pub group_policy_list: Option<Vec<super::PolicyDetail>>,
    pub attached_managed_policies: Option<Vec<super::AttachedPolicy>>,
}

impl Content for GroupDetail {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Path", self.path.as_ref());
        xml.optional("GroupName", self.group_name.as_ref());
        xml.optional("GroupId", self.group_id.as_ref());
        xml.optional("Arn", self.arn.as_ref());
        xml.optional("CreateDate", self.create_date.as_ref());
        xml.optional("GroupPolicyList", self.group_policy_list.as_ref());
        xml.optional("AttachedManagedPolicies", self.attached_managed_policies.as_ref());
    }
}
