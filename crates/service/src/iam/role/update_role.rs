// SPDX-License-Identifier: Apache-2.0
//! Changes the description and the session duration of a role.

use portcullis_directory::change::Change;
use portcullis_directory::record::Role;
use portcullis_wire::Fault;
use portcullis_wire::iam::{UpdateRoleRequest, UpdateRoleResponse};

use crate::access::Access;
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};
use crate::role::on_bounded_role;

impl Operation for UpdateRoleRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_bounded_role("iam:UpdateRole", &self.role_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UpdateRoleResponse>, Fault> {
        let role = cx.account().require_role(&self.role_name).map_err(refused)?;
        // What the request leaves out stays as it is.
        let mut after = Role::clone(role);
        if let Some(description) = self.description {
            after.description = Some(description);
        }
        if let Some(seconds) = self.max_session_duration.and_then(|seconds| u32::try_from(seconds).ok()) {
            cx.account().require_session_seconds_of_customer(role).map_err(refused)?;
            after.session_seconds_max = seconds;
        }
        Ok(Outcome::write(UpdateRoleResponse, vec![Change::put(after)]))
    }
}
