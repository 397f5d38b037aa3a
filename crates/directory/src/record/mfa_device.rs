// SPDX-License-Identifier: Apache-2.0
//! MFA devices: virtual ones, which show codes, and security keys.

use std::collections::BTreeMap;

use super::{KeyOwner, SecretText, Tags};

/// A second factor that somebody has, or may get.
#[derive(Debug, Clone, PartialEq)]
pub struct MfaDevice {
    /// The device's ARN. It keeps the name that its owner had when a security key was registered.
    pub serial_number: String,
    /// Whose it is; `None` for a virtual device that is assigned to nobody.
    pub owner: Option<KeyOwner>,
    /// When it was assigned, in seconds since 1970.
    pub enabled_at: Option<i64>,
    /// Seconds since 1970.
    pub created_at: i64,
    /// Its tags; keys differ by case.
    pub tags: Tags,
    /// What kind of device it is, and what it is known by.
    pub factor: MfaFactor,
}

/// The kinds of MFA devices.
#[derive(Debug, Clone, PartialEq)]
pub enum MfaFactor {
    /// Shows time-based codes (RFC 6238).
    Virtual(VirtualDevice),
    /// Signs challenges (WebAuthn): a FIDO2 security key or a passkey.
    SecurityKey(SecurityKey),
}

/// What is known of a device that shows codes.
#[derive(Debug, Clone, PartialEq)]
pub struct VirtualDevice {
    /// The seed that the device and this record share, in base32 without padding.
    pub seed: SecretText,
    /// How many steps of thirty seconds the device's clock is ahead.
    pub drift_steps: i64,
    /// The step of the last code that was taken. No code of this step or an earlier one is taken again.
    pub used_step: Option<i64>,
    /// How many codes in a row were wrong.
    pub wrong_codes: u32,
    /// The step in which the last wrong code came.
    pub wrong_step: Option<i64>,
}

impl VirtualDevice {
    /// A device with which no code was ever tried.
    pub fn new(seed: SecretText) -> Self {
        Self { seed, drift_steps: 0, used_step: None, wrong_codes: 0, wrong_step: None }
    }
}

/// What is known of a device that signs challenges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityKey {
    /// The credential's id, which the authenticator chose.
    pub credential_id: Vec<u8>,
    /// The credential's public key as a COSE key.
    pub public_key: Vec<u8>,
    /// How many signatures the authenticator had counted at the last one; always zero if it does not count.
    pub sign_count: u32,
    /// The authenticator's model, as it says itself; all zero if it does not say.
    pub aaguid: [u8; 16],
    /// The model's certifications, for example `FIDO` and `L1`.
    pub certifications: BTreeMap<String, String>,
    /// When the last challenge that was answered had been made, in milliseconds since 1970. No challenge made then or
    /// earlier is taken again.
    pub challenged_at_milliseconds: i64,
}
