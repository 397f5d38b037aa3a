// SPDX-License-Identifier: Apache-2.0
//! Lists the server certificates of the account.

use portcullis_directory::arn;
use portcullis_wire::Fault;
use portcullis_wire::iam::{ListServerCertificatesRequest, ListServerCertificatesResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::server_certificate::shape::metadata_shape;
use crate::operation::{Operation, Outcome};
use crate::page::Window;

impl Operation for ListServerCertificatesRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let prefix = self.path_prefix.as_deref().unwrap_or("/");
        let resource = arn::server_certificate(cx.account().id(), prefix, "");
        Access::one(Permission::on_list("iam:ListServerCertificates", resource))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListServerCertificatesResponse>, Fault> {
        let account = cx.account();
        let window = Window::of(&self)?;
        let prefix = self.path_prefix.as_deref().unwrap_or("/");
        let mut response = ListServerCertificatesResponse::default();
        let found = account.server_certificates.after(window.after());
        let found = found.filter(|one| one.path.starts_with(prefix));
        let page = window.cut(found, |one| one.name.to_ascii_lowercase(), &mut response);
        response.server_certificate_metadata_list =
            page.into_iter().map(|one| metadata_shape(one, account.id())).collect();
        Ok(Outcome::read(response))
    }
}
