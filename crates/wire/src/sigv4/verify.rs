// SPDX-License-Identifier: Apache-2.0
//! Decides whether presented credentials are timely, meant for this service, and proven by the signature.

use aws_lc_rs::constant_time;

use super::canonical::{canonical_request_of, string_to_sign_of, text};
use super::{Options, Presented, SigningKey, TERMINATOR, instant, refusal, signature};
use crate::{Fault, HttpRequest};

/// Whether the secret made the request's signature, here and now: [`admit`], and then the signature itself.
///
/// `presented` must be what [`parse`](super::parse) read from this very request.
///
/// # Errors
/// Those of [`admit`], then `SignatureDoesNotMatch` with the texts that should have been signed. These quote the
/// signed headers, a session token among them, so the message belongs to the sender and in no log.
pub fn verify(
    request: &HttpRequest,
    presented: &Presented,
    secret: &[u8],
    now_epoch_seconds: i64,
    options: &Options,
) -> Result<(), Fault> {
    let admitted = admit(presented, now_epoch_seconds, options)?;
    let Presented { date, region, service, .. } = presented;
    verify_admitted(request, admitted, &SigningKey::derive(secret, date, region, service))
}

/// Credentials that [`admit`] found timely and meant for this service. Nothing else is proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Admitted<'p>(&'p Presented<'p>);

impl<'p> Admitted<'p> {
    /// The credentials.
    pub const fn presented(self) -> &'p Presented<'p> {
        self.0
    }
}

/// The rest of what [`verify`] does, with a key that was derived before from the secret for the scope that is presented.
///
/// # Errors
/// `SignatureDoesNotMatch`, as for [`verify`].
pub fn verify_admitted(request: &HttpRequest, admitted: Admitted<'_>, key: &SigningKey) -> Result<(), Fault> {
    let presented = admitted.presented();
    let body_hash = signature::hash(request.body);
    let canonical = canonical_request_of(request, &presented.signed_headers, &body_hash)?;
    let to_sign = string_to_sign_of(presented, &canonical);
    let expected = key.sign(&to_sign);
    let declared = request.header("x-amz-content-sha256");
    let body_is_declared = declared.is_none_or(|declared| declared.as_bytes() == body_hash.as_bytes());
    let proven =
        constant_time::verify_slices_are_equal(expected.as_bytes(), presented.signature.as_bytes()).is_ok();
    if proven && body_is_declared {
        Ok(())
    } else {
        Err(refusal::wrong_signature(&text(canonical), &text(to_sign)))
    }
}

/// Whether the credentials are timely and scoped to this service; needs no secret, so it can come before the key
/// is looked up, as it does at AWS.
///
/// A presigned request lives as long as any other, whatever its `X-Amz-Expires`: so STS does.
///
/// # Errors
/// `SignatureDoesNotMatch`, saying that the signature expired or is not yet current, or all that is wrong with
/// the scope.
pub fn admit<'p>(
    presented: &'p Presented<'p>,
    now_epoch_seconds: i64,
    options: &Options,
) -> Result<Admitted<'p>, Fault> {
    let (signed, skew) = (presented.timestamp, i64::from(options.skew_seconds));
    if signed < now_epoch_seconds.saturating_sub(skew) {
        return Err(refusal::expired(signed, now_epoch_seconds, options.skew_seconds));
    }
    if signed > now_epoch_seconds.saturating_add(skew) {
        return Err(refusal::not_yet_current(signed, now_epoch_seconds, options.skew_seconds));
    }
    let mut complaints = Vec::new();
    if !is_region(&presented.region) {
        complaints.push(refusal::wrong_region(&presented.region));
    }
    if presented.service != options.service {
        complaints.push(refusal::wrong_service(options.service));
    }
    if presented.terminator != TERMINATOR {
        complaints.push(refusal::wrong_terminator(&presented.terminator));
    }
    if !instant::is_day(&presented.date, signed) {
        complaints.push(refusal::wrong_day(&presented.date, signed));
    }
    if complaints.is_empty() { Ok(Admitted(presented)) } else { Err(refusal::wrong_scope(complaints)) }
}

/// Any region is accepted, for a server of one's own is in whichever the client thinks; it need only look like one.
fn is_region(region: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=64).contains(&region.len()) && region.bytes().all(allowed)
}
