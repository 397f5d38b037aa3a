// SPDX-License-Identifier: Apache-2.0
//! The log on standard error, for people or for machines; never a body, never a secret.

use std::io::{self, Write};
use std::net::IpAddr;
use std::time::Duration;

use portcullis_wire::address;

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
    /// A name or an id that this program made: it has nothing in it that would have to be quoted or escaped.
    Name(&'a str),
    /// A count.
    Count(u64),
    /// An address.
    Address(IpAddr),
    /// A duration, told in milliseconds.
    Duration(Duration),
}

/// The log.
pub(crate) struct Log {
    format: Format,
    lines: Lines,
}

/// How many lines may wait for a slow terminal.
const CAPACITY: usize = 16_384;

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

    /// Writes what was done at a time, in milliseconds since 1970.
    pub(crate) fn write_of<'f>(
        &self,
        level: Level,
        milliseconds: i64,
        message: &str,
        fields: impl Iterator<Item = (&'f str, Value<'f>)>,
    ) {
        let mut line = String::with_capacity(LINE_BYTES);
        match self.format {
            Format::Human => {
                now::push_written(&mut line, milliseconds);
                push_human(&mut line, level, message, fields);
            }
            Format::Json => {
                line.push_str("{\"time\":\"");
                now::push_written(&mut line, milliseconds);
                push_members(&mut line, level, message, fields);
            }
        }
        self.lines.offer(&line);
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
        self.write_of(level, now::milliseconds(), message, fields.iter().copied());
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

/// What follows the time of a line for people.
fn push_human<'f>(
    line: &mut String,
    level: Level,
    message: &str,
    fields: impl Iterator<Item = (&'f str, Value<'f>)>,
) {
    line.push_str(match level {
        Level::Info => " info  ",
        Level::Warn => " warn  ",
        Level::Error => " error ",
    });
    if message.bytes().any(|byte| !byte.is_ascii() || byte.is_ascii_control()) {
        line.extend(message.chars().map(|c| if c.is_control() { ' ' } else { c }));
    } else {
        line.push_str(message);
    }
    for (name, value) in fields {
        line.push(' ');
        line.push_str(name);
        line.push('=');
        match value {
            Value::Name(name) => line.push_str(name),
            // Quoted wherever a value could pass for something else, a line of its own above all.
            Value::Text(text) if is_plain(text) => line.push_str(text),
            Value::Text(text) => json::push_text(line, text),
            Value::Address(address) => address::push(line, address),
            Value::Count(count) => json::push_number(line, count),
            Value::Duration(took) => {
                let tenths = micros(took).saturating_add(50) / 100;
                json::push_number(line, tenths / 10);
                line.push('.');
                json::push_number(line, tenths % 10);
                line.push_str("ms");
            }
        }
    }
}

/// Microseconds, as many as there may be.
fn micros(took: Duration) -> u64 {
    took.as_secs().saturating_mul(1_000_000).saturating_add(took.subsec_micros().into())
}

/// Whether a value cannot pass for anything but one. Most texts are of ASCII's visible characters.
fn is_plain(text: &str) -> bool {
    let is_odd = |c: char| c.is_control() || matches!(c, ' ' | '"' | '=');
    !text.is_empty()
        && (text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'='))
            || !text.contains(is_odd))
}

/// What follows the time in an object.
fn push_members<'f>(
    line: &mut String,
    level: Level,
    message: &str,
    fields: impl Iterator<Item = (&'f str, Value<'f>)>,
) {
    for part in ["\",\"level\":\"", level.name(), "\",\"message\":"] {
        line.push_str(part);
    }
    json::push_text(line, message);
    for (name, value) in fields {
        line.push_str(",\"");
        line.push_str(name);
        // The unit stands in the value for people, in the name for machines.
        line.push_str(if matches!(value, Value::Duration(_)) { "_milliseconds\":" } else { "\":" });
        match value {
            Value::Text(text) => json::push_text(line, text),
            Value::Name(name) => {
                line.push('"');
                line.push_str(name);
                line.push('"');
            }
            Value::Address(address) => {
                line.push('"');
                address::push(line, address);
                line.push('"');
            }
            Value::Count(count) => json::push_number(line, count),
            Value::Duration(took) => {
                let micros = micros(took);
                json::push_number(line, micros / 1_000);
                json::push_thousandths(line, micros % 1_000);
            }
        }
    }
    line.push('}');
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: [(&str, Value); 4] = [
        ("operation", Value::Text("iam:CreateUser")),
        ("status", Value::Count(200)),
        ("duration", Value::Duration(Duration::from_micros(1_250))),
        ("why", Value::Text("a\nb \"c\"")),
    ];

    #[test]
    fn human_lines_stay_lines() {
        let mut line = String::from("T");
        push_human(&mut line, Level::Warn, "call\r", FIELDS.into_iter());
        assert_eq!(
            line,
            "T warn  call  operation=iam:CreateUser status=200 duration=1.3ms why=\"a\\nb \\\"c\\\"\""
        );
        let mut line = String::from("T");
        push_human(
            &mut line,
            Level::Error,
            "",
            [
                ("a", Value::Text("")),
                ("b", Value::Text("é")),
                ("c", Value::Text("=")),
                ("d", Value::Name("D")),
            ]
            .into_iter(),
        );
        assert_eq!(line, "T error  a=\"\" b=é c=\"=\" d=D");
    }

    #[test]
    fn json_lines_are_objects() {
        let mut line = String::from("{\"time\":\"T");
        push_members(&mut line, Level::Error, "call", FIELDS.into_iter());
        assert_eq!(
            line,
            "{\"time\":\"T\",\"level\":\"error\",\"message\":\"call\",\"operation\":\"iam:CreateUser\",\
             \"status\":200,\"duration_milliseconds\":1.250,\"why\":\"a\\nb \\\"c\\\"\"}"
        );
    }
}
