// SPDX-License-Identifier: Apache-2.0
//! The AWS policy language: parse, print, validate and evaluate policies.
//!
//! Nothing here knows accounts, clocks, files or sockets: documents and requests go in, decisions come out.

pub mod catalogue;
pub mod engine;
pub mod evaluation;
pub mod explanation;
pub mod language;
pub mod validation;
