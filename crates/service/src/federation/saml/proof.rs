// SPDX-License-Identifier: Apache-2.0
//! From a response to a caller: everything that must hold before anybody asks for permissions.

use std::sync::Arc;

use aws_lc_rs::digest::{SHA256, digest};
use portcullis_directory::record::{AssertionEncryption, SamlProvider, Tags, UsedAssertion};
use portcullis_directory::{Account, Directory, arn};
use portcullis_wire::{Fault, faults};

use super::assertion::{Assertion, NOBODY};
use super::attributes::{Grant, condition_keys};
use super::judge::{Disbelief, Expected, Unclear, judge};
use super::metadata::Metadata;
use super::{DecryptingKey, Malformed, Opened, Trusted, open};
use crate::caller::Caller;
use crate::proof::{Proof, ProofKind, Unproven};

/// What a client presents.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Presented<'a> {
    /// The role that is asked for.
    pub(crate) role_arn: &'a str,
    /// The provider through which it is asked for.
    pub(crate) provider_arn: &'a str,
    /// The response in base 64.
    pub(crate) response: &'a str,
}

/// What an assertion says of the session to be made, once the assertion is believed.
#[derive(Debug, Clone, PartialEq)]
pub struct Accepted {
    /// What the provider grants.
    pub(crate) grant: Grant,
    /// The provider's name for itself.
    pub(crate) issuer: String,
    /// What kind of name the subject's is.
    pub(crate) subject_type: String,
    /// Where the assertion was to be presented.
    pub(crate) recipient: String,
    /// What tells the subject from others of its name.
    pub(crate) name_qualifier: String,
    /// When the session at the provider ends, in seconds since 1970.
    pub(crate) session_ends_at: Option<i64>,
    /// What is to be kept so that the assertion is not used again.
    pub(crate) used: UsedAssertion,
}

/// A response that is believed: signed by its provider, for us, for now. Whether it was used already is not judged.
#[derive(Debug, Clone)]
pub(crate) struct Believed {
    /// What the provider grants.
    pub(crate) grant: Grant,
    /// When the session at the provider ends, in seconds since 1970.
    pub(crate) session_ends_at: Option<i64>,
    /// The request that is answered; `None` if nobody asked.
    pub(crate) in_response_to: Result<Option<String>, Unclear>,
    /// What is to be kept so that the assertion is not used again.
    pub(crate) used: UsedAssertion,
    assertion: Assertion,
    recipient: String,
}

/// Proves a caller by a response of a SAML provider of the role's account.
///
/// # Errors
/// There is no such provider, or the response does not prove that it grants the role, to be used here and now.
pub(crate) fn prove(presented: &Presented<'_>, cx: &Unproven<'_>) -> Result<Caller, Fault> {
    let (account, provider) = find(presented, cx)?;
    let believed = believe(verified(presented.response, provider)?, provider, cx)?;
    let is_granted = |(role, through): &(String, String)| {
        (role.as_str(), through.as_str()) == (presented.role_arn, presented.provider_arn)
    };
    if !believed.grant.roles.iter().any(is_granted) {
        return Err(faults::access_denied("Not authorized to perform sts:AssumeRoleWithSAML"));
    }
    believed.require_unused(cx.directory)?;
    Ok(believed.proof(account, provider)?.caller(account))
}

/// Believes a response that a provider signed, or says why not.
///
/// # Errors
/// It is not meant for us and for now, or does not say what it must.
pub(crate) fn believe(opened: Opened, provider: &SamlProvider, cx: &Unproven<'_>) -> Result<Believed, Fault> {
    let now = cx.moment.now();
    let expected = Expected { now, public_url: &cx.settings.public_url, provider_id: provider.id.as_str() };
    let judged = judge(&opened, &expected).map_err(disbelief)?;
    let assertion = &opened.assertion;
    Ok(Believed {
        grant: Grant::read(assertion).map_err(refused)?,
        session_ends_at: assertion.session_ends_at,
        in_response_to: judged.in_response_to.map(|id| id.map(str::to_owned)),
        used: UsedAssertion { id: used_id(&assertion.issuer, &assertion.id), expires_at: judged.expires_at },
        recipient: judged.recipient.to_owned(),
        assertion: opened.assertion,
    })
}

impl Believed {
    /// What is proven of somebody who asks for a role of an account through a provider of it.
    ///
    /// # Errors
    /// A tag is given twice.
    pub(crate) fn proof(&self, account: &Account, provider: &SamlProvider) -> Result<Proof, Fault> {
        let Self { assertion, grant, .. } = self;
        let name_qualifier = assertion.name_qualifier(account.id(), &provider.name);
        Ok(Proof {
            kind: ProofKind::Saml,
            provider: provider.arn(account.id()),
            subject: assertion.subject.clone(),
            audience: Some(self.recipient.clone()),
            user_id: format!("{name_qualifier}:{}", assertion.subject),
            keys: condition_keys(assertion, &self.recipient, account.id(), &provider.name),
            session_keys: session_keys(assertion, &name_qualifier),
            tags: tags(grant)?,
            transitive_tag_keys: grant.transitive_tag_keys.clone(),
            source_identity: grant.source_identity.clone(),
            accepted: Some(Arc::new(Accepted {
                issuer: assertion.issuer.clone(),
                subject_type: assertion.subject_type().to_owned(),
                recipient: self.recipient.clone(),
                name_qualifier,
                session_ends_at: self.session_ends_at,
                used: self.used.clone(),
                grant: grant.clone(),
            })),
        })
    }

    /// That the assertion was not used, in whichever account of those whose roles it grants.
    ///
    /// # Errors
    /// It was.
    pub(crate) fn require_unused(&self, directory: &Directory) -> Result<(), Fault> {
        let accounts = self
            .grant
            .roles
            .iter()
            .filter_map(|(role, _)| directory.account(arn::parse(role)?.account.parse().ok()?));
        for account in accounts {
            if account.is_assertion_used(&self.used.id) {
                return Err(faults::invalid_identity_token("the assertion has been used already"));
            }
        }
        Ok(())
    }
}

/// The condition keys that the session goes on to have: AWS's reference lists them for AssumeRole.
fn session_keys(assertion: &Assertion, name_qualifier: &str) -> Vec<(String, Vec<String>)> {
    let keys = [
        ("saml:namequalifier", name_qualifier),
        ("saml:sub", &assertion.subject),
        ("saml:sub_type", assertion.subject_type()),
    ];
    keys.into_iter().map(|(key, value)| (key.to_owned(), vec![value.to_owned()])).collect()
}

/// The provider, which must belong to the account of the role.
fn find<'a>(
    presented: &Presented<'_>,
    cx: &Unproven<'a>,
) -> Result<(&'a Arc<Account>, &'a Arc<SamlProvider>), Fault> {
    let account_of = |text: &str| arn::parse(text).and_then(|parts| parts.account.parse().ok());
    let account = account_of(presented.role_arn).and_then(|id| cx.directory.account(id));
    let found = account
        .and_then(|account| Some((account, account.require_saml_provider(presented.provider_arn).ok()?)));
    found.ok_or_else(|| faults::invalid_identity_token("Specified provider doesn't exist"))
}

/// Opens a response with the keys of a provider.
///
/// # Errors
/// It is not the provider's, or not signed or encrypted as it must be.
pub(crate) fn verified(response: &str, provider: &SamlProvider) -> Result<Opened, Fault> {
    let metadata = Metadata::parse(&provider.metadata).map_err(refused)?;
    let keys = provider.private_keys.iter().filter_map(|key| DecryptingKey::parse(key.pem.expose()));
    let decrypting: Vec<_> = keys.collect();
    let must_encrypt = provider.encryption == Some(AssertionEncryption::Required);
    open(response, &Trusted { metadata: &metadata, decrypting: &decrypting, must_encrypt }).map_err(refused)
}

fn tags(grant: &Grant) -> Result<Tags, Fault> {
    let mut tags = Tags::new();
    for tag in &grant.tags {
        if tags.get(&tag.key).is_some() {
            return Err(faults::invalid_identity_token(format!("the tag `{}` is given twice", tag.key)));
        }
        tags.set(&tag.key, &tag.value);
    }
    Ok(tags)
}

/// Neither an issuer's name nor an id can hold the character between them, so no two assertions come to the same text.
fn used_id(issuer: &str, id: &str) -> String {
    let hash = digest(&SHA256, format!("{issuer}\0{id}").as_bytes());
    hash.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// AWS takes whom an assertion does not name for somebody without permission.
fn refused(malformed: Malformed) -> Fault {
    if malformed.0 == NOBODY {
        return faults::access_denied("Not authorized to perform sts:AssumeRoleWithSAML");
    }
    faults::invalid_identity_token(malformed.0)
}

fn disbelief(disbelief: Disbelief) -> Fault {
    match disbelief {
        Disbelief::Expired(message) => faults::expired_token_exception(message),
        Disbelief::NotForUs(message) => faults::invalid_identity_token(message),
    }
}
