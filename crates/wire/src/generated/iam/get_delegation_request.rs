// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetDelegationRequest`: its request and its response.

use crate::constraint::Constraint;
use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetDelegationRequest` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetDelegationRequestRequest {
    pub delegation_request_id: String,
    pub delegation_permission_check: Option<bool>,
}

impl Call for GetDelegationRequestRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetDelegationRequest";
    type Response = GetDelegationRequestResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            delegation_request_id: reader.required("DelegationRequestId", &c::DELEGATION_REQUEST_ID_TYPE),
            delegation_permission_check: reader.optional("DelegationPermissionCheck", &Constraint::NONE),
        })
    }
}

/// What `GetDelegationRequest` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetDelegationRequestResponse {
    pub delegation_request: Option<super::DelegationRequest>,
    pub permission_check_status: Option<String>,
    pub permission_check_result: Option<String>,
}

impl Respond for GetDelegationRequestResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetDelegationRequest", Some(self), request_id)
    }
}

impl Content for GetDelegationRequestResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("DelegationRequest", self.delegation_request.as_ref());
        xml.optional("PermissionCheckStatus", self.permission_check_status.as_ref());
        xml.optional("PermissionCheckResult", self.permission_check_result.as_ref());
    }
}
