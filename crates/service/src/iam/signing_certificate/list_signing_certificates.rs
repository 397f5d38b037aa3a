// SPDX-License-Identifier: Apache-2.0
//! Lists the signing certificates of a user, or of the caller.

use portcullis_wire::Fault;
use portcullis_wire::iam::{ListSigningCertificatesRequest, ListSigningCertificatesResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::access_key::holder::Holder;
use crate::iam::signing_certificate::shape::certificate_shape;
use crate::iam::user::subject::access_to_subject;
use crate::operation::{Operation, Outcome};
use crate::page::Window;

impl Operation for ListSigningCertificatesRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        access_to_subject("iam:ListSigningCertificates", self.user_name.as_deref(), cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListSigningCertificatesResponse>, Fault> {
        let window = Window::of(&self)?;
        let holder = Holder::of(self.user_name.as_deref(), cx)?;
        let mut response = ListSigningCertificatesResponse::default();
        let certificates = cx.account().signing_certificates.of(&holder.owner);
        let page = window.cut(certificates, |one| one.id.to_string(), &mut response);
        response.certificates = page.into_iter().map(|one| certificate_shape(one, &holder)).collect();
        Ok(Outcome::read(response))
    }
}
