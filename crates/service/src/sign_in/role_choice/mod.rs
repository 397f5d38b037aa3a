// SPDX-License-Identifier: Apache-2.0
//! The role in which somebody signs in for whom an identity provider vouches: the only one that is open to them, or the
//! one that they choose.

mod page;
mod sealed;

use std::sync::Arc;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use portcullis_directory::record::{Role, UsedAssertion};
use portcullis_directory::{Account, arn};
use portcullis_wire::{Fault, Form, faults};

use super::answer::{Answer, Refusal};
use super::audit::{Event, Name};
use super::cookie::{self, Cookie, SameSite};
use super::note::Purpose;
use super::request::Members;
use super::{Done, destination, session};
use crate::assumption;
use crate::authorize::{Authorization, Refused, authorize};
use crate::caller::Caller;
use crate::door::Door;
use crate::json::Json;
use crate::proof::{Proof, ProofKind, find_role};
use crate::session::{NewSession, Passed};

/// The cookie that binds a choice to the browser which was asked to choose.
const COOKIE: &str = "portcullis-role-choice";
const PATH: &str = "/signin/v1/role";
/// The most roles among which somebody may choose.
const ROLES_MAX: usize = 256;

/// Somebody for whom an identity provider vouches, and who has no role yet.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Vouched {
    /// The name of the session.
    pub(super) session_name: String,
    /// How long the session shall last, if the provider says so.
    pub(super) seconds: Option<i32>,
    /// When the session at the provider ends, in seconds since 1970.
    pub(super) ends_at: Option<i64>,
    /// The page of this server that they want to see.
    pub(super) destination: Option<String>,
    /// The roles that the provider grants. Whether a role's trust policy agrees is decided when it is used.
    pub(super) candidates: Vec<Candidate>,
}

/// A role that a provider grants.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// The role's ARN.
    pub(super) role_arn: String,
    /// What is proven of somebody who asks for it.
    pub(super) proof: Arc<Proof>,
}

/// A candidate whose role lets itself be assumed, at this moment.
struct Admitted<'a> {
    candidate: &'a Candidate,
    account: &'a Arc<Account>,
    role: &'a Arc<Role>,
    authorizations: Vec<Authorization>,
}

/// Begins a session in the only role that admits whom a provider vouches for, or lets them choose if there are several.
/// `used` is what may not be presented again; it is kept in `home`, an account of one of the candidates.
///
/// # Errors
/// No role admits them, or the session cannot be made.
pub(super) fn offer(
    vouched: Vouched,
    home: &Account,
    used: Option<UsedAssertion>,
    door: &Door<'_>,
    event: &mut Event,
) -> Result<Done, Refusal> {
    event.named(Name::ConsoleLogin);
    let mut first_refusal = None;
    let mut admitted: Vec<Admitted<'_>> = Vec::new();
    for candidate in &vouched.candidates {
        // Of two ways into one role the first counts.
        if admitted.iter().any(|one| one.candidate.role_arn == candidate.role_arn) {
            continue;
        }
        match admit(candidate, &vouched.session_name, door) {
            Ok(one) => admitted.push(one),
            Err(refused) => {
                first_refusal.get_or_insert((candidate, refused));
            }
        }
    }
    let changes = home.use_assertions(used, door.now());
    match admitted.as_slice() {
        [] => {
            let Some((candidate, refused)) = first_refusal else { return Err(Refusal::no_role()) };
            tell_candidate(candidate, door, event);
            event.authorized(&refused.authorizations);
            Err(Refusal::of_fault(&refused.fault))
        }
        [one] => Ok(Done::write(begin(one, &vouched, door, event)?, home, changes)),
        several if several.len() > ROLES_MAX => Err(Refusal::new(
            403,
            "TooManyRoles",
            format!("Your identity provider grants you more than {ROLES_MAX} roles. Ask it for fewer."),
        )),
        several => Ok(Done::write(ask(several, &vouched, home, door, event)?, home, changes)),
    }
}

/// Asks which of several roles it shall be.
fn ask(
    several: &[Admitted<'_>],
    vouched: &Vouched,
    home: &Account,
    door: &Door<'_>,
    event: &mut Event,
) -> Result<Answer, Refusal> {
    event.named(Name::CheckRole);
    if let Some(one) = several.first() {
        tell_candidate(one.candidate, door, event);
    }
    event.succeed();
    let is_page = super::page::is_wanted(door);
    let browser: Option<[u8; 16]> = is_page.then(|| door.moment.random());
    let open =
        Vouched { candidates: several.iter().map(|one| one.candidate.clone()).collect(), ..vouched.clone() };
    let choice = sealed::Choice {
        id: door.moment.random(),
        home: home.id(),
        browser: browser.map(|secret| digest(&SHA256, &secret).as_ref().to_vec()),
        vouched: open,
    };
    let continuation = choice.seal(door)?;
    let Some(browser) = browser else {
        return Ok(Answer::json(Json::object([
            ("outcome", Json::text("roleRequired")),
            ("continuation", Json::text(continuation)),
            ("roles", Json::Array(several.iter().map(listed).collect())),
        ])));
    };
    let cookie = Cookie { name: COOKIE.into(), path: PATH, same_site: SameSite::Strict };
    let cookie = cookie.set(&URL_SAFE_NO_PAD.encode(browser), Purpose::RoleChoice.seconds_max(), door);
    Ok(page::choice(several, &continuation, door.base_path()).with_cookie(cookie))
}

fn listed(one: &Admitted<'_>) -> Json {
    Json::object([
        ("roleArn", Json::text(&*one.candidate.role_arn)),
        ("accountId", Json::text(one.account.id().to_string())),
        ("accountAlias", Json::optional(one.account.record().alias.as_deref())),
    ])
}

/// Somebody has chosen: `continuation` and `roleArn`, as JSON or as the form of a page.
pub(super) fn choose(door: &Door<'_>, event: &mut Event) -> Result<Done, Refusal> {
    event.named(Name::ConsoleLogin);
    let (continuation, role_arn) = read(door)?;
    let choice = sealed::Choice::open(&continuation, door)?;
    require_same_browser(&choice, door)?;
    let home = door.directory.account(choice.home).ok_or_else(Refusal::stale)?;
    let used = UsedAssertion {
        id: format!("role-choice/{}", URL_SAFE_NO_PAD.encode(choice.id)),
        expires_at: door.now() + Purpose::RoleChoice.seconds_max(),
    };
    if home.is_assertion_used(&used.id) {
        return Err(Refusal::stale());
    }
    let chosen = choice.vouched.candidates.iter().find(|one| one.role_arn == role_arn);
    let chosen = chosen.ok_or_else(|| Refusal::invalid("`roleArn` is none of the roles to choose from"))?;
    tell_candidate(chosen, door, event);
    let admitted = admit(chosen, &choice.vouched.session_name, door).map_err(|refused| {
        event.authorized(&refused.authorizations);
        Refusal::of_fault(&refused.fault)
    })?;
    let answer = begin(&admitted, &choice.vouched, door, event)?;
    Ok(Done::write(answer, home, home.use_assertions([used], door.now())))
}

fn read(door: &Door<'_>) -> Result<(String, String), Refusal> {
    let http = &door.incoming.http;
    if http.content_type() == "application/x-www-form-urlencoded" {
        let form = Form::parse("", http.body).map_err(|fault| Refusal::invalid(fault.message))?;
        let text = |name: &str| {
            let found = form.get(name).map(str::to_owned);
            found.ok_or_else(|| Refusal::invalid(format!("`{name}` is missing")))
        };
        return Ok((text("continuation")?, text("roleArn")?));
    }
    let members = Members::read(door, &["continuation", "roleArn"])?;
    Ok((members.text("continuation")?.to_owned(), members.text("roleArn")?.to_owned()))
}

/// That the browser which chooses is the one that was asked, or a program. Otherwise a page of somebody else could make a
/// browser choose a role of that somebody, and whoever sits before it would work in a stranger's name.
fn require_same_browser(choice: &sealed::Choice, door: &Door<'_>) -> Result<(), Refusal> {
    let is_same = match &choice.browser {
        Some(expected) => {
            let secret = cookie::sent(COOKIE, door).and_then(|text| URL_SAFE_NO_PAD.decode(text).ok());
            secret.is_some_and(|secret| {
                verify_slices_are_equal(digest(&SHA256, &secret).as_ref(), expected).is_ok()
            })
        }
        // No page of another site can send this type without being allowed to.
        None => door.incoming.http.content_type() == "application/json",
    };
    if is_same {
        return Ok(());
    }
    Err(Refusal::new(
        403,
        "AnotherBrowser",
        "Choose in the browser that was asked, or, as a program, send `application/json`.",
    ))
}

/// Whether the role lets itself be assumed with what is proven, now.
fn admit<'a>(candidate: &'a Candidate, session_name: &str, door: &Door<'a>) -> Result<Admitted<'a>, Refused> {
    let proof = &candidate.proof;
    let account = provider_account(candidate, door)?;
    let caller = Proof::clone(proof).caller(account);
    let cx = door.context(&caller);
    let access = assumption::access(proof.kind.action(), &candidate.role_arn, Some(session_name), &cx);
    let authorizations = authorize(&access, &cx)?;
    // A role that is not there was refused with the permission.
    let (account, role) =
        find_role(&candidate.role_arn, door.directory).ok_or_else(faults::internal_failure)?;
    Ok(Admitted { candidate, account, role, authorizations })
}

/// The account of the role, in which the provider must still be.
fn provider_account<'a>(candidate: &Candidate, door: &Door<'a>) -> Result<&'a Arc<Account>, Fault> {
    let parts = arn::parse(&candidate.role_arn);
    let account = parts.and_then(|parts| door.directory.account(parts.account.parse().ok()?));
    let provider = &candidate.proof.provider;
    let has_provider = |account: &&Arc<Account>| match candidate.proof.kind {
        ProofKind::Saml => account.require_saml_provider(provider).is_ok(),
        ProofKind::WebIdentity => {
            account.open_id_connect_providers().any(|one| one.arn(account.id()) == *provider)
        }
    };
    let found = account.filter(has_provider);
    found.ok_or_else(|| faults::invalid_identity_token("Specified provider doesn't exist"))
}

/// Begins the session.
fn begin(
    admitted: &Admitted<'_>,
    vouched: &Vouched,
    door: &Door<'_>,
    event: &mut Event,
) -> Result<Answer, Refusal> {
    let Admitted { candidate, account, role, authorizations } = admitted;
    let proof = &candidate.proof;
    tell_candidate(candidate, door, event);
    event.authorized(authorizations);
    let made = || {
        let seconds = assumption::seconds(vouched.seconds, role, vouched.ends_at, door.now())?;
        let passed = Passed::check(account, None, None, Some(&assumption::tags(proof)))?;
        let session = assumption::session(proof, account, role, &vouched.session_name, passed, seconds);
        let session = NewSession { is_signed_in: true, ..session };
        session.issue(door.moment, door.settings).map(|credentials| (credentials, seconds))
    };
    let (credentials, seconds) = made().map_err(|fault| Refusal::of_fault(&fault))?;
    let claims = door.settings.token_keys.open(&credentials.session_token, door.now());
    let caller = claims.ok().and_then(|claims| session::caller(claims, door));
    let caller = caller.ok_or_else(Refusal::unavailable)?;
    event.called(&caller);
    let public_url = &*door.settings.public_url;
    let place = vouched.destination.clone().unwrap_or_else(|| destination::default_page(public_url));
    let origin = public_url.strip_suffix(door.base_path()).unwrap_or(public_url);
    event.tell("LoginTo", Json::text(format!("{origin}{place}")));
    event.succeed();
    let answer = if super::page::is_wanted(door) {
        Answer::redirect(&place)
    } else {
        Answer::json(session::signed_in(&caller.arn(), account.record(), None, &credentials, &[]))
    };
    Ok(answer.with_cookie(cookie::session(&credentials.session_token, seconds.into(), door)))
}

/// Who it is, as far as that is known before there is a session.
fn tell_candidate(candidate: &Candidate, door: &Door<'_>, event: &mut Event) {
    let proof = &candidate.proof;
    let of_provider = arn::parse(&proof.provider).and_then(|parts| parts.account.parse().ok());
    if let Some(account) = of_provider.and_then(|id| door.directory.account(id)) {
        event.called(&Caller::clone(&Proof::clone(proof).caller(account)));
    }
    let name = match proof.kind {
        ProofKind::Saml => "SamlProviderArn",
        ProofKind::WebIdentity => "OpenIDConnectProviderArn",
    };
    event.tell(name, Json::text(&*proof.provider));
}
