// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetOpenIDConnectProvider`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer, answer};

/// What `GetOpenIDConnectProvider` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetOpenIDConnectProviderRequest {
    pub open_id_connect_provider_arn: String,
}

impl Call for GetOpenIDConnectProviderRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetOpenIDConnectProvider";
    type Response = GetOpenIDConnectProviderResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            open_id_connect_provider_arn: reader.required("OpenIDConnectProviderArn", &c::ARN_TYPE),
        })
    }
}

/// What `GetOpenIDConnectProvider` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetOpenIDConnectProviderResponse {
    pub url: Option<String>,
    pub client_id_list: Option<Vec<String>>,
    pub thumbprint_list: Option<Vec<String>>,
    pub create_date: Option<Timestamp>,
    pub tags: Option<Vec<super::Tag>>,
}

impl Respond for GetOpenIDConnectProviderResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetOpenIDConnectProvider", Some(self), request_id)
    }
}

impl Content for GetOpenIDConnectProviderResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Url", self.url.as_ref());
        xml.optional("ClientIDList", self.client_id_list.as_ref());
        xml.optional("ThumbprintList", self.thumbprint_list.as_ref());
        xml.optional("CreateDate", self.create_date.as_ref());
        xml.optional("Tags", self.tags.as_ref());
    }
}
