// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `ServiceSpecificCredential`.

use crate::secret::Secret;
use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `ServiceSpecificCredential`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServiceSpecificCredential {
    pub create_date: Timestamp,
    pub expiration_date: Option<Timestamp>,
    pub service_name: String,
    pub service_user_name: Option<String>,
    pub service_password: Option<Secret>,
    pub service_credential_alias: Option<String>,
    pub service_credential_secret: Option<Secret>,
    pub service_specific_credential_id: String,
    pub user_name: String,
    pub status: String,
}

impl Content for ServiceSpecificCredential {
    fn write(&self, xml: &mut Writer) {
        xml.member("CreateDate", &self.create_date);
        xml.optional("ExpirationDate", self.expiration_date.as_ref());
        xml.member("ServiceName", &self.service_name);
        xml.optional("ServiceUserName", self.service_user_name.as_ref());
        xml.optional("ServicePassword", self.service_password.as_ref());
        xml.optional("ServiceCredentialAlias", self.service_credential_alias.as_ref());
        xml.optional("ServiceCredentialSecret", self.service_credential_secret.as_ref());
        xml.member("ServiceSpecificCredentialId", &self.service_specific_credential_id);
        xml.member("UserName", &self.user_name);
        xml.member("Status", &self.status);
    }
}
