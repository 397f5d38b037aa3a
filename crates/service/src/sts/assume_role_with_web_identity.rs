// SPDX-License-Identifier: Apache-2.0
//! Makes a session of a role for someone whom an OpenID Connect provider vouches for.

use portcullis_directory::arn;
use portcullis_wire::sts::{AssumeRoleWithWebIdentityRequest, AssumeRoleWithWebIdentityResponse};
use portcullis_wire::{Fault, faults};

use crate::access::Access;
use crate::assumption::{self, access, assumed_role_user, proof};
use crate::caller::Caller;
use crate::context::Context;
use crate::federation::oidc;
use crate::operation::{Operation, Outcome};
use crate::proof::{ProofKind, Unproven, Unsigned, find_role};
use crate::session::{NewSession, Passed, token_size};

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
        access(ProofKind::WebIdentity.action(), &self.role_arn, Some(&self.role_session_name), cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<AssumeRoleWithWebIdentityResponse>, Fault> {
        let proof = proof(cx).ok_or_else(faults::internal_failure)?;
        // A role that is not there was refused with the permission.
        let (account, role) = find_role(&self.role_arn, cx.directory).ok_or_else(faults::internal_failure)?;
        let seconds = assumption::seconds(self.duration_seconds, role, None, cx.now())?;
        let tags = assumption::tags(proof);
        let passed =
            Passed::check(account, self.policy.as_deref(), self.policy_arns.as_deref(), Some(&tags))?;
        let percent = passed.packed_size_percent;
        let session = assumption::session(proof, account, role, &self.role_session_name, passed, seconds);
        let session = NewSession { token_size_min: self.minimum_session_token_size, ..session };
        let credentials = session.issue(cx.moment, cx.settings)?;
        Ok(Outcome::read(AssumeRoleWithWebIdentityResponse {
            session_token_size: token_size(self.minimum_session_token_size, &credentials),
            credentials: Some(credentials),
            subject_from_web_identity_token: Some(proof.subject.clone()),
            assumed_role_user: Some(assumed_role_user(account, role, &self.role_session_name)),
            packed_policy_size: percent,
            provider: Some(proof.provider.clone()),
            audience: proof.audience.clone(),
            source_identity: proof.source_identity.clone(),
            session_token_utilization: None,
        }))
    }
}
