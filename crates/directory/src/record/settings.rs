// SPDX-License-Identifier: Apache-2.0
//! What an account has set for itself, beside what it holds.

/// The settings of an account. An account that has set nothing has no record of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountSettings {
    /// The rules for users' passwords; `None` if the account has set none.
    pub password_policy: Option<PasswordPolicy>,
    /// What the tokens of the global endpoint are good for.
    pub token_version: TokenVersion,
    /// The property `RoleManager/Enabled`.
    pub role_manager_enabled: bool,
    /// Tokens for services outside.
    pub outbound_federation: OutboundFederation,
}

/// The rules for users' passwords.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordPolicy {
    /// The fewest characters, 6 to 128.
    pub length_min: u32,
    /// Whether a symbol must be among them.
    pub require_symbols: bool,
    /// Whether a digit must be among them.
    pub require_numbers: bool,
    /// Whether an upper-case letter must be among them.
    pub require_uppercase: bool,
    /// Whether a lower-case letter must be among them.
    pub require_lowercase: bool,
    /// Whether users may change their own passwords without a policy that says so.
    pub allow_users_to_change: bool,
    /// After how many days a password expires, 1 to 1,095; `None` if never.
    pub age_days_max: Option<u32>,
    /// How many earlier passwords cannot be used again, 1 to 24; `None` if all can.
    pub reuse_prevention: Option<u32>,
    /// Whether only an administrator can replace an expired password; `None` if that was never said.
    pub hard_expiry: Option<bool>,
}

/// What AWS calls the version of the tokens that the global endpoint gives: where they are valid.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TokenVersion {
    /// `v1Token`: in the regions that are enabled by default.
    #[default]
    V1,
    /// `v2Token`: in all regions.
    V2,
}

impl TokenVersion {
    /// The number that the account's summary shows.
    pub fn number(self) -> u8 {
        match self {
            Self::V1 => 1,
            Self::V2 => 2,
        }
    }
}

/// Whether and as whom the account gives its principals tokens for services outside.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutboundFederation {
    /// Whether tokens are given.
    pub enabled: bool,
    /// What tells the account's issuer from those of others. It is made when the feature is enabled first, and is
    /// then the account's for ever: whoever trusts it must never come to trust another account.
    pub issuer_id: Option<String>,
}
