// SPDX-License-Identifier: Apache-2.0
//! What a denied caller is told: AWS's message, and the same in full, sealed for those who may decode it.

use portcullis_directory::arn;
use portcullis_policy::engine::EffectivePolicies;
use portcullis_policy::evaluation::{Context as Keys, Decision, Layer, Outcome, Value};
use portcullis_policy::language::{ConditionBlock, Effect, Located, Statement};
use portcullis_wire::{Fault, faults};

use crate::access::{Permission, Trust};
use crate::authorization_message::{AuthorizationMessage, DenyingStatement};
use crate::caller::Identity;
use crate::context::Context;
use crate::denied_resource;

/// The fault for a denied permission, in AWS's words.
pub(crate) fn fault(permission: &Permission, decision: &Decision, cx: &Context<'_>) -> Fault {
    let refused_by_aws = decision.blocked_by == [Layer::Resource];
    if refused_by_aws && is_policy_of_aws(permission) {
        return faults::access_denied("Policy is outside your own account.");
    }
    // Who has no credentials is told no more than that.
    if matches!(cx.caller.identity, Identity::Proven(_)) {
        return faults::access_denied(format!("Not authorized to perform {}", permission.action));
    }
    // AWS has a sentence of its own for keys that it does not tell of.
    let colon = if permission.resource.starts_with("access key ") { "" } else { ":" };
    let mut message = format!(
        "User: {} is not authorized to perform{colon} {} on resource: {}",
        cx.caller.arn(),
        permission.action,
        denied_resource::told(permission)
    );
    // Strangers to the resource's account learn nothing of its policies, nor whether the role exists.
    let is_told = !is_foreign(permission, cx) && !matches!(permission.trust, Trust::Missing);
    if let Some(reason) = Some(decision).filter(|_| is_told).and_then(|decision| reason(permission, decision))
    {
        message.push(' ');
        message.push_str(&reason);
    }
    faults::access_denied(message)
}

fn is_foreign(permission: &Permission, cx: &Context<'_>) -> bool {
    permission.resource_account.is_some_and(|owner| owner != cx.account().id())
}

fn reason(permission: &Permission, decision: &Decision) -> Option<String> {
    let is_trust = matches!(permission.trust, Trust::Role { .. });
    if decision.outcome == Outcome::ExplicitDeny {
        let matched = decision.matched.iter().find(|matched| matched.effect == Effect::Deny)?;
        let policy = match matched.layer {
            Layer::Resource if is_trust => {
                return Some("with an explicit deny in the role trust policy".to_owned());
            }
            Layer::Boundary => "a permissions boundary".to_owned(),
            layer => format!("{} {} policy", article(layer), kind(layer)),
        };
        // Managed policies are named; inline ones have no ARN to name.
        let named = if arn::parse(&matched.policy).is_some() && matched.layer != Layer::Resource {
            format!(": {}", matched.policy)
        } else {
            String::new()
        };
        return Some(format!("with an explicit deny in {policy}{named}"));
    }
    let action = permission.action;
    // That the resource is AWS's is not said to those who would not be permitted anyway.
    let is_said = |layer: &&Layer| **layer != Layer::Resource || !is_policy_of_aws(permission);
    Some(match decision.blocked_by.iter().find(is_said)? {
        Layer::Resource if is_trust => format!("because no role trust policy allows the {action} action"),
        Layer::Boundary => format!("because no permissions boundary allows the {action} action"),
        layer => format!("because no {} policy allows the {action} action", kind(*layer)),
    })
}

/// Whether the resource is one of AWS's managed policies, which only AWS changes (rule I-1).
fn is_policy_of_aws(permission: &Permission) -> bool {
    arn::parse(&permission.resource).is_some_and(|parts| parts.account == "aws" && parts.kind == "policy")
}

fn article(layer: Layer) -> &'static str {
    match layer {
        Layer::Identity => "an",
        _ => "a",
    }
}

fn kind(layer: Layer) -> &'static str {
    match layer {
        Layer::Rcp => "resource control",
        Layer::Scp => "service control",
        Layer::Endpoint => "VPC endpoint",
        Layer::Resource => "resource-based",
        Layer::Identity => "identity-based",
        Layer::Boundary => "permissions boundary",
        Layer::Session => "session",
    }
}

/// The denial in full, for those of the caller's account who may decode it, sealed.
pub(crate) fn encoded_message(
    permission: &Permission,
    decision: &Decision,
    policies: &EffectivePolicies,
    keys: &Keys,
    cx: &Context<'_>,
) -> Option<String> {
    if matches!(cx.caller.identity, Identity::Proven(_)) {
        return None;
    }
    // They learn no more of another account's policies than its strangers do.
    let is_own =
        |layer: Layer| !(is_foreign(permission, cx) && matches!(layer, Layer::Resource | Layer::Rcp));
    let denying: Vec<DenyingStatement> = decision
        .matched
        .iter()
        .filter(|found| found.effect == Effect::Deny && is_own(found.layer))
        .filter_map(|found| Some(denying_statement(found.layer, policies.statement(found)?, cx)))
        .collect();
    let message = AuthorizationMessage {
        account: cx.account().id(),
        issued_at: cx.now(),
        explicit_deny: !denying.is_empty(),
        principal_id: cx.caller.user_id(),
        principal_name: cx.caller.user().map(|user| user.name.clone()),
        principal_arn: cx.caller.arn(),
        action: permission.action.to_owned(),
        resource: permission.resource.clone(),
        statements: denying,
        conditions: keys
            .iter()
            .filter(|(key, _)| !is_foreign(permission, cx) || !tells_of_resource(key))
            .map(|(key, value)| (key.to_owned(), texts(value)))
            .collect(),
    };
    cx.settings.message_keys.seal(cx.moment, &message)
}

/// Whether the key, which is in lower case, has what only the resource's own account knows.
fn tells_of_resource(key: &str) -> bool {
    key.starts_with("aws:resourcetag/") || key.starts_with("iam:resourcetag/")
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Single(text) => vec![text.clone()],
        Value::Many(texts) => texts.clone(),
    }
}

fn denying_statement(layer: Layer, statement: &Statement, cx: &Context<'_>) -> DenyingStatement {
    let name = |negated: bool, plain: &str, not: &str| (if negated { not } else { plain }).to_owned();
    let principals = match &statement.principal {
        Some(element) => (
            name(element.negated, "principals", "notPrincipals"),
            element.principals.iter().map(|named| named.value.text.clone()).collect(),
        ),
        // AWS's own word for whoever passed the session policy.
        None if layer == Layer::Session => ("principals".to_owned(), vec!["SCOPE_POLICY_ISSUER".to_owned()]),
        None => ("principals".to_owned(), vec![cx.caller.user_id()]),
    };
    let mut elements = vec![principals];
    let action = &statement.action;
    elements.push((name(action.negated, "actions", "notActions"), written(&action.patterns)));
    if let Some(resource) = &statement.resource {
        elements.push((name(resource.negated, "resources", "notResources"), written(&resource.patterns)));
    }
    DenyingStatement {
        sid: statement.sid.as_ref().map(|sid| sid.value.clone()).unwrap_or_default(),
        elements,
        conditions: statement.conditions.iter().flat_map(block_values).collect(),
    }
}

fn written(texts: &[Located<String>]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}

fn block_values(block: &ConditionBlock) -> impl Iterator<Item = (String, Vec<String>)> {
    block.entries.iter().map(|entry| {
        let values = entry.values.iter().map(|value| value.value.text.clone()).collect();
        (entry.key.value.clone(), values)
    })
}
