// SPDX-License-Identifier: Apache-2.0
//! Gives a user, or the caller, a certificate to sign with.

use portcullis_directory::change::Change;
use portcullis_directory::quota::Quota;
use portcullis_directory::record::{KeyStatus, SigningCertificate};
use portcullis_wire::iam::{UploadSigningCertificateRequest, UploadSigningCertificateResponse};
use portcullis_wire::{Fault, faults};

use crate::access::Access;
use crate::context::Context;
use crate::credential::certificate::Certificate;
use crate::iam::access_key::holder::Holder;
use crate::iam::signing_certificate::shape::certificate_shape;
use crate::iam::user::subject::access_to_subject;
use crate::operation::{Operation, Outcome, refused};

impl Operation for UploadSigningCertificateRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        access_to_subject("iam:UploadSigningCertificate", self.user_name.as_deref(), cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UploadSigningCertificateResponse>, Fault> {
        let account = cx.account();
        let holder = Holder::of(self.user_name.as_deref(), cx)?;
        let body = self.certificate_body;
        let Some(certificate) = Certificate::parse(&body) else {
            return Err(faults::malformed_certificate(format!("Certificate {body} is malformed.")));
        };
        if !certificate.is_valid_at(cx.now()) {
            return Err(faults::invalid_certificate("the certificate is not valid at this time"));
        }
        let id = certificate.id();
        if account.signing_certificates.get(&id).is_some() {
            return Err(faults::duplicate_certificate(format!(
                "certificate `{id}` is already associated with a user of this account"
            )));
        }
        let count = account.signing_certificates.of(&holder.owner).count();
        account.require_room(Quota::SigningCertificatesPerUser, count).map_err(refused)?;
        let record = SigningCertificate {
            id,
            owner: holder.owner.clone(),
            body,
            status: KeyStatus::Active,
            uploaded_at: cx.now(),
        };
        let response = UploadSigningCertificateResponse { certificate: certificate_shape(&record, &holder) };
        Ok(Outcome::write(response, vec![Change::put(record)]))
    }
}
