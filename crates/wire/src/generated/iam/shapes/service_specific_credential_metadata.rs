// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `ServiceSpecificCredentialMetadata`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `ServiceSpecificCredentialMetadata`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServiceSpecificCredentialMetadata {
    pub user_name: String,
    pub status: String,
    pub service_user_name: Option<String>,
    pub service_credential_alias: Option<String>,
    pub create_date: Timestamp,
    pub expiration_date: Option<Timestamp>,
    pub service_specific_credential_id: String,
    pub service_name: String,
}

impl Content for ServiceSpecificCredentialMetadata {
    fn write(&self, xml: &mut Writer) {
        xml.member("UserName", &self.user_name);
        xml.member("Status", &self.status);
        xml.optional("ServiceUserName", self.service_user_name.as_ref());
        xml.optional("ServiceCredentialAlias", self.service_credential_alias.as_ref());
        xml.member("CreateDate", &self.create_date);
        xml.optional("ExpirationDate", self.expiration_date.as_ref());
        xml.member("ServiceSpecificCredentialId", &self.service_specific_credential_id);
        xml.member("ServiceName", &self.service_name);
    }
}
