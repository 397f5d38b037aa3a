// SPDX-License-Identifier: Apache-2.0
//! When the services that a subject may use were last accessed, by whom, and with which actions.

use std::collections::{BTreeMap, BTreeSet};

use portcullis_directory::Account;
use portcullis_directory::record::ActionUse;
use portcullis_policy::catalogue::{Catalogue, Service};
use portcullis_policy::evaluation::{may_allow, may_allow_something};
use portcullis_policy::language::Document;
use portcullis_wire::{Fault, Service as Api, Timestamp, iam, operation};

use crate::iam::report::subject::{Granting, Subject, principal};
use crate::policy_owner::PolicyOwner;
use crate::usage::{to_the_minute, uses_of_service};

/// A report on one subject, made from the account as it is now.
pub(crate) struct Report<'a> {
    account: &'a Account,
    now: i64,
    entities: Vec<PolicyOwner<'a>>,
    policies: Vec<Granting>,
}

impl<'a> Report<'a> {
    /// A report on a subject.
    ///
    /// # Errors
    /// A policy that is attached is not there.
    pub(crate) fn on(subject: &Subject<'a>, account: &'a Account, now: i64) -> Result<Self, Fault> {
        let policies = subject.policies(account)?;
        Ok(Self { account, now, entities: subject.users_and_roles(account), policies })
    }

    fn documents(&self) -> Result<Vec<&Document>, Fault> {
        self.policies.iter().map(Granting::document).collect()
    }

    /// The services that the policies may allow, in the order of their namespaces.
    pub(crate) fn services(&self, tells_actions: bool) -> Result<Vec<iam::ServiceLastAccessed>, Fault> {
        let documents = self.documents()?;
        let services = Catalogue::embedded().services();
        let allowed = services.filter(|service| may_allow_something(&documents, service));
        Ok(allowed.map(|service| self.service(service, &documents, tells_actions)).collect())
    }

    fn service(
        &self,
        service: &Service,
        documents: &[&Document],
        tells_actions: bool,
    ) -> iam::ServiceLastAccessed {
        let namespace = service.prefix();
        let mut latest: Option<(PolicyOwner<'a>, &ActionUse)> = None;
        let mut entities = 0_i32;
        let mut by_action: BTreeMap<&str, (PolicyOwner<'a>, &ActionUse)> = BTreeMap::new();
        for entity in &self.entities {
            let before = entities;
            for (action, used) in self.uses(*entity, namespace) {
                entities = before.saturating_add(1);
                if latest.is_none_or(|(_, known)| known.at < used.at) {
                    latest = Some((*entity, used));
                }
                let known = by_action.entry(action).or_insert((*entity, used));
                if known.1.at < used.at {
                    *known = (*entity, used);
                }
            }
        }
        let actions = tells_actions.then(|| self.actions(service, documents, &by_action));
        iam::ServiceLastAccessed {
            // The catalogue has no names for people.
            service_name: namespace.to_owned(),
            last_authenticated: latest.map(|(_, used)| Timestamp(to_the_minute(used.at))),
            service_namespace: namespace.to_owned(),
            last_authenticated_entity: latest.map(|(entity, _)| entity_arn(entity, self.account)),
            last_authenticated_region: latest.map(|(_, used)| used.region.clone()),
            total_authenticated_entities: Some(entities),
            tracked_actions_last_accessed: actions.filter(|actions| !actions.is_empty()),
        }
    }

    fn actions(
        &self,
        service: &Service,
        documents: &[&Document],
        uses: &BTreeMap<&str, (PolicyOwner<'a>, &ActionUse)>,
    ) -> Vec<iam::TrackedActionLastAccessed> {
        let tracked = tracked_actions(service.prefix());
        let is_tracked = |name: &str| tracked.contains(name) || uses.contains_key(name);
        let actions = service.actions().filter(|action| is_tracked(action.name()));
        let allowed = actions.filter(|action| may_allow(documents, *action));
        let shown = allowed.map(|action| {
            let used = uses.get(action.name());
            iam::TrackedActionLastAccessed {
                action_name: Some(action.name().to_owned()),
                last_accessed_entity: used.map(|(entity, _)| entity_arn(*entity, self.account)),
                last_accessed_time: used.map(|(_, used)| Timestamp(to_the_minute(used.at))),
                last_accessed_region: used.map(|(_, used)| used.region.clone()),
            }
        });
        shown.collect()
    }

    /// The users and roles that the policies may allow a service, the latest to access it first, with a text that
    /// stands for the place of each.
    pub(crate) fn entities(&self, service: &Service) -> Result<Vec<(String, iam::EntityDetails)>, Fault> {
        if !may_allow_something(&self.documents()?, service) {
            return Ok(Vec::new());
        }
        let mut shown: Vec<_> = self.entities.iter().map(|entity| self.entity(*entity, service)).collect();
        shown.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(shown)
    }

    fn entity(&self, entity: PolicyOwner<'a>, service: &Service) -> (String, iam::EntityDetails) {
        let at = self.uses(entity, service.prefix()).map(|(_, used)| used.at).max();
        let arn = entity_arn(entity, self.account);
        let place = format!("{:019}/{arn}", i64::MAX.saturating_sub(at.unwrap_or(0).max(0)));
        let id = entity.id();
        let info = iam::EntityInfo {
            arn,
            name: entity.name().to_owned(),
            r#type: entity.kind().to_ascii_uppercase(),
            id: id.id().to_string(),
            path: Some(entity.path().to_owned()),
        };
        let last_authenticated = at.map(|at| Timestamp(to_the_minute(at)));
        (place, iam::EntityDetails { entity_info: info, last_authenticated })
    }

    fn uses<'b>(
        &self,
        entity: PolicyOwner<'_>,
        namespace: &'b str,
    ) -> impl Iterator<Item = (&'b str, &'b ActionUse)>
    where
        'a: 'b,
    {
        let principal = principal(entity);
        let (account, now) = (self.account, self.now);
        principal.into_iter().flat_map(move |principal| uses_of_service(account, &principal, namespace, now))
    }
}

fn entity_arn(entity: PolicyOwner<'_>, account: &Account) -> String {
    match entity {
        PolicyOwner::User(user) => user.arn(account.id()),
        PolicyOwner::Group(group) => group.arn(account.id()),
        PolicyOwner::Role(role) => role.arn(account.id()),
    }
}

/// The actions whose use would be known: the operations of this server. Permissions that are no operations, such as
/// `iam:PassRole`, are never the action of a call.
fn tracked_actions(namespace: &str) -> BTreeSet<&'static str> {
    let apis = Api::ALL.into_iter().filter(|api| api.signing_name() == namespace);
    apis.flat_map(operation::all).map(|facts| facts.name).collect()
}
