// SPDX-License-Identifier: Apache-2.0
//! Passwords as they are kept: Argon2id hashes in PHC form, each with its own parameters.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use portcullis_directory::record::SecretText;

/// The bytes of chance in a hash.
pub(crate) const SALT_BYTES: usize = 16;

/// Memory in KiB and passes: of the choices that OWASP gives as equally strong, the one that takes the most memory.
/// A hash takes some sixty milliseconds.
const MEMORY_KIB: u32 = 46 * 1_024;
const PASSES: u32 = 1;
const LANES: u32 = 1;

/// The hash of a password; `None` only if there is no memory for it.
pub(crate) fn hash(password: &SecretText, salt: &[u8; SALT_BYTES]) -> Option<SecretText> {
    let parameters = Params::new(MEMORY_KIB, PASSES, LANES, None).ok()?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters);
    let hash = argon2.hash_password_with_salt(password.expose().as_bytes(), salt).ok()?;
    Some(SecretText::new(hash.to_string()))
}

/// The place of the first hash that is the password's. One that cannot be read is no password's.
pub(crate) fn find(password: &SecretText, hashes: &[SecretText]) -> Option<usize> {
    hashes.iter().position(|hash| {
        PasswordHash::new(hash.expose()).is_ok_and(|hash| {
            // The parameters are those that stand in the hash.
            Argon2::default().verify_password(password.expose().as_bytes(), &hash).is_ok()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> SecretText {
        SecretText::new(text.to_owned())
    }

    #[test]
    fn a_hash_is_its_passwords_and_no_others() {
        let hash = hash(&secret("correct horse"), &[7; SALT_BYTES]).unwrap();
        assert!(hash.expose().starts_with("$argon2id$v=19$m=47104,t=1,p=1$"), "{}", hash.expose());
        let hashes = [secret("garbage"), secret(""), hash.clone()];
        assert_eq!(find(&secret("correct horse"), &hashes), Some(2));
        assert_eq!(find(&secret("Correct horse"), &hashes), None);
        assert_eq!(find(&secret(""), &hashes), None);
        assert_ne!(Some(hash), super::hash(&secret("correct horse"), &[8; SALT_BYTES]));
    }
}
