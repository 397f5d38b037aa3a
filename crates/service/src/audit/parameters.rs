// SPDX-License-Identifier: Apache-2.0
//! Request parameters and answers as audit records show them: nested, in camel case, without secrets.

use std::borrow::Cow;
use std::collections::BTreeMap;

use portcullis_wire::form::Form;

use crate::json::{Json, SPECIALS, bytes_before, push_text};

/// What stands in the place of a secret; CloudTrail's own words.
pub(crate) const HIDDEN: &str = "HIDDEN_DUE_TO_SECURITY_REASONS";

/// The parts of a parameter's or element's name that make its value a secret.
const SECRETS: [&str; 14] = [
    "password",
    "privatekey",
    "secretaccesskey",
    "sessiontoken",
    "authenticationcode",
    "base32stringseed",
    "qrcodepng",
    "tokencode",
    "samlassertion",
    "webidentitytoken",
    "servicepassword",
    "servicecredentialsecret",
    "contextassertion",
    "tradeintoken",
];

/// Names that look like those of secrets, and tell whether and when, not what.
const NO_SECRETS: [&str; 4] =
    ["passwordlastused", "subjectfromwebidentitytoken", "passwordresetrequired", "passwordreuseprevention"];

fn is_secret(name: &str) -> bool {
    let name = name.as_bytes();
    // Nearly all names are like none, which is seen at a glance if all are looked at.
    SECRETS.iter().fold(false, |found, secret| found | is_like(name, secret.as_bytes()))
        && SECRETS
            .iter()
            .any(|secret| is_like(name, secret.as_bytes()) && begins_or_ends(name, secret.as_bytes()))
        && !NO_SECRETS.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(name))
}

/// Whether the first or the last four letters are those of a secret, of which none has fewer.
fn is_like(name: &[u8], secret: &[u8]) -> bool {
    // A letter has this bit exactly if it is in lower case; nothing that stands in a secret is without it.
    let four = |letters: Option<&[u8; 4]>| letters.map(|four| u32::from_ne_bytes(*four) | 0x2020_2020);
    name.len() >= 4
        && ((four(name.first_chunk()) == four(secret.first_chunk()))
            | (four(name.last_chunk()) == four(secret.last_chunk())))
}

fn begins_or_ends(name: &[u8], secret: &[u8]) -> bool {
    let head = name.get(..secret.len());
    let tail = name.len().checked_sub(secret.len()).and_then(|start| name.get(start..));
    head.into_iter().chain(tail).any(|part| part.eq_ignore_ascii_case(secret))
}

#[derive(Debug, Default)]
struct Node {
    value: Option<String>,
    children: BTreeMap<Step, Node>,
}

/// One step of a parameter's name. Indexes sort as numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Index(u32),
    Name(String),
}

/// The parameters of a request as JSON, without those that belong to the protocol; `None` if there are no others.
pub(super) fn of_form(form: &Form<'_>) -> Option<String> {
    let own = || form.iter().filter(|(name, _)| !is_of_protocol(name));
    let mut out = String::new();
    for (name, value) in own() {
        // Most requests have no lists and no structures, so that their parameters come in order and stay as they are.
        if may_nest(name) {
            return Some(nested(own()).to_string());
        }
        if out.is_empty() {
            out.reserve(FORM_BYTES);
        }
        out.push(if out.is_empty() { '{' } else { ',' });
        push_key(&mut out, name);
        push_text(&mut out, if is_secret(name) { HIDDEN } else { value });
    }
    if out.is_empty() {
        return None;
    }
    out.push('}');
    Some(out)
}

/// What the parameters of most requests need.
const FORM_BYTES: usize = 256;

/// Appends the key of a member whose name is of ASCII letters: in camel case, and with its colon.
fn push_key(out: &mut String, name: &str) {
    out.push('"');
    let (first, rest) = name.split_at_checked(1).unwrap_or_default();
    first.bytes().for_each(|letter| out.push(char::from(letter.to_ascii_lowercase())));
    out.push_str(rest);
    out.push_str("\":");
}

fn is_of_protocol(name: &str) -> bool {
    const AMZ: &[u8] = b"x-amz-";
    matches!(name, "Action" | "Version")
        || name.as_bytes().get(..AMZ.len()).is_some_and(|head| head.eq_ignore_ascii_case(AMZ))
}

/// Whether a name may have steps, or be one that is no plain name.
fn may_nest(name: &str) -> bool {
    !name.bytes().all(|byte| byte.is_ascii_alphabetic()) || name == "member" || name.is_empty()
}

fn nested<'a>(parameters: impl Iterator<Item = (&'a str, &'a str)>) -> Json {
    let mut root = Node::default();
    for (name, value) in parameters {
        let mut node = &mut root;
        // Deeper names than any operation has stay as they are.
        for part in name.splitn(12, '.') {
            let step = part.parse().map_or_else(|_| Step::Name(part.to_owned()), Step::Index);
            node = node.children.entry(step).or_default();
        }
        // Whoever takes a secret for a list or a structure has sent it all the same.
        let is_hidden = name.split('.').any(is_secret);
        node.value = Some(if is_hidden { HIDDEN.to_owned() } else { value.to_owned() });
    }
    of_node(&root)
}

fn of_node(node: &Node) -> Json {
    if node.children.is_empty() {
        return Json::optional(node.value.as_deref());
    }
    // A list is written as `Tags.member.1`; the word between says only that it is a list.
    if let Some((Step::Name(name), list)) = node.children.first_key_value()
        && node.children.len() == 1
        && name == "member"
    {
        return of_node(list);
    }
    if node.children.keys().all(|step| matches!(step, Step::Index(_))) {
        return Json::Array(node.children.values().map(of_node).collect());
    }
    let member = |(step, child): (&Step, &Node)| {
        let name = match step {
            Step::Index(index) => index.to_string(),
            Step::Name(name) => camel(name),
        };
        (name.into(), of_node(child))
    };
    Json::Object(node.children.iter().map(member).collect())
}

/// What an answer says, as JSON, from its XML as this program writes it: the members of the result element.
pub(super) fn of_answer(xml: &str) -> Option<String> {
    let mut elements = Elements { rest: xml };
    elements.opening()?;
    loop {
        let tag = elements.opening()?;
        if tag.name.ends_with("Result") {
            let mut out = String::with_capacity(ANSWER_BYTES);
            elements.value(tag, 0, &mut out)?;
            return Some(out);
        }
        elements.skip(tag, 0)?;
    }
}

/// What most answers need.
const ANSWER_BYTES: usize = 512;

/// Reads elements of XML that this program wrote; anything else ends the reading.
struct Elements<'a> {
    rest: &'a str,
}

/// A tag that opens an element, or is all of it.
#[derive(Clone, Copy)]
struct Tag<'a> {
    name: &'a str,
    is_whole_element: bool,
}

const DEPTH_MAX: usize = 16;

/// What tags begin with.
const TAG: (u8, [u8; 1]) = (0, [b'<']);

impl<'a> Elements<'a> {
    /// Takes all up to a place.
    fn take(&mut self, bytes: usize) -> Option<&'a str> {
        let (taken, rest) = self.rest.split_at_checked(bytes)?;
        self.rest = rest;
        Some(taken)
    }

    /// Takes what comes next, if it is this.
    fn follow(&mut self, expected: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(expected)?;
        Some(())
    }

    /// Takes a tag that opens an element. Only the outermost has attributes, and nobody asks for its name.
    fn opening(&mut self) -> Option<Tag<'a>> {
        self.follow("<")?;
        let inside = self.take(self.rest.bytes().position(|byte| byte == b'>')?)?;
        self.follow(">")?;
        let whole = inside.strip_suffix('/');
        let name = whole.unwrap_or(inside);
        (!name.is_empty()).then_some(Tag { name, is_whole_element: whole.is_some() })
    }

    /// Takes the tag that closes an element.
    fn closing(&mut self, opened: Tag<'_>) -> Option<()> {
        self.follow("</")?;
        self.follow(opened.name)?;
        self.follow(">")
    }

    fn is_at_closing(&self) -> bool {
        self.rest.starts_with("</")
    }

    /// Takes the rest of an element without looking at it.
    fn skip(&mut self, opened: Tag<'_>, depth: usize) -> Option<()> {
        if depth > DEPTH_MAX {
            return None;
        }
        if opened.is_whole_element {
            return Some(());
        }
        self.take(bytes_before(self.rest, TAG))?;
        while !self.is_at_closing() {
            let tag = self.opening()?;
            self.skip(tag, depth + 1)?;
        }
        self.closing(opened)
    }

    /// Writes what an element holds whose opening tag was taken.
    fn value(&mut self, opened: Tag<'_>, depth: usize, out: &mut String) -> Option<()> {
        if is_secret(opened.name) {
            push_text(out, HIDDEN);
            return self.skip(opened, depth);
        }
        if opened.is_whole_element {
            out.push_str("\"\"");
            return Some(());
        }
        if self.rest.starts_with('<') && !self.is_at_closing() {
            self.members(depth, out)?;
        } else {
            self.text(out)?;
        }
        self.closing(opened)
    }

    /// Writes the text up to the next tag. Nearly every text stands for itself in both XML and JSON.
    fn text(&mut self, out: &mut String) -> Option<()> {
        let (bound, [quote, backslash, separator]) = SPECIALS;
        let plain = self.take(bytes_before(self.rest, (bound, [quote, backslash, separator, b'&', b'<'])))?;
        if self.rest.starts_with('<') {
            out.push('"');
            out.push_str(plain);
            out.push('"');
        } else {
            let special = self.take(bytes_before(self.rest, TAG))?;
            push_text(out, &unescape(&[plain, special].concat()));
        }
        Some(())
    }

    /// Writes the elements within an element: a list if they are called so, or else an object.
    fn members(&mut self, depth: usize, out: &mut String) -> Option<()> {
        if depth >= DEPTH_MAX {
            return None;
        }
        let is_list = self.rest.starts_with("<member>") || self.rest.starts_with("<member/");
        let mut separator = if is_list { '[' } else { '{' };
        while !self.is_at_closing() {
            out.push(std::mem::replace(&mut separator, ','));
            let tag = self.opening()?;
            if !is_list {
                push_key(out, tag.name);
            }
            self.value(tag, depth + 1, out)?;
        }
        out.push(if is_list { ']' } else { '}' });
        Some(())
    }
}

fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let pairs =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&amp;", "&")];
    Cow::Owned(pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to)))
}

/// A name with its first letter in lower case.
fn camel(name: &str) -> String {
    let mut letters = name.chars();
    let mut camel = String::with_capacity(name.len());
    camel.extend(letters.next().into_iter().flat_map(char::to_lowercase));
    camel.push_str(letters.as_str());
    camel
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_nest_and_secrets_are_hidden() {
        let body = "Action=CreateUser&Version=2010-05-08&UserName=bob&Tags.member.2.Key=b&Tags.member.1.Key=a\
                    &Tags.member.1.Value=1&Password=hunter2&TokenCode=123456";
        let form = Form::parse("", body.as_bytes()).unwrap();
        assert_eq!(
            of_form(&form).unwrap(),
            r#"{"password":"HIDDEN_DUE_TO_SECURITY_REASONS","tags":[{"key":"a","value":"1"},{"key":"b"}],"#
                .to_owned()
                + r#""tokenCode":"HIDDEN_DUE_TO_SECURITY_REASONS","userName":"bob"}"#
        );
    }

    #[test]
    fn what_begins_or_ends_like_a_secret_is_one() {
        for secret in SECRETS {
            for name in
                [secret.to_owned(), secret.to_uppercase(), format!("Old{secret}"), format!("{secret}Old")]
            {
                assert!(is_secret(&name), "{name}");
            }
            assert!(!is_secret(&format!("Is{secret}Set")));
        }
        for name in NO_SECRETS.into_iter().chain(["", "Arn", "AccessKeyId", "PasswordLastUsed", "passkey"]) {
            assert!(!is_secret(name), "{name}");
        }
    }

    #[test]
    fn every_member_that_a_model_calls_sensitive_is_a_secret() {
        let models =
            [include_str!("../../../../models/iam.json"), include_str!("../../../../models/sts.json")];
        let mut members = 0;
        for model in models {
            let model: serde_json::Value = serde_json::from_str(model).unwrap();
            let shapes = &model["shapes"];
            for shape in shapes.as_object().unwrap().values() {
                for (name, member) in shape["members"].as_object().into_iter().flatten() {
                    if shapes[member.as_str().unwrap()]["sensitive"] == true {
                        assert!(is_secret(name), "{name}");
                        members += 1;
                    }
                }
            }
        }
        assert!(members > 15, "{members}");
        // These let somebody in as well, but no model says so.
        for name in ["SessionToken", "TokenCode", "AuthenticationCode1", "ContextAssertion"] {
            assert!(is_secret(name), "{name}");
        }
    }

    #[test]
    fn a_secret_is_hidden_wherever_its_name_stands_among_others() {
        for name in ["OldPassword.1", "AddPrivateKey.member.1", "Contexts.member.1.ContextAssertion.a"] {
            let body = format!("Action=A&{name}=hunter2");
            let told = of_form(&Form::parse("", body.as_bytes()).unwrap()).unwrap();
            assert!(told.contains(HIDDEN) && !told.contains("hunter2"), "{told}");
        }
    }

    #[test]
    fn plain_parameters_are_told_as_nested_ones_are() {
        for body in ["B=1&A=%22x%22", "NewPassword=p", "a=1&A=2", "member=1", "1=2", "é=1"] {
            let form = Form::parse("", body.as_bytes()).unwrap();
            assert_eq!(of_form(&form).unwrap(), nested(form.iter()).to_string(), "{body}");
        }
        assert_eq!(of_form(&Form::parse("X-Amz-Date=1", b"Action=A&Version=2").unwrap()), None);
    }

    #[test]
    fn answers_nest_and_secrets_are_hidden() {
        let xml = "<R xmlns=\"x\"><CreateAccessKeyResult><AccessKey><UserName>a&amp;b</UserName>\
                   <SecretAccessKey>s</SecretAccessKey><Tags><member><Key>k</Key></member></Tags></AccessKey>\
                   </CreateAccessKeyResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></R>";
        assert_eq!(
            of_answer(xml).unwrap(),
            r#"{"accessKey":{"userName":"a&b","secretAccessKey":"HIDDEN_DUE_TO_SECURITY_REASONS","#
                .to_owned()
                + r#""tags":[{"key":"k"}]}}"#
        );
        for none in ["<R><ResponseMetadata/></R>", "no xml", "<R><XResult><A>1</A>", "<R/>"] {
            assert_eq!(of_answer(none), None, "{none}");
        }
        assert_eq!(of_answer("<R><M><N/></M><XResult><A/></XResult></R>").unwrap(), r#"{"a":""}"#);
    }
}
