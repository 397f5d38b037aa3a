// SPDX-License-Identifier: Apache-2.0
//! Deletes a signing certificate of a user, or of the caller.

use portcullis_directory::change::{Change, Key, Kind};
use portcullis_wire::Fault;
use portcullis_wire::iam::{DeleteSigningCertificateRequest, DeleteSigningCertificateResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::access_key::holder::Holder;
use crate::iam::user::subject::access_to_subject;
use crate::operation::{Operation, Outcome, refused};

impl Operation for DeleteSigningCertificateRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        access_to_subject("iam:DeleteSigningCertificate", self.user_name.as_deref(), cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeleteSigningCertificateResponse>, Fault> {
        let holder = Holder::of(self.user_name.as_deref(), cx)?;
        let account = cx.account();
        let found =
            account.require_signing_certificate(&holder.owner, &self.certificate_id).map_err(refused)?;
        let key = Key::new(Kind::SigningCertificate, found.id.as_str());
        Ok(Outcome::write(DeleteSigningCertificateResponse, vec![Change::Remove(key)]))
    }
}
