// SPDX-License-Identifier: Apache-2.0
//! Shows which users and roles last accessed one service, of those that a report is about.

use portcullis_policy::catalogue::Catalogue;
use portcullis_wire::iam::{
    GetServiceLastAccessedDetailsWithEntitiesRequest, GetServiceLastAccessedDetailsWithEntitiesResponse,
};
use portcullis_wire::{Fault, Page, Timestamp, faults};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::report::job;
use crate::iam::report::last_accessed::Report;
use crate::iam::report::subject::Subject;
use crate::operation::{Operation, Outcome};
use crate::page::Window;

impl Operation for GetServiceLastAccessedDetailsWithEntitiesRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        Access::one(Permission::on_everything("iam:GetServiceLastAccessedDetailsWithEntities"))
    }

    fn decide(
        self,
        cx: &Context<'_>,
    ) -> Result<Outcome<GetServiceLastAccessedDetailsWithEntitiesResponse>, Fault> {
        let account = cx.account();
        let window = Window::of(&self)?;
        let job = job::find(&self.job_id, cx)?;
        let namespace = &self.service_namespace;
        let service =
            Catalogue::embedded().service(namespace).filter(|service| service.prefix() == namespace);
        let service = service.ok_or_else(|| {
            // The misspelling is AWS's.
            faults::invalid_input(format!("Service namepace {namespace} is either invalid or unsupported."))
        })?;
        let list = format!("{}/entities/", job.id);
        job::require_marker_of(&list, &window)?;
        let mut response = GetServiceLastAccessedDetailsWithEntitiesResponse {
            job_status: "COMPLETED".to_owned(),
            job_creation_date: Timestamp(job.created_at),
            job_completion_date: Timestamp(job.created_at),
            ..GetServiceLastAccessedDetailsWithEntitiesResponse::default()
        };
        let Some(subject) = Subject::of_job(&job.subject, account) else {
            response.job_status = "FAILED".to_owned();
            response.error = Some(job::subject_is_gone());
            response.set_next(None);
            return Ok(Outcome::read(response));
        };
        let entities = Report::on(&subject, account, cx.now())?.entities(service)?;
        let page = window.cut(entities, |(place, _)| format!("{list}{place}"), &mut response);
        response.entity_details_list = page.into_iter().map(|(_, entity)| entity).collect();
        Ok(Outcome::read(response))
    }
}
