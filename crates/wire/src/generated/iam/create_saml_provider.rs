// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `CreateSAMLProvider`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::secret::Secret;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `CreateSAMLProvider` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateSAMLProviderRequest {
    pub saml_metadata_document: String,
    pub name: String,
    pub tags: Option<Vec<super::Tag>>,
    pub assertion_encryption_mode: Option<String>,
    pub add_private_key: Option<Secret>,
}

impl Call for CreateSAMLProviderRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "CreateSAMLProvider";
    type Response = CreateSAMLProviderResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            saml_metadata_document: reader.required("SAMLMetadataDocument", &c::SAML_METADATA_DOCUMENT_TYPE),
            name: reader.required("Name", &c::SAML_PROVIDER_NAME_TYPE),
            tags: reader.optional("Tags", &c::TAG_LIST_TYPE),
            assertion_encryption_mode: reader
                .optional("AssertionEncryptionMode", &c::ASSERTION_ENCRYPTION_MODE_TYPE),
            add_private_key: reader.optional("AddPrivateKey", &c::PRIVATE_KEY_TYPE),
        })
    }
}

/// What `CreateSAMLProvider` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateSAMLProviderResponse {
    pub saml_provider_arn: Option<String>,
    pub tags: Option<Vec<super::Tag>>,
}

impl Respond for CreateSAMLProviderResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "CreateSAMLProvider", Some(self), request_id)
    }
}

impl Content for CreateSAMLProviderResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("SAMLProviderArn", self.saml_provider_arn.as_ref());
        xml.optional("Tags", self.tags.as_ref());
    }
}
