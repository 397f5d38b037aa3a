// SPDX-License-Identifier: Apache-2.0
//! May this caller do what the call requires? Gathers the policies that bear on it and asks the engine.

use portcullis_policy::evaluation::{
    Authority, Context as Keys, Decision, Layer, NamedPolicy, Outcome, Policies, Request, ResourcePolicy,
    evaluate,
};
use portcullis_wire::{Fault, Timestamp};

use crate::access::{Access, Permission, Trust, extend};
use crate::caller::Identity;
use crate::context::Context;
use crate::denial;
use crate::handle::Transition;
use crate::principal_policies::{HeldPolicy, PrincipalPolicies, named, parsed};

/// A permission that was asked for, and what was decided.
#[derive(Debug, Clone)]
pub(crate) struct Authorization {
    /// The permission's name.
    pub(crate) action: &'static str,
    /// What it was asked on.
    pub(crate) resource: String,
    /// The decision with its reasons.
    pub(crate) decision: Decision,
}

/// Why a call came to nothing.
#[derive(Debug)]
pub(crate) struct Refused {
    /// What the client is told.
    pub(crate) fault: Fault,
    /// The permissions that were decided on, the denied one last.
    pub(crate) authorizations: Vec<Authorization>,
    /// The denial in full, sealed for those who may decode it.
    pub(crate) encoded_message: Option<String>,
    /// What changes all the same.
    pub(crate) transition: Option<Box<Transition>>,
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Self { fault, authorizations: Vec::new(), encoded_message: None, transition: None }
    }
}

/// Refuses the call unless every permission it requires is allowed (rule E-7).
pub(crate) fn authorize(access: &Access, cx: &Context<'_>) -> Result<Vec<Authorization>, Refused> {
    let Access::Requires(permissions) = access else { return Ok(Vec::new()) };
    let held = Held::gather(cx)?;
    let common = common_keys(cx);
    let mut authorizations = Vec::new();
    for permission in permissions {
        permit(permission, &held, &common, cx, &mut authorizations)?;
    }
    Ok(authorizations)
}

fn permit(
    permission: &Permission,
    held: &Held,
    common: &Keys,
    cx: &Context<'_>,
    authorizations: &mut Vec<Authorization>,
) -> Result<(), Refused> {
    let own = cx.account().id();
    let owner = permission.resource_account.unwrap_or(own);
    let mut keys = common.clone();
    keys.set("aws:ResourceAccount", owner.to_string());
    extend(&mut keys, &permission.keys);
    let mut policies = held.policies()?;
    policies.granted = permission.granted;
    if let Trust::Role(role) = &permission.trust {
        let document = parsed(&role.trust_policy)?;
        let policy = NamedPolicy { name: &permission.resource, document };
        policies.resource = Some(ResourcePolicy { policy, authority: Authority::Required });
    }
    let owner = owner.to_string();
    let request = Request {
        principal: cx.caller.principal(),
        action: permission.action,
        resource: &permission.resource,
        resource_account: Some(&owner),
        context: &keys,
        wildcard_only_action: permission.wildcard_only,
    };
    let mut decision = evaluate(&request, &policies);
    if matches!(permission.trust, Trust::Missing) {
        require_trust(&mut decision);
    }
    let refused = match decision.outcome {
        Outcome::Allow => None,
        Outcome::ImplicitDeny | Outcome::ExplicitDeny => Some((
            denial::fault(permission, &decision, cx),
            denial::encoded_message(permission, &decision, &policies, &keys, cx),
        )),
    };
    authorizations.push(Authorization {
        action: permission.action,
        resource: permission.resource.clone(),
        decision,
    });
    match refused {
        None => Ok(()),
        Some((fault, encoded_message)) => Err(Refused {
            authorizations: std::mem::take(authorizations),
            encoded_message,
            ..Refused::from(fault)
        }),
    }
}

/// A role that is not there trusts nobody, as one that is there and does not trust the caller: what is decided, and
/// what is told of it, is the same.
fn require_trust(decision: &mut Decision) {
    if !decision.blocked_by.contains(&Layer::Resource) {
        decision.blocked_by.push(Layer::Resource);
        decision.blocked_by.sort_unstable();
    }
    if decision.outcome == Outcome::Allow {
        decision.outcome = Outcome::ImplicitDeny;
    }
}

/// The documents that bear on a caller, whatever it asks.
struct Held {
    own: PrincipalPolicies,
    session: Option<Vec<HeldPolicy>>,
}

impl Held {
    fn gather(cx: &Context<'_>) -> Result<Self, Fault> {
        let own = PrincipalPolicies::of_identity(&cx.caller.identity, cx.account())?;
        Ok(Self { own, session: session_policies(cx) })
    }

    fn policies(&self) -> Result<Policies<'_>, Fault> {
        Ok(Policies {
            identity: named(&self.own.identity)?,
            boundary: self.own.boundary.as_ref().map(HeldPolicy::named).transpose()?,
            session: self.session.as_ref().map(|policies| named(policies)).transpose()?,
            ..Policies::default()
        })
    }
}

fn session_policies(cx: &Context<'_>) -> Option<Vec<HeldPolicy>> {
    let session = cx.caller.session.as_ref()?;
    let Some(passed) = &session.policies else {
        // A federated session without policies has no identity permissions at all (rule SP-4).
        let federated = matches!(cx.caller.identity, Identity::Federated { .. });
        return federated.then(Vec::new);
    };
    let inline = passed.inline.iter().map(|text| HeldPolicy::given("session policy", text.as_str()));
    // A managed session policy that is gone grants nothing; the others still hold.
    let managed = passed.managed.iter().filter_map(|arn| HeldPolicy::managed(arn, cx.account()));
    Some(inline.chain(managed).collect())
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
