// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UpdateSAMLProvider`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::secret::Secret;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `UpdateSAMLProvider` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateSAMLProviderRequest {
    pub saml_metadata_document: Option<String>,
    pub saml_provider_arn: String,
    pub assertion_encryption_mode: Option<String>,
    pub add_private_key: Option<Secret>,
    pub remove_private_key: Option<String>,
}

impl Call for UpdateSAMLProviderRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UpdateSAMLProvider";
    type Response = UpdateSAMLProviderResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            saml_metadata_document: reader.optional("SAMLMetadataDocument", &c::SAML_METADATA_DOCUMENT_TYPE),
            saml_provider_arn: reader.required("SAMLProviderArn", &c::ARN_TYPE),
            assertion_encryption_mode: reader
                .optional("AssertionEncryptionMode", &c::ASSERTION_ENCRYPTION_MODE_TYPE),
            add_private_key: reader.optional("AddPrivateKey", &c::PRIVATE_KEY_TYPE),
            remove_private_key: reader.optional("RemovePrivateKey", &c::PRIVATE_KEY_ID_TYPE),
        })
    }
}

/// What `UpdateSAMLProvider` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateSAMLProviderResponse {
    pub saml_provider_arn: Option<String>,
}

impl Respond for UpdateSAMLProviderResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UpdateSAMLProvider", Some(self), request_id)
    }
}

impl Content for UpdateSAMLProviderResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("SAMLProviderArn", self.saml_provider_arn.as_ref());
    }
}
