// SPDX-License-Identifier: Apache-2.0
//! Texts that must not be seen.

use std::fmt;

use zeroize::Zeroizing;

/// A secret text. It is wiped when dropped and never printed.
#[derive(Clone)]
pub struct SecretText(Zeroizing<String>);

/// A secret access key.
pub type SecretAccessKey = SecretText;

impl SecretText {
    /// Takes the secret over.
    pub fn new(secret: String) -> Self {
        Self(Zeroizing::new(secret))
    }

    /// The secret itself: for signing, sealing and the one answer that shows it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SecretText(…)")
    }
}

impl PartialEq for SecretText {
    fn eq(&self, other: &Self) -> bool {
        aws_lc_rs::constant_time::verify_slices_are_equal(self.0.as_bytes(), other.0.as_bytes()).is_ok()
    }
}
