// SPDX-License-Identifier: Apache-2.0
//! The lines that answer requests.

use std::fmt::Write;

use portcullis_policy::evaluation::{Decision, Layer, Outcome};

use crate::json::push_text;

/// The name of an outcome in answers and for `--expect`.
pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Allow => "allow",
        Outcome::ImplicitDeny => "implicitDeny",
        Outcome::ExplicitDeny => "explicitDeny",
    }
}

/// The line for a request that was decided; `id` is JSON.
pub(super) fn decided(id: &str, decision: &Decision) -> String {
    let mut out = format!(
        "{{\"id\":{id},\"decision\":\"{}\",\"blockedBy\":[{}],\"matched\":[",
        outcome(decision.outcome),
        decision.blocked_by.iter().map(|layer| format!("\"{}\"", name(*layer))).collect::<Vec<_>>().join(",")
    );
    for (at, matched) in decision.matched.iter().enumerate() {
        out.push_str(if at == 0 { "{\"layer\":" } else { ",{\"layer\":" });
        push_text(&mut out, name(matched.layer));
        out.push_str(",\"policy\":");
        push_text(&mut out, &matched.policy);
        // Writing to a string cannot fail.
        let _infallible = write!(out, ",\"statement\":{},\"sid\":", matched.statement);
        match &matched.sid {
            Some(sid) => push_text(&mut out, sid),
            None => out.push_str("null"),
        }
        let _infallible = write!(out, ",\"effect\":\"{}\"}}", matched.effect.as_str());
    }
    out.push_str("]}\n");
    out
}

/// Where a request is wrong.
#[derive(Debug)]
pub(super) struct Place<'a> {
    /// The file's name; `None` for standard input.
    pub(super) file: Option<&'a str>,
    /// From 1.
    pub(super) line: usize,
    /// In characters, from 1.
    pub(super) column: usize,
}

/// The line for a request that could not be decided; `id` is JSON.
pub(super) fn refused(id: &str, message: &str, place: &Place<'_>) -> String {
    let mut out = format!("{{\"id\":{id},\"error\":");
    push_text(&mut out, message);
    if let Some(file) = place.file {
        out.push_str(",\"file\":");
        push_text(&mut out, file);
    }
    let _infallible = writeln!(out, ",\"line\":{},\"column\":{}}}", place.line, place.column);
    out
}

fn name(layer: Layer) -> &'static str {
    match layer {
        Layer::Rcp => "rcp",
        Layer::Scp => "scp",
        Layer::Endpoint => "endpoint",
        Layer::Resource => "resource",
        Layer::Identity => "identity",
        Layer::Boundary => "boundary",
        Layer::Session => "session",
    }
}
