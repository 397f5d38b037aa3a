// SPDX-License-Identifier: Apache-2.0
//! Multi-factor authentication: codes of virtual devices, and what security keys and passkeys sign.
//!
//! All of it is pure. What is verified gives the device's record as it is from then on; it must be committed together
//! with what the verification allowed, so that no code and no signature works twice.

pub mod challenge;
pub mod code;
pub(crate) mod presented;
pub(crate) mod qr_code;
pub mod webauthn;

pub use code::{WrongCode, find_consecutive_codes, verify_code};
