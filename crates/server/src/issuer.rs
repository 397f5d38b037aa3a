// SPDX-License-Identifier: Apache-2.0
//! What accounts publish as issuers of tokens: the discovery document and the keys, for everybody.

use portcullis_service::issuer::{PATH, discovery, keys};
use portcullis_wire::HttpResponse;

use crate::exchange::Shell;
use crate::load::Published;
use crate::now;

/// How long others may keep what they read, in seconds. A token of a key that they do not know makes them ask again.
const CACHE: &str = "public, max-age=300";

/// The answer to those who verify tokens; `None` if the path is none of an issuer.
pub(crate) fn answer(shell: &Shell, method: &str, path: &str) -> Option<HttpResponse> {
    let path = path.strip_prefix(PATH)?;
    if !matches!(method, "GET" | "HEAD") {
        return Some(plain(405, "only GET is allowed here\n"));
    }
    Some(match document(&shell.published.load(), &shell.public_url, path) {
        Some(json) => HttpResponse {
            status: 200,
            headers: vec![
                ("content-type".into(), "application/json".to_owned()),
                ("cache-control".into(), CACHE.to_owned()),
                // Verifiers may run in a browser, and nothing here is secret.
                ("access-control-allow-origin".into(), "*".to_owned()),
            ],
            body: json.into_bytes(),
        },
        None => plain(404, "there is no such issuer or document\n"),
    })
}

/// The document at a path below [`PATH`]: `ISSUER/.well-known/NAME`.
fn document(published: &Published, public_url: &str, path: &str) -> Option<String> {
    let (issuer_id, name) = path.split_once("/.well-known/")?;
    let account = published.directory.account_with_issuer(issuer_id)?;
    match name {
        "openid-configuration" => Some(discovery(public_url, issuer_id)),
        "jwks.json" => Some(keys(account, now::milliseconds().div_euclid(1_000))),
        _ => None,
    }
}

fn plain(status: u16, body: &str) -> HttpResponse {
    let content_type = ("content-type".into(), "text/plain; charset=utf-8".to_owned());
    HttpResponse { status, headers: vec![content_type], body: body.into() }
}
