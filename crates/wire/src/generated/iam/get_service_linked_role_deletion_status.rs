// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetServiceLinkedRoleDeletionStatus`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetServiceLinkedRoleDeletionStatus` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetServiceLinkedRoleDeletionStatusRequest {
    pub deletion_task_id: String,
}

impl Call for GetServiceLinkedRoleDeletionStatusRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetServiceLinkedRoleDeletionStatus";
    type Response = GetServiceLinkedRoleDeletionStatusResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            deletion_task_id: reader.required("DeletionTaskId", &c::DELETION_TASK_ID_TYPE),
        })
    }
}

/// What `GetServiceLinkedRoleDeletionStatus` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetServiceLinkedRoleDeletionStatusResponse {
    pub status: String,
    pub reason: Option<super::DeletionTaskFailureReasonType>,
}

impl Respond for GetServiceLinkedRoleDeletionStatusResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetServiceLinkedRoleDeletionStatus", Some(self), request_id)
    }
}

impl Content for GetServiceLinkedRoleDeletionStatusResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("Status", &self.status);
        xml.optional("Reason", self.reason.as_ref());
    }
}
