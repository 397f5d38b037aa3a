// SPDX-License-Identifier: Apache-2.0
//! Values that must not be printed, and are wiped from memory when they are dropped.

use std::fmt;
use std::hint::black_box;

use zeroize::Zeroize;

/// A secret text (or, as `Secret<Vec<u8>>`, secret bytes).
#[derive(Clone, Default)]
pub struct Secret<T: Zeroize = String>(T);

impl<T: Zeroize> Secret<T> {
    /// Takes a value into custody.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value in the open; keep what is made of it as short-lived as possible.
    pub const fn reveal(&self) -> &T {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(value: String) -> Self {
        Self(value)
    }
}

impl From<&str> for Secret {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

impl From<Vec<u8>> for Secret<Vec<u8>> {
    fn from(value: Vec<u8>) -> Self {
        Self(value)
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

impl<T: Zeroize + AsRef<[u8]>> PartialEq for Secret<T> {
    /// Takes as long for secrets that differ early as for those that differ late; only the length shows.
    fn eq(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.0.as_ref(), other.0.as_ref());
        let difference = ours.iter().zip(theirs).fold(0, |difference, (a, b)| difference | (a ^ b));
        ours.len() == theirs.len() && black_box(difference) == 0
    }
}

impl<T: Zeroize + AsRef<[u8]>> Eq for Secret<T> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_printed() {
        assert_eq!(format!("{:?}", Secret::from("hunter2")), "Secret(***)");
    }

    #[test]
    fn secrets_are_equal_when_their_bytes_are() {
        assert_eq!(Secret::from("hunter2"), Secret::from("hunter2"));
        assert_ne!(Secret::from("hunter2"), Secret::from("hunter3"));
        assert_ne!(Secret::from("hunter2"), Secret::from("hunter22"));
        assert_ne!(Secret::from(""), Secret::from("h"));
    }
}
