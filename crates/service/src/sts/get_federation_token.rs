// SPDX-License-Identifier: Apache-2.0
//! Makes a session for somebody whom the calling user vouches for.

use portcullis_directory::arn;
use portcullis_wire::sts::{FederatedUser, GetFederationTokenRequest, GetFederationTokenResponse};
use portcullis_wire::{Fault, faults};

use super::get_session_token::ROOT_SECONDS_MAX;
use crate::access::{Access, Permission};
use crate::caller::Identity;
use crate::context::Context;
use crate::operation::{Operation, Outcome};
use crate::session::{NewSession, Passed, token_size};
use crate::session_token::Subject;

const SECONDS_DEFAULT: i32 = 43_200;

impl Operation for GetFederationTokenRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let resource = arn::federated_user(cx.account().id(), &self.name);
        let tags = || self.tags.iter().flatten().map(|tag| (tag.key.as_str(), tag.value.as_str()));
        let permission = |action| Permission::new(action, &*resource).request_tags(tags());
        let mut permissions = vec![permission("sts:GetFederationToken")];
        if tags().next().is_some() {
            permissions.push(permission("sts:TagSession"));
        }
        Access::Requires(permissions)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetFederationTokenResponse>, Fault> {
        let account = cx.account();
        let asked = self.duration_seconds.unwrap_or(SECONDS_DEFAULT);
        let (user, seconds) = match &cx.caller.identity {
            Identity::Root => (None, asked.min(ROOT_SECONDS_MAX)),
            Identity::User(user) => (Some(user.id.clone()), asked),
            Identity::Role { .. } | Identity::Federated { .. } | Identity::Proven(_) => {
                return Err(faults::access_denied("Cannot call GetFederationToken with session credentials"));
            }
        };
        let passed = Passed::check(
            account,
            self.policy.as_deref(),
            self.policy_arns.as_deref(),
            self.tags.as_deref(),
        )?;
        let subject = Subject::Federated { name: self.name.clone(), user };
        let session = NewSession {
            policies: passed.policies,
            tags: passed.tags,
            token_size_min: self.minimum_session_token_size,
            ..NewSession::plain(account.id(), subject, seconds)
        };
        let credentials = session.issue(cx.moment, cx.settings)?;
        let federated = FederatedUser {
            federated_user_id: format!("{}:{}", account.id(), self.name),
            arn: arn::federated_user(account.id(), &self.name),
        };
        Ok(Outcome::read(GetFederationTokenResponse {
            session_token_size: token_size(self.minimum_session_token_size, &credentials),
            credentials: Some(credentials),
            federated_user: Some(federated),
            packed_policy_size: passed.packed_size_percent,
            session_token_utilization: None,
        }))
    }
}
