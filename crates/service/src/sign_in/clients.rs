// SPDX-License-Identifier: Apache-2.0
//! What this installation is to identity providers: clients that have secrets.

use portcullis_directory::record::SecretText;

/// A client of an OpenID Connect provider that proves itself with a secret. Clients without one need no entry.
#[derive(Debug, Clone, PartialEq)]
pub struct SignInClient {
    /// The ARN of the provider, which is one account's: no other account can have the secret sent anywhere.
    pub provider: String,
    /// The client's id at the provider.
    pub client_id: String,
    /// Its secret.
    pub secret: SecretText,
    /// How it shows the secret; `None` for whichever way the provider says that it takes.
    pub method: Option<SecretMethod>,
}

/// How a client shows its secret to a token endpoint (OpenID Connect Core 1.0, section 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretMethod {
    /// `client_secret_basic`: in the `Authorization` header.
    Basic,
    /// `client_secret_post`: in the form.
    Post,
}

impl SecretMethod {
    /// Every way.
    pub const ALL: [Self; 2] = [Self::Basic, Self::Post];

    /// The name in OpenID Connect.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Basic => "client_secret_basic",
            Self::Post => "client_secret_post",
        }
    }
}
