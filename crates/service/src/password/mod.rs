// SPDX-License-Identifier: Apache-2.0
//! What is asked of a password: the account's rules, those of reuse and expiry, and the hash it is kept under.

pub(crate) mod argon;

use aws_lc_rs::digest::{SHA256, digest};
use portcullis_directory::Account;
use portcullis_directory::record::{LoginProfile, PasswordPolicy, SecretText};
use portcullis_wire::{Fault, Secret, faults};

use crate::context::Context;
use crate::moment::Moment;
use crate::outside::{Ask, Finding};

const SECONDS_A_DAY: i64 = 86_400;

/// AWS's rule where an account has set none: so many characters of at least so many classes.
const DEFAULT_LENGTH_MIN: usize = 8;
const DEFAULT_CLASSES_MIN: usize = 3;

/// The characters that count as symbols.
const SYMBOLS: &str = "!@#$%^&*()_+-=[]{}|'";

/// Refuses a password that the account's rules do not allow the user of this name.
pub(crate) fn check_rules(password: &Secret, name: &str, account: &Account) -> Result<(), Fault> {
    match &account.settings().password_policy {
        Some(policy) => refuse(broken_rules(password.reveal(), policy)),
        None => check_default_rules(password, name, account),
    }
}

/// Refuses a password that AWS's own rules do not allow, which hold for users where the account has set none, and for
/// the root user.
pub(crate) fn check_default_rules(password: &Secret, name: &str, account: &Account) -> Result<(), Fault> {
    refuse(broken_default(password.reveal(), name, account))
}

/// What tells a password from those before and after it, and nothing else of it.
pub(crate) fn fingerprint(profile: &LoginProfile) -> Vec<u8> {
    digest(&SHA256, profile.hash.expose().as_bytes()).as_ref().to_vec()
}

fn refuse(broken: Vec<String>) -> Result<(), Fault> {
    if broken.is_empty() { Ok(()) } else { Err(faults::password_policy_violation(broken.join("; "))) }
}

fn broken_rules(text: &str, policy: &PasswordPolicy) -> Vec<String> {
    let mut broken = Vec::new();
    if text.chars().count() < usize::try_from(policy.length_min).unwrap_or(usize::MAX) {
        broken.push(format!("Password should have a minimum length of {}", policy.length_min));
    }
    let required = [
        (policy.require_uppercase, Class::Upper),
        (policy.require_lowercase, Class::Lower),
        (policy.require_numbers, Class::Number),
        (policy.require_symbols, Class::Symbol),
    ];
    for (is_required, class) in required {
        if is_required && !class.occurs(text) {
            broken.push(format!("Password should have at least one {}", class.name()));
        }
    }
    broken
}

fn broken_default(text: &str, name: &str, account: &Account) -> Vec<String> {
    let mut broken = Vec::new();
    if text.chars().count() < DEFAULT_LENGTH_MIN {
        broken.push(format!("Password should have a minimum length of {DEFAULT_LENGTH_MIN}"));
    }
    if Class::ALL.iter().filter(|class| class.occurs(text)).count() < DEFAULT_CLASSES_MIN {
        broken.push(format!(
            "Password should have at least {DEFAULT_CLASSES_MIN} of these: uppercase letter, lowercase letter, number, \
             symbol"
        ));
    }
    let record = account.record();
    let names = [Some(record.email.as_str()), record.alias.as_deref(), Some(name)];
    if names.into_iter().flatten().any(|name| name.eq_ignore_ascii_case(text)) {
        broken.push("Password should not be the name of the account or of the user".to_owned());
    }
    broken
}

#[derive(Debug, Clone, Copy)]
enum Class {
    Upper,
    Lower,
    Number,
    Symbol,
}

impl Class {
    const ALL: [Self; 4] = [Self::Upper, Self::Lower, Self::Number, Self::Symbol];

    fn occurs(self, text: &str) -> bool {
        text.chars().any(|letter| match self {
            Self::Upper => letter.is_ascii_uppercase(),
            Self::Lower => letter.is_ascii_lowercase(),
            Self::Number => letter.is_ascii_digit(),
            Self::Symbol => SYMBOLS.contains(letter),
        })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Upper => "uppercase letter",
            Self::Lower => "lowercase letter",
            Self::Number => "number",
            Self::Symbol => "symbol",
        }
    }
}

/// Refuses a password that was used before, as far back as the account says.
pub(crate) fn check_reuse(password: &Secret, profile: &LoginProfile, cx: &Context<'_>) -> Result<(), Fault> {
    if used_ago(password, profile, reuse_prevention(cx.account()), cx.moment)?.is_some() {
        return Err(faults::password_policy_violation(REUSED));
    }
    Ok(())
}

/// What is said of a password that was used before.
pub(crate) const REUSED: &str = "Password cannot be the same as previously used passwords.";

/// How many passwords, the present one among them, the account forbids to use again.
pub(crate) fn reuse_prevention(account: &Account) -> usize {
    let count = account.settings().password_policy.and_then(|policy| policy.reuse_prevention);
    count.map_or(0, |count| usize::try_from(count).unwrap_or(usize::MAX))
}

/// How many passwords ago a password was used, among the last so many: none ago is the present one. It is asked for
/// first.
pub(crate) fn used_ago(
    password: &Secret,
    profile: &LoginProfile,
    count: usize,
    moment: &Moment,
) -> Result<Option<usize>, Fault> {
    let hashes = std::iter::once(&profile.hash).chain(&profile.earlier);
    match count {
        0 => Ok(None),
        count => find(password, hashes.take(count).cloned().collect(), moment),
    }
}

/// When a password expires, in seconds since 1970; `None` if never.
pub(crate) fn expires_at(profile: &LoginProfile, account: &Account) -> Option<i64> {
    let days = account.settings().password_policy?.age_days_max?;
    Some(profile.changed_at.saturating_add(i64::from(days).saturating_mul(SECONDS_A_DAY)))
}

/// Whether a password has expired.
pub(crate) fn has_expired(profile: &LoginProfile, account: &Account, now: i64) -> bool {
    expires_at(profile, account).is_some_and(|at| at <= now)
}

/// Whether only an administrator can replace a password that has expired.
pub(crate) fn locks_when_expired(account: &Account) -> bool {
    account.settings().password_policy.and_then(|policy| policy.hard_expiry) == Some(true)
}

/// The hash of a new password; it is asked for first.
pub(crate) fn new_hash(password: &Secret, moment: &Moment) -> Result<SecretText, Fault> {
    let ask = Ask::PasswordHash { password: secret(password), salt: moment.random() };
    match moment.find(ask) {
        Some(Finding::PasswordHash(hash)) => Ok(hash.clone()),
        _ => Err(faults::service_unavailable("Try again.")),
    }
}

/// Whether a hash is the password's; it is asked for first.
pub(crate) fn matches(password: &Secret, hash: &SecretText, moment: &Moment) -> Result<bool, Fault> {
    find(password, vec![hash.clone()], moment).map(|place| place.is_some())
}

fn find(password: &Secret, hashes: Vec<SecretText>, moment: &Moment) -> Result<Option<usize>, Fault> {
    let ask = Ask::PasswordMatch { password: secret(password), hashes };
    match moment.find(ask) {
        Some(Finding::PasswordMatch(place)) => Ok(*place),
        _ => Err(faults::service_unavailable("Try again.")),
    }
}

fn secret(password: &Secret) -> SecretText {
    SecretText::new(password.reveal().clone())
}
