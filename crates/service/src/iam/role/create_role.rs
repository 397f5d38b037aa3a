// SPDX-License-Identifier: Apache-2.0
//! Creates a role.

use portcullis_directory::account::require_role_path;
use portcullis_directory::arn;
use portcullis_directory::change::Change;
use portcullis_directory::identifier::Prefix;
use portcullis_directory::quota::Quota;
use portcullis_directory::record::Role;
use portcullis_wire::Fault;
use portcullis_wire::iam::{CreateRoleRequest, CreateRoleResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};
use crate::role::created_role_shape;
use crate::tags::{self, KeyCase};
use crate::trust_policy;

const SESSION_SECONDS_DEFAULT: u32 = 3_600;

impl Operation for CreateRoleRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let path = self.path.as_deref().unwrap_or("/");
        let resource = arn::role(cx.account().id(), path, &self.role_name);
        let create = Permission::new("iam:CreateRole", resource)
            .optional_key("iam:PermissionsBoundary", self.permissions_boundary.as_deref());
        tags::access_to_create(create, "iam:TagRole", self.tags.as_deref())
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<CreateRoleResponse>, Fault> {
        let account = cx.account();
        let path = self.path.unwrap_or_else(|| "/".to_owned());
        let tags = tags::accept(self.tags.as_deref(), KeyCase::Ignored)?;
        require_role_path(&path).map_err(refused)?;
        let written = trust_policy::read(&self.assume_role_policy_document)?;
        account.require_free_role_name(&self.role_name).map_err(refused)?;
        let trust_policy = written.store(cx)?;
        account.require_room(Quota::Roles, account.roles.len()).map_err(refused)?;
        if let Some(boundary) = &self.permissions_boundary {
            account.require_boundary(boundary).map_err(refused)?;
        }
        let seconds = self.max_session_duration.and_then(|seconds| u32::try_from(seconds).ok());
        let role = Role {
            id: cx.moment.unique_id(Prefix::Role, account),
            name: self.role_name,
            path,
            created_at: cx.now(),
            trust_policy,
            description: self.description,
            session_seconds_max: seconds.unwrap_or(SESSION_SECONDS_DEFAULT),
            permissions_boundary: self.permissions_boundary,
            tags,
            attached_policies: Vec::new(),
        };
        let response = CreateRoleResponse { role: created_role_shape(&role, account.id(), cx) };
        Ok(Outcome::write(response, vec![Change::put(role)]))
    }
}
