// SPDX-License-Identifier: Apache-2.0
//! AWS's service authorization reference: which actions, resource types and condition keys exist.
//!
//! The text is compiled in; where it comes from is told in `catalogue/SOURCES.md`.

mod key_pattern;
mod read;
mod service;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

pub use read::Malformed;
pub use service::{AccessLevel, Action, ActionResource, ConditionKey, KeyType, ResourceType, Service};

/// The whole reference.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// By prefix in lower case.
    services: BTreeMap<String, Service>,
    global_keys: Vec<ConditionKey>,
    /// All keys without variable parts, by their names in lower case.
    plain_keys: BTreeMap<String, ConditionKey>,
    /// All keys with variable parts.
    key_patterns: Vec<ConditionKey>,
}

static EMBEDDED: LazyLock<Catalogue> = LazyLock::new(|| {
    // A test reads the embedded text, so an error cannot get past it; an empty catalogue knows no action.
    Catalogue::read(include_str!("../../catalogue/service_authorization.txt")).unwrap_or_default()
});

impl Catalogue {
    /// The reference that is compiled in. The first call reads it, which takes some milliseconds.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads a reference from its compact text.
    pub fn read(text: &str) -> Result<Self, Malformed> {
        read::catalogue(text)
    }

    /// The services in the order of their prefixes.
    pub fn services(&self) -> impl Iterator<Item = &Service> {
        self.services.values()
    }

    /// The service of a prefix such as `s3`, without regard to case.
    pub fn service(&self, prefix: &str) -> Option<&Service> {
        self.services.get(&prefix.to_ascii_lowercase())
    }

    /// The action of a full name such as `s3:GetObject`, without regard to case.
    pub fn action(&self, name: &str) -> Option<Action<'_>> {
        let (prefix, name) = name.split_once(':')?;
        self.service(prefix)?.action(name)
    }

    /// The resource type of a service, without regard to case.
    pub fn resource_type(&self, prefix: &str, name: &str) -> Option<ResourceType<'_>> {
        self.service(prefix)?.resource_type(name)
    }

    /// The condition key of a name as it stands in policies, such as `aws:RequestTag/CostCenter`: a global key, or
    /// a key that some service declares. Case does not matter; variable parts match one character or more.
    pub fn condition_key(&self, name: &str) -> Option<&ConditionKey> {
        let plain = self.plain_keys.get(&name.to_ascii_lowercase());
        plain.or_else(|| self.key_patterns.iter().find(|key| key.matches(name)))
    }

    /// Collects the keys of all services once they are read. Where services disagree on a type, the global list goes
    /// first, then the service of the key's own prefix; keys of identity providers are declared by `sts`.
    fn index_keys(&mut self) {
        let declared =
            self.services.values().flat_map(|service| service.keys.iter().map(move |key| (service, key)));
        let (own, foreign): (Vec<_>, Vec<_>) = declared.partition(|(service, key)| {
            key.name.split_once(':').is_some_and(|(prefix, _)| prefix.eq_ignore_ascii_case(&service.prefix))
        });
        let mut seen = BTreeSet::new();
        let services = own.into_iter().chain(foreign).map(|(_, key)| key);
        for key in self.global_keys.iter().chain(services) {
            let lower = key.name.to_ascii_lowercase();
            if key.has_variables() && seen.insert(lower.clone()) {
                self.key_patterns.push(key.clone());
            } else if !key.has_variables() {
                self.plain_keys.entry(lower).or_insert_with(|| key.clone());
            }
        }
    }

    /// The keys that every service may see, in order.
    pub fn global_condition_keys(&self) -> &[ConditionKey] {
        &self.global_keys
    }
}
