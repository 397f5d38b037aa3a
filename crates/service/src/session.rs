// SPDX-License-Identifier: Apache-2.0
//! Making sessions: what may be passed to them, how long they live, and their credentials.

use portcullis_directory::Account;
use portcullis_directory::identifier::{AccountId, KeyTerm};
use portcullis_directory::record::Tags;
use portcullis_policy::language::Document;
use portcullis_policy::validation::{WriteKind, validate_write};
use portcullis_wire::sts::{Credentials, PolicyDescriptorType, Tag};
use portcullis_wire::{Fault, Secret, Timestamp, faults};

use crate::handle::Settings;
use crate::moment::Moment;
use crate::session_token::{Claims, SessionPolicies, Subject};

/// The most characters that session policies may have as plain text.
const PLAIN_SIZE_MAX: usize = 2_048;
/// The most bytes that session policies and tags may take in the token.
const PACKED_SIZE_MAX: usize = 4_096;
/// The most managed session policies.
const MANAGED_MAX: usize = 10;

/// What a caller passes to a session.
#[derive(Debug, Clone, Default)]
pub(crate) struct Passed {
    pub(crate) policies: Option<SessionPolicies>,
    pub(crate) tags: Tags,
    /// How much of the room for policies and tags is used; `None` if nothing was passed.
    pub(crate) packed_size_percent: Option<i32>,
}

impl Passed {
    /// Checks what a request passes to a session of `account`.
    pub(crate) fn check(
        account: &Account,
        inline: Option<&str>,
        managed: Option<&[PolicyDescriptorType]>,
        tags: Option<&[Tag]>,
    ) -> Result<Self, Fault> {
        let tags = read_tags(tags)?;
        let policies = read_policies(account, inline, managed)?;
        let packed = packed_size(policies.as_ref(), &tags);
        let percent = i32::try_from((packed * 100).div_ceil(PACKED_SIZE_MAX)).unwrap_or(i32::MAX);
        if percent > 100 {
            return Err(faults::packed_policy_too_large(format!(
                "Packed size of session tags consumes {percent}% of the allotted space."
            )));
        }
        let is_empty = policies.is_none() && tags.is_empty();
        Ok(Self { policies, tags, packed_size_percent: (!is_empty).then_some(percent) })
    }
}

fn read_policies(
    account: &Account,
    inline: Option<&str>,
    managed: Option<&[PolicyDescriptorType]>,
) -> Result<Option<SessionPolicies>, Fault> {
    let managed: Vec<String> =
        managed.unwrap_or_default().iter().filter_map(|policy| policy.arn.clone()).collect();
    if inline.is_none() && managed.is_empty() {
        return Ok(None);
    }
    if managed.len() > MANAGED_MAX {
        return Err(faults::limit_exceeded(format!(
            "Cannot exceed quota for managed session policies: {MANAGED_MAX}"
        )));
    }
    let plain_size =
        inline.map_or(0, |text| text.chars().count()) + managed.iter().map(String::len).sum::<usize>();
    if plain_size > PLAIN_SIZE_MAX {
        let percent = (plain_size * 100).div_ceil(PLAIN_SIZE_MAX);
        return Err(faults::packed_policy_too_large(format!(
            "The plain text of the session policies has {plain_size} characters, {percent}% of the {PLAIN_SIZE_MAX} allowed."
        )));
    }
    let document = match inline {
        Some(text) => Some(
            validate_write(text, WriteKind::SessionPolicy)
                .map_err(|malformed| faults::malformed_policy_document(malformed.message))?,
        ),
        None => None,
    };
    for arn in &managed {
        if !account.managed_policy_exists(arn) {
            return Err(faults::invalid_parameter_value(format!(
                "Policy {arn} does not exist or is not attachable."
            )));
        }
    }
    Ok(Some(SessionPolicies { inline: document.as_ref().map(Document::to_json), managed }))
}

pub(crate) fn read_tags(tags: Option<&[Tag]>) -> Result<Tags, Fault> {
    let mut read = Tags::new();
    for tag in tags.unwrap_or_default() {
        if tag.key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:")) {
            return Err(faults::invalid_parameter_value("Reserved prefix aws: can not be used in tag keys."));
        }
        if read.get(&tag.key).is_some() {
            return Err(faults::invalid_parameter_value(
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
            ));
        }
        read.set(&tag.key, &tag.value);
    }
    Ok(read)
}

fn packed_size(policies: Option<&SessionPolicies>, tags: &Tags) -> usize {
    let policies = policies.map_or(0, |policies| {
        policies.inline.as_ref().map_or(0, String::len)
            + policies.managed.iter().map(|arn| arn.len() + 2).sum::<usize>()
    });
    policies + tags.iter().map(|tag| tag.key.len() + tag.value.len() + 4).sum::<usize>()
}

/// A session to be made.
#[derive(Debug)]
pub(crate) struct NewSession {
    pub(crate) account: AccountId,
    pub(crate) subject: Subject,
    pub(crate) seconds: i32,
    pub(crate) policies: Option<SessionPolicies>,
    pub(crate) tags: Tags,
    pub(crate) transitive_tag_keys: Vec<String>,
    pub(crate) source_identity: Option<String>,
    pub(crate) token_size_min: Option<i32>,
    /// When MFA was given, in seconds since 1970.
    pub(crate) mfa_at: Option<i64>,
    /// The identity provider that vouched for whom it is made.
    pub(crate) federated_provider: Option<String>,
    /// Whether somebody signed in for it.
    pub(crate) is_signed_in: bool,
    /// Condition keys that the identity provider gives to it.
    pub(crate) federated_keys: Vec<(String, Vec<String>)>,
}

impl NewSession {
    /// One that somebody signed in to, with everything that an earlier one carries.
    pub(crate) fn signed_in_like(claims: Claims, seconds: i32) -> Self {
        Self {
            policies: claims.policies,
            tags: claims.tags,
            transitive_tag_keys: claims.transitive_tag_keys,
            source_identity: claims.source_identity,
            mfa_at: claims.mfa_at,
            federated_provider: claims.federated_provider,
            federated_keys: claims.federated_keys,
            is_signed_in: true,
            ..Self::plain(claims.account, claims.subject, seconds)
        }
    }

    /// A session without policies, tags and source identity.
    pub(crate) fn plain(account: AccountId, subject: Subject, seconds: i32) -> Self {
        Self {
            account,
            subject,
            seconds,
            policies: None,
            tags: Tags::new(),
            transitive_tag_keys: Vec::new(),
            source_identity: None,
            token_size_min: None,
            mfa_at: None,
            federated_provider: None,
            is_signed_in: false,
            federated_keys: Vec::new(),
        }
    }

    /// Makes the session's credentials.
    pub(crate) fn issue(self, moment: &Moment, settings: &Settings) -> Result<Credentials, Fault> {
        let now = moment.now();
        let expires_at = now + i64::from(self.seconds);
        let claims = Claims {
            access_key_id: moment.access_key_id(KeyTerm::Temporary, self.account),
            secret: moment.secret_access_key(),
            account: self.account,
            subject: self.subject,
            issued_at: now,
            expires_at,
            policies: self.policies,
            tags: self.tags,
            transitive_tag_keys: self.transitive_tag_keys,
            source_identity: self.source_identity,
            mfa_at: self.mfa_at,
            federated_provider: self.federated_provider,
            is_signed_in: self.is_signed_in,
            federated_keys: self.federated_keys,
        };
        let size_min = self.token_size_min.and_then(|size| usize::try_from(size).ok()).unwrap_or(0);
        let token = settings.token_keys.seal(moment, &claims, size_min);
        Ok(Credentials {
            access_key_id: claims.access_key_id,
            secret_access_key: Secret::new(claims.secret.expose().to_owned()),
            session_token: token.ok_or_else(faults::internal_failure)?,
            expiration: Timestamp(expires_at),
        })
    }
}

/// The length of a token as an answer tells it, when the caller asked for a least length.
pub(crate) fn token_size(asked: Option<i32>, credentials: &Credentials) -> Option<i32> {
    asked.and_then(|_| i32::try_from(credentials.session_token.len()).ok())
}
