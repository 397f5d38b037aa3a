// SPDX-License-Identifier: Apache-2.0
//! Lists the versions of a managed policy, newest first, without their documents.

use portcullis_wire::Fault;
use portcullis_wire::iam::{ListPolicyVersionsRequest, ListPolicyVersionsResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::policy::subject::{self, Managed};
use crate::iam::policy::version::{aws_version_shape, customer_version_shape};
use crate::operation::{Operation, Outcome};
use crate::page::Window;

impl Operation for ListPolicyVersionsRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(subject::permission("iam:ListPolicyVersions", &self.policy_arn, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListPolicyVersionsResponse>, Fault> {
        let window = Window::of(&self)?;
        let mut versions: Vec<_> = match subject::find(&self.policy_arn, cx)? {
            Managed::Customer(policy) => {
                let versions = cx.account().versions(&policy.id);
                versions.map(|version| (version.number, customer_version_shape(version, policy))).collect()
            }
            Managed::Aws(policy) => {
                policy.versions().map(|version| (version.number(), aws_version_shape(&version))).collect()
            }
        };
        versions.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
        // Positions rise along a list, so they count down from the highest number there can be.
        let position = |(number, _): &(u32, _)| format!("{:010}", u32::MAX - number);
        let mut response = ListPolicyVersionsResponse::default();
        let shown = window.cut(versions, position, &mut response);
        response.versions = Some(shown.into_iter().map(|(_, version)| version).collect());
        Ok(Outcome::read(response))
    }
}
