// SPDX-License-Identifier: Apache-2.0
//! Shows the account's properties.

use std::collections::BTreeMap;

use portcullis_wire::Fault;
use portcullis_wire::iam::{GetAccountPropertiesRequest, GetAccountPropertiesResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::account::property::{NAMESPACE, ROLE_MANAGER_ENABLED, on_namespaces};
use crate::operation::{Operation, Outcome};

impl Operation for GetAccountPropertiesRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        let permission = Permission::on_everything("iam:GetAccountProperties");
        Access::one(on_namespaces(permission, [NAMESPACE]))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetAccountPropertiesResponse>, Fault> {
        let enabled = cx.account().settings().role_manager_enabled;
        let properties = BTreeMap::from([(ROLE_MANAGER_ENABLED.to_owned(), enabled.to_string())]);
        Ok(Outcome::read(GetAccountPropertiesResponse { properties: Some(properties) }))
    }
}
