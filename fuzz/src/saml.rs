// SPDX-License-Identifier: Apache-2.0
//! Metadata and responses of SAML providers: nothing panics, and nothing is believed that the provider did not sign.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use portcullis_service::federation::saml::metadata::Metadata;
use portcullis_service::federation::saml::{Opened, Trusted, open};

/// The provider that signed the seeds.
static PROVIDER: LazyLock<Metadata> = LazyLock::new(|| {
    let metadata = Metadata::parse(include_str!("../seeds/saml_metadata/two_keys"));
    metadata.unwrap_or_else(|problem| panic!("{problem}"))
});

/// What the provider said: it signed one assertion, and no other.
static SAID: LazyLock<Opened> = LazyLock::new(|| {
    let opened = opened(include_bytes!("../seeds/saml_response/ec"));
    opened.unwrap_or_else(|| panic!("the provider is not believed"))
});

fn opened(response: &[u8]) -> Option<Opened> {
    let trusted = Trusted { metadata: &PROVIDER, decrypting: &[], must_encrypt: false };
    open(&BASE64.encode(response), &trusted).ok()
}

/// The input is a metadata document.
pub fn saml_metadata(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let Ok(metadata) = Metadata::parse(text) else { return };
    assert!((1..=1_024).contains(&metadata.entity_id.chars().count()), "{}", metadata.entity_id);
    assert_eq!(Metadata::parse(text), Ok(metadata));
}

/// The input is a response.
pub fn saml_response(input: &[u8]) {
    if let Some(opened) = opened(input) {
        assert!(
            opened.has_same_assertion(&SAID),
            "the provider did not say {}",
            String::from_utf8_lossy(input)
        );
    }
}
