// SPDX-License-Identifier: Apache-2.0
//! Browser sign-in by SAML: how a browser is sent to an identity provider, and the place at which it presents what the
//! provider says.

mod consumer;
mod description;
mod start;

pub(super) use consumer::consume;
pub(super) use description::describe;
pub(super) use start::start;

use crate::door::Door;

/// The place at which responses are presented, as that of AWS's console.
pub(super) const PATH: &str = "/saml";
/// The same for one provider alone, whose id stands at the end. Encrypted assertions belong there.
pub(super) const PROVIDER_PATH: &str = "/saml/acs/{id}";
/// From where browsers are sent to a provider.
pub(super) const START_PATH: &str = "/signin/v1/saml";
/// What providers must know of this server, at AWS's paths and beside the place.
pub(super) const METADATA_PATH: &str = "/saml/metadata.xml";
pub(super) const AWS_METADATA_PATH: &str = "/static/saml-metadata.xml";
pub(super) const PROVIDER_METADATA_PATH: &str = "/static/saml/{id}/saml-metadata.xml";

/// Whether a request is one for SAML.
pub(super) fn is_for(path: &str) -> bool {
    path == PATH || path.starts_with("/saml/") || path.starts_with("/static/saml")
}

/// The path with a variable part for which this one stands.
pub(super) fn template(path: &str) -> Option<&'static str> {
    [PROVIDER_PATH, PROVIDER_METADATA_PATH].into_iter().find(|template| variable(template, path).is_some())
}

/// The id of a provider in a path for it alone.
fn provider_id(path: &str) -> Option<&str> {
    [PROVIDER_PATH, PROVIDER_METADATA_PATH].into_iter().find_map(|template| variable(template, path))
}

fn variable<'a>(template: &str, path: &'a str) -> Option<&'a str> {
    let (before, after) = template.split_once("{id}")?;
    let id = path.strip_prefix(before)?.strip_suffix(after)?;
    (!id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(id)
}

/// What this server calls itself, and where all providers' responses are presented.
fn own_name(door: &Door<'_>) -> String {
    format!("{}{PATH}", door.settings.public_url)
}

/// Where the responses of one provider are presented.
fn place_of_provider(id: &str, door: &Door<'_>) -> String {
    format!("{}{}", door.settings.public_url, PROVIDER_PATH.replace("{id}", id))
}
