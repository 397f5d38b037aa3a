// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `User`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `User`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct User {
    pub path: Option<String>,
    pub user_name: Option<String>,
    pub user_id: String,
    pub arn: String,
    pub create_date: Timestamp,
    pub password_last_used: Option<Timestamp>,
    pub permissions_boundary: Option<super::AttachedPermissionsBoundary>,
    pub tags: Option<Vec<super::Tag>>,
}

impl Content for User {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Path", self.path.as_ref());
        xml.optional("UserName", self.user_name.as_ref());
        xml.member("UserId", &self.user_id);
        xml.member("Arn", &self.arn);
        xml.member("CreateDate", &self.create_date);
        xml.optional("PasswordLastUsed", self.password_last_used.as_ref());
        xml.optional("PermissionsBoundary", self.permissions_boundary.as_ref());
        xml.optional("Tags", self.tags.as_ref());
    }
}
