// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UpdateSSHPublicKey`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `UpdateSSHPublicKey` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateSSHPublicKeyRequest {
    pub user_name: String,
    pub ssh_public_key_id: String,
    pub status: String,
}

impl Call for UpdateSSHPublicKeyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UpdateSSHPublicKey";
    type Response = UpdateSSHPublicKeyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.required("UserName", &c::USER_NAME_TYPE),
            ssh_public_key_id: reader.required("SSHPublicKeyId", &c::PUBLIC_KEY_ID_TYPE),
            status: reader.required("Status", &c::STATUS_TYPE),
        })
    }
}

/// What `UpdateSSHPublicKey` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateSSHPublicKeyResponse;

impl Respond for UpdateSSHPublicKeyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UpdateSSHPublicKey", None, request_id)
    }
}
