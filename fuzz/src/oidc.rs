// SPDX-License-Identifier: Apache-2.0
//! Tokens and documents of identity providers: nothing panics, and nothing is verified that nobody signed.

use portcullis_service::federation::oidc::{AwsClaims, KeySet, Token, read_discovery};

/// The input is a token, a line feed, a discovery document, a line feed, and a set of keys.
pub fn oidc(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let mut parts = text.splitn(3, '\n');
    let mut part = || parts.next().unwrap_or_default();
    let (token, discovery, keys) = (part(), part(), part());
    if let Some(found) = read_discovery(discovery, "https://idp.example.com") {
        let of_people = found.code_flow.map(|flow| [flow.authorization_endpoint, flow.token_endpoint]);
        for url in std::iter::once(found.keys_url).chain(of_people.into_iter().flatten()) {
            assert!(url.starts_with("https://"), "{url}");
        }
    }
    let keys = KeySet::read(keys);
    let Ok(token) = Token::read(token) else { return };
    let claims = token.claims();
    let _ = (claims.issuer(), claims.subject(), claims.audience());
    let not_before = claims.not_before().map(Option::unwrap_or_default);
    for at in [claims.expires_at(), claims.issued_at(), not_before].into_iter().flatten() {
        assert!(at >= 0, "{at}");
    }
    if let Ok(aws) = AwsClaims::read(claims) {
        assert!(aws.tags.len() <= 50);
        assert!(aws.transitive_tag_keys.iter().all(|key| aws.tags.get(key).is_some()));
    }
    if let Some(keys) = keys {
        assert!(keys.verify(&token).is_err(), "nobody has signed {text}");
    }
}
