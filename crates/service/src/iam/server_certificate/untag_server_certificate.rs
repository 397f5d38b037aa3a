// SPDX-License-Identifier: Apache-2.0
//! Removes tags from a server certificate.

use portcullis_directory::change::Change;
use portcullis_directory::record::ServerCertificate;
use portcullis_wire::Fault;
use portcullis_wire::iam::{UntagServerCertificateRequest, UntagServerCertificateResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::server_certificate::permission::on_server_certificate;
use crate::operation::{Operation, Outcome, refused};
use crate::tags::{self, KeyCase};

impl Operation for UntagServerCertificateRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let permission =
            on_server_certificate("iam:UntagServerCertificate", &self.server_certificate_name, cx);
        Access::one(permission.tag_keys(self.tag_keys.clone()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UntagServerCertificateResponse>, Fault> {
        let before =
            cx.account().require_server_certificate(&self.server_certificate_name).map_err(refused)?;
        let tags = tags::remove(&before.tags, &self.tag_keys, KeyCase::Kept);
        let after = ServerCertificate { tags, ..ServerCertificate::clone(before) };
        Ok(Outcome::write(UntagServerCertificateResponse, vec![Change::put(after)]))
    }
}
