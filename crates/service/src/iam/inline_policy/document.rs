// SPDX-License-Identifier: Apache-2.0
//! Inline policies of users, groups and roles: putting, showing, deleting and listing them.

use portcullis_directory::Refusal;
use portcullis_directory::change::{Change, Key};
use portcullis_directory::record::{InlinePolicy, PolicyDocument};
use portcullis_policy::validation::{WriteKind, counted_size, validate_write};
use portcullis_wire::{Fault, Page, Paged, faults};

use crate::context::Context;
use crate::operation::refused;
use crate::page::Window;
use crate::policy_owner::{OwnerName, PolicyOwner};

/// Puts an inline policy, in place of the one of its name if there is one.
///
/// # Errors
/// The document is malformed, its owner does not exist, or the owner's policies would be too large together.
pub(crate) fn put(owner: OwnerName<'_>, name: &str, text: String, cx: &Context<'_>) -> Result<Change, Fault> {
    validate_write(&text, WriteKind::InlinePolicy)
        .map_err(|malformed| faults::malformed_policy_document(malformed.message))?;
    let account = cx.account();
    let owner = owner.require_modifiable(account)?;
    let id = owner.id();
    let others = account.inline_policies(&id).filter(|other| other.name != name);
    let size = others.map(|other| counted_size(other.document.text())).sum::<usize>() + counted_size(&text);
    let size_max = account.quota(owner.size_quota());
    if size > size_max {
        return Err(refused(Refusal::LimitExceeded(format!(
            "Maximum policy size of {size_max} bytes exceeded for {} {}",
            owner.kind(),
            owner.name()
        ))));
    }
    let document = PolicyDocument::new(text);
    Ok(Change::put(InlinePolicy { owner: id, name: name.to_owned(), document }))
}

/// The owner and the text of an inline policy.
///
/// # Errors
/// The owner does not exist, or has no policy of this name.
pub(crate) fn get<'a>(
    owner: OwnerName<'_>,
    name: &str,
    cx: &Context<'a>,
) -> Result<(PolicyOwner<'a>, String), Fault> {
    let owner = owner.require(cx.account())?;
    let found = cx.account().inline_policy(&owner.id(), name);
    let inline = found.ok_or_else(|| owner.no_inline_policy(name))?;
    Ok((owner, inline.document.text().to_owned()))
}

/// Deletes an inline policy.
///
/// # Errors
/// The owner does not exist, or has no policy of this name.
pub(crate) fn delete(owner: OwnerName<'_>, name: &str, cx: &Context<'_>) -> Result<Change, Fault> {
    let owner = owner.require_modifiable(cx.account())?;
    match cx.account().inline_policy(&owner.id(), name) {
        Some(inline) => Ok(Change::Remove(Key::inline_policy(&inline.owner, &inline.name))),
        None => Err(owner.no_inline_policy(name)),
    }
}

/// A page of the names of an owner's inline policies, and where the next one starts.
///
/// # Errors
/// The owner does not exist, or the marker is none that this list gives.
pub(crate) fn list(
    owner: OwnerName<'_>,
    request: &impl Paged,
    page: &mut impl Page,
    cx: &Context<'_>,
) -> Result<Vec<String>, Fault> {
    let window = Window::of(request)?;
    let owner = owner.require(cx.account())?;
    let mut names: Vec<_> =
        cx.account().inline_policies(&owner.id()).map(|inline| inline.name.clone()).collect();
    names.sort_by_key(position);
    Ok(window.cut(names, position, page))
}

/// Names of inline policies differ by case, so each comes after the one it equals without case.
fn position(name: &String) -> String {
    format!("{}/{name}", name.to_ascii_lowercase())
}
