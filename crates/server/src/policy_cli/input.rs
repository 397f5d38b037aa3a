// SPDX-License-Identifier: Apache-2.0
//! Takes requests out of a stream: a line each, or one that is spread over several lines.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read};

use portcullis_policy::language::json::{self, JsonErrorKind, Kind};

use super::request;

/// The longest request that is read, in bytes, the end of its line not counted: all policies of a principal at the
/// quotas are far shorter.
pub(super) const REQUEST_BYTES_MAX: usize = 8 * 1_024 * 1_024;

/// The text of one request, or why there is none.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The line it begins in, from 1.
    pub(super) line: usize,
    pub(super) text: Result<String, Unreadable>,
}

/// Why a line is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// Longer than [`REQUEST_BYTES_MAX`].
    TooLong,
    /// Not UTF-8.
    NotUtf8,
}

/// The requests of a stream, in order.
pub(super) struct Requests<R> {
    source: BufReader<R>,
    line: usize,
    begun: bool,
    /// Lines that were read ahead to see what the first one is part of.
    ahead: VecDeque<Piece>,
}

impl<R: Read> Requests<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source: BufReader::new(source), line: 0, begun: false, ahead: VecDeque::new() }
    }

    /// The next request; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Piece>> {
        if let Some(piece) = self.ahead.pop_front() {
            return Ok(Some(piece));
        }
        let piece = self.next_line()?;
        if self.begun {
            return Ok(piece);
        }
        self.begun = true;
        match piece {
            Some(Piece { line, text: Ok(text) }) if is_unfinished(&text) => self.gather(line, text).map(Some),
            piece => Ok(piece),
        }
    }

    /// Whether the next request must be waited for, so that answers should leave first.
    pub(super) fn must_wait(&self) -> bool {
        self.ahead.is_empty() && !self.source.buffer().contains(&b'\n')
    }

    /// The first line is unfinished: it begins an object that goes on below, or it is a broken line among whole ones.
    /// A whole request further down tells, and so does an object that begins in every line; otherwise all is one.
    fn gather(&mut self, line: usize, first: String) -> io::Result<Piece> {
        let mut bytes = first.len();
        self.ahead.push_back(Piece { line, text: Ok(first) });
        while let Some(piece) = self.next_line()? {
            let text = piece.text.as_deref().unwrap_or_default();
            let are_lines = piece.text.is_err() || is_whole_request(text);
            bytes = bytes.saturating_add(text.len()).saturating_add(1);
            if are_lines || bytes <= REQUEST_BYTES_MAX {
                self.ahead.push_back(piece);
            } else {
                // What is too long to be one is not kept, but read past.
                self.ahead.clear();
                self.ahead.push_back(Piece { line, text: Err(Unreadable::TooLong) });
            }
            if are_lines {
                return Ok(self.first_ahead(line));
            }
        }
        let begins_object = |piece: &Piece| piece.text.as_ref().is_ok_and(|text| text.starts_with('{'));
        if bytes > REQUEST_BYTES_MAX || self.ahead.iter().all(begins_object) {
            return Ok(self.first_ahead(line));
        }
        let (mut whole, mut at) = (String::with_capacity(bytes), line);
        for piece in std::mem::take(&mut self.ahead) {
            // Blank lines were passed over; for the places of errors to be right they must be there.
            whole.extend(std::iter::repeat_n('\n', piece.line - at));
            at = piece.line;
            whole.push_str(&piece.text.unwrap_or_default());
        }
        Ok(Piece { line, text: Ok(whole) })
    }

    fn first_ahead(&mut self, line: usize) -> Piece {
        self.ahead.pop_front().unwrap_or(Piece { line, text: Ok(String::new()) })
    }

    /// The next line that is not blank.
    fn next_line(&mut self) -> io::Result<Option<Piece>> {
        loop {
            let mut bytes = Vec::new();
            let limit = u64::try_from(REQUEST_BYTES_MAX).unwrap_or(u64::MAX);
            // One byte more for the end of the line, one for the return before it.
            let read = (&mut self.source).take(limit.saturating_add(2)).read_until(b'\n', &mut bytes)?;
            if read == 0 {
                return Ok(None);
            }
            self.line += 1;
            let is_ended = bytes.last() == Some(&b'\n');
            while bytes.pop_if(|byte| matches!(byte, b'\n' | b'\r')).is_some() {}
            let text = if bytes.len() > REQUEST_BYTES_MAX {
                if !is_ended {
                    self.source.skip_until(b'\n')?;
                }
                Err(Unreadable::TooLong)
            } else {
                String::from_utf8(bytes).map_err(|_| Unreadable::NotUtf8)
            };
            if text.as_ref().is_ok_and(|text| text.trim_ascii().is_empty()) {
                continue;
            }
            return Ok(Some(Piece { line: self.line, text }));
        }
    }
}

fn is_unfinished(text: &str) -> bool {
    let error = json::read_up_to(text, REQUEST_BYTES_MAX).err();
    error.is_some_and(|error| error.kind == JsonErrorKind::UnexpectedEnd)
}

/// Whether the line is a request in itself. Objects within a request are told apart by what they lack: no policy has
/// an element of this name.
fn is_whole_request(text: &str) -> bool {
    text.starts_with('{')
        && json::read_up_to(text, REQUEST_BYTES_MAX).is_ok_and(|value| match value.kind {
            Kind::Object(members) => members.iter().any(|member| member.key.value == request::ACTION),
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<(usize, String)> {
        let mut requests = Requests::new(text.as_bytes());
        let next = || requests.next().unwrap();
        std::iter::from_fn(next).map(|piece| (piece.line, piece.text.unwrap())).collect()
    }

    #[test]
    fn lines_and_spread_objects_are_told_apart() {
        let table: [(&str, &[(usize, &str)]); 8] = [
            ("", &[]),
            ("\n \r\n\n", &[]),
            ("{}\n\n[1\n{}", &[(1, "{}"), (3, "[1"), (4, "{}")]),
            ("{\r\n \"a\": 1\r\n}\r\n", &[(1, "{\n \"a\": 1\n}")]),
            ("\n{\n\n\n\"a\": 1}", &[(2, "{\n\n\n\"a\": 1}")]),
            ("{\"a\":\n{\"action\": 1}\n{\"b\"", &[(1, "{\"a\":"), (2, "{\"action\": 1}"), (3, "{\"b\"")]),
            ("{\"a\":\n{\"b\":\n", &[(1, "{\"a\":"), (2, "{\"b\":")]),
            ("{\n \"a\": [\n{\"Action\": 1}\n]}", &[(1, "{\n \"a\": [\n{\"Action\": 1}\n]}")]),
        ];
        for (text, wanted) in table {
            let wanted: Vec<(usize, String)> =
                wanted.iter().map(|(line, text)| (*line, (*text).to_owned())).collect();
            assert_eq!(pieces(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn a_line_may_be_as_long_as_the_limit_and_no_longer() {
        let line = |bytes: usize| "x".repeat(bytes);
        let text = format!("{}\r\n{}\n[]\n{}", line(REQUEST_BYTES_MAX), line(REQUEST_BYTES_MAX + 1), line(3));
        let mut requests = Requests::new(text.as_bytes());
        let lengths: Vec<_> = std::iter::from_fn(|| requests.next().unwrap())
            .map(|piece| (piece.line, piece.text.map(|text| text.len())))
            .collect();
        let too_long = Err(Unreadable::TooLong);
        assert_eq!(lengths, [(1, Ok(REQUEST_BYTES_MAX)), (2, too_long), (3, Ok(2)), (4, Ok(3))]);
    }

    #[test]
    fn an_object_that_never_ends_is_read_past_until_a_request() {
        let spread = format!("{{\n{}", format!("{}\n", " \"\"".repeat(1_000)).repeat(4_000));
        let text = format!("{spread}{{\"action\": 1}}\n[]");
        let mut requests = Requests::new(text.as_bytes());
        let pieces: Vec<_> = std::iter::from_fn(|| requests.next().unwrap()).collect();
        assert_eq!(pieces[0], Piece { line: 1, text: Err(Unreadable::TooLong) });
        assert_eq!(pieces[1..].iter().map(|piece| piece.line).collect::<Vec<_>>(), [4_002, 4_003]);
        let mut requests = Requests::new(spread.as_bytes());
        assert_eq!(requests.next().unwrap().unwrap().text, Err(Unreadable::TooLong));
        assert_eq!(requests.next().unwrap(), None);
    }

    #[test]
    fn what_is_not_utf_8_is_one_broken_line() {
        let mut requests = Requests::new(&b"\xff\n{}"[..]);
        let piece = requests.next().unwrap();
        assert_eq!(piece, Some(Piece { line: 1, text: Err(Unreadable::NotUtf8) }));
        assert_eq!(requests.next().unwrap().unwrap().line, 2);
    }

    #[test]
    fn waiting_begins_when_no_whole_line_is_left() {
        let mut requests = Requests::new(&b"[]\n[]\n[]"[..]);
        let mut waits = || {
            requests.next().unwrap();
            requests.must_wait()
        };
        assert_eq!([waits(), waits(), waits()], [false, true, true]);
    }
}
