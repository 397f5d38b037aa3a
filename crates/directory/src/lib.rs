// SPDX-License-Identifier: Apache-2.0
//! What exists and how it changes: accounts, records, changes, indexes, quotas and identifiers.
//!
//! A [`Directory`] is an immutable snapshot. Transitions yield [`change::Change`]s; applying them gives the next
//! snapshot, which shares everything that did not change. Nothing here knows clocks, files, sockets or chance.

pub mod account;
pub mod arn;
mod aws_managed;
pub mod change;
mod directory;
pub mod encoding;
mod engine;
pub mod identifier;
pub mod managed_policy_catalogue;
pub mod quota;
pub mod record;
pub mod service_linked_role;

pub use account::{Account, Refusal};
pub use directory::{Conflict, Directory};
pub use engine::engine;
