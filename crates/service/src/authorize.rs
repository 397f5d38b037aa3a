// SPDX-License-Identifier: Apache-2.0
//! May this caller do what the call requires? Gathers the policies that bear on it and asks the engine.

use std::sync::Arc;

use portcullis_directory::engine;
use portcullis_policy::engine::{ContextView, EffectivePolicies, Layers, PlainRequest, PolicyGroup};
use portcullis_policy::evaluation::{Authority, Context as Keys, Decision, Layer, Outcome};
use portcullis_policy::explanation::Explanation;
use portcullis_policy::language::Document;
use portcullis_wire::{Fault, faults};

use crate::access::{Access, Permission, Trust};
use crate::call_keys::CallKeys;
use crate::caller::Identity;
use crate::context::Context;
use crate::denial;
use crate::handle::Transition;
use crate::identity_center::context_assertion;
use crate::permission_keys::{CommonKeys, PermissionKeys, set_time};
use crate::policy_owner::PolicyOwner;
use crate::principal_policies::{self, HeldPolicy, group};

/// A permission that was asked for, and what was decided.
#[derive(Debug, Clone)]
pub(crate) struct Authorization {
    /// The permission's name.
    pub(crate) action: &'static str,
    /// What it was asked on.
    pub(crate) resource: String,
    /// The decision with its reasons.
    pub(crate) decision: Decision,
    /// Why it was denied, in full, unless that is not to be told.
    pub(crate) explanation: Option<Explanation>,
}

impl Authorization {
    fn new(permission: &Permission, decision: Decision, explanation: Option<Explanation>) -> Self {
        let resource = permission.resource.clone();
        Self { action: permission.action, resource, decision, explanation }
    }
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
    let layers = layers(cx)?;
    let common = CommonKeys::of(cx);
    let mut authorizations = Vec::new();
    for permission in permissions {
        permit(permission, layers.clone(), &common, cx, &mut authorizations)?;
    }
    Ok(authorizations)
}

fn permit(
    permission: &Permission,
    layers: Layers,
    common: &CommonKeys<'_>,
    cx: &Context<'_>,
    authorizations: &mut Vec<Authorization>,
) -> Result<(), Refused> {
    let asked = Asked::of(permission, layers, common, cx)?;
    let decision = asked.decide();
    if decision.outcome == Outcome::Allow {
        authorizations.push(Authorization::new(permission, decision, None));
        return Ok(());
    }
    let fault = denial::fault(permission, &decision, cx);
    let context = ContextView::Lookup(&asked.keys).into();
    let encoded_message = denial::encoded_message(permission, &decision, &asked.policies, &context, cx);
    // Whose resource it is not, or who is not to learn whether it exists, is not told what its policy says.
    let is_own = *asked.keys.owner() == cx.account().id().digits();
    let is_told = is_own && !matches!(permission.trust, Trust::Missing);
    let explanation = is_told.then(|| asked.policies.explain(&asked.request()));
    authorizations.push(Authorization::new(permission, decision, explanation));
    let authorizations = std::mem::take(authorizations);
    Err(Refused { authorizations, encoded_message, ..Refused::from(fault) })
}

/// A permission with everything that is asked about it.
struct Asked<'a, 'c> {
    permission: &'a Permission,
    policies: EffectivePolicies,
    keys: PermissionKeys<'a, 'c>,
}

impl<'a, 'c> Asked<'a, 'c> {
    fn of(
        permission: &'a Permission,
        mut layers: Layers,
        common: &'a CommonKeys<'c>,
        cx: &Context<'_>,
    ) -> Result<Self, Fault> {
        let owner = permission.resource_account.unwrap_or(cx.account().id()).digits();
        let keys = PermissionKeys::of(permission, owner, common);
        layers.granted = permission.granted;
        if let Trust::Role { account, role } = &permission.trust {
            let group = principal_policies::of_trust(account, role)?;
            layers.resource = Some((Arc::clone(group), Authority::Required));
        }
        let policies = engine().effective(cx.caller.principal(), layers);
        Ok(Self { permission, policies, keys })
    }

    fn request(&self) -> PlainRequest<'_> {
        PlainRequest {
            action: self.permission.action,
            resource: &self.permission.resource,
            resource_account: Some(self.keys.owner().as_str()),
            context: ContextView::Lookup(&self.keys),
            wildcard_only_action: self.permission.wildcard_only,
        }
    }

    fn decide(&self) -> Decision {
        let mut decision = self.policies.decision_plain(&self.request());
        if matches!(self.permission.trust, Trust::Missing) {
            require_trust(&mut decision);
        }
        decision
    }
}

/// Decides on many calls of one caller, of which only is asked whether they would be permitted.
pub(crate) struct Gate<'a> {
    layers: Layers,
    common: CommonKeys<'a>,
}

impl<'a> Gate<'a> {
    /// # Errors
    /// A policy of the caller cannot be found or read.
    pub(crate) fn of(cx: &Context<'a>) -> Result<Self, Fault> {
        Ok(Self { layers: layers(cx)?, common: CommonKeys::of(cx) })
    }

    /// Whether a call that requires this would be permitted. What cannot be decided would not.
    pub(crate) fn allows(&self, access: &Access, cx: &Context<'_>) -> bool {
        let Access::Requires(permissions) = access else { return true };
        permissions.iter().all(|permission| {
            let asked = Asked::of(permission, self.layers.clone(), &self.common, cx);
            asked.is_ok_and(|asked| asked.decide().outcome == Outcome::Allow)
        })
    }
}

/// What another program asks about the caller of a context.
pub(crate) struct Question<'a> {
    pub(crate) action: &'a str,
    pub(crate) resource: &'a str,
    /// The account that owns the resource, if the asker knows it.
    pub(crate) resource_account: Option<&'a str>,
    /// The resource's own policy.
    pub(crate) resource_policy: Option<&'a Document>,
    /// What the asker knows of the request. What is known of the caller stands in its place.
    pub(crate) keys: Keys,
}

/// Decides a question, as calls are decided, and says why.
///
/// # Errors
/// A policy of the caller cannot be found or read.
pub(crate) fn answer(question: &Question<'_>, cx: &Context<'_>) -> Result<(Decision, Explanation), Fault> {
    let mut layers = layers(cx)?;
    if let Some(document) = question.resource_policy {
        let policy = engine().compile("resource policy", document.clone());
        layers.resource = Some((PolicyGroup::of(&[policy]), Authority::Ordinary));
    }
    let mut keys = CallKeys::new();
    set_time(&mut keys, cx.now());
    keys.extend(&question.keys);
    cx.caller.set_keys(&mut keys, cx.now());
    if let Some(owner) = question.resource_account {
        keys.set("aws:ResourceAccount", owner);
    }
    let policies = engine().effective(cx.caller.principal(), layers);
    let request = PlainRequest {
        action: question.action,
        resource: question.resource,
        resource_account: question.resource_account,
        context: ContextView::Lookup(&keys),
        wildcard_only_action: false,
    };
    Ok((policies.decision_plain(&request), policies.explain(&request)))
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

/// The policies that bear on a caller, whatever it asks.
fn layers(cx: &Context<'_>) -> Result<Layers, Fault> {
    let own = match cx.caller.standing() {
        Some(standing) => standing.policies(cx.account())?,
        None => principal_policies::of_identity(&cx.caller.identity, cx.account())?,
    };
    let identity = match with_identity_context(cx)? {
        Some(identity) => Some(identity),
        None => own.map(|own| Arc::clone(&own.identity)),
    };
    Ok(Layers {
        identity,
        boundary: own.and_then(|own| own.boundary.clone()),
        session: session_policies(cx)?,
        ..Layers::default()
    })
}

/// What a role holds in a session that acts on somebody's behalf, with what is attached to it for that; `None` for
/// every other session.
fn with_identity_context(cx: &Context<'_>) -> Result<Option<Arc<PolicyGroup>>, Fault> {
    let session = cx.caller.session.as_ref().filter(|session| context_assertion::user_id(session).is_some());
    let (Some(_), Identity::Role { role, .. }) = (session, &cx.caller.identity) else { return Ok(None) };
    let mut held = principal_policies::held(PolicyOwner::Role(role), cx.account())?.identity;
    // Without it the session could do more than it may.
    held.push(context_assertion::allow_list(cx.account()).ok_or_else(faults::internal_failure)?);
    group(&held).map(Some)
}

/// Session policies come with each call, and are compiled for it.
fn session_policies(cx: &Context<'_>) -> Result<Option<Arc<PolicyGroup>>, Fault> {
    let Some(session) = &cx.caller.session else { return Ok(None) };
    let Some(passed) = &session.policies else {
        // A federated session without policies has no identity permissions at all (rule SP-4).
        let federated = matches!(cx.caller.identity, Identity::Federated { .. });
        return Ok(federated.then(|| PolicyGroup::of(&[])));
    };
    let inline = passed.inline.iter().map(|text| HeldPolicy::given("session policy", text.as_str()));
    // A managed session policy that is gone grants nothing; the others still hold.
    let managed = passed.managed.iter().filter_map(|arn| HeldPolicy::managed(arn, cx.account()));
    group(&inline.chain(managed).collect::<Vec<_>>()).map(Some)
}
