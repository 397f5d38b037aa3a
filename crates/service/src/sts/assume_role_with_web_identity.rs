// SPDX-License-Identifier: Apache-2.0
//! Makes a session of a role for someone whom an OpenID Connect provider vouches for.

use std::sync::Arc;

use portcullis_directory::arn;
use portcullis_directory::record::Role;
use portcullis_wire::sts::{
    AssumeRoleWithWebIdentityRequest, AssumeRoleWithWebIdentityResponse, AssumedRoleUser, Tag,
};
use portcullis_wire::{Fault, faults};

use crate::access::{Access, Permission, Trust};
use crate::caller::{Caller, Identity};
use crate::context::Context;
use crate::federation::oidc;
use crate::operation::{Operation, Outcome};
use crate::proof::{Proof, Unproven, Unsigned, find_role};
use crate::session::{NewSession, Passed, token_size};
use crate::session_token::Subject;

const SECONDS_DEFAULT: i32 = 3_600;

impl Unsigned for AssumeRoleWithWebIdentityRequest {
    fn identify(&self, cx: &Unproven<'_>) -> Result<Caller, Fault> {
        let asked = oidc::Asked { role_arn: &self.role_arn, token: self.web_identity_token.reveal() };
        oidc::prove(&asked, cx)
    }
}

impl Operation for AssumeRoleWithWebIdentityRequest {
    fn check(&self) -> Result<(), Fault> {
        let parts = arn::parse(&self.role_arn);
        let is_role =
            |parts: arn::Parts<'_>| (parts.service, parts.kind) == ("iam", "role") && !parts.name.is_empty();
        if !parts.is_some_and(is_role) {
            return Err(faults::validation_error("Request ARN is invalid"));
        }
        // Access tokens of OAuth 2.0 say nothing by themselves; the two providers that AWS asks about them are not asked.
        if let Some(provider) = &self.provider_id {
            return Err(faults::invalid_identity_token(format!(
                "Access tokens of {provider} are not supported. Use an ID token of OpenID Connect, without ProviderId."
            )));
        }
        Ok(())
    }

    fn access(&self, cx: &Context<'_>) -> Access {
        let Some(proof) = proof(cx) else {
            return Access::Requires(vec![self.permission("sts:AssumeRoleWithWebIdentity", cx)]);
        };
        let mut actions = vec!["sts:AssumeRoleWithWebIdentity"];
        if !proof.tags.is_empty() {
            actions.push("sts:TagSession");
        }
        if proof.source_identity.is_some() {
            actions.push("sts:SetSourceIdentity");
        }
        Access::Requires(actions.into_iter().map(|action| self.permission(action, cx)).collect())
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<AssumeRoleWithWebIdentityResponse>, Fault> {
        let proof = proof(cx).ok_or_else(faults::internal_failure)?;
        // A role that is not there was refused with the permission.
        let (account, role) = find_role(&self.role_arn, cx.directory).ok_or_else(faults::internal_failure)?;
        let seconds = self.seconds(role)?;
        let tags: Vec<Tag> =
            proof.tags.iter().map(|tag| Tag { key: tag.key.clone(), value: tag.value.clone() }).collect();
        let passed =
            Passed::check(account, self.policy.as_deref(), self.policy_arns.as_deref(), Some(&tags))?;
        let session = NewSession {
            account: account.id(),
            subject: Subject::Role { id: role.id.clone(), session_name: self.role_session_name.clone() },
            seconds,
            policies: passed.policies,
            tags: passed.tags,
            transitive_tag_keys: proof.transitive_tag_keys.clone(),
            source_identity: proof.source_identity.clone(),
            token_size_min: self.minimum_session_token_size,
            mfa_at: None,
            federated_provider: Some(proof.provider.clone()),
            is_signed_in: false,
            federated_keys: proof.session_keys.clone(),
        };
        let credentials = session.issue(cx.moment, cx.settings)?;
        let assumed = AssumedRoleUser {
            assumed_role_id: format!("{}:{}", role.id, self.role_session_name),
            arn: arn::assumed_role(account.id(), &role.name, &self.role_session_name),
        };
        Ok(Outcome::read(AssumeRoleWithWebIdentityResponse {
            session_token_size: token_size(self.minimum_session_token_size, &credentials),
            credentials: Some(credentials),
            subject_from_web_identity_token: Some(proof.subject.clone()),
            assumed_role_user: Some(assumed),
            packed_policy_size: passed.packed_size_percent,
            provider: Some(proof.provider.clone()),
            audience: proof.audience.clone(),
            source_identity: proof.source_identity.clone(),
            session_token_utilization: None,
        }))
    }
}

trait Asked {
    fn permission(&self, action: &'static str, cx: &Context<'_>) -> Permission;
    fn seconds(&self, role: &Role) -> Result<i32, Fault>;
}

impl Asked for AssumeRoleWithWebIdentityRequest {
    fn permission(&self, action: &'static str, cx: &Context<'_>) -> Permission {
        let mut permission =
            Permission::new(action, &*self.role_arn).key("sts:RoleSessionName", &*self.role_session_name);
        if let Some(proof) = proof(cx) {
            permission = permission
                .optional_key("sts:SourceIdentity", proof.source_identity.as_deref())
                .request_tags(proof.tags.iter().map(|tag| (tag.key.as_str(), tag.value.as_str())));
            if !proof.transitive_tag_keys.is_empty() {
                permission.keys.set_many("sts:TransitiveTagKeys", proof.transitive_tag_keys.clone());
            }
        }
        match find_role(&self.role_arn, cx.directory) {
            Some((_, role)) => {
                permission = permission.resource_tags(&role.tags);
                permission.trust = Trust::Role(Arc::clone(role));
            }
            None => permission.trust = Trust::Missing,
        }
        permission
    }

    fn seconds(&self, role: &Role) -> Result<i32, Fault> {
        let seconds = self.duration_seconds.unwrap_or(SECONDS_DEFAULT);
        if i64::from(seconds) > i64::from(role.session_seconds_max) {
            return Err(faults::validation_error(
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
            ));
        }
        Ok(seconds)
    }
}

fn proof<'a>(cx: &Context<'a>) -> Option<&'a Proof> {
    match &cx.caller.identity {
        Identity::Proven(proof) => Some(proof),
        _ => None,
    }
}
