// SPDX-License-Identifier: Apache-2.0
//! Tags in requests and answers: what may be set, and how they are shown.

use portcullis_directory::record::Tags;
use portcullis_wire::{Fault, Page, faults, iam};

use crate::access::{Access, Permission};
use crate::page::Window;

/// The most tags that one resource may have.
pub(crate) const TAGS_MAX: usize = 50;

/// Whether two keys that differ in nothing but case are one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyCase {
    /// They are, on users and roles.
    Ignored,
    /// They are two, on all other resources.
    Kept,
}

/// The tags of a request as pairs.
pub(crate) fn pairs(tags: Option<&[iam::Tag]>) -> impl Iterator<Item = (&str, &str)> {
    tags.unwrap_or_default().iter().map(|tag| (tag.key.as_str(), tag.value.as_str()))
}

/// What it takes to make a resource: the permission to make it, and with tags the permission to tag it. Tagging at
/// creation is tagging all the same (rule E-7).
pub(crate) fn access_to_create(create: Permission, tag: &'static str, tags: Option<&[iam::Tag]>) -> Access {
    if tags.unwrap_or_default().is_empty() {
        return Access::one(create);
    }
    let tag = Permission::new(tag, create.resource.as_str()).request_tags(pairs(tags));
    Access::Requires(vec![create.request_tags(pairs(tags)), tag])
}

/// The tags of a request that makes a resource.
///
/// # Errors
/// As [`add`].
pub(crate) fn accept(tags: Option<&[iam::Tag]>, case: KeyCase) -> Result<Tags, Fault> {
    add(&Tags::new(), tags, case)
}

/// The tags a resource has after a request has set some more.
///
/// # Errors
/// A key is given twice, or is reserved, or there are too many tags.
pub(crate) fn add(before: &Tags, tags: Option<&[iam::Tag]>, case: KeyCase) -> Result<Tags, Fault> {
    let mut after = before.clone();
    let mut given = Tags::new();
    for (count, (key, value)) in pairs(tags).enumerate() {
        if key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:")) {
            return Err(faults::invalid_input("Reserved prefix aws: can not be used in tag keys."));
        }
        case.set(&mut given, key, value);
        if given.len() == count {
            return Err(faults::invalid_input(case.duplicate()));
        }
        case.set(&mut after, key, value);
    }
    if after.len() > TAGS_MAX {
        return Err(faults::limit_exceeded("The number of tags has reached the maximum limit."));
    }
    Ok(after)
}

/// The tags of a resource without those of the named keys.
pub(crate) fn remove(before: &Tags, keys: &[String], case: KeyCase) -> Tags {
    let mut after = before.clone();
    for key in keys {
        match case {
            KeyCase::Ignored => after.remove(key),
            KeyCase::Kept => after.remove_exact(key),
        }
    }
    after
}

/// A page of the tags of a resource, in the order of their keys.
pub(crate) fn page(tags: &Tags, window: &Window, case: KeyCase, page: &mut impl Page) -> Vec<iam::Tag> {
    let position = |tag: &iam::Tag| match case {
        KeyCase::Ignored => tag.key.to_ascii_lowercase(),
        KeyCase::Kept => tag.key.clone(),
    };
    let mut tags = list(tags);
    tags.sort_by_key(position);
    window.cut(tags, position, page)
}

/// The tags of a resource as answers show them.
pub(crate) fn list(tags: &Tags) -> Vec<iam::Tag> {
    tags.iter().map(|tag| iam::Tag { key: tag.key.clone(), value: tag.value.clone() }).collect()
}

/// The tags of a resource for answers that do not show none at all.
pub(crate) fn shape(tags: &Tags) -> Option<Vec<iam::Tag>> {
    Some(list(tags)).filter(|shown| !shown.is_empty())
}

impl KeyCase {
    fn set(self, tags: &mut Tags, key: &str, value: &str) {
        match self {
            Self::Ignored => tags.set(key, value),
            Self::Kept => tags.set_exact(key, value),
        }
    }

    fn duplicate(self) -> &'static str {
        match self {
            Self::Ignored => "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
            Self::Kept => "Duplicate tag keys found.",
        }
    }
}
