// SPDX-License-Identifier: Apache-2.0
//! `policy evaluate`: requests in, a line out for each, in order.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::PathBuf;

use portcullis_policy::evaluation::Outcome;
use portcullis_policy::language::{Position, json};

use super::answer::{self, Place};
use super::input::{Piece, REQUEST_BYTES_MAX, Requests, Unreadable};
use super::members::Fault;
use super::request::{self, Question};
use super::{Verdict, is_standard_input, report, unreadable};
use crate::problem::Problem;

/// What `--expect` takes.
pub(super) const EXPECTATIONS: [&str; 4] = ["allow", "deny", "implicitDeny", "explicitDeny"];

/// What is asked for on the command line.
#[derive(Debug)]
pub(crate) struct Options {
    /// Where the requests are; none is standard input.
    pub(super) files: Vec<PathBuf>,
    /// One of [`EXPECTATIONS`].
    pub(super) expect: Option<String>,
    pub(super) explain: Option<Form>,
}

/// How reasons are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// For people on a terminal, for programs elsewhere.
    Auto,
    /// For people.
    Text,
    /// For programs: further members of the answer.
    Json,
}

/// What `--explain` takes.
pub(super) const FORMS: [&str; 3] = ["auto", "text", "json"];

impl Form {
    /// The form of one of [`FORMS`].
    pub(super) fn named(name: &str) -> Self {
        match name {
            "text" => Self::Text,
            "json" => Self::Json,
            _ => Self::Auto,
        }
    }
}

/// Answers all requests of all files.
pub(super) fn run(options: &Options) -> Result<Verdict, Problem> {
    let out = io::stdout().lock();
    let explain = options.explain.map(|form| match form {
        Form::Auto if out.is_terminal() => Form::Text,
        Form::Auto => Form::Json,
        form => form,
    });
    let mut run = Run {
        out: BufWriter::new(out),
        expect: options.expect.as_deref(),
        explain,
        requests: 0,
        refused: 0,
        unexpected: 0,
    };
    let mut verdict = Verdict::Good;
    let standard_input = [PathBuf::from("-")];
    let files = if options.files.is_empty() { &standard_input } else { options.files.as_slice() };
    for path in files {
        let name = path.to_string_lossy();
        let read = if is_standard_input(path) {
            run.answer_all(io::stdin().lock(), None)?
        } else {
            match File::open(path) {
                Ok(file) => run.answer_all(file, Some(&name))?,
                Err(error) => Err(error),
            }
        };
        if let Err(error) = read {
            run.out.flush().map_err(|error| Problem::output(&error))?;
            report(&unreadable(path, &error).to_string());
            verdict = Verdict::Unusable;
        }
    }
    run.out.flush().map_err(|error| Problem::output(&error))?;
    Ok(verdict.max(run.sum_up()))
}

/// Everything that stays the same from one request to the next, and what is counted.
struct Run<'a, W: Write> {
    out: W,
    expect: Option<&'a str>,
    explain: Option<Form>,
    requests: usize,
    refused: usize,
    unexpected: usize,
}

impl<W: Write> Run<'_, W> {
    /// Answers all requests of one stream. The inner error is the stream's: other streams may still be read.
    fn answer_all(&mut self, source: impl Read, file: Option<&str>) -> Result<io::Result<()>, Problem> {
        let mut requests = Requests::new(source);
        loop {
            let piece = match requests.next() {
                Ok(Some(piece)) => piece,
                Ok(None) => return Ok(Ok(())),
                Err(error) => return Ok(Err(error)),
            };
            let line = self.answer(&piece, file);
            let mut written = self.out.write_all(line.as_bytes());
            if requests.must_wait() {
                written = written.and_then(|()| self.out.flush());
            }
            written.map_err(|error| Problem::output(&error))?;
        }
    }

    /// The line that answers one request.
    fn answer(&mut self, piece: &Piece, file: Option<&str>) -> String {
        self.requests += 1;
        let mut refuse = |id: &str, message: &str, text: &str, offset: usize| {
            self.refused += 1;
            let at = Position::of(text, offset);
            answer::refused(id, message, &Place { file, line: piece.line + at.line - 1, column: at.column })
        };
        let text = match &piece.text {
            Ok(text) => text.as_str(),
            Err(Unreadable::TooLong) => {
                return refuse(
                    "null",
                    &format!("the request is longer than {REQUEST_BYTES_MAX} bytes"),
                    "",
                    0,
                );
            }
            Err(Unreadable::NotUtf8) => return refuse("null", "the line is not UTF-8", "", 0),
        };
        let value = match json::read_up_to(text, REQUEST_BYTES_MAX) {
            Ok(value) => value,
            Err(error) => return refuse("null", &error.to_string(), text, error.span.start),
        };
        let id = request::id(&value).map_or("null", |id| id.span.slice(text));
        let question = match Question::read(&value) {
            Ok(question) => question,
            Err(Fault { message, offset }) => return refuse(id, &message, text, offset),
        };
        let (outcome, answer) = match self.explain {
            None => {
                let decision = question.decide();
                (decision.outcome, answer::decided(id, &decision))
            }
            Some(form) => {
                let explanation = question.explain();
                let answer = match form {
                    Form::Text => answer::told(id, piece.line, &explanation),
                    Form::Auto | Form::Json => answer::explained(id, &explanation),
                };
                (explanation.decision.outcome, answer)
            }
        };
        if self.expect.is_some_and(|expected| !is_expected(expected, outcome)) {
            self.unexpected += 1;
        }
        answer
    }

    /// Says what was not as it should be.
    fn sum_up(&self) -> Verdict {
        let Self { requests, refused, unexpected, .. } = self;
        let mut verdict = Verdict::Good;
        if let Some(expected) = self.expect {
            if *unexpected > 0 {
                report(&format!(
                    "portcullis: {unexpected} of {requests} requests: the decision is not `{expected}`"
                ));
                verdict = Verdict::Bad;
            }
            // A gate that nothing passes through guards nothing.
            if *requests == 0 {
                report("portcullis: there is no request, so none is decided as expected");
                verdict = Verdict::Unusable;
            }
        }
        if *refused > 0 {
            report(&format!("portcullis: {refused} of {requests} requests could not be read"));
            verdict = Verdict::Unusable;
        }
        verdict
    }
}

fn is_expected(expected: &str, outcome: Outcome) -> bool {
    match expected {
        "deny" => outcome != Outcome::Allow,
        name => outcome.name() == name,
    }
}
