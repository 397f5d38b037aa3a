// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetSAMLProvider`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer, answer};

/// What `GetSAMLProvider` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetSAMLProviderRequest {
    pub saml_provider_arn: String,
}

impl Call for GetSAMLProviderRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetSAMLProvider";
    type Response = GetSAMLProviderResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            saml_provider_arn: reader.required("SAMLProviderArn", &c::ARN_TYPE),
        })
    }
}

/// What `GetSAMLProvider` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetSAMLProviderResponse {
    pub saml_provider_uuid: Option<String>,
    pub saml_metadata_document: Option<String>,
    pub create_date: Option<Timestamp>,
    pub valid_until: Option<Timestamp>,
    pub tags: Option<Vec<super::Tag>>,
    pub assertion_encryption_mode: Option<String>,
    pub private_key_list: Option<Vec<super::SAMLPrivateKey>>,
}

impl Respond for GetSAMLProviderResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetSAMLProvider", Some(self), request_id)
    }
}

impl Content for GetSAMLProviderResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("SAMLProviderUUID", self.saml_provider_uuid.as_ref());
        xml.optional("SAMLMetadataDocument", self.saml_metadata_document.as_ref());
        xml.optional("CreateDate", self.create_date.as_ref());
        xml.optional("ValidUntil", self.valid_until.as_ref());
        xml.optional("Tags", self.tags.as_ref());
        xml.optional("AssertionEncryptionMode", self.assertion_encryption_mode.as_ref());
        xml.optional("PrivateKeyList", self.private_key_list.as_ref());
    }
}
