// SPDX-License-Identifier: Apache-2.0
//! Makes a session of a role for someone whom a SAML provider vouches for.

use portcullis_directory::arn;
use portcullis_wire::sts::{AssumeRoleWithSAMLRequest, AssumeRoleWithSAMLResponse};
use portcullis_wire::{Fault, faults};

use crate::access::Access;
use crate::assumption::{self, SECONDS_DEFAULT, access, assumed_role_user, proof, require_within};
use crate::caller::Caller;
use crate::context::Context;
use crate::federation::saml::{Accepted, Presented, prove};
use crate::operation::{Operation, Outcome};
use crate::proof::{Proof, ProofKind, Unproven, Unsigned, find_role};
use crate::session::{NewSession, Passed, token_size};

impl Unsigned for AssumeRoleWithSAMLRequest {
    fn identify(&self, cx: &Unproven<'_>) -> Result<Caller, Fault> {
        let presented = Presented {
            role_arn: &self.role_arn,
            provider_arn: &self.principal_arn,
            response: self.saml_assertion.reveal(),
        };
        prove(&presented, cx)
    }
}

impl Operation for AssumeRoleWithSAMLRequest {
    fn check(&self) -> Result<(), Fault> {
        for (arn, kind) in [(&self.role_arn, "role"), (&self.principal_arn, "saml-provider")] {
            let parts = arn::parse(arn).filter(|parts| !parts.name.is_empty());
            if parts.is_none_or(|parts| (parts.service, parts.kind) != ("iam", kind)) {
                return Err(faults::validation_error(format!("{arn} is invalid")));
            }
        }
        Ok(())
    }

    fn access(&self, cx: &Context<'_>) -> Access {
        let session_name = accepted(cx).map(|(_, accepted)| accepted.grant.session_name.as_str());
        access(ProofKind::Saml.action(), &self.role_arn, session_name, cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<AssumeRoleWithSAMLResponse>, Fault> {
        let (proof, accepted) = accepted(cx).ok_or_else(faults::internal_failure)?;
        // A role that is not there was refused with the permission.
        let (account, role) = find_role(&self.role_arn, cx.directory).ok_or_else(faults::internal_failure)?;
        let grant = &accepted.grant;
        let asked = self.duration_seconds.unwrap_or(SECONDS_DEFAULT);
        require_within(role, asked)?;
        // The provider can only shorten a session that is not a browser's.
        let asked = grant.seconds.map_or(asked, |granted| asked.min(granted));
        let seconds = assumption::seconds(Some(asked), role, accepted.session_ends_at, cx.now())?;
        let passed =
            Passed::check(account, self.policy.as_deref(), self.policy_arns.as_deref(), Some(&grant.tags))?;
        let percent = passed.packed_size_percent;
        let session = assumption::session(proof, account, role, &grant.session_name, passed, seconds);
        let session = NewSession { token_size_min: self.minimum_session_token_size, ..session };
        let credentials = session.issue(cx.moment, cx.settings)?;
        let response = AssumeRoleWithSAMLResponse {
            session_token_size: token_size(self.minimum_session_token_size, &credentials),
            credentials: Some(credentials),
            assumed_role_user: Some(assumed_role_user(account, role, &grant.session_name)),
            packed_policy_size: percent,
            subject: Some(proof.subject.clone()),
            subject_type: Some(accepted.subject_type.clone()),
            issuer: Some(accepted.issuer.clone()),
            audience: Some(accepted.recipient.clone()),
            name_qualifier: Some(accepted.name_qualifier.clone()),
            source_identity: proof.source_identity.clone(),
            session_token_utilization: None,
        };
        Ok(Outcome::write(response, account.use_assertions([accepted.used.clone()], cx.now())))
    }
}

/// What was proven of the caller.
fn accepted<'a>(cx: &Context<'a>) -> Option<(&'a Proof, &'a Accepted)> {
    let proof = proof(cx)?;
    Some((proof, proof.accepted.as_deref()?))
}
