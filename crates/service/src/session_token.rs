// SPDX-License-Identifier: Apache-2.0
//! Temporary credentials: sealed tokens that carry everything needed to decide, so that no lookup finds them.

use std::sync::{Arc, PoisonError, RwLock};

use aws_lc_rs::{aead, hkdf, hmac};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD as BASE64, URL_SAFE_NO_PAD};
use portcullis_directory::encoding::fields::{Reader, Writer};
use portcullis_directory::identifier::{AccountId, UniqueId};
use portcullis_directory::record::{SecretAccessKey, Tags};

use crate::moment::Moment;

/// What a session token says of its session.
#[derive(Debug, Clone, PartialEq)]
pub struct Claims {
    /// `ASIA…`.
    pub access_key_id: String,
    /// The secret that goes with it.
    pub secret: SecretAccessKey,
    /// The account the session acts in.
    pub account: AccountId,
    /// Whose session it is.
    pub subject: Subject,
    /// When it was issued, in seconds since 1970.
    pub issued_at: i64,
    /// When it ends, in seconds since 1970.
    pub expires_at: i64,
    /// The session policies; `None` if none were passed.
    pub policies: Option<SessionPolicies>,
    /// Session tags, inherited ones included.
    pub tags: Tags,
    /// The keys of the tags that go on to the next role, in the case of the tags.
    pub transitive_tag_keys: Vec<String>,
    /// The source identity, which nothing later can change (rule T-12).
    pub source_identity: Option<String>,
    /// When MFA was given, in seconds since 1970.
    pub mfa_at: Option<i64>,
    /// The identity provider that vouched for whom the session was made, as a trust policy names it.
    pub federated_provider: Option<String>,
    /// Whether somebody signed in for it, as at a console: such a session may call IAM as its user may.
    pub is_signed_in: bool,
    /// Condition keys that the identity provider gives to the session, with their values.
    pub federated_keys: Vec<(String, Vec<String>)>,
}

/// Whose a session is. Entities stand by unique id, so one that is deleted and made again is another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A GetSessionToken session of the root user.
    Root,
    /// A GetSessionToken session of a user.
    User(UniqueId),
    /// A role session.
    Role {
        /// The role.
        id: UniqueId,
        /// The session's name.
        session_name: String,
    },
    /// A GetFederationToken session.
    Federated {
        /// The name the session was given.
        name: String,
        /// The user whose credentials asked for it; `None` for the root user.
        user: Option<UniqueId>,
    },
}

/// The policies passed when a session was made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SessionPolicies {
    /// The inline document.
    pub inline: Option<String>,
    /// ARNs of managed policies; their documents are read when they are needed.
    pub managed: Vec<String>,
}

/// The keys that seal session tokens: one for each day, derived from one root.
pub struct TokenKeys {
    root: hkdf::Prk,
    /// The keys of the days that were asked for last; the oldest stands first.
    days: RwLock<Vec<(u32, Arc<aead::LessSafeKey>)>>,
}

/// How many days are remembered: a session lasts no longer than two.
const DAYS_KEPT: usize = 4;

const VERSION: u8 = 1;
const SECONDS_A_DAY: i64 = 86_400;
/// The longest session there is: 36 hours.
const SESSION_SECONDS_MAX: i64 = 129_600;
const NONCE_BYTES: usize = 12;
const DAY_BYTES: usize = 4;

/// Why a token is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenError {
    /// It is not one of ours, or was changed.
    Invalid,
    /// It was ours, and its time is over.
    Expired,
}

impl TokenKeys {
    /// Keys derived from a root that only this installation knows.
    pub fn new(root: [u8; 32]) -> Self {
        let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, b"portcullis session token");
        Self { root: salt.extract(&root), days: RwLock::default() }
    }

    /// Seals claims into a token of at least so many characters. `None` only if the clock is absurd.
    pub fn seal(&self, moment: &Moment, claims: &Claims, size_min: usize) -> Option<String> {
        let day = u32::try_from(claims.issued_at.div_euclid(SECONDS_A_DAY)).ok()?;
        let nonce: [u8; NONCE_BYTES] = moment.random();
        let [a, b, c, d] = day.to_be_bytes();
        let head = [VERSION, a, b, c, d];
        let mut sealed = encode(claims, size_min);
        let key = self.key(day)?;
        key.seal_in_place_append_tag(
            aead::Nonce::assume_unique_for_key(nonce),
            aead::Aad::from(head.as_slice()),
            &mut sealed,
        )
        .ok()?;
        let whole = [head.as_slice(), &nonce, &sealed].concat();
        Some(BASE64.encode(whole))
    }

    /// Opens a token at a time.
    ///
    /// # Errors
    /// It is not one of ours, or it has expired.
    pub fn open(&self, token: &str, now: i64) -> Result<Claims, TokenError> {
        let bytes = BASE64.decode(token).map_err(|_| TokenError::Invalid)?;
        let (head, rest) = bytes.split_at_checked(1 + DAY_BYTES).ok_or(TokenError::Invalid)?;
        let (nonce, sealed) = rest.split_at_checked(NONCE_BYTES).ok_or(TokenError::Invalid)?;
        let Some((&VERSION, day)) = head.split_first() else { return Err(TokenError::Invalid) };
        let day = u32::from_be_bytes(day.try_into().map_err(|_| TokenError::Invalid)?);
        let nonce = aead::Nonce::try_assume_unique_for_key(nonce).map_err(|_| TokenError::Invalid)?;
        let mut sealed = sealed.to_vec();
        let key = self.key(day).ok_or(TokenError::Invalid)?;
        let opened =
            key.open_in_place(nonce, aead::Aad::from(head), &mut sealed).map_err(|_| TokenError::Invalid)?;
        let claims = decode(opened).ok_or(TokenError::Invalid)?;
        if now >= claims.expires_at || claims.expires_at - claims.issued_at > SESSION_SECONDS_MAX {
            return Err(TokenError::Expired);
        }
        Ok(claims)
    }

    /// Seals a note to ourselves of what `write` writes, which opens only for the same purpose.
    pub(crate) fn seal_note(
        &self,
        purpose: &[u8],
        moment: &Moment,
        write: impl FnOnce(&mut Writer),
    ) -> Option<String> {
        let mut writer = Writer::new(VERSION);
        write(&mut writer);
        let mut note = writer.into_bytes();
        let nonce: [u8; NONCE_BYTES] = moment.random();
        let sealing = aead::Nonce::assume_unique_for_key(nonce);
        self.note_key(purpose)?
            .seal_in_place_append_tag(sealing, aead::Aad::from(purpose), &mut note)
            .ok()?;
        let mut bytes = nonce.to_vec();
        bytes.append(&mut note);
        Some(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Opens a note of this purpose, of which `read` reads all.
    pub(crate) fn open_note<T>(
        &self,
        purpose: &[u8],
        text: &str,
        read: impl FnOnce(&mut Reader<'_>) -> Option<T>,
    ) -> Option<T> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_BYTES)?;
        let nonce = aead::Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut sealed = sealed.to_vec();
        let key = self.note_key(purpose)?;
        let opened = key.open_in_place(nonce, aead::Aad::from(purpose), &mut sealed).ok()?;
        let (&VERSION, rest) = opened.split_first()? else { return None };
        let mut reader = Reader::new(rest).ok()?;
        let found = read(&mut reader)?;
        reader.finish().ok()?;
        Some(found)
    }

    /// A tag of these bytes by HMAC with SHA-256, for this purpose, which only this installation can make or verify.
    pub(crate) fn authentication_tag(&self, purpose: &[u8], bytes: &[u8]) -> Option<Vec<u8>> {
        let info = [b"tag: ".as_slice(), purpose];
        let key = hmac::Key::from(self.root.expand(&info, hmac::HMAC_SHA256).ok()?);
        Some(hmac::sign(&key, bytes).as_ref().to_vec())
    }

    fn note_key(&self, purpose: &[u8]) -> Option<aead::LessSafeKey> {
        // The label cannot be a day, which has four bytes.
        let info = [b"note: ".as_slice(), purpose];
        let okm = self.root.expand(&info, &aead::AES_256_GCM).ok()?;
        Some(aead::LessSafeKey::new(aead::UnboundKey::from(okm)))
    }

    fn key(&self, day: u32) -> Option<Arc<aead::LessSafeKey>> {
        let days = self.days.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, key)) = days.iter().find(|(known, _)| *known == day) {
            return Some(Arc::clone(key));
        }
        drop(days);
        let bytes = day.to_be_bytes();
        let info = [bytes.as_slice()];
        let okm = self.root.expand(&info, &aead::AES_256_GCM).ok()?;
        let key = Arc::new(aead::LessSafeKey::new(aead::UnboundKey::from(okm)));
        let mut days = self.days.write().unwrap_or_else(PoisonError::into_inner);
        if days.len() >= DAYS_KEPT {
            days.remove(0);
        }
        days.push((day, Arc::clone(&key)));
        Some(key)
    }
}

impl std::fmt::Debug for TokenKeys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("TokenKeys(…)")
    }
}

const ACCESS_KEY_ID: u8 = 1;
const SECRET: u8 = 2;
const ACCOUNT: u8 = 3;
const SUBJECT_KIND: u8 = 4;
const SUBJECT_ID: u8 = 5;
const SUBJECT_NAME: u8 = 6;
const ISSUED_AT: u8 = 7;
const EXPIRES_AT: u8 = 8;
const HAS_POLICIES: u8 = 9;
const INLINE_POLICY: u8 = 10;
const MANAGED_POLICY: u8 = 11;
const TAG_KEY: u8 = 12;
const TAG_VALUE: u8 = 13;
const TRANSITIVE: u8 = 14;
const SOURCE_IDENTITY: u8 = 15;
const MFA_AT: u8 = 16;

const PADDING: u8 = 17;
const FEDERATED_PROVIDER: u8 = 18;
const SIGNED_IN: u8 = 19;
const FEDERATED_KEY: u8 = 20;

/// What most tokens need.
const TOKEN_BYTES: usize = 512;

fn encode(claims: &Claims, size_min: usize) -> Vec<u8> {
    let mut writer = Writer::with_capacity(VERSION, TOKEN_BYTES);
    writer.text(ACCESS_KEY_ID, &claims.access_key_id);
    writer.text(SECRET, claims.secret.expose());
    writer.text(ACCOUNT, &claims.account.to_string());
    let (kind, id, name) = match &claims.subject {
        Subject::Root => ("root", None, None),
        Subject::User(id) => ("user", Some(id), None),
        Subject::Role { id, session_name } => ("role", Some(id), Some(session_name.as_str())),
        Subject::Federated { name, user } => ("federated", user.as_ref(), Some(name.as_str())),
    };
    writer.text(SUBJECT_KIND, kind);
    writer.optional_text(SUBJECT_ID, id.map(UniqueId::as_str));
    writer.optional_text(SUBJECT_NAME, name);
    writer.number(ISSUED_AT, claims.issued_at);
    writer.number(EXPIRES_AT, claims.expires_at);
    if let Some(policies) = &claims.policies {
        writer.number(HAS_POLICIES, 1);
        writer.optional_text(INLINE_POLICY, policies.inline.as_deref());
        for arn in &policies.managed {
            writer.text(MANAGED_POLICY, arn);
        }
    }
    for tag in claims.tags.iter() {
        writer.text(TAG_KEY, &tag.key);
        writer.text(TAG_VALUE, &tag.value);
    }
    for key in &claims.transitive_tag_keys {
        writer.text(TRANSITIVE, key);
    }
    writer.optional_text(SOURCE_IDENTITY, claims.source_identity.as_deref());
    if let Some(at) = claims.mfa_at {
        writer.number(MFA_AT, at);
    }
    writer.optional_text(FEDERATED_PROVIDER, claims.federated_provider.as_deref());
    if claims.is_signed_in {
        writer.number(SIGNED_IN, 1);
    }
    for (name, values) in &claims.federated_keys {
        for value in values {
            // The name of a key has no NUL.
            writer.text(FEDERATED_KEY, &format!("{name}\0{value}"));
        }
    }
    let mut bytes = writer.into_bytes();
    // Base64 writes three bytes as four characters. A few bytes too many do no harm.
    let missing = (size_min.div_ceil(4) * 3).saturating_sub(bytes.len());
    if missing > 0 {
        let mut padding = Writer::new(VERSION);
        padding.bytes(PADDING, &vec![0; missing]);
        bytes.extend(padding.into_bytes().into_iter().skip(1));
    }
    bytes
}

fn decode(bytes: &[u8]) -> Option<Claims> {
    let (&VERSION, rest) = bytes.split_first()? else { return None };
    let mut reader = Reader::new(rest).ok()?;
    let id = reader.optional_text(SUBJECT_ID).ok()?.map(UniqueId::new);
    let name = reader.optional_text(SUBJECT_NAME).ok()?;
    let subject = match (reader.text(SUBJECT_KIND).ok()?.as_str(), id, name) {
        ("root", None, None) => Subject::Root,
        ("user", Some(id), None) => Subject::User(id),
        ("role", Some(id), Some(session_name)) => Subject::Role { id, session_name },
        ("federated", user, Some(name)) => Subject::Federated { name, user },
        _ => return None,
    };
    let inline = reader.optional_text(INLINE_POLICY).ok()?;
    let managed = reader.texts(MANAGED_POLICY).ok()?;
    let has_policies = reader.optional_number(HAS_POLICIES).ok()?.is_some();
    let keys = reader.texts(TAG_KEY).ok()?;
    reader.all(PADDING);
    let claims = Claims {
        access_key_id: reader.text(ACCESS_KEY_ID).ok()?,
        secret: SecretAccessKey::new(reader.text(SECRET).ok()?),
        account: reader.text(ACCOUNT).ok()?.parse().ok()?,
        subject,
        issued_at: reader.number(ISSUED_AT).ok()?,
        expires_at: reader.number(EXPIRES_AT).ok()?,
        policies: has_policies.then_some(SessionPolicies { inline, managed }),
        tags: keys.into_iter().zip(reader.texts(TAG_VALUE).ok()?).collect(),
        transitive_tag_keys: reader.texts(TRANSITIVE).ok()?,
        source_identity: reader.optional_text(SOURCE_IDENTITY).ok()?,
        mfa_at: reader.optional_number(MFA_AT).ok()?,
        federated_provider: reader.optional_text(FEDERATED_PROVIDER).ok()?,
        is_signed_in: reader.optional_number(SIGNED_IN).ok()?.is_some(),
        federated_keys: decode_keys(&reader.texts(FEDERATED_KEY).ok()?)?,
    };
    reader.finish().ok()?;
    Some(claims)
}

fn decode_keys(texts: &[String]) -> Option<Vec<(String, Vec<String>)>> {
    let mut keys: Vec<(String, Vec<String>)> = Vec::new();
    for text in texts {
        let (name, value) = text.split_once('\0')?;
        match keys.last_mut().filter(|(last, _)| last == name) {
            Some((_, values)) => values.push(value.to_owned()),
            None => keys.push((name.to_owned(), vec![value.to_owned()])),
        }
    }
    Some(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims() -> Claims {
        Claims {
            access_key_id: "ASIAAAAAAAAAAAAAAAAA".into(),
            secret: SecretAccessKey::new("secret".into()),
            account: "000000000042".parse().unwrap(),
            subject: Subject::Role { id: UniqueId::new("AROAX"), session_name: "s".into() },
            issued_at: 1_000_000,
            expires_at: 1_003_600,
            policies: Some(SessionPolicies { inline: Some("{}".into()), managed: vec!["arn".into()] }),
            tags: [("k".to_owned(), "v".to_owned()), ("e".to_owned(), String::new())].into_iter().collect(),
            transitive_tag_keys: vec!["k".into()],
            source_identity: Some("Ann".into()),
            mfa_at: Some(999_999),
            federated_provider: Some("arn:aws:iam::000000000042:saml-provider/Idp".into()),
            is_signed_in: true,
            federated_keys: vec![
                ("idp.example.com:sub".into(), vec!["Ann".into()]),
                ("idp.example.com:amr".into(), vec!["pwd".into(), "otp".into()]),
            ],
        }
    }

    fn moment() -> Moment {
        Moment::new(1_000_000_000, [1; 32], "id".into())
    }

    #[test]
    fn a_token_opens_to_what_was_sealed() {
        let keys = TokenKeys::new([9; 32]);
        let token = keys.seal(&moment(), &claims(), 0).unwrap();
        assert_eq!(keys.open(&token, 1_000_001), Ok(claims()));
        assert_eq!(keys.open(&token, 1_003_600), Err(TokenError::Expired));
        let long = keys.seal(&moment(), &claims(), 4_096).unwrap();
        assert!((4_096..4_200).contains(&long.len()), "{}", long.len());
        assert_eq!(keys.open(&long, 1_000_001), Ok(claims()));
    }

    #[test]
    fn no_changed_character_and_no_other_key_opens_a_token() {
        let keys = TokenKeys::new([9; 32]);
        let token = keys.seal(&moment(), &claims(), 0).unwrap();
        assert_eq!(TokenKeys::new([8; 32]).open(&token, 1_000_001), Err(TokenError::Invalid));
        for at in 0..token.len() {
            let mut changed = token.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert_ne!(keys.open(&changed, 1_000_001), Ok(claims()), "character {at}");
        }
        for text in ["", "A", "!!!!", token.get(..token.len() / 2).unwrap()] {
            assert_eq!(keys.open(text, 1_000_001), Err(TokenError::Invalid));
        }
    }
}
