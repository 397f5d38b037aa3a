// SPDX-License-Identifier: Apache-2.0
//! Tags in requests and answers: what may be set, and how they are shown.

use portcullis_directory::record::Tags;
use portcullis_wire::{Fault, Page, faults, iam};

use crate::page::Window;

/// The most tags that one resource may have.
pub(crate) const TAGS_MAX: usize = 50;

/// The tags of a request as pairs.
pub(crate) fn pairs(tags: Option<&[iam::Tag]>) -> impl Iterator<Item = (&str, &str)> {
    tags.unwrap_or_default().iter().map(|tag| (tag.key.as_str(), tag.value.as_str()))
}

/// The tags of a request that makes a resource.
///
/// # Errors
/// A key is given twice without case, or is reserved.
pub(crate) fn accept(tags: Option<&[iam::Tag]>) -> Result<Tags, Fault> {
    add(&Tags::new(), tags)
}

/// The tags a resource has after a request has set some more.
///
/// # Errors
/// A key is given twice without case, or is reserved, or there are too many tags.
pub(crate) fn add(before: &Tags, tags: Option<&[iam::Tag]>) -> Result<Tags, Fault> {
    let mut after = before.clone();
    let mut given = Tags::new();
    for (key, value) in pairs(tags) {
        if key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:")) {
            return Err(faults::invalid_input("Reserved prefix aws: can not be used in tag keys."));
        }
        if given.get(key).is_some() {
            return Err(faults::invalid_input(
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
            ));
        }
        given.set(key, value);
        after.set(key, value);
    }
    if after.len() > TAGS_MAX {
        return Err(faults::limit_exceeded(format!("Cannot exceed quota for TagsPerResource: {TAGS_MAX}")));
    }
    Ok(after)
}

/// A page of the tags of a resource, in the order of their keys without case.
pub(crate) fn page(tags: &Tags, window: &Window, page: &mut impl Page) -> Vec<iam::Tag> {
    let mut tags: Vec<_> = tags.iter().collect();
    tags.sort_by_key(|tag| tag.key.to_ascii_lowercase());
    let shown = window.cut(tags, |tag| tag.key.to_ascii_lowercase(), page).into_iter();
    shown.map(|tag| iam::Tag { key: tag.key.clone(), value: tag.value.clone() }).collect()
}

/// The tags of a resource; none at all are not shown.
pub(crate) fn shape(tags: &Tags) -> Option<Vec<iam::Tag>> {
    let shown: Vec<_> =
        tags.iter().map(|tag| iam::Tag { key: tag.key.clone(), value: tag.value.clone() }).collect();
    Some(shown).filter(|shown| !shown.is_empty())
}

/// The tags of a resource without those of the named keys.
pub(crate) fn remove(before: &Tags, keys: &[String]) -> Tags {
    let mut after = before.clone();
    for key in keys {
        after.remove(key);
    }
    after
}
