// SPDX-License-Identifier: Apache-2.0
//! May this caller do what the call requires? Gathers the policies that bear on it and asks the engine.

use portcullis_directory::record::{Owner, PolicyDocument};
use portcullis_directory::{Account, arn};
use portcullis_policy::evaluation::{
    Authority, Context as Keys, Decision, Layer, NamedPolicy, Outcome, Policies, Request, ResourcePolicy,
    evaluate,
};
use portcullis_policy::language::Effect;
use portcullis_wire::{Fault, Timestamp, faults};

use crate::access::{Access, Permission, Trust, extend};
use crate::caller::Identity;
use crate::context::Context;

/// Refuses the call unless every permission it requires is allowed.
pub(crate) fn authorize(access: &Access, cx: &Context<'_>) -> Result<(), Fault> {
    let Access::Requires(permissions) = access else { return Ok(()) };
    let held = Held::gather(cx)?;
    let common = common_keys(cx);
    for permission in permissions {
        permit(permission, &held, &common, cx)?;
    }
    Ok(())
}

fn permit(permission: &Permission, held: &Held, common: &Keys, cx: &Context<'_>) -> Result<(), Fault> {
    let own = cx.account().id();
    let owner = permission.resource_account.unwrap_or(own);
    let mut keys = common.clone();
    keys.set("aws:ResourceAccount", owner.to_string());
    extend(&mut keys, &permission.keys);
    let trust_document = match &permission.trust {
        Trust::None => None,
        Trust::Role(role) => Some(&role.trust_policy),
        Trust::Missing => return Err(denied(permission, None, cx)),
    };
    let resource_policy = match trust_document {
        None => None,
        Some(document) => Some(ResourcePolicy {
            policy: NamedPolicy { name: &permission.resource, document: parsed(document)? },
            authority: Authority::Required,
        }),
    };
    let mut policies = held.policies()?;
    policies.resource = resource_policy;
    let owner = owner.to_string();
    let request = Request {
        principal: cx.caller.principal(),
        action: permission.action,
        resource: &permission.resource,
        resource_account: Some(&owner),
        context: &keys,
        wildcard_only_action: permission.wildcard_only,
    };
    let decision = evaluate(&request, &policies);
    match decision.outcome {
        Outcome::Allow => Ok(()),
        Outcome::ImplicitDeny | Outcome::ExplicitDeny => Err(denied(permission, Some(&decision), cx)),
    }
}

/// A parsed document. One that does not parse could hold a Deny, so nothing is allowed past it.
fn parsed(document: &PolicyDocument) -> Result<&portcullis_policy::language::Document, Fault> {
    document.parsed().map_err(|_| faults::internal_failure())
}

/// The documents that bear on a caller, whatever it asks.
struct Held {
    identity: Vec<(String, PolicyDocument)>,
    boundary: Option<(String, PolicyDocument)>,
    session: Option<Vec<(String, PolicyDocument)>>,
}

impl Held {
    fn gather(cx: &Context<'_>) -> Result<Self, Fault> {
        let account = cx.account();
        let mut identity = Vec::new();
        let mut boundary = None;
        match &cx.caller.identity {
            Identity::Root | Identity::Federated { user: None, .. } => {}
            Identity::User(user) | Identity::Federated { user: Some(user), .. } => {
                collect(account, &Owner::User(user.id.clone()), &user.attached_policies, &mut identity)?;
                for group in account.groups_of(user) {
                    let owner = Owner::Group(group.id.clone());
                    collect(account, &owner, &group.attached_policies, &mut identity)?;
                }
                boundary = user.permissions_boundary.as_deref();
            }
            Identity::Role { role, .. } => {
                collect(account, &Owner::Role(role.id.clone()), &role.attached_policies, &mut identity)?;
                boundary = role.permissions_boundary.as_deref();
            }
        }
        let boundary = match boundary {
            Some(arn) => Some(managed(account, arn)?),
            None => None,
        };
        Ok(Self { identity, boundary, session: session_documents(cx)? })
    }

    fn policies(&self) -> Result<Policies<'_>, Fault> {
        Ok(Policies {
            identity: named(&self.identity)?,
            boundary: self.boundary.as_ref().map(name).transpose()?,
            session: self.session.as_ref().map(|documents| named(documents)).transpose()?,
            ..Policies::default()
        })
    }
}

fn named(documents: &[(String, PolicyDocument)]) -> Result<Vec<NamedPolicy<'_>>, Fault> {
    documents.iter().map(name).collect()
}

fn name((name, document): &(String, PolicyDocument)) -> Result<NamedPolicy<'_>, Fault> {
    Ok(NamedPolicy { name, document: parsed(document)? })
}

fn collect(
    account: &Account,
    owner: &Owner,
    attached: &[String],
    into: &mut Vec<(String, PolicyDocument)>,
) -> Result<(), Fault> {
    for inline in account.inline_policies(owner) {
        into.push((inline.name.clone(), inline.document.clone()));
    }
    for arn in attached {
        into.push(managed(account, arn)?);
    }
    Ok(())
}

/// A managed policy that is attached but cannot be found could have held a Deny: fail closed.
fn managed(account: &Account, arn: &str) -> Result<(String, PolicyDocument), Fault> {
    let document = account.managed_document(arn).ok_or_else(faults::internal_failure)?;
    Ok((arn.to_owned(), document))
}

fn session_documents(cx: &Context<'_>) -> Result<Option<Vec<(String, PolicyDocument)>>, Fault> {
    let Some(session) = &cx.caller.session else { return Ok(None) };
    let Some(passed) = &session.policies else {
        // A federated session without policies has no identity permissions at all (rule SP-4).
        let federated = matches!(cx.caller.identity, Identity::Federated { .. });
        return Ok(federated.then(Vec::new));
    };
    let mut documents = Vec::new();
    if let Some(text) = &passed.inline {
        documents.push(("session policy".to_owned(), PolicyDocument::new(text.as_str())));
    }
    for arn in &passed.managed {
        // A managed session policy that is gone grants nothing; the others still hold.
        if let Some(document) = cx.account().managed_document(arn) {
            documents.push((arn.clone(), document));
        }
    }
    Ok(Some(documents))
}

/// The keys that every request has: the caller's, the time's and the connection's.
fn common_keys(cx: &Context<'_>) -> Keys {
    let mut keys = Keys::new();
    let now = cx.now();
    cx.caller.set_keys(&mut keys, now);
    keys.set("aws:CurrentTime", Timestamp(now).to_string());
    keys.set("aws:EpochTime", now.to_string());
    keys.set("aws:SourceIp", cx.origin.source_ip.to_canonical().to_string());
    keys.set("aws:SecureTransport", if cx.origin.secure { "true" } else { "false" });
    keys.set("aws:RequestedRegion", cx.origin.region);
    if let Some(agent) = cx.origin.user_agent {
        keys.set("aws:UserAgent", agent);
    }
    if let Some(referer) = cx.origin.referer {
        keys.set("aws:Referer", referer);
    }
    keys
}

/// The fault for a denied permission, in AWS's words.
fn denied(permission: &Permission, decision: Option<&Decision>, cx: &Context<'_>) -> Fault {
    let refused_by_aws = decision.is_some_and(|decision| decision.blocked_by == [Layer::Resource]);
    if refused_by_aws && is_policy_of_aws(permission) {
        return faults::access_denied("Policy is outside your own account.");
    }
    let mut message = format!(
        "User: {} is not authorized to perform: {} on resource: {}",
        cx.caller.arn(),
        permission.action,
        permission.resource
    );
    // Strangers to the resource's account learn nothing of its policies.
    let foreign = permission.resource_account.is_some_and(|owner| owner != cx.account().id());
    if let Some(reason) = decision.filter(|_| !foreign).and_then(|decision| reason(permission, decision)) {
        message.push(' ');
        message.push_str(&reason);
    }
    faults::access_denied(message)
}

fn reason(permission: &Permission, decision: &Decision) -> Option<String> {
    let is_trust = matches!(permission.trust, Trust::Role(_));
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
