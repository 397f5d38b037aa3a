// SPDX-License-Identifier: Apache-2.0
//! Reads the parameters of a request: `application/x-www-form-urlencoded`, in the query and in the body.

use std::borrow::Cow;
use std::fmt;

use zeroize::{Zeroize, Zeroizing};

use crate::fault::Fault;
use crate::faults;
use crate::request::HttpRequest;

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
}

impl<'a> Form<'a> {
    /// Reads a request's parameters: those of the query, and those of the body if it is a form.
    ///
    /// A body of another content type is not looked at, so such a request has no action.
    ///
    /// # Errors
    /// As for [`Form::parse`].
    pub fn read(request: &HttpRequest<'a>) -> Result<Self, Fault> {
        let is_form = matches!(&*request.content_type(), "" | "application/x-www-form-urlencoded");
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

    /// What follows `prefix` in the names that start with it and go on.
    pub(crate) fn names_below<'s>(&'s self, prefix: &str) -> impl Iterator<Item = &'s str> {
        let first = self.parameters.partition_point(|(name, _)| &**name <= prefix);
        let after = self.parameters.get(first..).unwrap_or_default();
        after.iter().map_while(move |(name, _)| name.strip_prefix(prefix))
    }

    /// Whether there may be a parameter of this name, or one whose name begins with it and goes on.
    pub(crate) fn has_at_or_below(&self, name: &str) -> bool {
        let first = self.parameters.partition_point(|(known, _)| &**known < name);
        self.parameters.get(first).is_some_and(|(known, _)| known.starts_with(name))
    }

    fn add(&mut self, text: &'a [u8]) -> Result<(), Fault> {
        for pair in text.split(|&byte| byte == b'&').filter(|pair| !pair.is_empty()) {
            let mut parts = pair.splitn(2, |&byte| byte == b'=');
            let name = decode(parts.next().unwrap_or_default())?;
            let value = decode(parts.next().unwrap_or_default())?;
            self.parameters.push((name, value));
            if self.parameters.last().is_some_and(|(name, _)| name.len() > NAME_BYTES_MAX) {
                return Err(faults::malformed_query_string("a parameter's name is too long"));
            }
            if self.parameters.len() > PARAMETERS_MAX {
                return Err(faults::malformed_query_string("there are too many parameters"));
            }
        }
        Ok(())
    }

    /// Puts the parameters into the order of their names. One that is there again with the same value goes.
    fn order(&mut self) -> Result<(), Fault> {
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
            let (name, value) = (name.into(), Cow::Owned(value.into()));
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

/// The text that a name or a value stands for: nearly always the very same.
fn decode(text: &[u8]) -> Result<Cow<'_, str>, Fault> {
    if !text.iter().any(|byte| matches!(byte, b'+' | b'%')) {
        return match str::from_utf8(text) {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(_) => Err(not_utf8()),
        };
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.iter().copied();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let pair = (rest.next().and_then(hex), rest.next().and_then(hex));
                let (Some(high), Some(low)) = pair else {
                    return Err(faults::malformed_query_string(
                        "a percent sign is not followed by two hexadecimal digits",
                    ));
                };
                high * 16 + low
            }
            plain => plain,
        });
    }
    String::from_utf8(bytes).map(Cow::Owned).map_err(|error| {
        drop(Zeroizing::new(error.into_bytes()));
        not_utf8()
    })
}

fn not_utf8() -> Fault {
    faults::malformed_query_string("the parameters are not UTF-8")
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
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
        ] {
            assert_eq!(Form::read(&request(kind)).unwrap().get("Action"), Some("ListUsers"), "{kind:?}");
        }
        assert_eq!(Form::read(&request(Some("application/json"))).unwrap().get("Action"), None);
    }

    #[test]
    fn values_are_not_printed() {
        let form = Form::parse("", b"Password=hunter2").unwrap();
        assert_eq!(format!("{form:?}"), r#"{"Password"}"#);
    }
}
