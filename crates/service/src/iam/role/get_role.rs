// SPDX-License-Identifier: Apache-2.0
//! Shows a role.

use portcullis_wire::Fault;
use portcullis_wire::iam::{GetRoleRequest, GetRoleResponse};

use crate::access::Access;
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};
use crate::role::{on_bounded_role, whole_role_shape};

impl Operation for GetRoleRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_bounded_role("iam:GetRole", &self.role_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetRoleResponse>, Fault> {
        let account = cx.account();
        let role = account.require_role(&self.role_name).map_err(refused)?;
        Ok(Outcome::read(GetRoleResponse { role: whole_role_shape(role, account.id(), cx) }))
    }
}
