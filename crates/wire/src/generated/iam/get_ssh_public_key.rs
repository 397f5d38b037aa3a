// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetSSHPublicKey`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetSSHPublicKey` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetSSHPublicKeyRequest {
    pub user_name: String,
    pub ssh_public_key_id: String,
    pub encoding: String,
}

impl Call for GetSSHPublicKeyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetSSHPublicKey";
    type Response = GetSSHPublicKeyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.required("UserName", &c::USER_NAME_TYPE),
            ssh_public_key_id: reader.required("SSHPublicKeyId", &c::PUBLIC_KEY_ID_TYPE),
            encoding: reader.required("Encoding", &c::ENCODING_TYPE),
        })
    }
}

/// What `GetSSHPublicKey` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetSSHPublicKeyResponse {
    pub ssh_public_key: Option<super::SSHPublicKey>,
}

impl Respond for GetSSHPublicKeyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetSSHPublicKey", Some(self), request_id)
    }
}

impl Content for GetSSHPublicKeyResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("SSHPublicKey", self.ssh_public_key.as_ref());
    }
}
