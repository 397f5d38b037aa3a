// SPDX-License-Identifier: Apache-2.0
//! Deciding requests against policies.

mod context;
mod decision;
mod request;

pub use context::{Context, Value};
pub use decision::{Decision, Layer, Match, Outcome};
pub use request::{Authority, NamedPolicy, Policies, Principal, Request, ResourcePolicy};
