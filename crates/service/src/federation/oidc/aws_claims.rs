// SPDX-License-Identifier: Apache-2.0
//! The claims of AWS's own: session tags, the source identity, and the roles that the provider allows.

use portcullis_directory::record::Tags;
use portcullis_policy::language::json::{Kind, Value};

use super::claims::Claims;
use super::members::{Members, text, texts};
use crate::tags::TAGS_MAX;

const TAGS: &str = "https://aws.amazon.com/tags";
const SOURCE_IDENTITY: &str = "https://aws.amazon.com/source_identity";
const ROLES: &str = "https://aws.amazon.com/roles";
const KEY_CHARACTERS_MAX: usize = 128;
const VALUE_CHARACTERS_MAX: usize = 256;

/// What a provider says of the session.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AwsClaims {
    /// Session tags.
    pub tags: Tags,
    /// The keys of those that go on to the next role.
    pub transitive_tag_keys: Vec<String>,
    /// The source identity.
    pub source_identity: Option<String>,
    /// The ARNs of the only roles that the token may be used for; `None` if it does not say.
    pub roles: Option<Vec<String>>,
}

/// A claim of AWS's that has a form or a value which it cannot have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rejected(pub &'static str);

impl AwsClaims {
    /// Reads AWS's claims.
    ///
    /// # Errors
    /// One is malformed: it is never passed over, for policies may rely on it.
    pub fn read(claims: &Claims) -> Result<Self, Rejected> {
        let (tags, transitive_tag_keys) = read_tags(claims).ok_or(Rejected(TAGS))?;
        let source_identity = match claims.0.get(SOURCE_IDENTITY) {
            Some(value) => {
                let identity = text(value).filter(|identity| is_source_identity(identity));
                Some(identity.ok_or(Rejected(SOURCE_IDENTITY))?.to_owned())
            }
            None => None,
        };
        let roles = match claims.0.get(ROLES) {
            Some(value) => {
                let listed = texts(value).ok_or(Rejected(ROLES))?;
                Some(listed.into_iter().map(str::to_owned).collect())
            }
            None => None,
        };
        Ok(Self { tags, transitive_tag_keys, source_identity, roles })
    }
}

/// Tags stand in one object, or each in a claim of its own for providers that cannot nest.
fn read_tags(claims: &Claims) -> Option<(Tags, Vec<String>)> {
    let mut tags = Tags::new();
    let mut transitive = Vec::new();
    if let Some(value) = claims.0.get(TAGS) {
        let nested = Members::of(value)?;
        if let Some(principal_tags) = nested.get("principal_tags") {
            for (key, value) in Members::of(principal_tags)?.iter() {
                add(&mut tags, key, value)?;
            }
        }
        if let Some(keys) = nested.get("transitive_tag_keys") {
            transitive.extend(texts(keys)?.into_iter().map(str::to_owned));
        }
    }
    for (name, value) in claims.0.iter() {
        match name.strip_prefix(TAGS).and_then(|rest| rest.strip_prefix('/')) {
            Some("transitive_tag_keys") => transitive.extend(texts(value)?.into_iter().map(str::to_owned)),
            Some(rest) => add(&mut tags, rest.strip_prefix("principal_tags/")?, value)?,
            None => {}
        }
    }
    let are_there = transitive.iter().all(|key| tags.get(key).is_some());
    (tags.len() <= TAGS_MAX && are_there).then_some((tags, transitive))
}

/// Adds a tag, which has one value, or a list of one.
fn add(tags: &mut Tags, key: &str, value: &Value) -> Option<()> {
    let value = match &value.kind {
        Kind::Array(items) => match items.as_slice() {
            [one] => text(one)?,
            _ => return None,
        },
        _ => text(value)?,
    };
    let is_reserved = key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:"));
    let is_sound = !key.is_empty()
        && key.chars().count() <= KEY_CHARACTERS_MAX
        && value.chars().count() <= VALUE_CHARACTERS_MAX
        && key.chars().chain(value.chars()).all(is_tag_character);
    if is_reserved || !is_sound || tags.get(key).is_some() {
        return None;
    }
    tags.set(key, value);
    Some(())
}

fn is_tag_character(one: char) -> bool {
    one.is_alphanumeric() || (one.is_whitespace() && !one.is_control()) || "_.:/=+-@".contains(one)
}

fn is_source_identity(identity: &str) -> bool {
    let is_reserved = identity.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:"));
    let is_allowed = |one: char| one.is_ascii_alphanumeric() || "_+=,.@-".contains(one);
    (2..=64).contains(&identity.len()) && !is_reserved && identity.chars().all(is_allowed)
}
