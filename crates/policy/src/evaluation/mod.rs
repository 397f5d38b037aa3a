// SPDX-License-Identifier: Apache-2.0
//! Deciding requests against policies.

pub(crate) mod account;
mod action;
pub(crate) mod arn;
pub(crate) mod condition;
mod context;
mod context_keys;
mod decision;
pub(crate) mod evaluate;
pub(crate) mod glob;
pub(crate) mod layers;
pub(crate) mod operators;
mod potential;
pub(crate) mod principal;
mod public_access;
mod request;
mod resource;
pub(crate) mod service_rules;
pub(crate) mod statement;
pub(crate) mod truth;
pub(crate) mod variable;

pub use context::{Context, Value};
pub use context_keys::context_keys;
pub use decision::{Decision, Layer, Match, Outcome};
pub use evaluate::evaluate;
pub use layers::{Excuse, Refusal};
pub use operators::is_value_of;
pub use potential::{may_allow, may_allow_something, may_grant_service};
pub use public_access::is_public;
pub use request::{Authority, NamedPolicy, Policies, Principal, Request, ResourcePolicy};
