// SPDX-License-Identifier: Apache-2.0
//! Sets properties of the account.

use portcullis_directory::change::Change;
use portcullis_directory::record::AccountSettings;
use portcullis_wire::Fault;
use portcullis_wire::iam::{PutAccountPropertiesRequest, PutAccountPropertiesResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::account::property::{namespace, on_namespaces, role_manager_enabled};
use crate::operation::{Operation, Outcome};

impl Operation for PutAccountPropertiesRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        let permission = Permission::on_everything("iam:PutAccountProperties");
        Access::one(on_namespaces(permission, self.properties.keys().map(|key| namespace(key))))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<PutAccountPropertiesResponse>, Fault> {
        let role_manager_enabled = role_manager_enabled(&self.properties)?;
        let after = AccountSettings { role_manager_enabled, ..cx.account().settings() };
        Ok(Outcome::write(PutAccountPropertiesResponse, vec![Change::put(after)]))
    }
}
