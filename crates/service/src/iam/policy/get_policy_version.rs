// SPDX-License-Identifier: Apache-2.0
//! Shows one version of a managed policy, with its document.

use portcullis_wire::iam::{GetPolicyVersionRequest, GetPolicyVersionResponse};
use portcullis_wire::{Fault, faults};

use crate::access::Access;
use crate::context::Context;
use crate::iam::policy::subject::{self, Managed};
use crate::iam::policy::version::{aws_version_shape, customer_version_shape, no_version, number};
use crate::operation::{Operation, Outcome};

impl Operation for GetPolicyVersionRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(subject::permission("iam:GetPolicyVersion", &self.policy_arn, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetPolicyVersionResponse>, Fault> {
        let account = cx.account();
        subject::require_arn(&self.policy_arn, account)?;
        let none = || no_version(&self.policy_arn, &self.version_id);
        let number = number(&self.version_id).ok_or_else(none)?;
        let shown = match subject::find(&self.policy_arn, cx).map_err(|_| none())? {
            Managed::Customer(policy) => {
                let version = account.version(&policy.id, number).ok_or_else(none)?;
                let mut shown = customer_version_shape(version, policy);
                shown.document = Some(version.document.text().to_owned());
                shown
            }
            Managed::Aws(policy) => {
                let version = policy.version(number).ok_or_else(none)?;
                let mut shown = aws_version_shape(&version);
                shown.document = Some(version.document().map_err(|_| faults::internal_failure())?);
                shown
            }
        };
        Ok(Outcome::read(GetPolicyVersionResponse { policy_version: Some(shown) }))
    }
}
