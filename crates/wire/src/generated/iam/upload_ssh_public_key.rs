// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UploadSSHPublicKey`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `UploadSSHPublicKey` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UploadSSHPublicKeyRequest {
    pub user_name: String,
    pub ssh_public_key_body: String,
}

impl Call for UploadSSHPublicKeyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UploadSSHPublicKey";
    type Response = UploadSSHPublicKeyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.required("UserName", &c::USER_NAME_TYPE),
            ssh_public_key_body: reader.required("SSHPublicKeyBody", &c::PUBLIC_KEY_MATERIAL_TYPE),
        })
    }
}

/// What `UploadSSHPublicKey` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UploadSSHPublicKeyResponse {
    pub ssh_public_key: Option<super::SSHPublicKey>,
}

impl Respond for UploadSSHPublicKeyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UploadSSHPublicKey", Some(self), request_id)
    }
}

impl Content for UploadSSHPublicKeyResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("SSHPublicKey", self.ssh_public_key.as_ref());
    }
}
