// SPDX-License-Identifier: Apache-2.0
//! Deletes a SAML provider. Roles that trust it keep their trust policies, which then trust nobody.

use portcullis_directory::change::{Change, Key, Kind};
use portcullis_wire::Fault;
use portcullis_wire::iam::{DeleteSAMLProviderRequest, DeleteSAMLProviderResponse};

use super::subject::on_saml_provider;
use crate::access::Access;
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};

impl Operation for DeleteSAMLProviderRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_saml_provider("iam:DeleteSAMLProvider", &self.saml_provider_arn, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeleteSAMLProviderResponse>, Fault> {
        let found = cx.account().require_saml_provider(&self.saml_provider_arn).map_err(refused)?;
        let key = Key::new(Kind::SamlProvider, found.id.as_str());
        Ok(Outcome::write(DeleteSAMLProviderResponse, vec![Change::Remove(key)]))
    }
}
