// SPDX-License-Identifier: Apache-2.0
//! Encoded authorization messages: why a request was denied, sealed so that only the permitted learn it.

use aws_lc_rs::{aead, hkdf};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use portcullis_directory::encoding::fields::{Reader, Writer};
use portcullis_directory::identifier::AccountId;

use crate::json::Json;
use crate::moment::Moment;

/// How long a message can be decoded. AWS says that messages expire, and not when.
pub const MESSAGE_SECONDS_MAX: i64 = 86_400;

/// The most bytes a message says: sealed and encoded they are fewer than the 10,240 characters that
/// DecodeAuthorizationMessage takes, and leave room in the 4,096 bytes that proxies give the head of a response.
const CONTENT_BYTES_MAX: usize = 2_000;

const VERSION: u8 = 1;
const NONCE_BYTES: usize = 12;

/// What a message tells of a denial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AuthorizationMessage {
    /// The account whose permitted callers may decode it.
    pub(crate) account: AccountId,
    /// Seconds since 1970.
    pub(crate) issued_at: i64,
    /// Whether a statement denies, rather than none allowing.
    pub(crate) explicit_deny: bool,
    /// `aws:userid` of the caller.
    pub(crate) principal_id: String,
    /// The name of the user, if it is one.
    pub(crate) principal_name: Option<String>,
    /// The caller's ARN.
    pub(crate) principal_arn: String,
    /// The permission.
    pub(crate) action: String,
    /// What it was asked on.
    pub(crate) resource: String,
    /// The statements that deny.
    pub(crate) statements: Vec<DenyingStatement>,
    /// The condition keys of the request with their values.
    pub(crate) conditions: Vec<(String, Vec<String>)>,
}

/// A statement that denied. Elements of the negated kind are told apart by their names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct DenyingStatement {
    /// The `Sid`, or nothing.
    pub(crate) sid: String,
    /// The elements by name, such as `actions`, with their values.
    pub(crate) elements: Vec<(String, Vec<String>)>,
    /// The condition keys with the policy's values.
    pub(crate) conditions: Vec<(String, Vec<String>)>,
}

/// The key that seals authorization messages.
pub struct MessageKeys {
    root: hkdf::Prk,
}

impl MessageKeys {
    /// A key derived from a root that only this installation knows.
    pub fn new(root: [u8; 32]) -> Self {
        let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, b"portcullis authorization message");
        Self { root: salt.extract(&root) }
    }

    /// Seals a message. What does not fit is left out: values of the request first, then statements.
    pub(crate) fn seal(&self, moment: &Moment, message: &AuthorizationMessage) -> Option<String> {
        let nonce: [u8; NONCE_BYTES] = moment.random();
        let mut sealed = encode_to_fit(message);
        self.key()?
            .seal_in_place_append_tag(
                aead::Nonce::assume_unique_for_key(nonce),
                aead::Aad::from([VERSION]),
                &mut sealed,
            )
            .ok()?;
        let mut bytes = vec![VERSION];
        bytes.extend(nonce);
        bytes.extend(sealed);
        Some(BASE64.encode(bytes))
    }

    /// Opens a message at a time. `None` if it is not one of ours, was changed, or has expired.
    pub(crate) fn open(&self, text: &str, now: i64) -> Option<AuthorizationMessage> {
        let bytes = BASE64.decode(text).ok()?;
        let (&VERSION, rest) = bytes.split_first()? else { return None };
        let (nonce, sealed) = rest.split_at_checked(NONCE_BYTES)?;
        let nonce = aead::Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut sealed = sealed.to_vec();
        let opened = self.key()?.open_in_place(nonce, aead::Aad::from([VERSION]), &mut sealed).ok()?;
        let message = decode(opened)?;
        let age = now.checked_sub(message.issued_at)?;
        (age <= MESSAGE_SECONDS_MAX).then_some(message)
    }

    fn key(&self) -> Option<aead::LessSafeKey> {
        let okm = self.root.expand(&[b"v1"], &aead::AES_256_GCM).ok()?;
        Some(aead::LessSafeKey::new(aead::UnboundKey::from(okm)))
    }
}

impl std::fmt::Debug for MessageKeys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("MessageKeys(…)")
    }
}

impl AuthorizationMessage {
    /// The message as DecodeAuthorizationMessage answers it.
    pub(crate) fn to_json(&self) -> Json {
        let mut principal = Json::object([("id", Json::text(&*self.principal_id))]);
        if let Some(name) = &self.principal_name {
            principal.set("name", Json::text(&**name));
        }
        principal.set("arn", Json::text(&*self.principal_arn));
        Json::object([
            ("allowed", Json::Boolean(false)),
            ("explicitDeny", Json::Boolean(self.explicit_deny)),
            ("matchedStatements", items(self.statements.iter().map(DenyingStatement::to_json))),
            ("failures", items([])),
            (
                "context",
                Json::object([
                    ("principal", principal),
                    ("action", Json::text(&*self.action)),
                    ("resource", Json::text(&*self.resource)),
                    ("conditions", conditions(&self.conditions)),
                ]),
            ),
        ])
    }
}

impl DenyingStatement {
    fn to_json(&self) -> Json {
        let mut statement =
            Json::object([("statementId", Json::text(&*self.sid)), ("effect", Json::text("DENY"))]);
        for name in ["principals", "principalGroups", "actions", "resources"] {
            let named = self.elements.iter().find(|(own, _)| own == name);
            statement.set(name, values(named.map_or(&[][..], |(_, values)| values)));
        }
        for (name, negated) in self.elements.iter().filter(|(name, _)| name.starts_with("not")) {
            statement.set(name.clone(), values(negated));
        }
        statement.set("conditions", conditions(&self.conditions));
        statement
    }
}

fn items(items: impl IntoIterator<Item = Json>) -> Json {
    Json::object([("items", Json::Array(items.into_iter().collect()))])
}

fn values(values: &[String]) -> Json {
    items(values.iter().map(|value| Json::object([("value", Json::text(&**value))])))
}

fn conditions(conditions: &[(String, Vec<String>)]) -> Json {
    items(
        conditions
            .iter()
            .map(|(key, own)| Json::object([("key", Json::text(&**key)), ("values", values(own))])),
    )
}

const ACCOUNT: u8 = 1;
const ISSUED_AT: u8 = 2;
const EXPLICIT_DENY: u8 = 3;
const PRINCIPAL_ID: u8 = 4;
const PRINCIPAL_NAME: u8 = 5;
const PRINCIPAL_ARN: u8 = 6;
const ACTION: u8 = 7;
const RESOURCE: u8 = 8;
const STATEMENT: u8 = 9;
const CONDITION: u8 = 10;
const SID: u8 = 11;
const ELEMENT: u8 = 12;
const NAME: u8 = 13;
const VALUE: u8 = 14;

/// The bytes of as much of the message as fits.
fn encode_to_fit(message: &AuthorizationMessage) -> Vec<u8> {
    let mut message = message.clone();
    loop {
        let bytes = encode(&message);
        let shortened = bytes.len() > CONTENT_BYTES_MAX
            && (message.conditions.pop().is_some() || message.statements.pop().is_some());
        if !shortened {
            return bytes;
        }
    }
}

fn encode(message: &AuthorizationMessage) -> Vec<u8> {
    let mut writer = Writer::new(VERSION);
    writer.text(ACCOUNT, &message.account.to_string());
    writer.number(ISSUED_AT, message.issued_at);
    writer.number(EXPLICIT_DENY, i64::from(message.explicit_deny));
    writer.text(PRINCIPAL_ID, &message.principal_id);
    writer.optional_text(PRINCIPAL_NAME, message.principal_name.as_deref());
    writer.text(PRINCIPAL_ARN, &message.principal_arn);
    writer.text(ACTION, &message.action);
    writer.text(RESOURCE, &message.resource);
    for statement in &message.statements {
        let mut inner = Writer::new(VERSION);
        inner.text(SID, &statement.sid);
        statement.elements.iter().for_each(|named| inner.bytes(ELEMENT, &encode_named(named)));
        statement.conditions.iter().for_each(|named| inner.bytes(CONDITION, &encode_named(named)));
        writer.bytes(STATEMENT, &inner.into_bytes());
    }
    message.conditions.iter().for_each(|named| writer.bytes(CONDITION, &encode_named(named)));
    writer.into_bytes()
}

fn encode_named((name, values): &(String, Vec<String>)) -> Vec<u8> {
    let mut writer = Writer::new(VERSION);
    writer.text(NAME, name);
    values.iter().for_each(|value| writer.text(VALUE, value));
    writer.into_bytes()
}

fn decode(bytes: &[u8]) -> Option<AuthorizationMessage> {
    let mut reader = reader(bytes)?;
    let statements = reader.all(STATEMENT).into_iter().map(decode_statement).collect::<Option<_>>()?;
    let message = AuthorizationMessage {
        account: reader.text(ACCOUNT).ok()?.parse().ok()?,
        issued_at: reader.number(ISSUED_AT).ok()?,
        explicit_deny: reader.number(EXPLICIT_DENY).ok()? != 0,
        principal_id: reader.text(PRINCIPAL_ID).ok()?,
        principal_name: reader.optional_text(PRINCIPAL_NAME).ok()?,
        principal_arn: reader.text(PRINCIPAL_ARN).ok()?,
        action: reader.text(ACTION).ok()?,
        resource: reader.text(RESOURCE).ok()?,
        statements,
        conditions: decode_all_named(&mut reader, CONDITION)?,
    };
    reader.finish().ok()?;
    Some(message)
}

fn reader(bytes: &[u8]) -> Option<Reader<'_>> {
    let (&VERSION, rest) = bytes.split_first()? else { return None };
    Reader::new(rest).ok()
}

fn decode_statement(bytes: &[u8]) -> Option<DenyingStatement> {
    let mut reader = reader(bytes)?;
    Some(DenyingStatement {
        sid: reader.text(SID).ok()?,
        elements: decode_all_named(&mut reader, ELEMENT)?,
        conditions: decode_all_named(&mut reader, CONDITION)?,
    })
}

fn decode_all_named(reader: &mut Reader<'_>, tag: u8) -> Option<Vec<(String, Vec<String>)>> {
    reader.all(tag).into_iter().map(decode_named).collect()
}

fn decode_named(bytes: &[u8]) -> Option<(String, Vec<String>)> {
    let mut reader = reader(bytes)?;
    Some((reader.text(NAME).ok()?, reader.texts(VALUE).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(conditions: usize) -> AuthorizationMessage {
        let named = |name: &str| (name.to_owned(), vec!["a".to_owned(), "b".to_owned()]);
        AuthorizationMessage {
            account: "000000000042".parse().unwrap(),
            issued_at: 1_000_000,
            explicit_deny: true,
            principal_id: "AIDA".into(),
            principal_name: Some("ann".into()),
            principal_arn: "arn".into(),
            action: "iam:GetUser".into(),
            resource: "*".into(),
            statements: vec![DenyingStatement {
                sid: "S".into(),
                elements: vec![named("actions"), named("notResources")],
                conditions: vec![named("aws:k")],
            }],
            conditions: (0..conditions).map(|number| named(&format!("aws:key{number}"))).collect(),
        }
    }

    fn moment() -> Moment {
        Moment::new(1_000_000_000, [1; 32], "id".into())
    }

    #[test]
    fn a_message_opens_to_what_was_sealed_for_a_day() {
        let keys = MessageKeys::new([9; 32]);
        let text = keys.seal(&moment(), &message(3)).unwrap();
        assert_eq!(keys.open(&text, 1_000_001), Some(message(3)));
        assert_eq!(keys.open(&text, 1_000_000 + MESSAGE_SECONDS_MAX), Some(message(3)));
        assert_eq!(keys.open(&text, 1_000_001 + MESSAGE_SECONDS_MAX), None);
        assert_eq!(MessageKeys::new([8; 32]).open(&text, 1_000_001), None);
    }

    #[test]
    fn no_changed_character_opens() {
        let keys = MessageKeys::new([9; 32]);
        let text = keys.seal(&moment(), &message(1)).unwrap();
        for at in 0..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            assert_eq!(keys.open(&String::from_utf8(changed).unwrap(), 1_000_001), None, "character {at}");
        }
        for text in ["", "A", "\n", "!!!!"] {
            assert_eq!(keys.open(text, 1_000_001), None);
        }
    }

    #[test]
    fn long_messages_lose_values_before_statements_and_stay_short() {
        let keys = MessageKeys::new([9; 32]);
        let text = keys.seal(&moment(), &message(1_000)).unwrap();
        assert!(text.len() < 2_800, "{}", text.len());
        let opened = keys.open(&text, 1_000_001).unwrap();
        assert_eq!(opened.statements, message(0).statements);
        assert!((1..1_000).contains(&opened.conditions.len()));
    }

    #[test]
    fn the_json_is_of_the_form_that_aws_answers() {
        assert_eq!(
            message(1).to_json().to_string(),
            r#"{"allowed":false,"explicitDeny":true,"matchedStatements":{"items":[{"statementId":"S","effect":"DENY","principals":{"items":[]},"principalGroups":{"items":[]},"actions":{"items":[{"value":"a"},{"value":"b"}]},"resources":{"items":[]},"notResources":{"items":[{"value":"a"},{"value":"b"}]},"conditions":{"items":[{"key":"aws:k","values":{"items":[{"value":"a"},{"value":"b"}]}}]}}]},"failures":{"items":[]},"context":{"principal":{"id":"AIDA","name":"ann","arn":"arn"},"action":"iam:GetUser","resource":"*","conditions":{"items":[{"key":"aws:key0","values":{"items":[{"value":"a"},{"value":"b"}]}}]}}}"#
        );
    }
}
