// SPDX-License-Identifier: Apache-2.0
//! Shows a version of a role template.

use portcullis_wire::Fault;
use portcullis_wire::iam::{GetRoleTemplateVersionRequest, GetRoleTemplateVersionResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::role_template::template::no_role_template;
use crate::operation::{Operation, Outcome};

impl Operation for GetRoleTemplateVersionRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        Access::one(Permission::new("iam:GetRoleTemplateVersion", &*self.template_arn))
    }

    fn decide(self, _: &Context<'_>) -> Result<Outcome<GetRoleTemplateVersionResponse>, Fault> {
        Err(no_role_template(&self.template_arn))
    }
}
