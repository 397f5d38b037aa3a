// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `PolicyVersion`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `PolicyVersion`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyVersion {
    pub document: Option<String>,
    pub version_id: Option<String>,
    pub is_default_version: Option<bool>,
    pub create_date: Option<Timestamp>,
}

impl Content for PolicyVersion {
    fn write(&self, xml: &mut Writer) {
        xml.document("Document", self.document.as_ref());
        xml.optional("VersionId", self.version_id.as_ref());
        xml.optional("IsDefaultVersion", self.is_default_version.as_ref());
        xml.optional("CreateDate", self.create_date.as_ref());
    }
}
