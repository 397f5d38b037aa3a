// SPDX-License-Identifier: Apache-2.0
//! Deciding requests against policies.

mod account;
mod action;
mod arn;
mod condition;
mod context;
mod decision;
mod evaluate;
mod glob;
mod layers;
mod operators;
mod principal;
mod public_access;
mod request;
mod resource;
mod service_rules;
mod statement;
mod truth;
mod variable;

pub use context::{Context, Value};
pub use decision::{Decision, Layer, Match, Outcome};
pub use evaluate::evaluate;
pub use public_access::is_public;
pub use request::{Authority, NamedPolicy, Policies, Principal, Request, ResourcePolicy};
