// SPDX-License-Identifier: Apache-2.0
//! The log on standard error, for people or for machines; never a body, never a secret.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::json;
use crate::lines::{Lines, OnFailure, Sink};
use crate::now;

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// `2013-04-18T05:01:58.250Z info  listening address=127.0.0.1:4599`
    Human,
    /// One JSON object a line.
    Json,
}

/// How much a line matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// All is well.
    Info,
    /// Somebody should look at it soon.
    Warn,
    /// Something does not work.
    Error,
}

/// A named value of a log line.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value<'a> {
    /// Any text.
    Text(&'a str),
    /// A count.
    Count(u64),
    /// A duration in milliseconds.
    Milliseconds(f64),
}

/// The log.
pub(crate) struct Log {
    format: Format,
    lines: Lines,
}

/// How many lines may wait for a slow terminal.
const CAPACITY: usize = 4_096;

/// What most lines need.
const LINE_BYTES: usize = 256;

impl Log {
    /// Starts the log.
    pub(crate) fn start(format: Format, sink: impl Sink) -> io::Result<Self> {
        Ok(Self { format, lines: Lines::start("log", CAPACITY, OnFailure::Drop, sink)? })
    }

    /// Writes that all is well.
    pub(crate) fn info(&self, message: &str, fields: &[(&str, Value)]) {
        self.write(Level::Info, message, fields);
    }

    /// Writes that somebody should look at something.
    pub(crate) fn warn(&self, message: &str, fields: &[(&str, Value)]) {
        self.write(Level::Warn, message, fields);
    }

    /// Writes that something does not work.
    pub(crate) fn error(&self, message: &str, fields: &[(&str, Value)]) {
        self.write(Level::Error, message, fields);
    }

    /// How many lines were lost.
    pub(crate) fn dropped(&self) -> u64 {
        self.lines.dropped()
    }

    /// Writes what waits, and ends.
    pub(crate) fn close(&self) {
        self.lines.close();
    }

    fn write(&self, level: Level, message: &str, fields: &[(&str, Value)]) {
        let time = now::written(now::milliseconds());
        self.lines.offer(&match self.format {
            Format::Human => human(&time, level, message, fields),
            Format::Json => object(&time, level, message, fields),
        });
    }
}

/// Where the log of a server goes.
pub(crate) struct StandardError;

impl Sink for StandardError {
    fn write(&mut self, lines: &str) -> io::Result<()> {
        io::stderr().lock().write_all(lines.as_bytes())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Level {
    fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }
}

fn human(time: &str, level: Level, message: &str, fields: &[(&str, Value)]) -> String {
    let mut line = String::with_capacity(LINE_BYTES);
    let _infallible = write!(line, "{time} {:5} ", level.name());
    line.extend(message.chars().map(|c| if c.is_control() { ' ' } else { c }));
    for (name, value) in fields {
        line.push(' ');
        line.push_str(name);
        line.push('=');
        match value {
            // Quoted wherever a value could pass for something else, a line of its own above all.
            Value::Text(text)
                if text.is_empty() || text.contains(|c: char| c.is_control() || " \"=".contains(c)) =>
            {
                json::push_text(&mut line, text);
            }
            Value::Text(text) => line.push_str(text),
            // Writing to a string cannot fail.
            Value::Count(count) => write!(line, "{count}").unwrap_or_default(),
            Value::Milliseconds(milliseconds) => write!(line, "{milliseconds:.1}ms").unwrap_or_default(),
        }
    }
    line
}

fn object(time: &str, level: Level, message: &str, fields: &[(&str, Value)]) -> String {
    let mut line = format!("{{\"time\":\"{time}\",\"level\":\"{}\",\"message\":", level.name());
    json::push_text(&mut line, message);
    for (name, value) in fields {
        line.push(',');
        match value {
            // The unit stands in the value for people, in the name for machines.
            Value::Milliseconds(_) => json::push_text(&mut line, &format!("{name}_milliseconds")),
            Value::Text(_) | Value::Count(_) => json::push_text(&mut line, name),
        }
        line.push(':');
        match value {
            Value::Text(text) => json::push_text(&mut line, text),
            Value::Count(count) => line.push_str(&count.to_string()),
            Value::Milliseconds(milliseconds) => line.push_str(&format!("{milliseconds:.3}")),
        }
    }
    line.push('}');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: [(&str, Value); 4] = [
        ("operation", Value::Text("iam:CreateUser")),
        ("status", Value::Count(200)),
        ("duration", Value::Milliseconds(1.25)),
        ("why", Value::Text("a\nb \"c\"")),
    ];

    #[test]
    fn human_lines_stay_lines() {
        assert_eq!(
            human("T", Level::Warn, "call\r", &FIELDS),
            "T warn  call  operation=iam:CreateUser status=200 duration=1.2ms why=\"a\\nb \\\"c\\\"\""
        );
    }

    #[test]
    fn json_lines_are_objects() {
        assert_eq!(
            object("T", Level::Error, "call", &FIELDS),
            "{\"time\":\"T\",\"level\":\"error\",\"message\":\"call\",\"operation\":\"iam:CreateUser\",\
             \"status\":200,\"duration_milliseconds\":1.250,\"why\":\"a\\nb \\\"c\\\"\"}"
        );
    }
}
