// SPDX-License-Identifier: Apache-2.0
//! Sets tags on a server certificate.

use portcullis_directory::change::Change;
use portcullis_directory::record::ServerCertificate;
use portcullis_wire::Fault;
use portcullis_wire::iam::{TagServerCertificateRequest, TagServerCertificateResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::server_certificate::permission::on_server_certificate;
use crate::operation::{Operation, Outcome, refused};
use crate::tags::{self, KeyCase};

impl Operation for TagServerCertificateRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let permission = on_server_certificate("iam:TagServerCertificate", &self.server_certificate_name, cx);
        Access::one(permission.request_tags(tags::pairs(Some(&self.tags))))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<TagServerCertificateResponse>, Fault> {
        let before =
            cx.account().require_server_certificate(&self.server_certificate_name).map_err(refused)?;
        let tags = tags::add(&before.tags, Some(&self.tags), KeyCase::Kept)?;
        let after = ServerCertificate { tags, ..ServerCertificate::clone(before) };
        Ok(Outcome::write(TagServerCertificateResponse, vec![Change::put(after)]))
    }
}
