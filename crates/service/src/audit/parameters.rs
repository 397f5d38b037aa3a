// SPDX-License-Identifier: Apache-2.0
//! Request parameters and answers as audit records show them: nested, in camel case, without secrets.

use std::collections::BTreeMap;

use portcullis_wire::form::Form;

use crate::json::Json;

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

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRETS.iter().any(|secret| name.starts_with(secret) || name.ends_with(secret))
        // These tell whether and when, not what.
        && !matches!(name.as_str(), "passwordlastused" | "subjectfromwebidentitytoken" | "passwordresetrequired" | "passwordreuseprevention")
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

/// The parameters of a request, without those that belong to the protocol.
pub(super) fn of_form(form: &Form) -> Json {
    let mut root = Node::default();
    for (name, value) in form.iter() {
        if matches!(name, "Action" | "Version") || name.to_ascii_lowercase().starts_with("x-amz-") {
            continue;
        }
        let mut node = &mut root;
        // Deeper names than any operation has stay as they are.
        for part in name.splitn(12, '.') {
            let step = part.parse().map_or_else(|_| Step::Name(part.to_owned()), Step::Index);
            node = node.children.entry(step).or_default();
        }
        node.value = Some(if is_secret(name) { HIDDEN.to_owned() } else { value.to_owned() });
    }
    if root.children.is_empty() { Json::Null } else { of_node(&root) }
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

/// What an answer says, from its XML as this program writes it: the members of the result element.
pub(super) fn of_answer(xml: &str) -> Json {
    let mut reader = Elements { rest: xml };
    let Some(answer) = reader.element(0) else { return Json::Null };
    let result = answer.children.into_iter().find(|child| child.name.ends_with("Result"));
    result.map_or(Json::Null, |result| of_element(&result))
}

struct Element<'a> {
    name: &'a str,
    text: &'a str,
    children: Vec<Element<'a>>,
}

/// Reads elements of XML that this program wrote; anything else ends the reading.
struct Elements<'a> {
    rest: &'a str,
}

const DEPTH_MAX: usize = 16;

impl<'a> Elements<'a> {
    fn element(&mut self, depth: usize) -> Option<Element<'a>> {
        if depth > DEPTH_MAX {
            return None;
        }
        let (_, after) = self.rest.split_once('<')?;
        let (tag, after) = after.split_once('>')?;
        self.rest = after;
        let name = tag.split([' ', '/']).next()?;
        let mut element = Element { name, text: "", children: Vec::new() };
        if tag.ends_with('/') {
            return Some(element);
        }
        loop {
            let (text, after) = self.rest.split_once('<')?;
            if after.starts_with('/') {
                if element.children.is_empty() {
                    element.text = text;
                }
                self.rest = after.split_once('>')?.1;
                return Some(element);
            }
            element.children.push(self.element(depth + 1)?);
        }
    }
}

fn of_element(element: &Element<'_>) -> Json {
    if is_secret(element.name) {
        return Json::text(HIDDEN);
    }
    if element.children.is_empty() {
        return Json::text(unescape(element.text));
    }
    if element.children.iter().all(|child| child.name == "member") {
        return Json::Array(element.children.iter().map(of_element).collect());
    }
    Json::Object(element.children.iter().map(|child| (camel(child.name).into(), of_element(child))).collect())
}

fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let pairs =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&amp;", "&")];
    pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn camel(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
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
            of_form(&form).to_string(),
            r#"{"password":"HIDDEN_DUE_TO_SECURITY_REASONS","tags":[{"key":"a","value":"1"},{"key":"b"}],"#
                .to_owned()
                + r#""tokenCode":"HIDDEN_DUE_TO_SECURITY_REASONS","userName":"bob"}"#
        );
    }

    #[test]
    fn answers_nest_and_secrets_are_hidden() {
        let xml = "<R xmlns=\"x\"><CreateAccessKeyResult><AccessKey><UserName>a&amp;b</UserName>\
                   <SecretAccessKey>s</SecretAccessKey><Tags><member><Key>k</Key></member></Tags></AccessKey>\
                   </CreateAccessKeyResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></R>";
        assert_eq!(
            of_answer(xml).to_string(),
            r#"{"accessKey":{"userName":"a&b","secretAccessKey":"HIDDEN_DUE_TO_SECURITY_REASONS","#
                .to_owned()
                + r#""tags":[{"key":"k"}]}}"#
        );
        assert_eq!(of_answer("<R><ResponseMetadata/></R>"), Json::Null);
        assert_eq!(of_answer("no xml"), Json::Null);
    }
}
