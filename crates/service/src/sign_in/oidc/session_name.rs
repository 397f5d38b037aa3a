// SPDX-License-Identifier: Apache-2.0
//! What the session of somebody who signed in at a provider is called.

use aws_lc_rs::digest::{SHA256, digest};

use crate::federation::oidc::Claims;

/// The lengths that STS allows.
const CHARACTERS_MIN: usize = 2;
const CHARACTERS_MAX: usize = 64;

/// The digits that tell apart what became the same by being made to fit.
const DIGITS: usize = 8;

/// The name of a session: the address of whoever signed in, if the provider has verified it, or else the subject. What
/// STS does not allow in it becomes a hyphen, and what told it from others stays in a few digits.
pub(super) fn session_name(claims: &Claims, subject: &str) -> String {
    let email = claims.text("email").filter(|_| claims.is_true("email_verified"));
    fit(email.unwrap_or(subject))
}

fn fit(text: &str) -> String {
    let is_allowed = |one: char| one.is_ascii_alphanumeric() || "_+=,.@-".contains(one);
    let count = text.chars().count();
    if (CHARACTERS_MIN..=CHARACTERS_MAX).contains(&count) && text.chars().all(is_allowed) {
        return text.to_owned();
    }
    let start: String = text
        .chars()
        .take(CHARACTERS_MAX - DIGITS - 1)
        .map(|one| if is_allowed(one) { one } else { '-' })
        .collect();
    let hash = digest(&SHA256, text.as_bytes());
    let digits: String = hash.as_ref().iter().take(DIGITS / 2).map(|byte| format!("{byte:02x}")).collect();
    format!("{start}-{digits}")
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn names_fit_and_stay_apart() {
        for (subject, name) in [
            ("ann", "ann"),
            ("ann@example.com", "ann@example.com"),
            ("a+b=c,d.e-f_g", "a+b=c,d.e-f_g"),
            ("auth0|5f7c8ec7", "auth0-5f7c8ec7-"),
            ("repo:shop/till", "repo-shop-till-"),
            ("Zoë", "Zo--"),
            ("a", "a-"),
        ] {
            let fitted = fit(subject);
            assert!(fitted.starts_with(name), "{subject}: {fitted}");
            assert!(fitted == name || fitted.len() == name.len() + 8, "{subject}: {fitted}");
        }
        let long = fit(&"x".repeat(255));
        assert_eq!(long.len(), 64);
        assert_ne!(long, fit(&"x".repeat(254)));
        assert_ne!(fit("a|b"), fit("a:b"));
        assert_eq!(fit("a|b"), fit("a|b"));
    }
}
