// SPDX-License-Identifier: Apache-2.0
//! What a provider publishes of itself (OpenID Connect Discovery 1.0).

use portcullis_policy::language::json::Kind;

use super::key_set::DOCUMENT_BYTES_MAX;
use super::members::Members;

/// The lists that AWS requires; a provider without one of them is refused there, too.
const REQUIRED: [&str; 3] =
    ["response_types_supported", "subject_types_supported", "id_token_signing_alg_values_supported"];

/// Where the provider's keys are: the `jwks_uri` of its discovery document. `None` if the document is malformed, speaks
/// of another issuer, or names a place that is not reached by TLS.
pub fn read_discovery(document: &str, issuer: &str) -> Option<String> {
    let members = Members::read(document, DOCUMENT_BYTES_MAX)?;
    if members.text("issuer")? != issuer {
        return None;
    }
    for name in REQUIRED {
        match &members.get(name)?.kind {
            Kind::Array(items) if !items.is_empty() => {}
            _ => return None,
        }
    }
    let uri = members.text("jwks_uri")?;
    let is_url = uri.starts_with("https://") && uri.bytes().all(|byte| byte.is_ascii_graphic());
    is_url.then(|| uri.to_owned())
}
