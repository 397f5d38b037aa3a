// SPDX-License-Identifier: Apache-2.0
//! The policies of a case: from TOML to JSON, and from there to documents.

use portcullis_policy::evaluation::{Authority, Layer, Match, NamedPolicy, Policies, ResourcePolicy};
use portcullis_policy::language::Document;
use toml::{Table, Value};

/// A policy of a case.
#[derive(Debug, Clone)]
pub struct CasePolicy {
    /// How `matched` calls it: `identity`, `identity:2` or `identity:read`.
    pub label: String,
    /// JSON.
    pub text: String,
}

/// The policies of a case, by layer.
#[derive(Debug, Clone)]
pub struct CasePolicies {
    pub identity: Vec<CasePolicy>,
    pub boundary: Option<CasePolicy>,
    pub session: Option<Vec<CasePolicy>>,
    pub resource: Option<CasePolicy>,
    pub scps: Vec<Vec<CasePolicy>>,
    pub rcps: Vec<Vec<CasePolicy>>,
    pub endpoint: Vec<CasePolicy>,
    pub granted: bool,
    pub restrict_public: bool,
    /// Whether the resource's policy must allow.
    pub authority: Authority,
}

/// Documents by label.
pub struct Parsed(Vec<(String, Document)>);

const KEYS: &[&str] = &[
    "identity",
    "boundary",
    "session",
    "resource",
    "scps",
    "rcps",
    "endpoint",
    "granted",
    "restrict_public",
];

impl CasePolicies {
    pub(super) fn read(place: &str, table: &Table, documents: &Table, action: &str, resource: &str) -> Self {
        super::check_keys(place, table, KEYS);
        let is_role = resource.contains(":iam:") && resource.contains(":role/");
        let is_trust = is_role && action.starts_with("sts:");
        let is_key = resource.contains(":kms:") && resource.contains(":key/");
        let reader = Reader { place, documents };
        let list = |key: &str| table.get(key).map(|list| reader.list(&[list], key).remove(0));
        let levels = |key: &str| {
            let levels = table.get(key).map_or(&[][..], |levels| levels.as_array().unwrap());
            reader.list(&levels.iter().collect::<Vec<_>>(), &key[..key.len() - 1])
        };
        let flag = |key: &str| table.get(key).is_some_and(|value| value.as_bool().unwrap());
        let trust_action = is_trust.then_some(action);
        Self {
            identity: list("identity").unwrap_or_default(),
            boundary: table.get("boundary").map(|policy| reader.policy(policy, "boundary", None)),
            session: list("session"),
            resource: table.get("resource").map(|policy| reader.policy(policy, "resource", trust_action)),
            scps: levels("scps"),
            rcps: levels("rcps"),
            endpoint: list("endpoint").unwrap_or_default(),
            granted: flag("granted"),
            restrict_public: flag("restrict_public"),
            authority: if is_trust || is_key { Authority::Required } else { Authority::Ordinary },
        }
    }

    fn all(&self) -> impl Iterator<Item = &CasePolicy> {
        let levels = self.scps.iter().chain(&self.rcps).flatten();
        let lists = self.identity.iter().chain(self.session.iter().flatten()).chain(&self.endpoint);
        levels.chain(lists).chain(&self.boundary).chain(&self.resource)
    }

    /// Parses every document.
    pub fn parse(&self) -> Parsed {
        let parse = |policy: &CasePolicy| {
            let document = Document::parse(&policy.text)
                .unwrap_or_else(|error| panic!("{}: {error} in {}", policy.label, policy.text));
            (policy.label.clone(), document)
        };
        Parsed(self.all().map(parse).collect())
    }

    /// The policies as the evaluator takes them.
    pub fn bind<'a>(&'a self, parsed: &'a Parsed) -> Policies<'a> {
        let named = |policy: &'a CasePolicy| NamedPolicy {
            name: &policy.label,
            document: &parsed.0.iter().find(|(label, _)| *label == policy.label).unwrap().1,
        };
        let list = |policies: &'a [CasePolicy]| policies.iter().map(named).collect::<Vec<_>>();
        Policies {
            identity: list(&self.identity),
            boundary: self.boundary.as_ref().map(named),
            session: self.session.as_deref().map(list),
            resource: self
                .resource
                .as_ref()
                .map(|policy| ResourcePolicy { policy: named(policy), authority: self.authority }),
            scps: self.scps.iter().map(|level| list(level)).collect(),
            rcps: self.rcps.iter().map(|level| list(level)).collect(),
            endpoint: list(&self.endpoint),
            granted: self.granted,
            restrict_public: self.restrict_public,
        }
    }

    /// Statements as `matched` names them.
    pub(super) fn names_of(&self, matched: &[Match]) -> Vec<String> {
        let parsed = self.parse();
        let name = |found: &Match| {
            let document = parsed.0.iter().find(|(label, _)| *label == found.policy);
            match document {
                Some((_, document)) if document.statements.len() == 1 => found.policy.clone(),
                _ => format!("{}#{}", found.policy, found.statement),
            }
        };
        matched.iter().map(name).collect()
    }
}

/// The layer of a name in `blocked_by`.
pub(super) fn layer(name: &str) -> Layer {
    match name {
        "rcp" => Layer::Rcp,
        "scp" => Layer::Scp,
        "endpoint" => Layer::Endpoint,
        "resource" => Layer::Resource,
        "identity" => Layer::Identity,
        "boundary" => Layer::Boundary,
        "session" => Layer::Session,
        other => panic!("there is no layer `{other}`"),
    }
}

struct Reader<'a> {
    place: &'a str,
    documents: &'a Table,
}

impl Reader<'_> {
    /// Lists of policies whose labels are told apart across all of them.
    fn list(&self, lists: &[&Value], layer: &str) -> Vec<Vec<CasePolicy>> {
        let count: usize = lists.iter().map(|list| list.as_array().unwrap().len()).sum();
        let mut number = 0;
        let mut label = |policy: &Value| {
            number += 1;
            match policy.as_str().filter(|text| !text.starts_with('{')) {
                _ if count == 1 => layer.to_owned(),
                Some(name) => format!("{layer}:{name}"),
                None => format!("{layer}:{number}"),
            }
        };
        let read = |policy: &Value| {
            let label = label(policy);
            self.policy(policy, &label, None)
        };
        let mut read = read;
        lists.iter().map(|list| list.as_array().unwrap().iter().map(&mut read).collect()).collect()
    }

    fn policy(&self, policy: &Value, label: &str, trust_action: Option<&str>) -> CasePolicy {
        let text = match policy {
            Value::String(text) if text.starts_with('{') => text.clone(),
            Value::String(name) => {
                let document = self.documents.get(name);
                let document = document.unwrap_or_else(|| panic!("{}: no document `{name}`", self.place));
                text_of(document, trust_action)
            }
            written => text_of(written, trust_action),
        };
        CasePolicy { label: label.to_owned(), text }
    }
}

/// A document in JSON, with what its statements leave out.
pub(super) fn text_of(document: &Value, trust_action: Option<&str>) -> String {
    let (head, statements) = match document {
        Value::String(text) => return text.clone(),
        Value::Table(table) if table.contains_key("Statement") => {
            let head = table.iter().filter(|(key, _)| *key != "Statement");
            (head.map(|(key, value)| (key.clone(), value.clone())).collect(), &table["Statement"])
        }
        statements => {
            let version = ("Version".to_owned(), Value::String("2012-10-17".to_owned()));
            (Table::from_iter([version]), statements)
        }
    };
    let one = std::slice::from_ref(statements);
    let statements = statements.as_array().map_or(one, Vec::as_slice);
    let filled = statements.iter().map(|statement| fill(statement.as_table().unwrap(), trust_action));
    let mut whole = head;
    whole.insert("Statement".to_owned(), Value::Array(filled.map(Value::Table).collect()));
    json(&Value::Table(whole))
}

fn fill(statement: &Table, trust_action: Option<&str>) -> Table {
    let mut filled = statement.clone();
    let mut default = |keys: [&str; 2], value: &str| {
        if !keys.iter().any(|key| filled.contains_key(*key)) {
            filled.insert(keys[0].to_owned(), Value::String(value.to_owned()));
        }
    };
    default(["Effect", "Effect"], "Allow");
    default(["Action", "NotAction"], trust_action.unwrap_or("*"));
    if trust_action.is_none() {
        default(["Resource", "NotResource"], "*");
    }
    filled
}

fn json(value: &Value) -> String {
    match value {
        Value::String(text) => quote(text),
        Value::Array(values) => format!("[{}]", values.iter().map(json).collect::<Vec<_>>().join(",")),
        Value::Table(table) => {
            let members = table.iter().map(|(key, value)| format!("{}:{}", quote(key), json(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        Value::Datetime(date) => panic!("write the date {date} as a text"),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Boolean(truth) => truth.to_string(),
    }
}

fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            control if control < ' ' => quoted.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => quoted.push(other),
        }
    }
    quoted + "\""
}
