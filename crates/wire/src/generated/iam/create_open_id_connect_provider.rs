// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `CreateOpenIDConnectProvider`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `CreateOpenIDConnectProvider` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateOpenIDConnectProviderRequest {
    pub url: String,
    pub client_id_list: Option<Vec<String>>,
    pub thumbprint_list: Option<Vec<String>>,
    pub tags: Option<Vec<super::Tag>>,
}

impl Call for CreateOpenIDConnectProviderRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "CreateOpenIDConnectProvider";
    type Response = CreateOpenIDConnectProviderResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            url: reader.required("Url", &c::OPEN_ID_CONNECT_PROVIDER_URL_TYPE),
            client_id_list: reader.optional("ClientIDList", &c::CLIENT_ID_LIST_TYPE),
            thumbprint_list: reader.optional("ThumbprintList", &c::THUMBPRINT_LIST_TYPE),
            tags: reader.optional("Tags", &c::TAG_LIST_TYPE),
        })
    }
}

/// What `CreateOpenIDConnectProvider` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateOpenIDConnectProviderResponse {
    pub open_id_connect_provider_arn: Option<String>,
    pub tags: Option<Vec<super::Tag>>,
}

impl Respond for CreateOpenIDConnectProviderResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "CreateOpenIDConnectProvider", Some(self), request_id)
    }
}

impl Content for CreateOpenIDConnectProviderResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("OpenIDConnectProviderArn", self.open_id_connect_provider_arn.as_ref());
        xml.optional("Tags", self.tags.as_ref());
    }
}
