// SPDX-License-Identifier: Apache-2.0
//! Tells how the deletion of a service-linked role went.

use portcullis_directory::Refusal;
use portcullis_wire::Fault;
use portcullis_wire::iam::{
    GetServiceLinkedRoleDeletionStatusRequest, GetServiceLinkedRoleDeletionStatusResponse,
};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};

impl Operation for GetServiceLinkedRoleDeletionStatusRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        // The task keeps the ARN of the role, which is gone. One that is not known belongs to no role.
        let deletion = cx.account().role_deletion(&self.deletion_task_id);
        let resource = deletion.map_or("*", |deletion| deletion.role_arn.as_str());
        Access::one(Permission::new("iam:GetServiceLinkedRoleDeletionStatus", resource))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetServiceLinkedRoleDeletionStatusResponse>, Fault> {
        if !is_task_id(&self.deletion_task_id) {
            return Err(refused(Refusal::InvalidInput("Invalid task id".to_owned())));
        }
        if cx.account().role_deletion(&self.deletion_task_id).is_none() {
            let message = format!("The deletion task with id {} cannot be found.", self.deletion_task_id);
            return Err(refused(Refusal::NoSuchEntity(message)));
        }
        // No service runs here that could hold the role in use, so a deletion that was begun is done.
        let status = "SUCCEEDED".to_owned();
        Ok(Outcome::read(GetServiceLinkedRoleDeletionStatusResponse { status, reason: None }))
    }
}

/// Whether this is `task/aws-service-role/SERVICE/ROLE/UUID`.
fn is_task_id(text: &str) -> bool {
    let mut parts = text.split('/');
    let begins = parts.next() == Some("task") && parts.next() == Some("aws-service-role");
    let is_name = |part: Option<&str>| part.is_some_and(|name| !name.is_empty());
    begins
        && is_name(parts.next())
        && is_name(parts.next())
        && is_name(parts.next())
        && parts.next().is_none()
}
