// SPDX-License-Identifier: Apache-2.0
//! Creates the role that a service uses on the account's behalf.

use portcullis_directory::change::Change;
use portcullis_directory::identifier::Prefix;
use portcullis_directory::record::{PolicyDocument, Role, Tags};
use portcullis_directory::service_linked_role::Template;
use portcullis_directory::{Refusal, arn};
use portcullis_wire::iam::{CreateServiceLinkedRoleRequest, CreateServiceLinkedRoleResponse};
use portcullis_wire::{Fault, faults};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};
use crate::role::role_shape;

const SESSION_SECONDS: u32 = 3_600;
const NAME_LENGTH_MAX: usize = 64;

impl Operation for CreateServiceLinkedRoleRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        // The role of a service that is not known has no name that a permission could be asked on.
        let resource = match Template::of(&self.aws_service_name) {
            Some(template) => {
                let name = template.role_name(self.custom_suffix.as_deref());
                arn::role(cx.account().id(), &template.path(), &name)
            }
            None => "*".to_owned(),
        };
        let permission = Permission::new("iam:CreateServiceLinkedRole", resource);
        Access::one(permission.key("iam:AWSServiceName", &*self.aws_service_name))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<CreateServiceLinkedRoleResponse>, Fault> {
        let account = cx.account();
        let service = &self.aws_service_name;
        let template = Template::of(service).ok_or_else(|| {
            faults::access_denied(format!("Cannot find Service Linked Role template for {service}"))
        })?;
        if self.custom_suffix.is_some() && !template.takes_suffix() {
            let message = format!("Custom suffix is not allowed for {service}");
            return Err(refused(Refusal::InvalidInput(message)));
        }
        let name = template.role_name(self.custom_suffix.as_deref());
        if name.len() > NAME_LENGTH_MAX {
            let message = format!("The role name {name} has more than {NAME_LENGTH_MAX} characters.");
            return Err(refused(Refusal::InvalidInput(message)));
        }
        account.require_free_service_linked_name(&name).map_err(refused)?;
        // Such a role counts among the account's roles, but the quota does not keep it from being made.
        let role = Role {
            id: cx.moment.unique_id(Prefix::Role, account),
            name,
            path: template.path(),
            created_at: cx.now(),
            trust_policy: PolicyDocument::new(template.trust_policy()),
            description: self.description,
            session_seconds_max: SESSION_SECONDS,
            permissions_boundary: None,
            tags: Tags::new(),
            attached_policies: vec![template.policy_arn()],
        };
        let response = CreateServiceLinkedRoleResponse { role: Some(role_shape(&role, account.id(), cx)) };
        Ok(Outcome::write(response, vec![Change::put(role)]))
    }
}
