// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `PasswordPolicy`.

use crate::xml::{Content, Writer};

/// A `PasswordPolicy`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PasswordPolicy {
    pub minimum_password_length: Option<i32>,
    pub require_symbols: Option<bool>,
    pub require_numbers: Option<bool>,
    pub require_uppercase_characters: Option<bool>,
    pub require_lowercase_characters: Option<bool>,
    pub allow_users_to_change_password: Option<bool>,
    pub expire_passwords: Option<bool>,
    pub max_password_age: Option<i32>,
    pub password_reuse_prevention: Option<i32>,
    pub hard_expiry: Option<bool>,
}

impl Content for PasswordPolicy {
    fn write(&self, xml: &mut Writer) {
        xml.optional("MinimumPasswordLength", self.minimum_password_length.as_ref());
        xml.optional("RequireSymbols", self.require_symbols.as_ref());
        xml.optional("RequireNumbers", self.require_numbers.as_ref());
        xml.optional("RequireUppercaseCharacters", self.require_uppercase_characters.as_ref());
        xml.optional("RequireLowercaseCharacters", self.require_lowercase_characters.as_ref());
        xml.optional("AllowUsersToChangePassword", self.allow_users_to_change_password.as_ref());
        xml.optional("ExpirePasswords", self.expire_passwords.as_ref());
        xml.optional("MaxPasswordAge", self.max_password_age.as_ref());
        xml.optional("PasswordReusePrevention", self.password_reuse_prevention.as_ref());
        xml.optional("HardExpiry", self.hard_expiry.as_ref());
    }
}
