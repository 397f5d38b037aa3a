// SPDX-License-Identifier: Apache-2.0
//! Proves a caller by a token: which provider, whether the token is for us and in time, and whether the provider has
//! signed it.

use std::sync::Arc;

use portcullis_directory::record::OpenIdConnectProvider;
use portcullis_directory::{Account, Directory, arn};
use portcullis_wire::{Fault, faults};

use super::aws_claims::AwsClaims;
use super::claims::{Audience, Claims, MissingClaim};
use super::discovery::{Discovery, read_discovery};
use super::key_set::{KeySet, NotVerified};
use super::provider_claims;
use super::token::Token;
use crate::caller::Caller;
use crate::outside::{Ask, DocumentOrder, FetchProblem, Finding};
use crate::proof::{Proof, ProofKind, Unproven};

/// What a call without signature brings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) role_arn: &'a str,
    pub(crate) token: &'a str,
}

/// How far a provider's clock may be ahead of ours, in seconds.
const SKEW_SECONDS: i64 = 300;

/// The most characters of a subject: what the answer has room for.
const SUBJECT_CHARACTERS_MAX: usize = 255;

const NOT_A_TOKEN: &str =
    "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)";
const NOT_VALIDATED: &str = "The web identity token provided could not be validated. See the \
                             AssumeRoleWithWebIdentity documentation for requirements.";
// AWS's two blanks.
const NO_KEY: &str = "Couldn't retrieve verification key from your identity provider,  please reference \
                      AssumeRoleWithWebIdentity documentation for requirements";
const NOT_TRUSTED: &str = "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint";
const NOT_REACHED: &str =
    "The identity provider that was asked to verify the token could not be reached. Try again.";

/// What a token says that its provider has signed, that is for a client of the provider, and in time.
#[derive(Debug, Clone)]
pub(crate) struct Vouched<'a> {
    pub(crate) account: &'a Arc<Account>,
    pub(crate) provider: &'a Arc<OpenIdConnectProvider>,
    pub(crate) claims: &'a Claims,
    pub(crate) subject: &'a str,
    pub(crate) audience: Audience,
    aws: AwsClaims,
}

/// The caller that a token proves, in the account of the role that it is shown for.
///
/// # Errors
/// The fault that AWS documents. Documents that are not at hand are asked for.
pub(crate) fn prove(asked: &Asked<'_>, cx: &Unproven<'_>) -> Result<Caller, Fault> {
    let token = read(asked.token)?;
    let claims = token.claims();
    let issuer = claims.issuer().map_err(missing)?;
    claims.subject().and(claims.audience()).map_err(missing)?;
    let (account, provider) = of_role(asked.role_arn, issuer, cx)
        .ok_or_else(|| invalid(format!("No OpenIDConnect provider found in your account for {issuer}")))?;
    let vouched = vouch(&token, account, provider, cx)?;
    // The provider says for which roles the token may be used.
    if !vouched.is_for_role(asked.role_arn) {
        return Err(invalid(NOT_VALIDATED));
    }
    Ok(vouched.proof().caller(account))
}

/// Takes an ID token apart.
///
/// # Errors
/// It is none.
pub(crate) fn read(text: &str) -> Result<Token<'_>, Fault> {
    Token::read(text).map_err(|_| invalid(NOT_A_TOKEN))
}

/// Believes a token of this provider.
///
/// What costs nothing is checked first, so that nobody has documents fetched for a token that cannot be right.
///
/// # Errors
/// The fault that AWS documents. Documents that are not at hand are asked for.
pub(crate) fn vouch<'a>(
    token: &'a Token<'_>,
    account: &'a Arc<Account>,
    provider: &'a Arc<OpenIdConnectProvider>,
    cx: &Unproven<'_>,
) -> Result<Vouched<'a>, Fault> {
    let claims = token.claims();
    let issuer = claims.issuer().map_err(missing)?;
    let subject = claims.subject().map_err(missing)?;
    let audience = claims.audience().map_err(missing)?;
    if issuer != provider.issuer() {
        return Err(invalid(NOT_VALIDATED));
    }
    // Several audiences, and nobody who is authorized: the token does not say who may use it.
    let audience = audience.ok_or_else(|| invalid(NOT_VALIDATED))?;
    if !provider.client_ids.contains(&audience.counted) {
        return Err(invalid("Incorrect token audience"));
    }
    check_times(claims, cx.moment.now())?;
    if subject.chars().count() > SUBJECT_CHARACTERS_MAX {
        return Err(invalid(NOT_VALIDATED));
    }
    verify(token, provider, cx)?;
    let aws = AwsClaims::read(claims)
        .map_err(|rejected| faults::idp_rejected_claim(format!("The claim {} is invalid.", rejected.0)))?;
    Ok(Vouched { account, provider, claims, subject, audience, aws })
}

impl Vouched<'_> {
    /// Whether the provider allows the token to be used for this role; most say nothing of it.
    pub(crate) fn is_for_role(&self, role_arn: &str) -> bool {
        self.aws.roles.as_ref().is_none_or(|roles| roles.iter().any(|role| role == role_arn))
    }

    /// What this proves of a caller.
    pub(crate) fn proof(&self) -> Proof {
        let (url, claims, subject) = (&self.provider.url, self.claims, self.subject);
        let arn = self.provider.arn(self.account.id());
        let mut keys = provider_claims::keys(url, claims, subject, &self.audience);
        keys.set("sts:RoleAuthorizedByIdp", if self.aws.roles.is_some() { "true" } else { "false" });
        Proof {
            kind: ProofKind::WebIdentity,
            user_id: format!("{arn}:{}:{subject}", self.audience.counted),
            provider: arn,
            subject: subject.to_owned(),
            audience: Some(self.audience.counted.clone()),
            keys,
            session_keys: provider_claims::session_keys(url, claims, subject, &self.audience),
            tags: self.aws.tags.clone(),
            transitive_tag_keys: self.aws.transitive_tag_keys.clone(),
            source_identity: self.aws.source_identity.clone(),
            accepted: None,
        }
    }
}

/// The provider that the token's issuer is, in the account of the role. An account that is not there has none either.
fn of_role<'a>(
    role_arn: &str,
    issuer: &str,
    cx: &Unproven<'a>,
) -> Option<(&'a Arc<Account>, &'a Arc<OpenIdConnectProvider>)> {
    let account = cx.directory.account(arn::parse(role_arn)?.account.parse().ok()?)?;
    let provider = account.open_id_connect_provider(issuer.strip_prefix("https://")?)?;
    Some((account, provider))
}

/// The provider with this ARN, in whichever account.
pub(crate) fn find_provider<'a>(
    provider_arn: &str,
    directory: &'a Directory,
) -> Option<(&'a Arc<Account>, &'a Arc<OpenIdConnectProvider>)> {
    let account = directory.account(arn::parse(provider_arn)?.account.parse().ok()?)?;
    Some((account, account.open_id_connect_provider_by_arn(provider_arn)?))
}

fn check_times(claims: &Claims, now: i64) -> Result<(), Fault> {
    let expires_at = claims.expires_at().map_err(missing)?;
    let issued_at = claims.issued_at().map_err(missing)?;
    let begins_at = claims.not_before().map_err(missing)?.unwrap_or(issued_at).max(issued_at);
    if expires_at <= now {
        return Err(faults::expired_token_exception(format!(
            "Token expired: current date/time {now} must be before the expiration date/time {expires_at}"
        )));
    }
    if begins_at > now + SKEW_SECONDS { Err(invalid(NOT_VALIDATED)) } else { Ok(()) }
}

/// What the provider publishes of itself.
///
/// # Errors
/// It cannot be had, or is of no use.
pub(crate) fn discover(provider: &OpenIdConnectProvider, cx: &Unproven<'_>) -> Result<Discovery, Fault> {
    let issuer = provider.issuer();
    let place = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    let document = fetch(order(place, provider, false), cx)?;
    read_discovery(&document, &issuer).ok_or_else(|| invalid(NO_KEY))
}

/// Checks the signature with the keys that the provider publishes. A token that names a key which is not among them
/// has them fetched once more: the provider may have got a new key.
fn verify(token: &Token<'_>, provider: &OpenIdConnectProvider, cx: &Unproven<'_>) -> Result<(), Fault> {
    let keys_url = discover(provider, cx)?.keys_url;
    for is_fresh in [false, true] {
        let document = fetch(order(keys_url.clone(), provider, is_fresh), cx)?;
        let keys = KeySet::read(&document).ok_or_else(|| invalid(NO_KEY))?;
        match keys.verify(token) {
            Ok(()) => return Ok(()),
            Err(NotVerified::Signature) => return Err(invalid(NOT_VALIDATED)),
            Err(NotVerified::NoKey) => {}
        }
    }
    Err(invalid(NO_KEY))
}

fn order(url: String, provider: &OpenIdConnectProvider, is_fresh: bool) -> DocumentOrder {
    DocumentOrder { url, thumbprints: provider.thumbprints.clone(), is_fresh }
}

fn fetch(order: DocumentOrder, cx: &Unproven<'_>) -> Result<Arc<str>, Fault> {
    match cx.moment.find(Ask::Document(order)) {
        Some(Finding::Document(Ok(document))) => Ok(Arc::clone(document)),
        Some(Finding::Document(Err(problem))) => Err(of_problem(*problem, NO_KEY)),
        // It is asked for, and the call is decided again.
        _ => Err(faults::service_unavailable("Try again.")),
    }
}

/// The fault of a provider that cannot be asked; `useless` tells of an answer that is of no use.
pub(super) fn of_problem(problem: FetchProblem, useless: &str) -> Fault {
    match problem {
        FetchProblem::Unreachable => faults::idp_communication_error(NOT_REACHED),
        FetchProblem::Untrusted => invalid(NOT_TRUSTED),
        FetchProblem::Unusable => invalid(useless),
    }
}

pub(super) fn invalid(message: impl Into<String>) -> Fault {
    faults::invalid_identity_token(message)
}

fn missing(claim: MissingClaim) -> Fault {
    invalid(format!("Missing a required claim: {}", claim.0))
}
