// SPDX-License-Identifier: Apache-2.0
//! One service of the reference: its actions, resource types and condition keys.

use std::cmp::Ordering;

use super::key_pattern;

/// A service prefix with everything that is declared under it.
#[derive(Debug)]
pub struct Service {
    pub(super) prefix: String,
    pub(super) rcp: bool,
    pub(super) keys: Vec<ConditionKey>,
    /// Sets of keys as indexes into `keys`; set 0 is empty.
    pub(super) sets: Vec<Vec<usize>>,
    pub(super) types: Vec<TypeRecord>,
    /// In the order of their names without case.
    pub(super) actions: Vec<ActionRecord>,
}

/// A condition key and the type of its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionKey {
    pub(super) name: String,
    pub(super) kind: KeyType,
}

/// The types of condition keys, and whether a key has several values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the variants are the reference's own names")]
pub enum KeyType {
    Arn,
    Bool,
    Date,
    IpAddress,
    Numeric,
    String,
    ArrayOfArn,
    ArrayOfBool,
    ArrayOfString,
}

/// What an action does to what it is used on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AccessLevel {
    /// Shows that something exists.
    List,
    /// Shows what it contains.
    Read,
    /// Sets tags.
    Tagging,
    /// Creates, changes or deletes.
    Write,
    /// Grants or changes permissions.
    PermissionsManagement,
}

#[derive(Debug)]
pub(super) struct TypeRecord {
    pub(super) name: String,
    pub(super) arns: Vec<String>,
    pub(super) set: usize,
}

#[derive(Debug)]
pub(super) struct ActionRecord {
    pub(super) name: String,
    pub(super) level: AccessLevel,
    pub(super) set: usize,
    pub(super) resources: Vec<ResourceRecord>,
}

#[derive(Debug)]
pub(super) struct ResourceRecord {
    pub(super) kind: usize,
    pub(super) required: bool,
    pub(super) set: usize,
}

impl Service {
    /// The prefix, such as `s3`.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Whether resource control policies apply to this service's resources.
    pub fn supports_resource_control_policies(&self) -> bool {
        self.rcp
    }

    /// The actions in the order of their names.
    pub fn actions(&self) -> impl Iterator<Item = Action<'_>> {
        self.actions.iter().map(|record| Action { service: self, record })
    }

    /// The action of a name such as `GetObject`, without regard to case.
    pub fn action(&self, name: &str) -> Option<Action<'_>> {
        let at = self.actions.binary_search_by(|record| without_case(&record.name, name)).ok()?;
        self.actions.get(at).map(|record| Action { service: self, record })
    }

    /// The resource types in the order of their names.
    pub fn resource_types(&self) -> impl Iterator<Item = ResourceType<'_>> {
        self.types.iter().map(|record| ResourceType { service: self, record })
    }

    /// The resource type of a name, without regard to case.
    pub fn resource_type(&self, name: &str) -> Option<ResourceType<'_>> {
        self.resource_types().find(|kind| kind.name().eq_ignore_ascii_case(name))
    }

    /// The condition keys that are declared under this service, in order; global ones that it uses among them.
    pub fn condition_keys(&self) -> &[ConditionKey] {
        &self.keys
    }

    /// The declared key that `name` is, see [`super::Catalogue::condition_key`].
    pub fn condition_key(&self, name: &str) -> Option<&ConditionKey> {
        self.keys.iter().find(|key| key.matches(name))
    }

    fn set(&self, set: usize) -> impl Iterator<Item = &ConditionKey> + use<'_> {
        self.sets.get(set).into_iter().flatten().filter_map(|at| self.keys.get(*at))
    }
}

/// An action of a service.
#[derive(Debug, Clone, Copy)]
pub struct Action<'a> {
    service: &'a Service,
    record: &'a ActionRecord,
}

impl<'a> Action<'a> {
    /// The service it belongs to.
    pub fn service(&self) -> &'a Service {
        self.service
    }

    /// The name without the prefix, in AWS's case.
    pub fn name(&self) -> &'a str {
        &self.record.name
    }

    /// The access level.
    pub fn access_level(&self) -> AccessLevel {
        self.record.level
    }

    /// The resource types it can be limited to.
    pub fn resource_types(&self) -> impl Iterator<Item = ActionResource<'a>> + use<'a> {
        let service = self.service;
        self.record.resources.iter().filter_map(move |record| {
            let kind = service.types.get(record.kind)?;
            Some(ActionResource { kind: ResourceType { service, record: kind }, record })
        })
    }

    /// The keys that apply whatever the resource.
    pub fn condition_keys(&self) -> impl Iterator<Item = &'a ConditionKey> + use<'a> {
        self.service.set(self.record.set)
    }

    /// Whether the action has no resource types, so that only `Resource: *` matches (rule R-7).
    pub fn wildcard_only(&self) -> bool {
        self.record.resources.is_empty()
    }
}

/// A resource type as one action uses it.
#[derive(Debug, Clone, Copy)]
pub struct ActionResource<'a> {
    kind: ResourceType<'a>,
    record: &'a ResourceRecord,
}

impl<'a> ActionResource<'a> {
    /// The resource type.
    pub fn resource_type(&self) -> ResourceType<'a> {
        self.kind
    }

    /// Whether every request for the action names a resource of this type.
    pub fn required(&self) -> bool {
        self.record.required
    }

    /// The keys that apply to resources of this type in this action.
    pub fn condition_keys(&self) -> impl Iterator<Item = &'a ConditionKey> + use<'a> {
        self.kind.service.set(self.record.set)
    }
}

/// A resource type of a service.
#[derive(Debug, Clone, Copy)]
pub struct ResourceType<'a> {
    service: &'a Service,
    record: &'a TypeRecord,
}

impl<'a> ResourceType<'a> {
    /// The name, such as `role`.
    pub fn name(&self) -> &'a str {
        &self.record.name
    }

    /// The patterns of its ARNs, with variables such as `${Account}`; usually one.
    pub fn arn_patterns(&self) -> &'a [String] {
        &self.record.arns
    }

    /// The keys that apply to resources of this type.
    pub fn condition_keys(&self) -> impl Iterator<Item = &'a ConditionKey> + use<'a> {
        self.service.set(self.record.set)
    }
}

impl ConditionKey {
    /// The declared name; variable parts are written `${…}`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the name has parts that requests fill in.
    pub fn has_variables(&self) -> bool {
        self.name.contains("${")
    }

    /// The type of its values.
    pub fn key_type(&self) -> KeyType {
        self.kind
    }

    /// Whether `name`, as it stands in a policy, is this key.
    pub fn matches(&self, name: &str) -> bool {
        key_pattern::matches(&self.name, name)
    }
}

impl KeyType {
    /// Whether a key of this type has a set of values rather than one.
    pub fn is_multivalued(self) -> bool {
        matches!(self, Self::ArrayOfArn | Self::ArrayOfBool | Self::ArrayOfString)
    }
}

pub(super) fn without_case(a: &str, b: &str) -> Ordering {
    let lower = |byte: u8| byte.to_ascii_lowercase();
    a.bytes().map(lower).cmp(b.bytes().map(lower))
}
