// SPDX-License-Identifier: Apache-2.0
//! Writes the credential report, unless there is one that is less than four hours old.

use portcullis_directory::change::{Change, Key};
use portcullis_wire::Fault;
use portcullis_wire::iam::{GenerateCredentialReportRequest, GenerateCredentialReportResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::report::credential_report::{generated_at, is_fresh, parts};
use crate::operation::{Operation, Outcome};

impl Operation for GenerateCredentialReportRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        Access::one(Permission::on_everything("iam:GenerateCredentialReport"))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GenerateCredentialReportResponse>, Fault> {
        let account = cx.account();
        if generated_at(account).is_some_and(|at| is_fresh(at, cx.now())) {
            let state = Some("COMPLETE".to_owned());
            return Ok(Outcome::read(GenerateCredentialReportResponse { state, description: None }));
        }
        let parts = parts(account, cx.now())?;
        let count = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        let old = account.credential_report_parts().map(|part| part.number).filter(|number| *number >= count);
        let mut changes: Vec<Change> =
            old.map(|number| Change::Remove(Key::credential_report_part(number))).collect();
        changes.extend(parts.into_iter().map(Change::put));
        let response = GenerateCredentialReportResponse {
            state: Some("STARTED".to_owned()),
            description: Some("No report exists. Starting a new report generation task".to_owned()),
        };
        Ok(Outcome::write(response, changes))
    }
}
