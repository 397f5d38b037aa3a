// SPDX-License-Identifier: Apache-2.0
//! Lists the tags of a managed policy; AWS's own policies have none.

use portcullis_directory::record::Tags;
use portcullis_wire::Fault;
use portcullis_wire::iam::{ListPolicyTagsRequest, ListPolicyTagsResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::policy::subject::{self, Managed};
use crate::operation::{Operation, Outcome};
use crate::page::Window;
use crate::tags::{self, KeyCase};

impl Operation for ListPolicyTagsRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(subject::permission("iam:ListPolicyTags", &self.policy_arn, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListPolicyTagsResponse>, Fault> {
        let window = Window::of(&self)?;
        let tags = match subject::find(&self.policy_arn, cx)? {
            Managed::Customer(policy) => policy.tags.clone(),
            Managed::Aws(_) => Tags::new(),
        };
        let mut response = ListPolicyTagsResponse::default();
        response.tags = tags::page(&tags, &window, KeyCase::Kept, &mut response);
        Ok(Outcome::read(response))
    }
}
