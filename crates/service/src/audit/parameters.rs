// SPDX-License-Identifier: Apache-2.0
//! Request parameters and answers as audit records show them: nested, in camel case, without secrets.

use std::borrow::Cow;
use std::collections::BTreeMap;

use portcullis_wire::form::Form;

use crate::json::{Json, Members, push_text};

/// What stands in the place of a secret; CloudTrail's own words.
pub(crate) const HIDDEN: &str = "HIDDEN_DUE_TO_SECURITY_REASONS";

/// The parts of a parameter's or element's name that make its value a secret.
const SECRETS: [&str; 13] = [
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
];

/// Names that look like those of secrets, and tell whether and when, not what.
const NO_SECRETS: [&str; 4] =
    ["passwordlastused", "subjectfromwebidentitytoken", "passwordresetrequired", "passwordreuseprevention"];

fn is_secret(name: &str) -> bool {
    let name = name.as_bytes();
    let begins_or_ends = |secret: &&str| {
        let secret = secret.as_bytes();
        let head = name.get(..secret.len());
        let tail = name.len().checked_sub(secret.len()).and_then(|start| name.get(start..));
        head.into_iter().chain(tail).any(|part| part.eq_ignore_ascii_case(secret))
    };
    SECRETS.iter().any(begins_or_ends)
        && !NO_SECRETS.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(name))
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
    own().next()?;
    if own().any(|(name, _)| may_nest(name)) {
        return Some(nested(own()).to_string());
    }
    // Most requests have no lists and no structures, so that their parameters come in order and stay as they are.
    let mut out = String::with_capacity(FORM_BYTES);
    let mut members = Members::new(&mut out);
    for (name, value) in own() {
        members.text(&camel(name), if is_secret(name) { HIDDEN } else { value });
    }
    members.end();
    Some(out)
}

/// What the parameters of most requests need.
const FORM_BYTES: usize = 256;

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
        node.value = Some(if is_secret(name) { HIDDEN.to_owned() } else { value.to_owned() });
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
    let mut reader = Elements { rest: xml };
    let mut out = String::with_capacity(ANSWER_BYTES);
    reader.tag()?;
    loop {
        let tag = reader.tag()?.1.opening()?;
        if tag.name().ends_with("Result") {
            reader.value(tag, 0, &mut out)?;
            return Some(out);
        }
        reader.skip(tag, 0)?;
    }
}

/// What most answers need.
const ANSWER_BYTES: usize = 512;

/// Reads elements of XML that this program wrote; anything else ends the reading.
struct Elements<'a> {
    rest: &'a str,
}

/// What stands between the brackets of a tag.
#[derive(Clone, Copy)]
struct Tag<'a>(&'a str);

const DEPTH_MAX: usize = 16;

impl<'a> Tag<'a> {
    fn closes(self) -> bool {
        self.0.starts_with('/')
    }

    /// The tag, unless it closes an element.
    fn opening(self) -> Option<Self> {
        (!self.closes()).then_some(self)
    }

    fn is_empty_element(self) -> bool {
        self.0.ends_with('/')
    }

    fn name(self) -> &'a str {
        let end = self.0.bytes().position(|byte| matches!(byte, b' ' | b'/'));
        end.and_then(|end| self.0.get(..end)).unwrap_or(self.0)
    }
}

impl<'a> Elements<'a> {
    /// Takes all up to the end of the next tag: the text before it, and the tag.
    fn tag(&mut self) -> Option<(&'a str, Tag<'a>)> {
        let (text, after) = self.rest.split_once('<')?;
        let (tag, after) = after.split_once('>')?;
        self.rest = after;
        Some((text, Tag(tag)))
    }

    /// Takes the rest of an element without looking at it.
    fn skip(&mut self, opened: Tag<'_>, depth: usize) -> Option<()> {
        if depth > DEPTH_MAX {
            return None;
        }
        if opened.is_empty_element() {
            return Some(());
        }
        loop {
            let (_, tag) = self.tag()?;
            if tag.closes() {
                return Some(());
            }
            self.skip(tag, depth + 1)?;
        }
    }

    /// Writes what an element holds whose opening tag was taken.
    fn value(&mut self, opened: Tag<'_>, depth: usize, out: &mut String) -> Option<()> {
        if is_secret(opened.name()) {
            push_text(out, HIDDEN);
            return self.skip(opened, depth);
        }
        if opened.is_empty_element() {
            out.push_str("\"\"");
            return Some(());
        }
        let (text, tag) = self.tag()?;
        if tag.closes() {
            push_text(out, &unescape(text));
            return Some(());
        }
        self.members(tag, depth, out)
    }

    /// Writes the elements within an element, of which the first was opened: a list if they are called so, or else an
    /// object.
    fn members(&mut self, first: Tag<'a>, depth: usize, out: &mut String) -> Option<()> {
        if depth >= DEPTH_MAX {
            return None;
        }
        let is_list = first.name() == "member";
        let mut separator = if is_list { '[' } else { '{' };
        let mut tag = first;
        while !tag.closes() {
            out.push(std::mem::replace(&mut separator, ','));
            if !is_list {
                push_text(out, &camel(tag.name()));
                out.push(':');
            }
            self.value(tag, depth + 1, out)?;
            tag = self.tag()?.1;
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
