// SPDX-License-Identifier: Apache-2.0
//! What a provider publishes of itself (OpenID Connect Discovery 1.0).

use portcullis_policy::language::json::Kind;

use super::key_set::DOCUMENT_BYTES_MAX;
use super::members::{Members, texts};

/// The lists that AWS requires; a provider without one of them is refused there, too.
const REQUIRED: [&str; 3] =
    ["response_types_supported", "subject_types_supported", "id_token_signing_alg_values_supported"];

/// What counts of a discovery document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discovery {
    /// Where the provider's keys are: its `jwks_uri`, which begins with `https://`.
    pub keys_url: String,
    /// Where people sign in. `None` if the provider does not take them through the authorization code flow: a cluster
    /// of Kubernetes does not.
    pub code_flow: Option<CodeFlow>,
}

/// What a provider says of its authorization code flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeFlow {
    /// Where browsers are sent.
    pub authorization_endpoint: String,
    /// Where codes are turned into tokens; begins with `https://`.
    pub token_endpoint: String,
    /// How clients may show their secrets there, by the names of OpenID Connect.
    pub secret_methods: Vec<String>,
    /// Whether the provider says with each code that it is its own (RFC 9207).
    pub names_itself: bool,
    /// Whether the address of whoever signs in can be asked for.
    pub offers_email: bool,
}

/// What clients may do where a provider does not say (OpenID Connect Discovery 1.0, section 3).
const SECRET_METHOD_DEFAULT: &str = "client_secret_basic";

/// Reads a discovery document. `None` if it is malformed, speaks of another issuer, or names a place for the keys that
/// is not reached by TLS.
pub fn read_discovery(document: &str, issuer: &str) -> Option<Discovery> {
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
    Some(Discovery { keys_url: url(&members, "jwks_uri")?, code_flow: code_flow(&members) })
}

fn code_flow(members: &Members) -> Option<CodeFlow> {
    let listed = |name: &str| members.get(name).and_then(texts);
    if !listed("response_types_supported")?.contains(&"code") {
        return None;
    }
    let secret_methods = listed("token_endpoint_auth_methods_supported");
    let secret_methods = secret_methods.unwrap_or_else(|| vec![SECRET_METHOD_DEFAULT]);
    let names_itself = members.get("authorization_response_iss_parameter_supported");
    let scopes = listed("scopes_supported").unwrap_or_default();
    Some(CodeFlow {
        authorization_endpoint: url(members, "authorization_endpoint").filter(|url| !url.contains('#'))?,
        token_endpoint: url(members, "token_endpoint")?,
        secret_methods: secret_methods.into_iter().map(str::to_owned).collect(),
        names_itself: names_itself.is_some_and(|value| value.kind == Kind::Boolean(true)),
        offers_email: scopes.contains(&"email"),
    })
}

/// A place that is reached by TLS.
fn url(members: &Members, name: &str) -> Option<String> {
    let url = members.text(name)?;
    let is_url = url.starts_with("https://") && url.bytes().all(|byte| byte.is_ascii_graphic());
    is_url.then(|| url.to_owned())
}
