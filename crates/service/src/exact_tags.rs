// SPDX-License-Identifier: Apache-2.0
//! Tags of resources other than users and roles: their keys differ by case.

use portcullis_directory::record::Tags;
use portcullis_wire::{Fault, Page, Paged, faults, iam};

use crate::page::Window;
use crate::tags::{TAGS_MAX, pairs};

/// The tags a resource has after a request has set some more.
///
/// # Errors
/// A key is given twice, or is reserved, or there are too many tags.
pub(crate) fn add(before: &Tags, tags: Option<&[iam::Tag]>) -> Result<Tags, Fault> {
    let mut after = before.clone();
    let mut given = Tags::new();
    for (count, (key, value)) in pairs(tags).enumerate() {
        if key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:")) {
            return Err(faults::invalid_input("Reserved prefix aws: can not be used in tag keys."));
        }
        given.set_exact(key, value);
        if given.len() == count {
            return Err(faults::invalid_input("Duplicate tag keys found."));
        }
        after.set_exact(key, value);
    }
    if after.len() > TAGS_MAX {
        return Err(faults::limit_exceeded(format!("Cannot exceed quota for TagsPerResource: {TAGS_MAX}")));
    }
    Ok(after)
}

/// A page of a resource's tags in the order of their keys.
///
/// # Errors
/// The marker is none that this list gives.
pub(crate) fn page(tags: &Tags, request: &impl Paged, page: &mut impl Page) -> Result<Vec<iam::Tag>, Fault> {
    let window = Window::of(request)?;
    let mut shown: Vec<_> = shape(tags);
    shown.sort_by(|one, other| one.key.cmp(&other.key));
    Ok(window.cut(shown, |tag| tag.key.clone(), page))
}

/// The tags of a resource as answers show them.
pub(crate) fn shape(tags: &Tags) -> Vec<iam::Tag> {
    tags.iter().map(|tag| iam::Tag { key: tag.key.clone(), value: tag.value.clone() }).collect()
}
