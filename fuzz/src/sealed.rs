// SPDX-License-Identifier: Apache-2.0
//! What is sealed, and what is stored: it opens to what was put into it, and to nothing else.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use portcullis_directory::change::Kind;
use portcullis_directory::encoding::{decode, encode};
use portcullis_directory::identifier::UniqueId;
use portcullis_directory::record::SecretAccessKey;
use portcullis_service::session_token::{Claims, SessionPolicies, Subject};
use portcullis_service::{Moment, TokenKeys};

use super::house::NOW;

/// The input is a token, as text; and what a session says, part by part, each ended by a line feed, with a byte before
/// the rest that says where the token is changed.
pub fn session_token(input: &[u8]) {
    let keys = TokenKeys::new([0x5E; 32]);
    let text = String::from_utf8_lossy(input);
    assert!(keys.open(&text, NOW).is_err(), "nobody has sealed {text}");
    assert!(keys.open(&BASE64.encode(input), NOW).is_err(), "nobody has sealed {input:?}");
    let (place, rest) = text.split_at_checked(1).unwrap_or_default();
    let claims = claims(rest);
    let moment = Moment::new(NOW * 1_000, [3; 32], String::new());
    let token = keys.seal(&moment, &claims, rest.len() % 512).expect("the clock is right");
    assert_eq!(keys.open(&token, NOW).as_ref(), Ok(&claims));
    assert!(keys.open(&token, NOW + 3_600).is_err(), "it has ended");
    let mut bytes = BASE64.decode(&token).expect("a token is in base 64");
    let place =
        usize::from(place.as_bytes().first().copied().unwrap_or_default()).wrapping_mul(31) % bytes.len();
    if let Some(byte) = bytes.get_mut(place) {
        *byte ^= 1 << (place % 8);
    }
    assert!(keys.open(&BASE64.encode(bytes), NOW).is_err(), "byte {place} was changed");
}

fn claims(text: &str) -> Claims {
    let mut parts = text.split('\n').map(str::to_owned);
    let mut part = || parts.next().filter(|part| !part.is_empty());
    let id = part().map(UniqueId::new);
    let name = part();
    let subject = match (id, name) {
        (None, None) => Subject::Root,
        (Some(id), None) => Subject::User(id),
        (Some(id), Some(session_name)) => Subject::Role { id, session_name },
        (None, Some(name)) => Subject::Federated { name, user: None },
    };
    let (inline, managed, source_identity) = (part(), part(), part());
    let has_policies = inline.is_some() || managed.is_some();
    let policies = has_policies.then(|| SessionPolicies { inline, managed: managed.into_iter().collect() });
    // No name of a condition key has a NUL, and none stands twice in a row.
    let key = part().map(|key| (key.replace('\0', ""), vec!["one".to_owned(), String::new()]));
    Claims {
        access_key_id: "ASIAIOSFODNN7EXAMPLE".into(),
        secret: SecretAccessKey::new("secret".into()),
        account: "111122223333".parse().expect("twelve digits"),
        subject,
        issued_at: NOW,
        expires_at: NOW + 3_600,
        policies,
        tags: part().into_iter().map(|key| (key, String::new())).collect(),
        transitive_tag_keys: part().into_iter().collect(),
        source_identity,
        mfa_at: part().map(|_| NOW - 1),
        federated_provider: part(),
        is_signed_in: part().is_some(),
        federated_keys: key.into_iter().collect(),
    }
}

/// The input is the number of a kind, and a stored record of that kind.
pub fn stored_record(input: &[u8]) {
    let Some((kind, bytes)) = input.split_first() else { return };
    let Some(kind) = Kind::ALL.get(usize::from(*kind) % Kind::ALL.len()) else { return };
    let Ok(record) = decode(*kind, bytes) else { return };
    assert_eq!(record.key().kind, *kind);
    let again = decode(*kind, &encode(&record)).expect("what is stored can be read");
    assert_eq!(again, record);
}
