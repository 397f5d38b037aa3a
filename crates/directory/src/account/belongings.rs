// SPDX-License-Identifier: Apache-2.0
//! Records of one kind that belong to someone, found by id and by owner.

use std::ops::Bound;
use std::sync::Arc;

use rpds::RedBlackTreeMapSync;

use crate::identifier::UniqueId;
use crate::record::{KeyOwner, ServiceSpecificCredential, SigningCertificate, SshPublicKey};

/// A record that has a unique id and an owner.
pub trait Belonging {
    /// What tells owners apart.
    type Owner: Clone + Ord;
    /// The unique id.
    fn id(&self) -> &UniqueId;
    /// Whose it is.
    fn owner(&self) -> &Self::Owner;
}

macro_rules! belonging {
    ($($record:ty: $owner:ident, $kind:ty);*) => {$(
        impl Belonging for $record {
            type Owner = $kind;
            fn id(&self) -> &UniqueId {
                &self.id
            }
            fn owner(&self) -> &$kind {
                &self.$owner
            }
        }
    )*};
}

belonging!(
    ServiceSpecificCredential: user, UniqueId;
    SigningCertificate: owner, KeyOwner;
    SshPublicKey: user, UniqueId
);

/// Records of one kind that belong to someone. A copy shares everything with its source.
#[derive(Debug, Clone)]
pub struct Belongings<R: Belonging> {
    by_id: RedBlackTreeMapSync<UniqueId, Arc<R>>,
    by_owner: RedBlackTreeMapSync<(R::Owner, UniqueId), Arc<R>>,
}

impl<R: Belonging> Default for Belongings<R> {
    fn default() -> Self {
        Self { by_id: RedBlackTreeMapSync::new_sync(), by_owner: RedBlackTreeMapSync::new_sync() }
    }
}

impl<R: Belonging> Belongings<R> {
    /// The record with this unique id.
    pub fn get(&self, id: &UniqueId) -> Option<&Arc<R>> {
        self.by_id.get(id)
    }

    /// The records of an owner, in the order of their ids.
    pub fn of(&self, owner: &R::Owner) -> impl Iterator<Item = &Arc<R>> {
        let owner = owner.clone();
        let first = (owner.clone(), UniqueId::new(""));
        let entries = self.by_owner.range((Bound::Included(first), Bound::Unbounded));
        entries.take_while(move |((of, _), _)| *of == owner).map(|(_, record)| record)
    }

    /// The records in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<R>> {
        self.by_id.values()
    }

    pub(super) fn put(&mut self, record: Arc<R>) -> Option<Arc<R>> {
        let before = self.remove(record.id());
        self.by_owner.insert_mut((record.owner().clone(), record.id().clone()), Arc::clone(&record));
        self.by_id.insert_mut(record.id().clone(), record);
        before
    }

    pub(super) fn remove(&mut self, id: &UniqueId) -> Option<Arc<R>> {
        let before = self.by_id.get(id).cloned()?;
        self.by_id.remove_mut(id);
        self.by_owner.remove_mut(&(before.owner().clone(), id.clone()));
        Some(before)
    }
}
