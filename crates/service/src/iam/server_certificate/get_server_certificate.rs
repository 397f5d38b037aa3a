// SPDX-License-Identifier: Apache-2.0
//! Shows a server certificate with its chain, and without its private key.

use portcullis_wire::iam::{GetServerCertificateRequest, GetServerCertificateResponse};
use portcullis_wire::{Fault, iam};

use crate::access::Access;
use crate::context::Context;
use crate::iam::server_certificate::permission::on_server_certificate;
use crate::iam::server_certificate::shape::metadata_shape;
use crate::operation::{Operation, Outcome, refused};
use crate::tags;

impl Operation for GetServerCertificateRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_server_certificate("iam:GetServerCertificate", &self.server_certificate_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetServerCertificateResponse>, Fault> {
        let account = cx.account();
        let found = account.require_server_certificate(&self.server_certificate_name).map_err(refused)?;
        let server_certificate = iam::ServerCertificate {
            server_certificate_metadata: metadata_shape(found, account.id()),
            certificate_body: found.body.clone(),
            certificate_chain: found.chain.clone(),
            tags: Some(tags::list(&found.tags)),
        };
        Ok(Outcome::read(GetServerCertificateResponse { server_certificate }))
    }
}
