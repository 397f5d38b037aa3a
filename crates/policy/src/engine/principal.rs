// SPDX-License-Identifier: Apache-2.0
//! Compiled `Principal` and `NotPrincipal`, and the facts of a caller that do not change between its requests
//! (sections 2 and 3 of the rules).

use std::sync::Arc;

use crate::{
    evaluation::{
        Layer, Principal,
        account::{self, Relation},
        arn::Arn,
        principal::{Reach, is_root_arn},
        truth::Truth,
    },
    language::{Effect, PrincipalElement, PrincipalKind},
};

/// Whom a statement means.
#[derive(Debug)]
pub(super) struct PrincipalSet {
    effect: Effect,
    /// `None` if the element is absent.
    named: Option<Box<Named>>,
}

#[derive(Debug)]
struct Named {
    negated: bool,
    /// Whether `*` is among the values.
    everybody: bool,
    values: Box<[(PrincipalKind, Box<str>)]>,
}

/// What is known of a principal set in a layer, before there is a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coverage {
    /// Every caller is meant, and an Allow reaches as far as one can.
    Everybody,
    /// No caller is.
    Nobody,
    /// Every caller is, because what cannot be read never keeps a statement from denying.
    Unreadable,
    /// It depends on the caller.
    Asked,
}

impl PrincipalSet {
    pub(super) fn compile(element: Option<&PrincipalElement>, effect: Effect) -> Self {
        let named = element.map(|element| {
            let values = element.principals.iter().map(|named| &named.value);
            Box::new(Named {
                negated: element.negated,
                everybody: values.clone().any(|named| named.kind == PrincipalKind::Aws && named.text == "*"),
                values: values.map(|named| (named.kind, named.text.as_str().into())).collect(),
            })
        });
        Self { effect, named }
    }

    /// What can be said without a caller.
    pub(super) fn coverage(&self, layer: Layer) -> Coverage {
        let unreadable = if self.effect == Effect::Deny { Coverage::Unreadable } else { Coverage::Nobody };
        match (layer, &self.named) {
            // These policies belong to the caller and name nobody (rule NP-5).
            (Layer::Identity | Layer::Boundary | Layer::Session | Layer::Scp, None) => Coverage::Everybody,
            (Layer::Identity | Layer::Boundary | Layer::Session | Layer::Scp, Some(_)) => unreadable,
            // These must say whom they mean (rule S-8); organizations have no `NotPrincipal` (rule NP-5).
            (Layer::Resource | Layer::Endpoint | Layer::Rcp, None) => unreadable,
            (Layer::Rcp, Some(named)) if named.negated => unreadable,
            (_, Some(named)) if named.everybody && !named.negated => Coverage::Everybody,
            (_, Some(_)) => Coverage::Asked,
        }
    }

    /// Whether the set covers the caller, and how far an Allow reaches.
    pub(super) fn covers(&self, layer: Layer, caller: &Caller, bounded: bool) -> Option<Reach> {
        match (self.coverage(layer), &self.named) {
            (Coverage::Everybody, _) => Some(Reach::Session),
            (Coverage::Unreadable, _) => Some(Reach::Delegation),
            (Coverage::Nobody, _) | (Coverage::Asked, None) => None,
            (Coverage::Asked, Some(named)) if named.negated => {
                self.not_principal_covers(named, caller, bounded).then_some(Reach::Session)
            }
            (Coverage::Asked, Some(named)) => caller.reach(caller.facets(named)),
        }
    }

    /// How the element stands to the caller.
    pub(super) fn truth(&self, layer: Layer, caller: &Caller, bounded: bool) -> Truth {
        match self.coverage(layer) {
            // Elements that a policy of the layer cannot have, or must have.
            Coverage::Nobody | Coverage::Unreadable => Truth::Unknown,
            Coverage::Everybody | Coverage::Asked => {
                Truth::from(self.covers(layer, caller, bounded).is_some())
            }
        }
    }

    /// A Deny spares those of whom all is listed (rule NP-2); an Allow covers those of whom nothing is (rules NP-1 and
    /// NP-4).
    fn not_principal_covers(&self, named: &Named, caller: &Caller, bounded: bool) -> bool {
        let listed = caller.facets(named);
        match self.effect {
            Effect::Allow => listed == 0,
            // A principal with a permissions boundary is never spared (rule NP-3).
            Effect::Deny if bounded => true,
            Effect::Deny => {
                let own = caller.own_facets;
                let spared = own != 0 && own & listed == own;
                !spared && listed & EVERYBODY == 0
            }
        }
    }
}

/// A set of ways in which a caller is named, a bit for each.
type Facets = u8;
const EVERYBODY: Facets = 1;
const ACCOUNT: Facets = 1 << 1;
const USER: Facets = 1 << 2;
const ROLE: Facets = 1 << 3;
const SESSION: Facets = 1 << 4;
const SERVICE: Facets = 1 << 5;
const PROVIDER: Facets = 1 << 6;

/// A caller with what follows from who it is.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    principal: Arc<Principal>,
    /// All ways in which it could be named, except `*`.
    own_facets: Facets,
    pub(super) is_root: bool,
    pub(super) has_root_permissions: bool,
    pub(super) is_service_linked_role: bool,
    pub(super) is_anonymous: bool,
    pub(super) is_federated_user: bool,
}

impl Caller {
    pub(super) fn new(principal: Arc<Principal>) -> Self {
        Self {
            own_facets: own_facets(&principal),
            is_root: matches!(*principal, Principal::Root { .. }),
            has_root_permissions: account::has_root_permissions(&principal),
            is_service_linked_role: account::is_service_linked_role(&principal),
            is_anonymous: *principal == Principal::Anonymous,
            is_federated_user: matches!(*principal, Principal::FederatedUser { .. }),
            principal,
        }
    }

    pub(super) fn principal(&self) -> &Principal {
        &self.principal
    }

    /// How the caller's account stands to the resource's. What AWS itself owns counts as everyone's own.
    pub(super) fn relation(&self, resource_account: Option<&str>) -> Relation {
        match (account::account(&self.principal), resource_account) {
            (None, _) => Relation::Outside,
            (Some(_), None | Some("aws")) => Relation::SameAccount,
            (Some(own), Some(other)) if own == other => Relation::SameAccount,
            _ => Relation::CrossAccount,
        }
    }

    /// How far an Allow reaches that names the caller so.
    fn reach(&self, facets: Facets) -> Option<Reach> {
        if facets & (EVERYBODY | SESSION | SERVICE | PROVIDER) != 0 {
            Some(Reach::Session)
        } else if facets & USER != 0 && !self.is_federated_user {
            Some(Reach::Boundary)
        } else if facets & (ROLE | USER) != 0 {
            Some(Reach::Identity)
        } else {
            (facets & ACCOUNT != 0).then_some(Reach::Delegation)
        }
    }

    /// All ways in which the values name the caller (rule P-1).
    fn facets(&self, named: &Named) -> Facets {
        named.values.iter().fold(0, |facets, (kind, text)| facets | self.facet(*kind, text))
    }

    /// How one value names the caller, if it does. `*` is a wildcard only as the whole value (rule P-3).
    fn facet(&self, kind: PrincipalKind, text: &str) -> Facets {
        match (kind, &*self.principal) {
            (PrincipalKind::Aws, _) if text == "*" => EVERYBODY,
            (PrincipalKind::Aws, _) => self.aws_facet(text),
            (PrincipalKind::Service, Principal::Service { name }) if text == "*" || text == name => SERVICE,
            (PrincipalKind::Federated, Principal::Federated { provider })
                if text == "*" || text == provider =>
            {
                PROVIDER
            }
            // Canonical user ids belong to S3; no caller comes with one.
            _ => 0,
        }
    }

    /// How a value under `AWS` names a caller of an account (rules P-2 and P-6).
    fn aws_facet(&self, text: &str) -> Facets {
        let is_id = |unique_id: &Option<String>| unique_id.as_deref() == Some(text);
        match &*self.principal {
            Principal::Root { partition, account } => {
                let is_own_arn = || {
                    let rest =
                        text.strip_prefix("arn:").and_then(|rest| rest.strip_prefix(partition.as_str()));
                    let rest = rest.and_then(|rest| rest.strip_prefix(":iam::"));
                    rest.and_then(|rest| rest.strip_prefix(account.as_str())) == Some(":root")
                };
                if text == account || is_own_arn() { ACCOUNT } else { 0 }
            }
            Principal::User { arn, account, unique_id } => {
                if is_id(unique_id) || is_same_arn(text, arn) {
                    USER
                } else {
                    account_facet(text, account, arn)
                }
            }
            Principal::Role { role_arn, session_arn, account, unique_id } => {
                if is_same_session(text, session_arn) {
                    SESSION
                } else if is_id(unique_id) || is_same_role(text, role_arn) {
                    ROLE
                } else {
                    account_facet(text, account, role_arn)
                }
            }
            Principal::FederatedUser { session_arn, user_arn, account, unique_id } => {
                if is_same_arn(text, session_arn) {
                    return SESSION;
                }
                match account_facet(text, account, session_arn) {
                    0 if is_id(unique_id) || is_same_arn(text, user_arn) => USER,
                    facets => facets,
                }
            }
            Principal::Federated { .. } | Principal::Service { .. } | Principal::Anonymous => 0,
        }
    }
}

fn own_facets(caller: &Principal) -> Facets {
    match caller {
        Principal::Root { .. } => ACCOUNT,
        Principal::User { .. } => ACCOUNT | USER,
        Principal::Role { .. } => ACCOUNT | ROLE | SESSION,
        Principal::FederatedUser { user_arn, .. } if is_root_arn(user_arn) => ACCOUNT | SESSION,
        Principal::FederatedUser { .. } => ACCOUNT | USER | SESSION,
        Principal::Federated { .. } => PROVIDER,
        Principal::Service { .. } => SERVICE,
        Principal::Anonymous => 0,
    }
}

/// Twelve digits, or `arn:P:iam::ID:root` in the caller's partition.
fn account_facet(text: &str, account: &str, caller_arn: &str) -> Facets {
    let is_own_root = || match (Arn::parse(text), Arn::parse(caller_arn)) {
        (Some(named), Some(caller)) => {
            named.service == "iam"
                && named.resource == "root"
                && named.account == account
                && named.partition.eq_ignore_ascii_case(caller.partition)
        }
        _ => false,
    };
    if text == account || is_own_root() { ACCOUNT } else { 0 }
}

/// The same ARN; names are compared with case (rule P-5).
fn is_same_arn(text: &str, own: &str) -> bool {
    // Case changes no length, so most texts need not be taken apart.
    text.len() == own.len() && both(text, own, |named, own| named == own)
}

/// The same role, by account and name without path and case (rule P-4).
fn is_same_role(text: &str, own: &str) -> bool {
    fn name(resource: &str) -> Option<&str> {
        resource.strip_prefix("role/")?.rsplit('/').next()
    }
    both(text, own, |named, own| match (name(named), name(own)) {
        (Some(named), Some(own)) => named.eq_ignore_ascii_case(own),
        _ => false,
    })
}

/// The same session: the role's name without case (rule P-4), the session's with it.
fn is_same_session(text: &str, own: &str) -> bool {
    fn names(resource: &str) -> Option<(&str, &str)> {
        resource.strip_prefix("assumed-role/")?.split_once('/')
    }
    both(text, own, |named, own| match (names(named), names(own)) {
        (Some((role, session)), Some((own_role, own_session))) => {
            role.eq_ignore_ascii_case(own_role) && session == own_session
        }
        _ => false,
    })
}

/// Whether two ARNs are of the same place and their resources compare as asked.
fn both(text: &str, own: &str, compare: impl Fn(&str, &str) -> bool) -> bool {
    match (Arn::parse(text), Arn::parse(own)) {
        (Some(named), Some(own)) => named.same_place(&own) && compare(named.resource, own.resource),
        _ => false,
    }
}
