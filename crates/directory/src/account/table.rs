// SPDX-License-Identifier: Apache-2.0
//! Records of one kind, found by unique id and by name without case.

use std::ops::Bound;
use std::sync::Arc;

use rpds::RedBlackTreeMapSync;

use crate::identifier::UniqueId;
use crate::record::{Group, InstanceProfile, Policy, Role, SamlProvider, ServerCertificate, User};

/// A record that has a unique id and a name.
pub trait Named {
    /// The unique id.
    fn id(&self) -> &UniqueId;
    /// The name in its own case.
    fn name(&self) -> &str;
}

macro_rules! named {
    ($($record:ty),*) => {$(
        impl Named for $record {
            fn id(&self) -> &UniqueId {
                &self.id
            }
            fn name(&self) -> &str {
                &self.name
            }
        }
    )*};
}

named!(Group, InstanceProfile, Policy, Role, SamlProvider, ServerCertificate, User);

/// Records of one kind, each with what is derived from it when it is first asked for. A copy shares everything with its
/// source.
#[derive(Debug, Clone)]
pub struct Table<R, D = ()> {
    by_id: RedBlackTreeMapSync<UniqueId, Entry<R, D>>,
    by_name: RedBlackTreeMapSync<String, Arc<R>>,
}

#[derive(Debug, Clone)]
struct Entry<R, D> {
    record: Arc<R>,
    derived: D,
}

impl<R, D> Default for Table<R, D> {
    fn default() -> Self {
        Self { by_id: RedBlackTreeMapSync::new_sync(), by_name: RedBlackTreeMapSync::new_sync() }
    }
}

impl<R: Named, D: Default> Table<R, D> {
    /// The record with this unique id.
    pub fn get(&self, id: &UniqueId) -> Option<&Arc<R>> {
        self.by_id.get(id).map(|entry| &entry.record)
    }

    /// The record with this name, compared without case.
    pub fn named(&self, name: &str) -> Option<&Arc<R>> {
        self.by_name.get(&name.to_ascii_lowercase())
    }

    /// The records in the order of their names without case, from the one after `marker` on.
    pub fn after<'a>(&'a self, marker: Option<&str>) -> impl Iterator<Item = &'a Arc<R>> {
        let from = match marker {
            Some(name) => Bound::Excluded(name.to_ascii_lowercase()),
            None => Bound::Unbounded,
        };
        self.by_name.range((from, Bound::Unbounded)).map(|(_, record)| record)
    }

    /// The records in the order of their names without case.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<R>> {
        self.by_name.values()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_id.size()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    pub(super) fn put(&mut self, record: Arc<R>) -> Option<Arc<R>> {
        let before = self.remove(record.id());
        self.by_name.insert_mut(record.name().to_ascii_lowercase(), Arc::clone(&record));
        self.insert(record);
        before
    }

    pub(super) fn remove(&mut self, id: &UniqueId) -> Option<Arc<R>> {
        let before = self.get(id).cloned()?;
        self.by_id.remove_mut(id);
        self.by_name.remove_mut(&before.name().to_ascii_lowercase());
        Some(before)
    }

    /// What is derived from the record with this unique id.
    pub(super) fn derived(&self, id: &UniqueId) -> Option<&D> {
        self.by_id.get(id).map(|entry| &entry.derived)
    }

    /// Gives a record a new place for what is derived from it. Older copies of the table keep the old one, also where
    /// nothing has been derived yet: what they derive is no longer so here.
    pub(super) fn forget_derived(&mut self, id: &UniqueId) {
        if let Some(record) = self.get(id).cloned() {
            self.insert(record);
        }
    }

    fn insert(&mut self, record: Arc<R>) {
        let id = record.id().clone();
        self.by_id.insert_mut(id, Entry { record, derived: D::default() });
    }
}
