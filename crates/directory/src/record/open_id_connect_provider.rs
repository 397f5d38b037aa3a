// SPDX-License-Identifier: Apache-2.0
//! OpenID Connect providers.

use super::Tags;
use crate::arn;
use crate::identifier::AccountId;

/// An identity provider outside, whose tokens roles of the account may trust.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenIdConnectProvider {
    /// The issuer's URL without `https://`, to the letter; unique in the account. It is the provider's name as well.
    pub url: String,
    /// The audiences whose tokens are taken, in the order in which they were added.
    pub client_ids: Vec<String>,
    /// SHA-1 of the last certificate of the chains that the provider's servers may show when no root vouches for them:
    /// forty digits, in lower case.
    pub thumbprints: Vec<String>,
    /// Seconds since 1970.
    pub created_at: i64,
    /// The provider's tags.
    pub tags: Tags,
}

impl OpenIdConnectProvider {
    /// `arn:aws:iam::ACCOUNT:oidc-provider/URL`.
    pub fn arn(&self, account: AccountId) -> String {
        arn::open_id_connect_provider(account, &self.url)
    }

    /// The issuer's URL, the `iss` of its tokens.
    pub fn issuer(&self) -> String {
        format!("https://{}", self.url)
    }
}
