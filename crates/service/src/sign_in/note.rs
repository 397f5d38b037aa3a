// SPDX-License-Identifier: Apache-2.0
//! Notes to ourselves that a client carries from step to step: sealed, so that it can neither read nor change them.

use portcullis_directory::encoding::fields::{Reader, Writer};

use super::answer::Refusal;
use crate::door::Door;

const WRITTEN_AT: u8 = 1;

/// What a note is for. One of another purpose does not open.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    AuthorizationCode,
    Continuation,
    OAuth2Consent,
    RefreshToken,
    RoleChoice,
    SamlRequest,
    SignInToken,
    OpenIdConnect,
}

impl Purpose {
    fn label(self) -> &'static [u8] {
        match self {
            Self::AuthorizationCode => b"sign-in authorization code",
            Self::Continuation => b"sign-in continuation",
            Self::OAuth2Consent => b"sign-in OAuth 2.0 consent",
            Self::RefreshToken => b"sign-in refresh token",
            Self::RoleChoice => b"sign-in role choice",
            Self::SamlRequest => b"sign-in SAML request",
            Self::SignInToken => b"sign-in token",
            Self::OpenIdConnect => b"sign-in by OpenID Connect",
        }
    }

    /// For how long it opens.
    pub(super) fn seconds_max(self) -> i64 {
        match self {
            Self::Continuation | Self::OAuth2Consent | Self::OpenIdConnect | Self::RoleChoice => 600,
            Self::SignInToken => 900,
            // The provider may ask for a password and a second factor, and for new ones.
            Self::SamlRequest => 1_800,
            // What these carry says when it ends.
            Self::AuthorizationCode | Self::RefreshToken => 129_600,
        }
    }
}

/// Seals what `write` writes, with the time. Tags up to 31 are the note's own.
pub(super) fn seal(
    purpose: Purpose,
    door: &Door<'_>,
    write: impl FnOnce(&mut Writer),
) -> Result<String, Refusal> {
    let sealed = door.settings.token_keys.seal_note(purpose.label(), door.moment, |writer| {
        writer.number(WRITTEN_AT, door.now());
        write(writer);
    });
    sealed.ok_or_else(Refusal::unavailable)
}

/// Opens a note in its time, and reads it.
pub(super) fn open<T>(
    purpose: Purpose,
    text: &str,
    door: &Door<'_>,
    read: impl FnOnce(&mut Reader<'_>) -> Option<T>,
) -> Option<T> {
    door.settings.token_keys.open_note(purpose.label(), text, |reader| {
        let age = door.now().checked_sub(reader.number(WRITTEN_AT).ok()?)?;
        let found = read(reader)?;
        (0..purpose.seconds_max()).contains(&age).then_some(found)
    })
}
