// SPDX-License-Identifier: Apache-2.0
//! Shows a report on when the services that a subject may use were last accessed.

use portcullis_wire::iam::{GetServiceLastAccessedDetailsRequest, GetServiceLastAccessedDetailsResponse};
use portcullis_wire::{Fault, Page, Timestamp};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::report::job;
use crate::iam::report::last_accessed::Report;
use crate::iam::report::subject::Subject;
use crate::operation::{Operation, Outcome};
use crate::page::Window;

impl Operation for GetServiceLastAccessedDetailsRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        Access::one(Permission::on_everything("iam:GetServiceLastAccessedDetails"))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetServiceLastAccessedDetailsResponse>, Fault> {
        let account = cx.account();
        let window = Window::of(&self)?;
        let job = job::find(&self.job_id, cx)?;
        let list = format!("{}/services/", job.id);
        job::require_marker_of(&list, &window)?;
        let mut response = GetServiceLastAccessedDetailsResponse {
            job_status: "COMPLETED".to_owned(),
            job_type: Some(if job.tells_actions { "ACTION_LEVEL" } else { "SERVICE_LEVEL" }.to_owned()),
            job_creation_date: Timestamp(job.created_at),
            job_completion_date: Timestamp(job.created_at),
            ..GetServiceLastAccessedDetailsResponse::default()
        };
        let Some(subject) = Subject::of_job(&job.subject, account) else {
            response.job_status = "FAILED".to_owned();
            response.error = Some(job::subject_is_gone());
            response.set_next(None);
            return Ok(Outcome::read(response));
        };
        let services = Report::on(&subject, account, cx.now())?.services(job.tells_actions)?;
        let place = |service: &portcullis_wire::iam::ServiceLastAccessed| {
            format!("{list}{}", service.service_namespace)
        };
        response.services_last_accessed = window.cut(services, place, &mut response);
        Ok(Outcome::read(response))
    }
}
