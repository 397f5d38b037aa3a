// SPDX-License-Identifier: Apache-2.0
//! Matching of `Principal` and `NotPrincipal`, and how far a grant reaches by the way it names the caller (sections 2
//! and 3 of the rules).

use std::collections::BTreeSet;

use super::{arn::Arn, decision::Layer, request::Principal, truth::Truth};
use crate::language::{Effect, PrincipalElement, PrincipalKind, PrincipalPattern};

/// Whose silence a matching Allow of the resource's own policy makes up for, within one account. Each also makes up
/// for what those before it do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reach {
    /// Nobody's: the account is named, which only delegates to its identity policies (rule S-7).
    Delegation,
    /// The identity policies' (rules S-2 and S-5).
    Identity,
    /// The permissions boundary's (rule S-1). Where a role's trust policy names a user directly AWS's pages disagree
    /// this rule is followed there too.
    Boundary,
    /// The session policies' (rules S-3, S-4 and S-6). Implementations differ on S-3; this is AWS's text.
    Session,
}

/// Whether the element covers the caller, and if so, how far an Allow reaches.
pub(super) fn covers(
    element: Option<&PrincipalElement>,
    layer: Layer,
    effect: Effect,
    caller: &Principal,
    bounded: bool,
) -> (Truth, Reach) {
    let everybody = (Truth::True, Reach::Session);
    let unreadable = (Truth::Unknown, Reach::Delegation);
    match (layer, element) {
        // These policies belong to the caller and name nobody (rule NP-5).
        (Layer::Identity | Layer::Boundary | Layer::Session | Layer::Scp, None) => everybody,
        (Layer::Identity | Layer::Boundary | Layer::Session | Layer::Scp, Some(_)) => unreadable,
        // These must say whom they mean (rule S-8); organizations have no `NotPrincipal` (rule NP-5).
        (Layer::Resource | Layer::Endpoint | Layer::Rcp, None) => unreadable,
        (Layer::Rcp, Some(element)) if element.negated => unreadable,
        (_, Some(element)) if element.negated => {
            (Truth::from(not_principal_covers(element, effect, caller, bounded)), Reach::Session)
        }
        (_, Some(element)) => facets(element, caller)
            .into_iter()
            .map(|facet| reach(facet, caller))
            .max()
            .map_or((Truth::False, Reach::Delegation), |reach| (Truth::True, reach)),
    }
}

/// A way in which a principal can be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Facet {
    /// `*`.
    Everybody,
    /// The account.
    Account,
    /// The IAM user, also of a federated-user session.
    User,
    /// The role of a session.
    Role,
    /// The session of a role or a federated user.
    Session,
    /// The service.
    Service,
    /// The identity provider.
    Provider,
}

/// How far an Allow reaches that names the caller so.
fn reach(facet: Facet, caller: &Principal) -> Reach {
    match (facet, caller) {
        (Facet::Account, _) => Reach::Delegation,
        (Facet::Role, _) | (Facet::User, Principal::FederatedUser { .. }) => Reach::Identity,
        (Facet::User, _) => Reach::Boundary,
        (Facet::Everybody | Facet::Session | Facet::Service | Facet::Provider, _) => Reach::Session,
    }
}

/// `NotPrincipal`. The caller is a session, a role or user, and an account at once. A Deny spares those of whom all
/// that is listed (rule NP-2); an Allow covers those of whom nothing is (rules NP-1 and NP-4). AWS says today that the
/// latter is not supported; it is evaluated here and reported by validation.
fn not_principal_covers(
    element: &PrincipalElement,
    effect: Effect,
    caller: &Principal,
    bounded: bool,
) -> bool {
    let listed = facets(element, caller);
    match effect {
        Effect::Allow => listed.is_empty(),
        // A principal with a permissions boundary is never spared (rule NP-3).
        Effect::Deny if bounded => true,
        Effect::Deny => {
            let own = own_facets(caller);
            let spared = !own.is_empty() && own.iter().all(|facet| listed.contains(facet));
            !spared && !listed.contains(&Facet::Everybody)
        }
    }
}

/// All ways in which the caller could be named, except `*`.
fn own_facets(caller: &Principal) -> &'static [Facet] {
    match caller {
        Principal::Root { .. } => &[Facet::Account],
        Principal::User { .. } => &[Facet::Account, Facet::User],
        Principal::Role { .. } => &[Facet::Account, Facet::Role, Facet::Session],
        Principal::FederatedUser { user_arn, .. } if is_root_arn(user_arn) => {
            &[Facet::Account, Facet::Session]
        }
        Principal::FederatedUser { .. } => &[Facet::Account, Facet::User, Facet::Session],
        Principal::Federated { .. } => &[Facet::Provider],
        Principal::Service { .. } => &[Facet::Service],
        Principal::Anonymous => &[],
    }
}

/// Whether the ARN is that of an account's root user.
pub(crate) fn is_root_arn(arn: &str) -> bool {
    Arn::parse(arn).is_some_and(|arn| arn.service == "iam" && arn.resource == "root")
}

/// All ways in which the element names the caller (rule P-1).
fn facets(element: &PrincipalElement, caller: &Principal) -> BTreeSet<Facet> {
    element.principals.iter().filter_map(|pattern| facet(&pattern.value, caller)).collect()
}

/// How one value names the caller, if it does. `*` is a wildcard only as the whole value (rule P-3): everybody, or
/// under `Service` and `Federated` all callers of that kind.
fn facet(pattern: &PrincipalPattern, caller: &Principal) -> Option<Facet> {
    let text = pattern.text.as_str();
    match (pattern.kind, caller) {
        (PrincipalKind::Aws, _) if text == "*" => Some(Facet::Everybody),
        (PrincipalKind::Aws, _) => aws_facet(text, caller),
        (PrincipalKind::Service, Principal::Service { name }) => {
            (text == "*" || text == name).then_some(Facet::Service)
        }
        (PrincipalKind::Federated, Principal::Federated { provider }) => {
            (text == "*" || text == provider).then_some(Facet::Provider)
        }
        // Canonical user ids belong to S3; no caller comes with one.
        _ => None,
    }
}

/// How a value under `AWS` names a caller of an account (rule P-2).
fn aws_facet(text: &str, caller: &Principal) -> Option<Facet> {
    // A stored policy may name the unique id instead of the ARN (rule P-6).
    let is_id = |unique_id: &Option<String>| unique_id.as_deref() == Some(text);
    match caller {
        Principal::Root { partition, account } => {
            let names = text == account || text == format!("arn:{partition}:iam::{account}:root");
            names.then_some(Facet::Account)
        }
        Principal::User { arn, account, unique_id } => {
            if is_id(unique_id) || is_same_arn(text, arn) {
                Some(Facet::User)
            } else {
                names_account(text, account, arn).then_some(Facet::Account)
            }
        }
        Principal::Role { role_arn, session_arn, account, unique_id } => {
            if is_same_session(text, session_arn) {
                Some(Facet::Session)
            } else if is_id(unique_id) || is_same_role(text, role_arn) {
                Some(Facet::Role)
            } else {
                names_account(text, account, role_arn).then_some(Facet::Account)
            }
        }
        Principal::FederatedUser { session_arn, user_arn, account, unique_id } => {
            if is_same_arn(text, session_arn) {
                Some(Facet::Session)
            } else if names_account(text, account, session_arn) {
                Some(Facet::Account)
            } else {
                (is_id(unique_id) || is_same_arn(text, user_arn)).then_some(Facet::User)
            }
        }
        Principal::Federated { .. } | Principal::Service { .. } | Principal::Anonymous => None,
    }
}

/// Twelve digits, or `arn:P:iam::ID:root` in the caller's partition.
fn names_account(text: &str, account: &str, caller_arn: &str) -> bool {
    if text == account {
        return true;
    }
    match (Arn::parse(text), Arn::parse(caller_arn)) {
        (Some(named), Some(caller)) => {
            is_root_arn(text)
                && named.account == account
                && named.partition.eq_ignore_ascii_case(caller.partition)
        }
        _ => false,
    }
}

/// The same ARN; names are compared with case (rule P-5).
fn is_same_arn(text: &str, own: &str) -> bool {
    match (Arn::parse(text), Arn::parse(own)) {
        (Some(named), Some(own)) => named.same_place(&own) && named.resource == own.resource,
        _ => false,
    }
}

/// The same role, by account and name: paths do not tell roles apart, and names are compared without case (rule P-4).
fn is_same_role(text: &str, own: &str) -> bool {
    let name = |arn: &Arn<'_>| {
        let name = arn.resource.strip_prefix("role/")?.rsplit('/').next()?;
        Some(name.to_ascii_lowercase())
    };
    match (Arn::parse(text), Arn::parse(own)) {
        (Some(named), Some(own)) => {
            named.same_place(&own) && name(&named).is_some() && name(&named) == name(&own)
        }
        _ => false,
    }
}

/// The same session: the role's name without case (rule P-4), the session's with it.
fn is_same_session(text: &str, own: &str) -> bool {
    let names = |arn: &Arn<'_>| {
        let (role, session) = arn.resource.strip_prefix("assumed-role/")?.split_once('/')?;
        Some((role.to_ascii_lowercase(), session.to_owned()))
    };
    match (Arn::parse(text), Arn::parse(own)) {
        (Some(named), Some(own)) => {
            named.same_place(&own) && names(&named).is_some() && names(&named) == names(&own)
        }
        _ => false,
    }
}
