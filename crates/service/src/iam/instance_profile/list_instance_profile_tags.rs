// SPDX-License-Identifier: Apache-2.0
//! Lists the tags of an instance profile.

use portcullis_wire::Fault;
use portcullis_wire::iam::{ListInstanceProfileTagsRequest, ListInstanceProfileTagsResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::instance_profile::permission::on_instance_profile;
use crate::operation::{Operation, Outcome, refused};
use crate::page::Window;
use crate::tags::{self, KeyCase};

impl Operation for ListInstanceProfileTagsRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_instance_profile("iam:ListInstanceProfileTags", &self.instance_profile_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListInstanceProfileTagsResponse>, Fault> {
        let window = Window::of(&self)?;
        let tagged = cx.account().require_instance_profile(&self.instance_profile_name).map_err(refused)?;
        let mut response = ListInstanceProfileTagsResponse::default();
        response.tags = tags::page(&tagged.tags, &window, KeyCase::Kept, &mut response);
        Ok(Outcome::read(response))
    }
}
