// SPDX-License-Identifier: Apache-2.0
//! Lists the tags of a managed policy; AWS's own policies have none.

use portcullis_directory::record::Tags;
use portcullis_wire::Fault;
use portcullis_wire::iam::{ListPolicyTagsRequest, ListPolicyTagsResponse};

use crate::access::Access;
use crate::context::Context;
use crate::exact_tags;
use crate::iam::policy::subject::{self, Managed};
use crate::operation::{Operation, Outcome};

impl Operation for ListPolicyTagsRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(subject::permission("iam:ListPolicyTags", &self.policy_arn, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListPolicyTagsResponse>, Fault> {
        let tags = match subject::find(&self.policy_arn, cx)? {
            Managed::Customer(policy) => policy.tags.clone(),
            Managed::Aws(_) => Tags::new(),
        };
        let mut response = ListPolicyTagsResponse::default();
        response.tags = exact_tags::page(&tags, &self, &mut response)?;
        Ok(Outcome::read(response))
    }
}
