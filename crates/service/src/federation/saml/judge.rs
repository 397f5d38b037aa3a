// SPDX-License-Identifier: Apache-2.0
//! Whether an assertion is meant for us, and for now.

use super::assertion::Confirmation;
use super::response::Opened;

/// How far a provider's clock may be from ours, in seconds.
const SKEW_SECONDS: i64 = 60;
/// How long after its issue an assertion can be used, in seconds.
const REDEEM_SECONDS: i64 = 300;

/// What an assertion must say to be meant for us.
#[derive(Debug)]
pub(crate) struct Expected<'a> {
    /// Seconds since 1970.
    pub(crate) now: i64,
    /// The URL under which this installation is reached, without a slash at its end.
    pub(crate) public_url: &'a str,
    /// The provider's id, under which it has a place of its own.
    pub(crate) provider_id: &'a str,
}

/// Why an assertion is not believed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Disbelief {
    /// It is too old.
    Expired(String),
    /// It is not for us, or not yet.
    NotForUs(String),
}

/// What was judged to be meant for us.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Judged<'o> {
    /// The place at which it was to be presented.
    pub(crate) recipient: &'o str,
    /// From when on, in seconds since 1970, nobody will believe it any more.
    pub(crate) expires_at: i64,
    /// The request that it answers; `None` if nobody asked. Only who asks looks at it.
    pub(crate) in_response_to: Result<Option<&'o str>, Unclear>,
}

/// A response and its assertion do not answer the same request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unclear;

/// Judges an assertion.
///
/// # Errors
/// It is not meant for us, or for another time.
pub(crate) fn judge<'o>(opened: &'o Opened, expected: &Expected<'_>) -> Result<Judged<'o>, Disbelief> {
    let assertion = &opened.assertion;
    let earliest = expected.now + SKEW_SECONDS;
    let latest = expected.now - SKEW_SECONDS;
    if opened.destination.as_ref().is_some_and(|place| !expected.is_recipient(place)) {
        return not_for_us("the Destination of the response is another");
    }
    if assertion.issued_at > earliest || assertion.not_before.is_some_and(|at| at > earliest) {
        return not_for_us("the assertion is not valid yet");
    }
    if latest >= assertion.issued_at.saturating_add(REDEEM_SECONDS) {
        return expired("Token must be redeemed within 5 minutes of issuance");
    }
    if assertion.not_on_or_after.is_some_and(|at| latest >= at) {
        return expired("the assertion is expired");
    }
    if assertion.session_ends_at.is_some_and(|at| latest >= at) {
        return expired("the session at the identity provider has ended");
    }
    let is_ours = |audiences: &Vec<String>| audiences.iter().any(|audience| expected.is_audience(audience));
    if assertion.audiences.is_empty() || !assertion.audiences.iter().all(is_ours) {
        return not_for_us("Response does not contain the required audience");
    }
    let (confirmation, recipient) = confirmation(opened, expected)?;
    // One second more than the last at which it could be believed.
    let expires_at = assertion.issued_at.saturating_add(REDEEM_SECONDS + SKEW_SECONDS + 1);
    Ok(Judged { recipient, expires_at, in_response_to: in_response_to(opened, confirmation) })
}

/// The request that is answered. The response around an assertion says it as well, and need not be signed: who took it
/// away there must not make an answer look like one for which nobody asked, nor who put it there the other way round.
fn in_response_to<'o>(
    opened: &'o Opened,
    confirmation: &'o Confirmation,
) -> Result<Option<&'o str>, Unclear> {
    let signed = confirmation.in_response_to.as_deref();
    let others = opened.assertion.confirmations.iter().map(|one| one.in_response_to.as_deref());
    let is_other = others.chain(opened.in_response_to.as_deref().map(Some)).any(|other| other != signed);
    if is_other { Err(Unclear) } else { Ok(signed) }
}

fn confirmation<'o>(
    opened: &'o Opened,
    expected: &Expected<'_>,
) -> Result<(&'o Confirmation, &'o str), Disbelief> {
    let mut is_too_late = false;
    for confirmation in &opened.assertion.confirmations {
        let Some(recipient) = confirmation.recipient.as_deref().filter(|place| expected.is_recipient(place))
        else {
            continue;
        };
        // A bearer's confirmation must end (SAML profiles, 4.1.4.2).
        let Some(ends_at) = confirmation.not_on_or_after else { continue };
        if confirmation.not_before.is_some_and(|at| at > expected.now + SKEW_SECONDS) {
            continue;
        }
        if expected.now - SKEW_SECONDS >= ends_at {
            is_too_late = true;
            continue;
        }
        return Ok((confirmation, recipient));
    }
    if is_too_late {
        return expired("the subject's confirmation is expired");
    }
    not_for_us("no SubjectConfirmation lets a bearer present the assertion here")
}

fn expired<T>(message: &str) -> Result<T, Disbelief> {
    Err(Disbelief::Expired(message.to_owned()))
}

fn not_for_us<T>(message: &str) -> Result<T, Disbelief> {
    Err(Disbelief::NotForUs(message.to_owned()))
}

impl Expected<'_> {
    /// Whether an assertion for this audience is for us: AWS's names for itself, and our own.
    fn is_audience(&self, audience: &str) -> bool {
        audience == "urn:amazon:webservices" || self.is_recipient(audience)
    }

    /// Whether this is a place at which assertions are presented to us.
    fn is_recipient(&self, place: &str) -> bool {
        let of_provider = |path: &str| {
            path.strip_prefix("/saml")
                .is_some_and(|rest| rest.is_empty() || rest.strip_prefix("/acs/") == Some(self.provider_id))
        };
        let aws = place.strip_prefix("https://").and_then(|rest| rest.split_once("signin.aws.amazon.com"));
        let is_aws = aws.is_some_and(|(region, path)| is_region(region) && of_provider(path));
        is_aws || place.strip_prefix(self.public_url).is_some_and(of_provider)
    }
}

/// Whether this, with the dot behind it, is the region that stands before the name of AWS's place, or nothing.
fn is_region(text: &str) -> bool {
    let is_name = |name: &str| {
        let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        !name.is_empty() && name.bytes().all(is_letter)
    };
    text.is_empty() || text.strip_suffix('.').is_some_and(is_name)
}
