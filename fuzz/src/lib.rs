// SPDX-License-Identifier: Apache-2.0
//! What must hold for every input, whoever makes the inputs up.

mod doors;
mod evaluate;
mod house;
mod matching;
mod oidc;
mod operations;
mod parse;
mod request;
mod saml;
mod sealed;
mod webauthn;
mod wire;

pub use doors::{json_bodies, requests};
pub use evaluate::policy_evaluate;
pub use matching::{arn_match, glob_match};
pub use oidc::oidc;
pub use operations::{operations, uploads};
pub use parse::policy_parse;
pub use saml::{saml_metadata, saml_response};
pub use sealed::{session_token, stored_record};
pub use webauthn::webauthn;
pub use wire::{query_form, sigv4_parse};

/// Takes an input, and panics if something does not hold.
pub type Target = fn(&[u8]);

/// All targets by name; the folder of this name in `seeds/` has inputs to begin with.
pub const TARGETS: [(&str, Target); 16] = [
    ("policy_parse", policy_parse),
    ("policy_evaluate", policy_evaluate),
    ("arn_match", arn_match),
    ("glob_match", glob_match),
    ("sigv4_parse", sigv4_parse),
    ("query_form", query_form),
    ("webauthn", webauthn),
    ("oidc", oidc),
    ("saml_metadata", saml_metadata),
    ("saml_response", saml_response),
    ("session_token", session_token),
    ("stored_record", stored_record),
    ("requests", requests),
    ("json_bodies", json_bodies),
    ("operations", operations),
    ("uploads", uploads),
];

/// Appends a text as JSON.
fn push_json(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            control if control < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => out.push(other),
        }
    }
    out.push('"');
}
