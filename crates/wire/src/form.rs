// SPDX-License-Identifier: Apache-2.0
//! Reads the parameters of a request: `application/x-www-form-urlencoded`, in the query and in the body.

use std::borrow::Cow;
use std::fmt;

use memchr::memchr2;
use zeroize::{Zeroize, Zeroizing};

use crate::fault::Fault;
use crate::faults;
use crate::request::HttpRequest;
use crate::scan;

/// The most parameters a request may have. The largest legal request (a simulation of 1,000 resources) needs fewer.
pub const PARAMETERS_MAX: usize = 8192;

/// The longest name a parameter may have, in bytes.
pub const NAME_BYTES_MAX: usize = 512;

/// A request's parameters by name, decoded. What had to be decoded is wiped when the form is dropped, for some values are
/// secrets; all else is borrowed from the request.
#[derive(Default, Clone, PartialEq, Eq)]
pub struct Form<'a> {
    /// In the order of their names, each of which stands here once.
    parameters: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// What the names begin with: see [`initial`].
    initials: u64,
}

/// How many parameters most requests have at most.
const PARAMETERS: usize = 8;

/// The content type of a form.
const FORM: &str = "application/x-www-form-urlencoded";

impl<'a> Form<'a> {
    /// Reads a request's parameters: those of the query, and those of the body if it is a form.
    ///
    /// A body of another content type is not looked at, so such a request has no action.
    ///
    /// # Errors
    /// As for [`Form::parse`].
    pub fn read(request: &HttpRequest<'a>) -> Result<Self, Fault> {
        let said = request.header("content-type").unwrap_or_default();
        let is_form = match said.strip_prefix(FORM) {
            Some("") => true,
            Some(after) if after.starts_with(';') => true,
            _ => matches!(&*request.content_type(), "" | FORM),
        };
        Self::parse(request.query, if is_form { request.body } else { &[] })
    }

    /// Reads the parameters of a raw query and a raw body.
    ///
    /// # Errors
    /// `MalformedQueryString` when an escape is incomplete, the text is not UTF-8, a name is too long, there
    /// are too many parameters, or one name has two different values: to pick one would be to guess.
    pub fn parse(query: &'a str, body: &'a [u8]) -> Result<Self, Fault> {
        let mut form = Self::default();
        form.add(query.as_bytes())?;
        form.add(body)?;
        form.order()?;
        Ok(form)
    }

    /// The value of the parameter of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        let at = self.parameters.binary_search_by(|(known, _)| (**known).cmp(name)).ok()?;
        self.parameters.get(at).map(|(_, value)| &**value)
    }

    /// All names and values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parameters.iter().map(|(name, value)| (&**name, &**value))
    }

    /// The value of the parameter of this name, and whether names that begin with it and go on may follow.
    pub(crate) fn get_and_look_below(&self, name: &str) -> (Option<&str>, bool) {
        let first = self.parameters.partition_point(|(known, _)| &**known < name);
        let mut after = self.parameters.get(first..).unwrap_or_default().iter().peekable();
        let here = after.next_if(|(known, _)| known == name);
        let goes_on = after.peek().is_some_and(|(known, _)| known.starts_with(name));
        (here.map(|(_, value)| &**value), goes_on)
    }

    /// What follows `prefix` in the names that start with it and go on.
    pub(crate) fn names_below<'s>(&'s self, prefix: &str) -> impl Iterator<Item = &'s str> {
        let first = self.parameters.partition_point(|(name, _)| &**name <= prefix);
        let after = self.parameters.get(first..).unwrap_or_default();
        after.iter().map_while(move |(name, _)| name.strip_prefix(prefix))
    }

    /// Whether there may be a parameter of this name, or one whose name begins with it and goes on.
    pub(crate) fn has_at_or_below(&self, name: &str) -> bool {
        // Most names that are asked for are not there, and begin like none that is.
        if self.initials & initial(name) == 0 {
            return false;
        }
        let first = self.parameters.partition_point(|(known, _)| &**known < name);
        self.parameters.get(first).is_some_and(|(known, _)| known.starts_with(name))
    }

    fn add(&mut self, text: &'a [u8]) -> Result<(), Fault> {
        if text.is_empty() {
            return Ok(());
        }
        if let Ok(text) = str::from_utf8(text) {
            self.parameters.reserve(PARAMETERS);
            let is_escaped = has_escapes(text.as_bytes());
            for pair in scan::split(text, b'&').filter(|pair| !pair.is_empty()) {
                let (name, value) = scan::split_once(pair, b'=').unwrap_or((pair, ""));
                if is_escaped && has_escapes(pair.as_bytes()) {
                    self.push(decode(name)?, decode(value)?)?;
                } else {
                    self.push(name.into(), value.into())?;
                }
            }
            return Ok(());
        }
        // The first part that is wrong is what the client is told of, and it need not be the one that is no text.
        for pair in text.split(|&byte| byte == b'&').filter(|pair| !pair.is_empty()) {
            let mut parts = pair.splitn(2, |&byte| byte == b'=');
            let mut part = || decode_bytes(parts.next().unwrap_or_default());
            let (name, value) = (part()?, part()?);
            self.push(name, value)?;
        }
        Ok(())
    }

    fn push(&mut self, name: Cow<'a, str>, value: Cow<'a, str>) -> Result<(), Fault> {
        let is_long = name.len() > NAME_BYTES_MAX;
        self.initials |= initial(&name);
        self.parameters.push((name, value));
        if is_long {
            return Err(faults::malformed_query_string("a parameter's name is too long"));
        }
        if self.parameters.len() > PARAMETERS_MAX {
            return Err(faults::malformed_query_string("there are too many parameters"));
        }
        Ok(())
    }

    /// Puts the parameters into the order of their names. One that is there again with the same value goes.
    fn order(&mut self) -> Result<(), Fault> {
        if self.parameters.is_sorted_by(|(one, _), (next, _)| one < next) {
            return Ok(());
        }
        self.parameters.sort();
        self.parameters.dedup();
        let pairs = self.parameters.iter().zip(self.parameters.iter().skip(1));
        match pairs.map(|((one, _), (next, _))| (one, next)).find(|(one, next)| one == next) {
            None => Ok(()),
            Some((name, _)) => {
                let message = format!("parameter `{name}` is given twice with different values");
                Err(faults::malformed_query_string(message))
            }
        }
    }
}

impl Drop for Form<'_> {
    fn drop(&mut self) {
        for (_, value) in &mut self.parameters {
            if let Cow::Owned(value) = value {
                value.zeroize();
            }
        }
    }
}

impl fmt::Debug for Form<'_> {
    /// Names only: a value may be a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.parameters.iter().map(|(name, _)| name)).finish()
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Form<'_> {
    /// A form of these parameters; of two with the same name the later counts.
    fn from_iter<I: IntoIterator<Item = (N, V)>>(parameters: I) -> Self {
        let mut form = Self::default();
        for (name, value) in parameters {
            let (name, value): (String, Cow<'_, str>) = (name.into(), Cow::Owned(value.into()));
            form.initials |= initial(&name);
            match form.parameters.binary_search_by(|(known, _)| (**known).cmp(&name)) {
                Ok(at) => {
                    form.parameters.get_mut(at).into_iter().for_each(|known| known.1.clone_from(&value))
                }
                Err(at) => form.parameters.insert(at, (Cow::Owned(name), value)),
            }
        }
        form
    }
}

/// One of 64 bits for what a name begins with; names that begin alike have the same.
fn initial(name: &str) -> u64 {
    name.bytes().next().map_or(0, |byte| 1 << (byte & 63))
}

/// The text that a name or a value stands for: nearly always the very same.
fn decode(text: &str) -> Result<Cow<'_, str>, Fault> {
    if has_escapes(text.as_bytes()) { unescape(text.as_bytes()) } else { Ok(Cow::Borrowed(text)) }
}

/// The same for what may be no text.
fn decode_bytes(bytes: &[u8]) -> Result<Cow<'_, str>, Fault> {
    if has_escapes(bytes) {
        return unescape(bytes);
    }
    str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| not_utf8())
}

fn has_escapes(text: &[u8]) -> bool {
    memchr2(b'+', b'%', text).is_some()
}

fn unescape(text: &[u8]) -> Result<Cow<'_, str>, Fault> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'+' | b'%')) {
        let (plain, escape) = rest.split_at(at);
        bytes.extend_from_slice(plain);
        let decoded;
        (decoded, rest) = match escape {
            [b'%', high, low, rest @ ..] => {
                (hex(*high).ok_or_else(broken_escape)? << 4 | hex(*low).ok_or_else(broken_escape)?, rest)
            }
            [b'+', rest @ ..] => (b' ', rest),
            _ => return Err(broken_escape()),
        };
        bytes.push(decoded);
    }
    bytes.extend_from_slice(rest);
    String::from_utf8(bytes).map(Cow::Owned).map_err(|error| {
        drop(Zeroizing::new(error.into_bytes()));
        not_utf8()
    })
}

fn broken_escape() -> Fault {
    faults::malformed_query_string("a percent sign is not followed by two hexadecimal digits")
}

fn not_utf8() -> Fault {
    faults::malformed_query_string("the parameters are not UTF-8")
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let form = Form::parse("", text.as_bytes()).unwrap();
        assert_eq!(form.iter().collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn forms_are_decoded() {
        check("", &[]);
        check("a=1&b=2", &[("a", "1"), ("b", "2")]);
        check("a=x+y%20z%2B", &[("a", "x y z+")]);
        check("a=%C3%BC%c3%bc&%62=ü", &[("a", "üü"), ("b", "ü")]);
        check("a&b=&c==", &[("a", ""), ("b", ""), ("c", "=")]);
        check("&&a=1&", &[("a", "1")]);
        check("a=1&a=1", &[("a", "1")]);
    }

    #[test]
    fn query_and_body_are_one_form() {
        let form = Form::parse("Action=ListUsers", b"Version=2010-05-08").unwrap();
        assert_eq!(form.get("Action"), Some("ListUsers"));
        assert_eq!(form.get("Version"), Some("2010-05-08"));
        assert_eq!(form.get("Other"), None);
    }

    #[test]
    fn broken_forms_are_refused() {
        let many = (0..=PARAMETERS_MAX).map(|n| format!("p{n}=&")).collect::<String>();
        let long = "n".repeat(NAME_BYTES_MAX + 1);
        for text in ["a=%", "a=%4", "a=%zz", "%=1", "a=%ff", "a=1&a=2", &many, &long] {
            let fault = Form::parse("", text.as_bytes()).unwrap_err();
            assert_eq!((fault.code.as_ref(), fault.status), ("MalformedQueryString", 404), "{text}");
        }
        assert!(Form::parse("Action=ListUsers", b"Action=DeleteUser").is_err());
    }

    #[test]
    fn the_first_fault_is_told() {
        let (text, escape) = ("the parameters are not UTF-8", "a percent sign is not followed");
        let rows: [(&[u8], &str); 5] = [
            (b"a=\xff", text),
            (b"a=1&b=\xff&c=%zz", text),
            (b"a=1&b=%zz&c=\xff", escape),
            (b"a=\xff%zz", escape),
            (b"a=%ff", text),
        ];
        for (body, told) in rows {
            let fault = Form::parse("", body).unwrap_err();
            assert!(fault.message.contains(told), "{body:?}: {}", fault.message);
        }
    }

    #[test]
    fn only_a_form_body_is_read() {
        let request = |kind: Option<&'static str>| HttpRequest {
            method: "POST",
            path: "/",
            query: "",
            headers: kind.map(|kind| ("content-type".into(), kind.into())).into_iter().collect(),
            body: b"Action=ListUsers",
        };
        for kind in [
            None,
            Some("application/x-www-form-urlencoded; charset=utf-8"),
            Some("Application/X-WWW-Form-Urlencoded"),
            Some(" application/x-www-form-urlencoded ; charset=utf-8"),
            Some("application/x-www-form-urlencoded"),
            Some(""),
        ] {
            assert_eq!(Form::read(&request(kind)).unwrap().get("Action"), Some("ListUsers"), "{kind:?}");
        }
        for kind in ["application/json", "application/x-www-form-urlencoded2"] {
            assert_eq!(Form::read(&request(Some(kind))).unwrap().get("Action"), None, "{kind}");
        }
    }

    #[test]
    fn what_stands_below_a_name_is_found_past_its_neighbours() {
        let parsed = Form::parse("", b"Tag=&Tag!=1&Tag.member.1=2&Tags=3").unwrap();
        let collected: Form = parsed.iter().collect();
        for form in [parsed, collected] {
            assert_eq!(form.get_and_look_below("Tag"), (Some(""), true));
            assert_eq!(form.get_and_look_below("Tags"), (Some("3"), false));
            assert_eq!(form.get_and_look_below("Ta"), (None, true));
            assert_eq!(form.get_and_look_below("U"), (None, false));
            for (name, is_there) in
                [("Tag", true), ("Ta", true), ("Tag.member.1", true), ("Tb", false), ("U", false)]
            {
                assert_eq!(form.has_at_or_below(name), is_there, "{name}");
            }
            assert!(form.names_below("Tag.").eq(["member.1"]));
        }
    }

    #[test]
    fn values_are_not_printed() {
        let form = Form::parse("", b"Password=hunter2").unwrap();
        assert_eq!(format!("{form:?}"), r#"{"Password"}"#);
    }
}
