// SPDX-License-Identifier: Apache-2.0
//! Server certificates.

use super::{SecretText, Tags};
use crate::arn;
use crate::identifier::{AccountId, UniqueId};

/// A certificate for servers, with its private key and the certificates that vouch for it.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerCertificate {
    /// `ASCA…`, never reused.
    pub id: UniqueId,
    /// The name in the case it was given; unique in the account without case.
    pub name: String,
    /// `/` or `/…/`.
    pub path: String,
    /// Seconds since 1970.
    pub uploaded_at: i64,
    /// When the certificate's validity ends, in seconds since 1970.
    pub expires_at: i64,
    /// The certificate as it was uploaded: PEM.
    pub body: String,
    /// The certificates of its issuers as they were uploaded: PEM, the immediate issuer first.
    pub chain: Option<String>,
    /// The private key as it was uploaded: PEM. No answer shows it.
    pub private_key: SecretText,
    /// The certificate's tags.
    pub tags: Tags,
}

impl ServerCertificate {
    /// `arn:aws:iam::ACCOUNT:server-certificate/PATH/NAME`.
    pub fn arn(&self, account: AccountId) -> String {
        arn::server_certificate(account, &self.path, &self.name)
    }
}
