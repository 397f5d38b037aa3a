// SPDX-License-Identifier: Apache-2.0
//! The lines that answer requests.

use std::fmt::Write;

use portcullis_policy::evaluation::Decision;
use portcullis_policy::explanation::Explanation;

use crate::json::push_text;

/// The line for a request that was decided; `id` is JSON.
pub(super) fn decided(id: &str, decision: &Decision) -> String {
    members(id, decision) + "}\n"
}

/// As [`decided`], with the reasons for programs and for people.
pub(super) fn explained(id: &str, explanation: &Explanation) -> String {
    let mut out = members(id, &explanation.decision);
    out.push_str(",\"explanation\":");
    out.push_str(&explanation.to_json());
    out.push_str(",\"text\":");
    push_text(&mut out, &explanation.to_string());
    out + "}\n"
}

/// The reasons for people alone; `id` is JSON.
pub(super) fn told(id: &str, line: usize, explanation: &Explanation) -> String {
    format!("Request {id}, line {line}\n{explanation}\n\n")
}

/// The members of a decision, the object's end not yet written.
fn members(id: &str, decision: &Decision) -> String {
    let mut out = format!(
        "{{\"id\":{id},\"decision\":\"{}\",\"blockedBy\":[{}],\"matched\":[",
        decision.outcome.name(),
        decision.blocked_by.iter().map(|layer| format!("\"{}\"", layer.name())).collect::<Vec<_>>().join(",")
    );
    for (at, matched) in decision.matched.iter().enumerate() {
        out.push_str(if at == 0 { "{\"layer\":" } else { ",{\"layer\":" });
        push_text(&mut out, matched.layer.name());
        out.push_str(",\"policy\":");
        push_text(&mut out, &matched.policy);
        // Writing to a string cannot fail.
        let _infallible = write!(out, ",\"statement\":{},\"sid\":", matched.statement);
        match &matched.sid {
            Some(sid) => push_text(&mut out, sid),
            None => out.push_str("null"),
        }
        let _infallible = write!(out, ",\"effect\":\"{}\"}}", matched.effect.name());
    }
    out.push(']');
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
