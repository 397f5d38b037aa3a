// SPDX-License-Identifier: Apache-2.0
//! What is known of a browser between its way to a provider and its way back, sealed into a cookie of that browser.
//!
//! Whoever sends somebody else's browser to the callback has not set its cookie, so nobody is signed in as another (login
//! CSRF); what the provider gets to see, the state and the challenge, opens nothing. One browser is on one way at a
//! time: a second cookie takes the place of the first, so that no page can fill a browser with them.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use portcullis_directory::record::{OpenIdConnectProvider, SecretText, UsedAssertion};
use portcullis_wire::{Form, url_encode_document as escape};

use super::super::answer::Refusal;
use super::super::cookie::{self, Cookie, SameSite};
use super::super::note::{self, Purpose};
use super::CALLBACK_PREFIX;
use crate::door::Door;
use crate::pkce;

const STATE: u8 = 32;
const NONCE: u8 = 33;
const VERIFIER: u8 = 34;
const PROVIDER: u8 = 35;
const CLIENT_ID: u8 = 36;
const DESTINATION: u8 = 37;
const ROLE: u8 = 38;

/// Browsers keep cookies of four kilobytes.
const COOKIE_BYTES_MAX: usize = 3_800;

/// A way to a provider and back.
#[derive(Debug, Clone)]
pub(super) struct Flow {
    /// What the answer must bring back.
    pub(super) state: String,
    /// What the ID token must bring back.
    pub(super) nonce: String,
    /// What proves to the token endpoint that who brings the code also asked for it (RFC 7636).
    pub(super) verifier: SecretText,
    /// The provider's ARN.
    pub(super) provider: String,
    pub(super) client_id: String,
    /// The page of this server that is wanted.
    pub(super) destination: Option<String>,
    /// The ARN of the role that was asked for.
    pub(super) role: Option<String>,
}

impl Flow {
    /// The way that a browser which comes back went. `None` if it is on none, if that took too long, or if what it
    /// brings is not the answer of the provider that it was sent to.
    pub(super) fn of_browser(form: &Form, door: &Door<'_>) -> Option<Self> {
        let flow = Self::open(cookie::sent(&own_cookie(door).name, door)?, door)?;
        let state = form.get("state")?;
        let is_same = verify_slices_are_equal(state.as_bytes(), flow.state.as_bytes()).is_ok();
        let provider = flow.provider.split_once(":oidc-provider/").map(|(_, url)| url)?;
        (is_same && door.incoming.http.path == callback_path(provider)).then_some(flow)
    }

    /// The cookie that keeps it in the browser.
    pub(super) fn keep(&self, door: &Door<'_>) -> Result<String, Refusal> {
        let note = note::seal(Purpose::OpenIdConnect, door, |writer| {
            writer.text(STATE, &self.state);
            writer.text(NONCE, &self.nonce);
            writer.text(VERIFIER, self.verifier.expose());
            writer.text(PROVIDER, &self.provider);
            writer.text(CLIENT_ID, &self.client_id);
            writer.optional_text(DESTINATION, self.destination.as_deref());
            writer.optional_text(ROLE, self.role.as_deref());
        })?;
        if note.len() > COOKIE_BYTES_MAX {
            return Err(Refusal::invalid("`destination` is too long"));
        }
        Ok(own_cookie(door).set(&note, Purpose::OpenIdConnect.seconds_max(), door))
    }

    fn open(note: &str, door: &Door<'_>) -> Option<Self> {
        note::open(Purpose::OpenIdConnect, note, door, |reader| {
            Some(Self {
                state: reader.text(STATE).ok()?,
                nonce: reader.text(NONCE).ok()?,
                verifier: SecretText::new(reader.text(VERIFIER).ok()?),
                provider: reader.text(PROVIDER).ok()?,
                client_id: reader.text(CLIENT_ID).ok()?,
                destination: reader.optional_text(DESTINATION).ok()?,
                role: reader.optional_text(ROLE).ok()?,
            })
        })
    }

    /// What the provider is shown of the verifier.
    pub(super) fn challenge(&self) -> String {
        pkce::challenge(self.verifier.expose())
    }

    /// What is kept so that nobody comes back twice the same way, however a cookie and a code were come by.
    pub(super) fn used(&self, door: &Door<'_>) -> UsedAssertion {
        let hash = digest(&SHA256, format!("sign-in at {}\0{}", self.provider, self.nonce).as_bytes());
        let id = hash.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        UsedAssertion { id, expires_at: door.now() + Purpose::OpenIdConnect.seconds_max() }
    }
}

/// The cookie that ends a browser's way.
pub(super) fn forget(door: &Door<'_>) -> String {
    own_cookie(door).set("", 0, door)
}

/// Where a provider sends browsers back to. Each has a place of its own, so that no provider can pass off another's
/// answer as its own (RFC 9700, section 4.4.2.2).
pub(super) fn callback_url(provider: &OpenIdConnectProvider, door: &Door<'_>) -> String {
    format!("{}{}", door.settings.public_url, callback_path(&provider.url))
}

fn callback_path(provider_url: &str) -> String {
    format!("{CALLBACK_PREFIX}{}", escape(provider_url).replace("%2F", "/").replace("%3A", ":"))
}

/// Over TLS no other server, of a neighbouring name or without TLS, can set a cookie of this name.
fn own_cookie(door: &Door<'_>) -> Cookie<'static> {
    let name = if door.is_secure() { "__Host-portcullis-oidc" } else { "portcullis-oidc" };
    Cookie { name: name.into(), path: "", same_site: SameSite::Lax }
}
