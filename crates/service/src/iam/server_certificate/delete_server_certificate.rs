// SPDX-License-Identifier: Apache-2.0
//! Deletes a server certificate.

use portcullis_directory::change::{Change, Key, Kind};
use portcullis_wire::Fault;
use portcullis_wire::iam::{DeleteServerCertificateRequest, DeleteServerCertificateResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::server_certificate::permission::on_server_certificate;
use crate::operation::{Operation, Outcome, refused};

impl Operation for DeleteServerCertificateRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_server_certificate("iam:DeleteServerCertificate", &self.server_certificate_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeleteServerCertificateResponse>, Fault> {
        let found =
            cx.account().require_server_certificate(&self.server_certificate_name).map_err(refused)?;
        let key = Key::new(Kind::ServerCertificate, found.id.as_str());
        Ok(Outcome::write(DeleteServerCertificateResponse, vec![Change::Remove(key)]))
    }
}
