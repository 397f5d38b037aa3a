// SPDX-License-Identifier: Apache-2.0
//! Browser sign-in by SAML: the place at which browsers present what their identity provider says.

mod consumer;

pub(super) use consumer::consume;

/// The place at which responses are presented, as that of AWS's console.
pub(super) const PATH: &str = "/saml";
/// The same for one provider alone, whose id stands at the end. Encrypted assertions belong there.
pub(super) const PROVIDER_PATH: &str = "/saml/acs/{id}";
const PROVIDER_PREFIX: &str = "/saml/acs/";

/// Whether a request is one for SAML.
pub(super) fn is_for(path: &str) -> bool {
    path == PATH || path.starts_with("/saml/")
}

/// The path with a variable part for which this one stands.
pub(super) fn template(path: &str) -> Option<&'static str> {
    provider_id(path).map(|_| PROVIDER_PATH)
}

/// The id at the end of a path for one provider.
fn provider_id(path: &str) -> Option<&str> {
    path.strip_prefix(PROVIDER_PREFIX).filter(|id| !id.is_empty() && !id.contains('/'))
}
