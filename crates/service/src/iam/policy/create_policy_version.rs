// SPDX-License-Identifier: Apache-2.0
//! Gives a customer managed policy a new version.

use portcullis_directory::change::Change;
use portcullis_directory::record::{Policy, PolicyVersion};
use portcullis_wire::Fault;
use portcullis_wire::iam::{CreatePolicyVersionRequest, CreatePolicyVersionResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::policy::subject;
use crate::iam::policy::version::customer_version_shape;
use crate::operation::{Operation, Outcome, refused};

impl Operation for CreatePolicyVersionRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(subject::permission("iam:CreatePolicyVersion", &self.policy_arn, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<CreatePolicyVersionResponse>, Fault> {
        subject::require_own_arn(&self.policy_arn, cx)?;
        subject::check_document(&self.policy_document)?;
        let before = subject::find_own(&self.policy_arn, cx)?;
        let document = subject::fitting_document(self.policy_document, cx)?;
        cx.account().require_room_for_version(before).map_err(refused)?;
        // Numbers go on from the highest there ever was, so that no version's id comes back.
        let number = before.latest_version.saturating_add(1);
        let is_default = self.set_as_default.unwrap_or(false);
        let policy = Policy {
            latest_version: number,
            default_version: if is_default { number } else { before.default_version },
            updated_at: cx.now(),
            ..Policy::clone(before)
        };
        let version = PolicyVersion { policy: policy.id.clone(), number, document, created_at: cx.now() };
        let shown = customer_version_shape(&version, &policy);
        let response = CreatePolicyVersionResponse { policy_version: Some(shown) };
        Ok(Outcome::write(response, vec![Change::put(policy), Change::put(version)]))
    }
}
