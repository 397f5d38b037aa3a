// SPDX-License-Identifier: Apache-2.0
//! Lists the tags of a server certificate.

use portcullis_wire::Fault;
use portcullis_wire::iam::{ListServerCertificateTagsRequest, ListServerCertificateTagsResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::server_certificate::permission::on_server_certificate;
use crate::operation::{Operation, Outcome, refused};
use crate::page::Window;
use crate::tags::{self, KeyCase};

impl Operation for ListServerCertificateTagsRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_server_certificate("iam:ListServerCertificateTags", &self.server_certificate_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListServerCertificateTagsResponse>, Fault> {
        let window = Window::of(&self)?;
        let tagged =
            cx.account().require_server_certificate(&self.server_certificate_name).map_err(refused)?;
        let mut response = ListServerCertificateTagsResponse::default();
        response.tags = tags::page(&tagged.tags, &window, KeyCase::Kept, &mut response);
        Ok(Outcome::read(response))
    }
}
