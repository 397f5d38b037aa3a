// SPDX-License-Identifier: Apache-2.0
//! Switches a signing certificate on or off.

use portcullis_directory::change::Change;
use portcullis_directory::record::SigningCertificate;
use portcullis_wire::Fault;
use portcullis_wire::iam::{UpdateSigningCertificateRequest, UpdateSigningCertificateResponse};

use crate::access::Access;
use crate::context::Context;
use crate::credential::status::read_status;
use crate::iam::access_key::holder::Holder;
use crate::iam::user::subject::access_to_subject;
use crate::operation::{Operation, Outcome, refused};

impl Operation for UpdateSigningCertificateRequest {
    fn check(&self) -> Result<(), Fault> {
        read_status(&self.status).map(drop)
    }

    fn access(&self, cx: &Context<'_>) -> Access {
        access_to_subject("iam:UpdateSigningCertificate", self.user_name.as_deref(), cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UpdateSigningCertificateResponse>, Fault> {
        let status = read_status(&self.status)?;
        let holder = Holder::of(self.user_name.as_deref(), cx)?;
        let account = cx.account();
        let before =
            account.require_signing_certificate(&holder.owner, &self.certificate_id).map_err(refused)?;
        let after = SigningCertificate { status, ..SigningCertificate::clone(before) };
        Ok(Outcome::write(UpdateSigningCertificateResponse, vec![Change::put(after)]))
    }
}
