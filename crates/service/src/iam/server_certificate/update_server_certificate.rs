// SPDX-License-Identifier: Apache-2.0
//! Renames or moves a server certificate, which keeps its id.

use portcullis_directory::arn;
use portcullis_directory::change::Change;
use portcullis_directory::record::ServerCertificate;
use portcullis_wire::Fault;
use portcullis_wire::iam::{UpdateServerCertificateRequest, UpdateServerCertificateResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::server_certificate::permission::on_server_certificate;
use crate::operation::{Operation, Outcome, refused};

const ACTION: &str = "iam:UpdateServerCertificate";

impl Operation for UpdateServerCertificateRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let source = on_server_certificate(ACTION, &self.server_certificate_name, cx);
        let Some(found) = cx.account().server_certificates.named(&self.server_certificate_name) else {
            return Access::one(source);
        };
        let name = self.new_server_certificate_name.as_deref().unwrap_or(&found.name);
        let path = self.new_path.as_deref().unwrap_or(&found.path);
        let target = arn::server_certificate(cx.account().id(), path, name);
        if target == source.resource {
            return Access::one(source);
        }
        // A name or path that policies speak of must not be taken or left without permission there.
        let target = Permission::new(ACTION, target).resource_tags(&found.tags);
        Access::Requires(vec![source, target])
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UpdateServerCertificateResponse>, Fault> {
        let account = cx.account();
        let before = account.require_server_certificate(&self.server_certificate_name).map_err(refused)?;
        let name = self.new_server_certificate_name.unwrap_or_else(|| before.name.clone());
        account.require_free_server_certificate_name(&name, Some(&before.id)).map_err(refused)?;
        let path = self.new_path.unwrap_or_else(|| before.path.clone());
        let after = ServerCertificate { name, path, ..ServerCertificate::clone(before) };
        Ok(Outcome::write(UpdateServerCertificateResponse, vec![Change::put(after)]))
    }
}
