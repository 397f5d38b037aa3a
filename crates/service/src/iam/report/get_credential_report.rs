// SPDX-License-Identifier: Apache-2.0
//! Hands out the credential report as it was written.

use portcullis_wire::iam::{GetCredentialReportRequest, GetCredentialReportResponse};
use portcullis_wire::{Fault, Timestamp, faults};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::report::credential_report::{generated_at, is_fresh};
use crate::operation::{Operation, Outcome};

impl Operation for GetCredentialReportRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        Access::one(Permission::on_everything("iam:GetCredentialReport"))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetCredentialReportResponse>, Fault> {
        let account = cx.account();
        // AWS gives these faults no words.
        let at = generated_at(account).ok_or_else(|| faults::report_not_present(""))?;
        if !is_fresh(at, cx.now()) {
            return Err(faults::report_expired(""));
        }
        let content = account.credential_report_parts().flat_map(|part| part.text.bytes()).collect();
        Ok(Outcome::read(GetCredentialReportResponse {
            content: Some(content),
            report_format: Some("text/csv".to_owned()),
            generated_time: Some(Timestamp(at)),
        }))
    }
}
