// SPDX-License-Identifier: Apache-2.0
//! Reads `conformance/evaluation/`: the cast, and the chapters with their cases. Its README explains the form.

#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    clippy::allow_attributes,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a case that cannot be read is a mistake in its file, and no test needs everything"
)]

mod policies;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use portcullis_policy::evaluation::{Context, Decision, Layer, Outcome, Principal, Request};
use toml::{Table, Value};

pub use policies::{CasePolicies, CasePolicy, Parsed};

/// Everything in `conformance/evaluation/`.
pub struct Chapters {
    pub cases: Vec<Case>,
    pub writes: Vec<Write>,
    pub scenarios: Vec<Scenario>,
    pub cast: BTreeMap<String, Actor>,
}

/// A request with its policies, and the decision.
#[derive(Debug, Clone)]
pub struct Case {
    /// The file's name and the case's id.
    pub place: String,
    pub rules: Vec<String>,
    /// The name in the cast.
    pub principal_name: String,
    pub principal: Actor,
    pub action: String,
    pub resource: String,
    pub account: Option<String>,
    pub wildcard_only: bool,
    pub context: BTreeMap<String, ContextValue>,
    pub policies: CasePolicies,
    pub expect: Outcome,
    pub blocked_by: Vec<Layer>,
    pub matched: Option<Vec<String>>,
    pub enforce: Enforce,
}

/// Whether a real call can show a case, and with what answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Enforce {
    /// As the decision says.
    AsDecided,
    /// The server has a rule of its own before the decision.
    Allowed,
    Denied,
    /// Why no call can show it.
    No(String),
}

#[derive(Debug, Clone, PartialEq)]
pub enum ContextValue {
    One(String),
    Many(Vec<String>),
}

/// A document, and whether IAM takes it.
#[derive(Debug, Clone)]
pub struct Write {
    pub place: String,
    pub kind: String,
    pub document: String,
    /// `accepted`, or the message.
    pub expect: String,
    /// The whole answer of the call where it differs.
    pub enforced: Option<String>,
}

/// Calls one after the other.
#[derive(Debug, Clone)]
pub struct Scenario {
    pub place: String,
    pub steps: Vec<String>,
    pub documents: BTreeMap<String, String>,
}

/// Someone of the cast.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    pub principal: Principal,
    /// Whether the credentials come from GetSessionToken.
    pub session_token: bool,
}

/// Reads all files. A key that is not known is an error, so that no expectation is lost to a misspelling.
pub fn chapters() -> Chapters {
    let folder = folder();
    let cast = cast(&read(&folder.join("cast.toml")));
    let mut chapters = Chapters { cases: Vec::new(), writes: Vec::new(), scenarios: Vec::new(), cast };
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let is_chapter = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.ends_with(".toml") && !matches!(name, "cast.toml" | "rules.toml")
    };
    for path in paths.into_iter().filter(is_chapter) {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        read_chapter(&name, &read(&path), &mut chapters);
    }
    chapters
}

/// `conformance/evaluation/`, from a crate two folders below the root.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../conformance/evaluation")
}

fn read(path: &Path) -> Table {
    let text = std::fs::read_to_string(path).unwrap();
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn cast(file: &Table) -> BTreeMap<String, Actor> {
    file.iter().map(|(name, actor)| (name.clone(), actor_of(actor.as_table().unwrap()))).collect()
}

fn actor_of(entry: &Table) -> Actor {
    let text = |key: &str| entry.get(key).map(|value| value.as_str().unwrap().to_owned());
    let account = |arn: &str| arn.split(':').nth(4).unwrap().to_owned();
    let unique_id = text("unique_id");
    let principal = if let Some(arn) = text("user") {
        Principal::User { account: account(&arn), arn, unique_id }
    } else if let Some(role_arn) = text("role") {
        let (account, name) = (account(&role_arn), role_arn.rsplit('/').next().unwrap());
        let session_arn = format!("arn:aws:sts::{account}:assumed-role/{name}/{}", text("session").unwrap());
        Principal::Role { role_arn, session_arn, account, unique_id }
    } else if let Some(session_arn) = text("federated_user") {
        let user_arn = text("by").unwrap();
        Principal::FederatedUser { account: account(&session_arn), session_arn, user_arn, unique_id }
    } else if let Some(account) = text("root") {
        Principal::Root { partition: "aws".into(), account }
    } else if let Some(name) = text("service") {
        Principal::Service { name }
    } else if let Some(provider) = text("federated") {
        Principal::Federated { provider }
    } else {
        assert!(entry.contains_key("anonymous"), "who is {entry:?}?");
        Principal::Anonymous
    };
    Actor { principal, session_token: entry.contains_key("session_token") }
}

const CHAPTER_KEYS: &[&str] = &["title", "defaults", "documents", "case", "write", "scenario"];
const CASE_KEYS: &[&str] = &[
    "id",
    "title",
    "rules",
    "principal",
    "action",
    "resource",
    "account",
    "wildcard_only",
    "context",
    "policies",
    "expect",
    "blocked_by",
    "matched",
    "enforce",
    "enforced",
];

fn read_chapter(name: &str, file: &Table, into: &mut Chapters) {
    check_keys(name, file, CHAPTER_KEYS);
    let empty = Table::new();
    let defaults = file.get("defaults").map_or(&empty, |value| value.as_table().unwrap());
    let documents = file.get("documents").map_or(&empty, |value| value.as_table().unwrap());
    let entries = |kind: &str| file.get(kind).map_or(&[][..], |list| list.as_array().unwrap());
    for entry in entries("case") {
        let case = read_case(name, entry.as_table().unwrap(), defaults, documents, &into.cast);
        into.cases.push(case);
    }
    for entry in entries("write") {
        into.writes.push(read_write(name, entry.as_table().unwrap()));
    }
    for entry in entries("scenario") {
        let entry = entry.as_table().unwrap();
        let place = format!("{name}/{}", entry["id"].as_str().unwrap());
        check_keys(&place, entry, &["id", "title", "rules", "steps"]);
        let texts =
            documents.iter().map(|(name, document)| (name.clone(), policies::text_of(document, None)));
        let documents = texts.collect();
        into.scenarios.push(Scenario { place, steps: texts_of(&entry["steps"]), documents });
    }
}

fn check_keys(place: &str, table: &Table, known: &[&str]) {
    for key in table.keys() {
        assert!(known.contains(&key.as_str()), "{place}: what is `{key}`?");
    }
}

fn read_case(
    file: &str,
    entry: &Table,
    defaults: &Table,
    documents: &Table,
    cast: &BTreeMap<String, Actor>,
) -> Case {
    let place = format!("{file}/{}", entry["id"].as_str().unwrap());
    check_keys(&place, entry, CASE_KEYS);
    let get = |key: &str| entry.get(key).or_else(|| defaults.get(key));
    let text = |key: &str| get(key).map(|value| value.as_str().unwrap().to_owned());
    let principal_name = text("principal").unwrap_or_else(|| panic!("{place}: who asks?"));
    let action = text("action").unwrap_or_else(|| panic!("{place}: what is asked?"));
    let resource = text("resource").unwrap();
    let empty = Value::Table(Table::new());
    let policies = get("policies").unwrap_or(&empty).as_table().unwrap();
    let policies = CasePolicies::read(&place, policies, documents, &action, &resource);
    let expect = match text("expect").as_deref() {
        Some("allow") => Outcome::Allow,
        Some("implicitDeny") => Outcome::ImplicitDeny,
        Some("explicitDeny") => Outcome::ExplicitDeny,
        other => panic!("{place}: expect = {other:?}"),
    };
    let blocked_by = entry.get("blocked_by").map(texts_of).unwrap_or_default();
    Case {
        rules: texts_of(&entry["rules"]),
        principal: cast.get(&principal_name).unwrap_or_else(|| panic!("{place}: not in the cast")).clone(),
        principal_name,
        action,
        resource,
        account: text("account"),
        wildcard_only: get("wildcard_only").is_some_and(|value| value.as_bool().unwrap()),
        context: get("context").map(context_of).unwrap_or_default(),
        policies,
        expect,
        blocked_by: blocked_by.iter().map(|name| policies::layer(name)).collect(),
        matched: entry.get("matched").map(texts_of),
        enforce: enforce(&place, text("enforce"), text("enforced")),
        place,
    }
}

fn enforce(place: &str, enforce: Option<String>, enforced: Option<String>) -> Enforce {
    match (enforce.as_deref().unwrap_or("yes"), enforced.as_deref()) {
        ("yes", None) => Enforce::AsDecided,
        ("yes", Some(text)) if text.starts_with("allow: ") => Enforce::Allowed,
        ("yes", Some(text)) if text.starts_with("deny: ") => Enforce::Denied,
        (no, None) if no.starts_with("no: ") && no.len() > 8 => Enforce::No(no["no: ".len()..].to_owned()),
        other => panic!("{place}: enforce = {other:?}"),
    }
}

fn context_of(value: &Value) -> BTreeMap<String, ContextValue> {
    let one = |(key, value): (&String, &Value)| {
        let value = match value {
            Value::Array(_) => ContextValue::Many(texts_of(value)),
            single => ContextValue::One(single.as_str().unwrap().to_owned()),
        };
        (key.clone(), value)
    };
    value.as_table().unwrap().iter().map(one).collect()
}

fn texts_of(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

fn read_write(file: &str, entry: &Table) -> Write {
    let place = format!("{file}/{}", entry["id"].as_str().unwrap());
    check_keys(&place, entry, &["id", "title", "rules", "as", "document", "fill", "expect", "enforced"]);
    let text = |key: &str| entry.get(key).map(|value| value.as_str().unwrap().to_owned());
    let fill = entry.get("fill").map_or(0, |count| usize::try_from(count.as_integer().unwrap()).unwrap());
    Write {
        kind: text("as").unwrap(),
        document: text("document").unwrap().replace("{fill}", &"x".repeat(fill)),
        expect: text("expect").unwrap(),
        enforced: text("enforced"),
        place,
    }
}

impl Case {
    /// The condition keys as the evaluator takes them.
    pub fn keys(&self) -> Context {
        let mut keys = Context::new();
        for (key, value) in &self.context {
            match value {
                ContextValue::One(text) => keys.set(key, text.as_str()),
                ContextValue::Many(texts) => keys.set_many(key, texts.clone()),
            }
        }
        keys
    }

    /// The request under these keys.
    pub fn request<'a>(&'a self, keys: &'a Context) -> Request<'a> {
        Request {
            principal: self.principal.principal.clone(),
            action: &self.action,
            resource: &self.resource,
            resource_account: self.account.as_deref(),
            context: keys,
            wildcard_only_action: self.wildcard_only,
        }
    }

    /// What is wrong with a decision, if something is.
    pub fn disagreement(&self, decision: &Decision) -> Option<String> {
        let mut found = Vec::new();
        if decision.outcome != self.expect {
            found.push(format!("{:?} instead of {:?}", decision.outcome, self.expect));
        }
        if decision.blocked_by != self.blocked_by {
            found.push(format!("blocked by {:?} instead of {:?}", decision.blocked_by, self.blocked_by));
        }
        let matched = self.policies.names_of(&decision.matched);
        if self.matched.as_ref().is_some_and(|wanted| *wanted != matched) {
            found
                .push(format!("matched {matched:?} instead of {:?}", self.matched.as_deref().unwrap_or(&[])));
        }
        (!found.is_empty()).then(|| format!("{}: {}", self.place, found.join("; ")))
    }
}
