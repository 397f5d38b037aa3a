// SPDX-License-Identifier: Apache-2.0
//! Makes a session of a role.

use std::sync::Arc;

use portcullis_directory::arn;
use portcullis_directory::record::{Role, Tags};
use portcullis_wire::sts::{AssumeRoleRequest, AssumeRoleResponse};
use portcullis_wire::{Fault, faults};

use crate::access::{Access, Permission, Trust};
use crate::assumption::{SECONDS_DEFAULT, assumed_role_user, require_within};
use crate::caller::Identity;
use crate::context::Context;
use crate::identity_center::context_assertion::{USER_ID, provided, with_request_context};
use crate::mfa::presented::verify_presented;
use crate::operation::{Operation, Outcome, Unverified};
use crate::proof::find_role;
use crate::session::{NewSession, Passed, token_size};
use crate::session_token::Subject;

/// The longest session that a role session may ask for (rule T-11).
const CHAINED_SECONDS_MAX: i32 = 3_600;

impl Operation for AssumeRoleRequest {
    fn check(&self) -> Result<(), Fault> {
        let parts = arn::parse(&self.role_arn);
        if parts.is_some_and(|parts| (parts.service, parts.kind) == ("iam", "role") && !parts.name.is_empty())
        {
            return Ok(());
        }
        Err(faults::validation_error(format!("{} is invalid", self.role_arn)))
    }

    fn verify(&self, cx: &Context<'_>) -> Result<(), Unverified> {
        provided(self, cx).map_err(|fault| Unverified { fault, changes: Vec::new() })?;
        verify_presented(self.serial_number.as_deref(), self.token_code.as_deref(), cx).map(drop)
    }

    fn access(&self, cx: &Context<'_>) -> Access {
        let inherited = inherited_tags(cx);
        let source_identity = source_identity(self, cx);
        let tags = session_tags(self, &inherited);
        let mut permissions =
            vec![permission(self, "sts:AssumeRole", cx, &inherited, &tags, source_identity)];
        // Tags and source identity that come from the calling session need the permission as well.
        if !tags.is_empty() {
            permissions.push(permission(self, "sts:TagSession", cx, &inherited, &tags, source_identity));
        }
        if source_identity.is_some() {
            permissions.push(permission(
                self,
                "sts:SetSourceIdentity",
                cx,
                &inherited,
                &tags,
                source_identity,
            ));
        }
        // A context that is not valid was refused before.
        if let Ok(Some(user_id)) = provided(self, cx) {
            let set = permission(self, "sts:SetContext", cx, &inherited, &tags, source_identity);
            permissions.push(with_request_context(set, &user_id));
        }
        Access::Requires(permissions)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<AssumeRoleResponse>, Fault> {
        if cx.caller.is_root() {
            return Err(faults::access_denied("Roles may not be assumed by root accounts."));
        }
        let on_behalf_of = provided(&self, cx)?;
        let code = verify_presented(self.serial_number.as_deref(), self.token_code.as_deref(), cx)
            .map_err(|unverified| unverified.fault)?;
        // A role that is not there was refused with the permission.
        let (account, role) = find_role(&self.role_arn, cx.directory).ok_or_else(faults::internal_failure)?;
        let seconds = seconds(&self, role, cx)?;
        let inherited = inherited_tags(cx);
        check_tags(&self, &inherited)?;
        let passed = Passed::check(
            account,
            self.policy.as_deref(),
            self.policy_arns.as_deref(),
            self.tags.as_deref(),
        )?;
        let source_identity = settled_source_identity(&self, cx)?;
        let mut tags = passed.tags.clone();
        let mut transitive_tag_keys = self.transitive_tag_keys.clone().unwrap_or_default();
        for tag in inherited.iter() {
            tags.set(&tag.key, &tag.value);
            transitive_tag_keys.push(tag.key.clone());
        }
        let session = NewSession {
            account: account.id(),
            subject: Subject::Role { id: role.id.clone(), session_name: self.role_session_name.clone() },
            seconds,
            policies: passed.policies,
            tags,
            transitive_tag_keys,
            source_identity: source_identity.clone(),
            token_size_min: self.minimum_session_token_size,
            // The code lets the caller assume the role. As with AWS, the session says nothing of it.
            mfa_at: None,
            federated_provider: None,
            is_signed_in: false,
            federated_keys: on_behalf_of.map(|id| (USER_ID.to_owned(), vec![id])).into_iter().collect(),
        };
        let credentials = session.issue(cx.moment, cx.settings)?;
        let response = AssumeRoleResponse {
            session_token_size: token_size(self.minimum_session_token_size, &credentials),
            credentials: Some(credentials),
            assumed_role_user: Some(assumed_role_user(account, role, &self.role_session_name)),
            packed_policy_size: passed.packed_size_percent,
            source_identity,
            session_token_utilization: None,
        };
        Ok(Outcome::write(response, code.into_iter().collect()))
    }
}

fn permission(
    request: &AssumeRoleRequest,
    action: &'static str,
    cx: &Context<'_>,
    inherited: &Tags,
    tags: &Tags,
    source_identity: Option<&str>,
) -> Permission {
    let mut permission = Permission::new(action, &*request.role_arn)
        .key("sts:RoleSessionName", &*request.role_session_name)
        .optional_key("sts:ExternalId", request.external_id.as_deref())
        .optional_key("sts:SourceIdentity", source_identity)
        .request_tags(tags.iter().map(|tag| (tag.key.as_str(), tag.value.as_str())));
    if let Some(keys) = request.transitive_tag_keys.as_ref().filter(|keys| !keys.is_empty()) {
        permission.keys.set_many("sts:TransitiveTagKeys", keys.clone());
    }
    if request.token_code.is_some() {
        // The code has been verified before permission is asked.
        permission = permission.key("aws:MultiFactorAuthPresent", "true").key("aws:MultiFactorAuthAge", "0");
    }
    match find_role(&request.role_arn, cx.directory) {
        Some((account, role)) => {
            // While the trust policy is evaluated, inherited tags beat the role's own (rule T-14).
            permission = permission.resource_tags(inherited);
            permission.resource_account = Some(account.id());
            permission.trust = Trust::Role { account: Arc::clone(account), role: Arc::clone(role) };
        }
        None => {
            permission.resource_account =
                arn::parse(&request.role_arn).and_then(|parts| parts.account.parse().ok());
            permission.trust = Trust::Missing;
        }
    }
    permission
}

fn session_tags(request: &AssumeRoleRequest, inherited: &Tags) -> Tags {
    let mut tags = Tags::new();
    for tag in request.tags.iter().flatten() {
        tags.set(&tag.key, &tag.value);
    }
    for tag in inherited.iter() {
        tags.set(&tag.key, &tag.value);
    }
    tags
}

fn source_identity<'a>(request: &'a AssumeRoleRequest, cx: &Context<'a>) -> Option<&'a str> {
    let inherited = cx.caller.session.as_ref().and_then(|session| session.source_identity.as_deref());
    request.source_identity.as_deref().or(inherited)
}

/// The source identity of the new session. Once set it cannot be changed (rule T-12).
fn settled_source_identity(request: &AssumeRoleRequest, cx: &Context<'_>) -> Result<Option<String>, Fault> {
    let before = cx.caller.session.as_ref().and_then(|session| session.source_identity.as_deref());
    let asked = request.source_identity.as_deref();
    if asked.is_some_and(|asked| asked.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:"))) {
        return Err(faults::validation_error("Source identity must not begin with aws:."));
    }
    match (before, asked) {
        (Some(before), Some(asked)) if before != asked => Err(faults::access_denied(format!(
            "User: {} is not authorized to perform: sts:SetSourceIdentity on resource: {}",
            cx.caller.arn(),
            request.role_arn
        ))),
        _ => Ok(asked.or(before).map(str::to_owned)),
    }
}

fn seconds(request: &AssumeRoleRequest, role: &Role, cx: &Context<'_>) -> Result<i32, Fault> {
    let seconds = request.duration_seconds.unwrap_or(SECONDS_DEFAULT);
    if matches!(cx.caller.identity, Identity::Role { .. }) && seconds > CHAINED_SECONDS_MAX {
        return Err(faults::validation_error(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
        ));
    }
    require_within(role, seconds)?;
    Ok(seconds)
}

fn check_tags(request: &AssumeRoleRequest, inherited: &Tags) -> Result<(), Fault> {
    let passed = |key: &str| request.tags.iter().flatten().any(|tag| tag.key.eq_ignore_ascii_case(key));
    if inherited.iter().any(|tag| passed(&tag.key)) {
        return Err(faults::invalid_parameter_value(
            "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag \
             key from the calling session.",
        ));
    }
    if request.transitive_tag_keys.iter().flatten().any(|key| !passed(key)) {
        return Err(faults::invalid_parameter_value(
            "The specified transitive tag key must be included in the requested tags.",
        ));
    }
    Ok(())
}

/// The tags that go on from the calling session (rule T-14).
fn inherited_tags(cx: &Context<'_>) -> Tags {
    let mut inherited = Tags::new();
    let Some(session) = &cx.caller.session else { return inherited };
    for key in &session.transitive_tag_keys {
        if let Some(value) = session.tags.get(key) {
            inherited.set(key, value);
        }
    }
    inherited
}
