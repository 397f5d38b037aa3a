// SPDX-License-Identifier: Apache-2.0
//! What an assertion's attributes mean to AWS: roles, names, tags, and condition keys.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use portcullis_directory::identifier::AccountId;
use portcullis_policy::evaluation::Context as Keys;
use portcullis_wire::sts::Tag;

use super::assertion::Assertion;
use super::{Malformed, malformed};

const PREFIX: &str = "https://aws.amazon.com/SAML/Attributes/";
const TAGS_MAX: usize = 50;
const TAG_KEY_MAX: usize = 128;
const TAG_VALUE_MAX: usize = 256;

/// What a provider grants a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grant {
    /// The roles, each with the provider that it is granted through: ARNs.
    pub(crate) roles: Vec<(String, String)>,
    /// The name of the session.
    pub(crate) session_name: String,
    /// How long the session shall last.
    pub(crate) seconds: Option<i32>,
    /// The session's tags.
    pub(crate) tags: Vec<Tag>,
    /// The keys of those that go on to the next role.
    pub(crate) transitive_tag_keys: Vec<String>,
    /// The source identity.
    pub(crate) source_identity: Option<String>,
}

impl Grant {
    /// Reads AWS's own attributes of an assertion.
    pub(crate) fn read(assertion: &Assertion) -> Result<Self, Malformed> {
        let roles = roles(&assertion.attributes)?;
        let Some(session_name) = assertion.value("RoleSessionName")? else {
            return malformed("RoleSessionName is required in AuthnResponse");
        };
        if !is_name(session_name) {
            return malformed("RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}");
        }
        let source_identity = assertion.value("SourceIdentity")?;
        let is_reserved = |name: &str| name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:"));
        if source_identity.is_some_and(|name| !is_name(name) || is_reserved(name)) {
            return malformed(
                "Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\"",
            );
        }
        let tags = tags(assertion)?;
        let transitive_tag_keys: Vec<_> = assertion.values("TransitiveTagKeys").map(str::to_owned).collect();
        let is_tag = |key: &String| tags.iter().any(|tag| tag.key.eq_ignore_ascii_case(key));
        if !transitive_tag_keys.iter().all(is_tag) {
            return malformed("the specified transitive tag key must be included in the requested tags");
        }
        Ok(Self {
            roles,
            session_name: session_name.to_owned(),
            seconds: seconds(assertion)?,
            tags,
            transitive_tag_keys,
            source_identity: source_identity.map(str::to_owned),
        })
    }
}

/// The roles that attributes grant, each with the provider through which they do: ARNs.
pub(super) fn roles(attributes: &[(String, Vec<String>)]) -> Result<Vec<(String, String)>, Malformed> {
    values(attributes, "Role").map(pair).collect()
}

/// The values of one of AWS's own attributes.
fn values<'a>(attributes: &'a [(String, Vec<String>)], name: &'static str) -> impl Iterator<Item = &'a str> {
    let named = attributes.iter().filter(move |(of, _)| of.strip_prefix(PREFIX) == Some(name));
    named.flat_map(|(_, values)| values.iter().map(String::as_str))
}

/// A role and a provider, in whichever order.
fn pair(value: &str) -> Result<(String, String), Malformed> {
    let arns: Vec<_> = value.split(',').map(str::trim).collect();
    match arns.as_slice() {
        [role, provider] if role.contains(":role/") && provider.contains(":saml-provider/") => {
            Ok(((*role).to_owned(), (*provider).to_owned()))
        }
        [provider, role] if role.contains(":role/") && provider.contains(":saml-provider/") => {
            Ok(((*role).to_owned(), (*provider).to_owned()))
        }
        _ => malformed(format!("the Role `{value}` is not the ARN of a role and that of a SAML provider")),
    }
}

fn is_name(name: &str) -> bool {
    (2..=64).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+=,.@-".contains(&byte))
}

fn seconds(assertion: &Assertion) -> Result<Option<i32>, Malformed> {
    let Some(text) = assertion.value("SessionDuration")? else { return Ok(None) };
    match text.parse::<i32>().ok().filter(|seconds| (900..=43_200).contains(seconds)) {
        Some(seconds) => Ok(Some(seconds)),
        None => malformed("SessionDuration must be a number of seconds from 900 to 43200"),
    }
}

fn tags(assertion: &Assertion) -> Result<Vec<Tag>, Malformed> {
    let prefix = format!("{PREFIX}PrincipalTag:");
    let mut tags = Vec::new();
    for (name, values) in &assertion.attributes {
        let Some(key) = name.strip_prefix(&prefix) else { continue };
        let [value] = values.as_slice() else {
            return malformed(format!("the tag `{key}` has not exactly one value"));
        };
        let (key_length, value_length) = (key.chars().count(), value.chars().count());
        if key_length == 0 || key_length > TAG_KEY_MAX || value_length > TAG_VALUE_MAX {
            return malformed(format!("the tag `{key}` has a key or value of a length that is not allowed"));
        }
        tags.push(Tag { key: key.to_owned(), value: value.clone() });
    }
    if tags.len() > TAGS_MAX {
        return malformed(format!("there are more than {TAGS_MAX} session tags"));
    }
    Ok(tags)
}

impl Assertion {
    /// The values of one of AWS's own attributes.
    fn values(&self, name: &'static str) -> impl Iterator<Item = &str> {
        values(&self.attributes, name)
    }

    /// The only value of one of AWS's own attributes, if it is there.
    fn value(&self, name: &'static str) -> Result<Option<&str>, Malformed> {
        let mut values = self.values(name);
        let first = values.next();
        if values.next().is_some() {
            return malformed(format!("{name} in AuthnResponse must have exactly one value"));
        }
        Ok(first)
    }

    /// `persistent`, `transient`, or another kind of name, as AWS tells it.
    pub(crate) fn subject_type(&self) -> &str {
        let prefix = "urn:oasis:names:tc:SAML:2.0:nameid-format:";
        self.subject_format.strip_prefix(prefix).unwrap_or(&self.subject_format)
    }

    /// What tells a person of this name from one of the same name at another provider.
    pub(crate) fn name_qualifier(&self, account: AccountId, provider: &str) -> String {
        let text = format!("{}{account}/{provider}", self.issuer);
        BASE64.encode(digest(&SHA1_FOR_LEGACY_USE_ONLY, text.as_bytes()))
    }
}

/// Whether a condition key has one value or many.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Many,
    One,
}

/// The attributes that become condition keys, by name.
const MAPPED: [(&str, &str, Holds); 30] = [
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.1", "edupersonaffiliation", Holds::Many),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.2", "edupersonnickname", Holds::Many),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.3", "edupersonorgdn", Holds::One),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.4", "edupersonorgunitdn", Holds::Many),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.5", "edupersonprimaryaffiliation", Holds::One),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.6", "edupersonprincipalname", Holds::One),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.7", "edupersonentitlement", Holds::Many),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.8", "edupersonprimaryorgunitdn", Holds::One),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.9", "edupersonscopedaffiliation", Holds::Many),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.10", "edupersontargetedid", Holds::Many),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.11", "edupersonassurance", Holds::Many),
    ("urn:oid:1.3.6.1.4.1.5923.1.2.1.2", "eduorghomepageuri", Holds::Many),
    ("urn:oid:1.3.6.1.4.1.5923.1.2.1.3", "eduorgidentityauthnpolicyuri", Holds::Many),
    ("urn:oid:1.3.6.1.4.1.5923.1.2.1.4", "eduorglegalname", Holds::Many),
    ("urn:oid:1.3.6.1.4.1.5923.1.2.1.5", "eduorgsuperioruri", Holds::Many),
    ("urn:oid:1.3.6.1.4.1.5923.1.2.1.6", "eduorgwhitepagesuri", Holds::Many),
    ("urn:oid:2.5.4.3", "cn", Holds::Many),
    ("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name", "name", Holds::One),
    ("http://schemas.xmlsoap.org/claims/CommonName", "commonName", Holds::Many),
    ("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname", "givenName", Holds::One),
    ("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname", "surname", Holds::One),
    ("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", "mail", Holds::One),
    ("http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid", "uid", Holds::One),
    ("2.5.4.3", "commonName", Holds::Many),
    ("2.5.4.4", "surname", Holds::One),
    ("2.4.5.42", "givenName", Holds::One),
    ("2.5.4.45", "x500UniqueIdentifier", Holds::One),
    ("0.9.2342.19200300100.1.1", "uid", Holds::One),
    ("0.9.2342.19200300100.1.3", "mail", Holds::One),
    ("0.9.2342.19200300.100.1.45", "organizationStatus", Holds::One),
];

/// The condition keys that an assertion sets: those of AWS's service authorization reference. Of several attributes
/// for one key the first counts.
pub(crate) fn condition_keys(
    assertion: &Assertion,
    recipient: &str,
    account: AccountId,
    provider: &str,
) -> Keys {
    let mut keys = Keys::new();
    let mut set = Vec::new();
    for (name, values) in &assertion.attributes {
        let found = MAPPED.iter().find(|(attribute, ..)| attribute == name);
        let Some((_, key, holds)) = found.filter(|(_, key, _)| !set.contains(key)) else { continue };
        let Some(first) = values.first() else { continue };
        set.push(key);
        match holds {
            Holds::One => keys.set(&format!("saml:{key}"), first.as_str()),
            Holds::Many => keys.set_many(&format!("saml:{key}"), values.clone()),
        }
    }
    keys.set("saml:aud", recipient);
    keys.set("saml:iss", &*assertion.issuer);
    keys.set("saml:sub", &*assertion.subject);
    keys.set("saml:sub_type", assertion.subject_type());
    keys.set("saml:namequalifier", assertion.name_qualifier(account, provider));
    keys.set("saml:doc", format!("{account}/{provider}"));
    keys
}
