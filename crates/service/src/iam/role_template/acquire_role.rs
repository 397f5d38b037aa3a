// SPDX-License-Identifier: Apache-2.0
//! Creates the role that a template describes, or finds it.

use portcullis_wire::Fault;
use portcullis_wire::iam::{AcquireRoleRequest, AcquireRoleResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::role_template::template::no_role_template;
use crate::operation::{Operation, Outcome};

impl Operation for AcquireRoleRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        // The operation has no permission of its own. The template would say the role's name, and there is none.
        Access::one(Permission::new("iam:CreateRole", "*").key("iam:RoleTemplateARN", &*self.template_arn))
    }

    fn decide(self, _: &Context<'_>) -> Result<Outcome<AcquireRoleResponse>, Fault> {
        Err(no_role_template(&self.template_arn))
    }
}
