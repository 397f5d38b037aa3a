// SPDX-License-Identifier: Apache-2.0
//! Signature Version 4: who claims to have sent a request, and whether the signature proves it.
//!
//! The steps are apart because the secret must be looked up between them:
//! [`parse`] reads the claim, [`admit`] checks its time and scope, and [`verify_admitted`] checks the signature of what
//! was admitted ([`verify`] takes both steps). AWS checks in this order too: structure,
//! time, scope, key, signature.

mod canonical;
mod instant;
mod parse;
mod refusal;
mod sign;
mod signature;
mod verify;

use std::borrow::Cow;

pub use canonical::{canonical_request, string_to_sign};
pub use parse::parse;
pub use sign::{Credentials, Scope, presign, sign};
pub use signature::SigningKey;
pub use verify::{Admitted, admit, verify, verify_admitted};

/// The one algorithm that is understood; Signature Version 2 and 4A are refused by name.
pub const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// The last element of every credential scope.
pub const TERMINATOR: &str = "aws4_request";

/// The longest `Authorization` header that is read, in bytes.
pub const AUTHORIZATION_BYTES_MAX: usize = 8 * 1024;

/// The most names that `SignedHeaders` may hold.
pub const SIGNED_HEADERS_MAX: usize = 100;

/// The longest life of a presigned request, in seconds: seven days.
pub const EXPIRES_SECONDS_MAX: u32 = 604_800;

/// What a request says about its sender; nothing here is proven before [`verify`] accepts it. What the request says in so
/// many words is borrowed from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presented<'a> {
    /// The access key that the request claims to be signed with.
    pub access_key_id: Cow<'a, str>,
    /// The day of the credential scope, as `yyyymmdd`.
    pub date: Cow<'a, str>,
    /// The region of the credential scope.
    pub region: Cow<'a, str>,
    /// The service of the credential scope, such as `iam`.
    pub service: Cow<'a, str>,
    /// The last element of the credential scope; [`admit`] wants [`TERMINATOR`].
    pub terminator: Cow<'a, str>,
    /// The names of the headers that the signature covers, in the order given.
    pub signed_headers: Vec<Cow<'a, str>>,
    /// The signature, as it was sent: 64 lower-case hexadecimal digits when it is one.
    pub signature: Cow<'a, str>,
    /// When the request says it was signed, in seconds since 1970.
    pub timestamp: i64,
    /// The session token of temporary credentials.
    pub security_token: Option<Cow<'a, str>>,
    /// Where in the request the claim was.
    pub kind: Kind,
}

/// Where a request carries its signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// In the `Authorization` header.
    Header,
    /// In the query: a presigned request.
    Presigned {
        /// `X-Amz-Expires`. IAM and STS check its form but let every request live for the clock skew, whatever
        /// it says: tokens made of presigned `GetCallerIdentity` requests rely on that.
        expires_seconds: Option<u32>,
    },
}

/// What the server accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options<'a> {
    /// How far the request's time and the server's may be apart, in seconds.
    pub skew_seconds: u32,
    /// The service that the credential must be scoped to, such as `iam`.
    pub service: &'a str,
}

impl<'a> Options<'a> {
    /// AWS's settings for a service: a quarter of an hour of skew.
    pub fn new(service: &'a str) -> Self {
        Self { skew_seconds: 900, service }
    }
}
