// SPDX-License-Identifier: Apache-2.0
//! `policy check`: reads policy documents and says what is wrong in each, with line and column.

mod kind;

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use portcullis_policy::language::{Document, Position, json};

pub(super) use kind::{KINDS, Kind};

use super::{Verdict, is_standard_input, report, unreadable};
use crate::json::push_text;
use crate::problem::Problem;

/// What is asked for on the command line.
#[derive(Debug)]
pub(crate) struct Options {
    /// The documents' files.
    pub(super) files: Vec<PathBuf>,
    /// What they are to be used as.
    pub(super) kind: Option<Kind>,
    /// Whether to print JSON.
    pub(super) json: bool,
}

/// What is wrong, and where.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    message: String,
    /// In bytes.
    offset: usize,
}

/// Checks all files.
pub(super) fn run(options: &Options) -> Result<Verdict, Problem> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut verdict = Verdict::Good;
    for path in &options.files {
        let bytes = match read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                report(&unreadable(path, &error).to_string());
                verdict = Verdict::Unusable;
                continue;
            }
        };
        let findings = check(&bytes, options.kind);
        let text = if options.json {
            lines_of_json(path, &bytes, &findings)
        } else {
            lines_of_text(path, &bytes, &findings)
        };
        out.write_all(text.as_bytes()).map_err(|error| Problem::output(&error))?;
        verdict = verdict.max(if findings.is_empty() { Verdict::Good } else { Verdict::Bad });
    }
    out.flush().map_err(|error| Problem::output(&error))?;
    Ok(verdict)
}

/// Reads a file as far as documents may be long, and a byte further, so that longer ones are noticed.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(json::TEXT_BYTES_MAX).unwrap_or(u64::MAX).saturating_add(1);
    if is_standard_input(path) {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn check(bytes: &[u8], kind: Option<Kind>) -> Vec<Finding> {
    if bytes.len() > json::TEXT_BYTES_MAX {
        let message = format!("the document is longer than {} bytes", json::TEXT_BYTES_MAX);
        return vec![Finding { message, offset: 0 }];
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            return vec![Finding {
                message: "the document is not UTF-8".to_owned(),
                offset: error.valid_up_to(),
            }];
        }
    };
    match (Document::parse(text), kind) {
        (Err(error), _) => vec![Finding { message: error.to_string(), offset: error.span.start }],
        (Ok(_), None) => Vec::new(),
        (Ok(document), Some(kind)) => kind.check(text, &document),
    }
}

fn place(bytes: &[u8], finding: &Finding) -> Position {
    // Faults lie in text that was read; where that is not all of it, the place is still before what was not.
    let end = finding.offset.min(bytes.len());
    Position::of(&String::from_utf8_lossy(bytes.get(..end).unwrap_or_default()), end)
}

fn lines_of_text(path: &Path, bytes: &[u8], findings: &[Finding]) -> String {
    let line = |finding: &Finding| {
        let Position { line, column, .. } = place(bytes, finding);
        format!("{}:{line}:{column}: {}\n", path.display(), finding.message)
    };
    findings.iter().map(line).collect()
}

fn lines_of_json(path: &Path, bytes: &[u8], findings: &[Finding]) -> String {
    let mut out = "{\"file\":".to_owned();
    push_text(&mut out, &path.to_string_lossy());
    out.push_str(if findings.is_empty() { ",\"valid\":true" } else { ",\"valid\":false" });
    out.push_str(",\"problems\":[");
    for (at, finding) in findings.iter().enumerate() {
        let Position { line, column, .. } = place(bytes, finding);
        let comma = if at == 0 { "" } else { "," };
        out.push_str(&format!("{comma}{{\"line\":{line},\"column\":{column},\"message\":"));
        push_text(&mut out, &finding.message);
        out.push('}');
    }
    out.push_str("]}\n");
    out
}
