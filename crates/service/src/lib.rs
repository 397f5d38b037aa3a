// SPDX-License-Identifier: Apache-2.0
//! What each API operation requires (`access`) and does (`decide`), behind one pure function: [`handle`].
//!
//! A request, a snapshot of the directory and a moment go in; an answer, changes and an audit record come out.

pub mod access;
mod assumption;
mod audit;
mod authenticate;
pub mod authorization_api;
mod authorization_message;
mod authorize;
pub mod bootstrap;
mod boundary;
mod call_keys;
pub mod caller;
pub mod context;
mod credential;
mod denial;
mod denied_resource;
mod door;
pub mod federation;
mod handle;
mod iam;
pub mod identity_center;
pub mod issuer;
mod json;
mod known_callers;
mod manner;
mod markup;
pub mod mfa;
mod moment;
mod operation;
pub mod outside;
mod page;
mod password;
mod permission_keys;
mod pkce;
mod policy_owner;
mod principal_policies;
pub mod proof;
mod restrict;
mod role;
mod session;
pub mod session_token;
pub mod sign_in;
pub mod signing;
mod sts;
mod tags;
mod trust_policy;
pub mod usage;

pub use authorization_message::{MESSAGE_SECONDS_MAX, MessageKeys};
pub use credential::service_specific::{Verified, verify_api_key, verify_service_credential};
pub use handle::{Incoming, MESSAGE_HEADER, Reply, Settings, Transition, handle, operations};
pub use known_callers::KnownCallers;
pub use manner::Manner;
pub use moment::{Moment, uuid};
pub use operation::{Operation, Outcome, Unverified};
pub use session_token::TokenKeys;
