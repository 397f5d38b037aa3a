// SPDX-License-Identifier: Apache-2.0
//! Sets which version of tokens the global endpoint gives.

use portcullis_directory::change::Change;
use portcullis_directory::record::{AccountSettings, TokenVersion};
use portcullis_wire::Fault;
use portcullis_wire::iam::{
    SetSecurityTokenServicePreferencesRequest, SetSecurityTokenServicePreferencesResponse,
};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::operation::{Operation, Outcome};

impl Operation for SetSecurityTokenServicePreferencesRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        Access::one(Permission::on_everything("iam:SetSecurityTokenServicePreferences"))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<SetSecurityTokenServicePreferencesResponse>, Fault> {
        // The model has two values, and decoding has refused every other.
        let token_version = match self.global_endpoint_token_version.as_str() {
            "v2Token" => TokenVersion::V2,
            _ => TokenVersion::V1,
        };
        let after = AccountSettings { token_version, ..cx.account().settings() };
        Ok(Outcome::write(SetSecurityTokenServicePreferencesResponse, vec![Change::put(after)]))
    }
}
