// SPDX-License-Identifier: Apache-2.0
//! OpenID Connect: tokens, the documents that providers publish, and what of a token counts.
//!
//! Everything here reads what strangers wrote. It is read by the strict JSON reader of the policy language, which
//! bounds its depth and takes no key twice, and signatures are checked by AWS-LC.

mod aws_claims;
mod claims;
mod discovery;
mod exchange;
mod key_set;
mod members;
mod proof;
mod provider_claims;
mod token;

pub use aws_claims::{AwsClaims, Rejected};
pub use claims::{Audience, Claims, MissingClaim};
pub use discovery::{CodeFlow, Discovery, read_discovery};
pub use key_set::{DOCUMENT_BYTES_MAX, KeySet, NotVerified};
pub use token::{Algorithm, NotAToken, Token};

pub(crate) use exchange::{NotGranted, Tokens, exchange, reason};
pub(crate) use proof::{Asked, Vouched, discover, find_provider, prove, read, vouch};
