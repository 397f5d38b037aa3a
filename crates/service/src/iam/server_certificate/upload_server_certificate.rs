// SPDX-License-Identifier: Apache-2.0
//! Takes a server certificate, its private key and its chain into the account.

use portcullis_directory::arn;
use portcullis_directory::change::Change;
use portcullis_directory::identifier::Prefix;
use portcullis_directory::quota::Quota;
use portcullis_directory::record::{SecretText, ServerCertificate};
use portcullis_wire::Fault;
use portcullis_wire::iam::{UploadServerCertificateRequest, UploadServerCertificateResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::credential::pem;
use crate::iam::server_certificate::check::check;
use crate::iam::server_certificate::shape::metadata_shape;
use crate::operation::{Operation, Outcome, refused};
use crate::tags::{self, KeyCase};

impl Operation for UploadServerCertificateRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let path = self.path.as_deref().unwrap_or("/");
        let resource = arn::server_certificate(cx.account().id(), path, &self.server_certificate_name);
        let upload = Permission::new("iam:UploadServerCertificate", resource);
        tags::access_to_create(upload, "iam:TagServerCertificate", self.tags.as_deref())
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UploadServerCertificateResponse>, Fault> {
        let account = cx.account();
        let name = self.server_certificate_name;
        let tags = tags::accept(self.tags.as_deref(), KeyCase::Kept)?;
        let (body, chain) = (self.certificate_body, self.certificate_chain);
        let certificate = check(&body, self.private_key.reveal(), chain.as_deref(), cx.now())?;
        account.require_free_server_certificate_name(&name, None).map_err(refused)?;
        account
            .require_room(Quota::ServerCertificates, account.server_certificates.len())
            .map_err(refused)?;
        let record = ServerCertificate {
            id: cx.moment.unique_id(Prefix::ServerCertificate, account),
            name,
            path: self.path.unwrap_or_else(|| "/".to_owned()),
            uploaded_at: cx.now(),
            expires_at: certificate.expires_at(),
            body: pem::trimmed(&body),
            chain: chain.as_deref().map(pem::trimmed),
            private_key: SecretText::new(self.private_key.reveal().clone()),
            tags,
        };
        let response = UploadServerCertificateResponse {
            server_certificate_metadata: Some(metadata_shape(&record, account.id())),
            tags: tags::shape(&record.tags),
        };
        Ok(Outcome::write(response, vec![Change::put(record)]))
    }
}
