// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeleteSSHPublicKey`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DeleteSSHPublicKey` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteSSHPublicKeyRequest {
    pub user_name: String,
    pub ssh_public_key_id: String,
}

impl Call for DeleteSSHPublicKeyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeleteSSHPublicKey";
    type Response = DeleteSSHPublicKeyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.required("UserName", &c::USER_NAME_TYPE),
            ssh_public_key_id: reader.required("SSHPublicKeyId", &c::PUBLIC_KEY_ID_TYPE),
        })
    }
}

/// What `DeleteSSHPublicKey` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteSSHPublicKeyResponse;

impl Respond for DeleteSSHPublicKeyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeleteSSHPublicKey", None, request_id)
    }
}
