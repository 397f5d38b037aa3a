// SPDX-License-Identifier: Apache-2.0
//! Workloads: policies, principals, and requests with their expected answers, as files of a folder.
//!
//! `policies.json` is `{name: document}`; `principals.json` is `[{arn, name, userid, policies: [name…], boundary: name or
//! null, team?}]`; `requests.jsonl` has a request a line: `{"p": index of the principal, "action", "resource",
//! "context": {key: text or [text…]}, "expect": "Allow" | "ExplicitDeny" | "ImplicitDeny"}`.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use portcullis_policy::{
    evaluation::{Context, NamedPolicy, Outcome, Policies, Principal, Request, Value, evaluate},
    language::Document,
};
use serde_json::{Map, Value as Json, json};

/// One workload.
pub struct Workload {
    pub name: String,
    /// Each policy's source and its parsed form.
    pub policies: BTreeMap<String, (String, Arc<Document>)>,
    pub principals: Vec<Caller>,
    pub requests: Vec<Asked>,
}

/// A user with its policies' names.
pub struct Caller {
    pub arn: String,
    pub name: String,
    pub userid: String,
    pub team: Option<String>,
    pub policies: Vec<String>,
    pub boundary: Option<String>,
}

/// A request and its expected answer.
pub struct Asked {
    pub principal: usize,
    pub action: String,
    pub resource: String,
    pub context: Vec<(String, Value)>,
    pub expect: Outcome,
}

impl Caller {
    pub fn account(&self) -> &str {
        self.arn.split(':').nth(4).unwrap_or_default()
    }

    pub fn principal(&self) -> Principal {
        Principal::User {
            arn: self.arn.clone(),
            account: self.account().into(),
            unique_id: Some(self.userid.clone()),
        }
    }
}

impl Workload {
    /// Reads the workload of a folder.
    pub fn read(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let text = |name: &str| {
            fs::read_to_string(folder.join(name))
                .map_err(|error| format!("{}: {error}", folder.join(name).display()))
        };
        let documents: Map<String, Json> = serde_json::from_str(&text("policies.json")?)?;
        let mut policies = BTreeMap::new();
        for (name, document) in documents {
            let source = document.to_string();
            let parsed = Document::parse(&source).map_err(|error| format!("policy `{name}`: {error}"))?;
            policies.insert(name, (source, Arc::new(parsed)));
        }
        let principals: Vec<Json> = serde_json::from_str(&text("principals.json")?)?;
        let mut requests = Vec::new();
        for line in text("requests.jsonl")?.lines() {
            requests
                .push(Asked::read(&serde_json::from_str(line)?).ok_or_else(|| format!("request `{line}`"))?);
        }
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let principals: Option<Vec<Caller>> = principals.iter().map(Caller::read).collect();
        Ok(Self { name, policies, principals: principals.ok_or("principals.json")?, requests })
    }

    /// Writes the workload to a folder, which is made if need be, with so many requests at most.
    pub fn write(&self, folder: &Path, requests_max: usize) -> Result<(), Box<dyn Error>> {
        fs::create_dir_all(folder)?;
        let documents: Result<Map<String, Json>, serde_json::Error> = self
            .policies
            .iter()
            .map(|(name, (source, _))| Ok((name.clone(), serde_json::from_str(source)?)))
            .collect();
        fs::write(folder.join("policies.json"), Json::Object(documents?).to_string())?;
        let principals: Vec<Json> = self.principals.iter().map(Caller::json).collect();
        fs::write(folder.join("principals.json"), Json::Array(principals).to_string())?;
        let lines: Vec<String> = self
            .requests
            .iter()
            .take(requests_max)
            .map(|request| request.json().to_string() + "\n")
            .collect();
        fs::write(folder.join("requests.jsonl"), lines.concat())?;
        Ok(())
    }

    /// What the reference evaluator answers.
    pub fn reference(&self, request: &Asked) -> Outcome {
        let caller = &self.principals[request.principal];
        let context = request.context();
        let asked = Request {
            principal: caller.principal(),
            action: &request.action,
            resource: &request.resource,
            resource_account: None,
            context: &context,
            wildcard_only_action: false,
        };
        let named = |name: &String| NamedPolicy { name: "policy", document: &self.policies[name].1 };
        let policies = Policies {
            identity: caller.policies.iter().map(named).collect(),
            boundary: caller.boundary.as_ref().map(named),
            ..Policies::default()
        };
        evaluate(&asked, &policies).outcome
    }

    /// How many statements all policies have together.
    pub fn statements_len(&self) -> usize {
        self.policies.values().map(|(_, document)| document.statements.len()).sum()
    }
}

impl Caller {
    fn read(json: &Json) -> Option<Self> {
        let text = |key: &str| json.get(key)?.as_str().map(str::to_owned);
        Some(Self {
            arn: text("arn")?,
            name: text("name")?,
            userid: text("userid")?,
            team: text("team"),
            policies: json
                .get("policies")?
                .as_array()?
                .iter()
                .map(|name| name.as_str().map(Into::into))
                .collect::<Option<_>>()?,
            boundary: text("boundary"),
        })
    }

    fn json(&self) -> Json {
        let mut json = json!({
            "arn": self.arn, "name": self.name, "userid": self.userid,
            "policies": self.policies, "boundary": self.boundary,
        });
        if let Some(team) = &self.team {
            json["team"] = json!(team);
        }
        json
    }
}

impl Asked {
    fn read(json: &Json) -> Option<Self> {
        let texts = |value: &Json| match value {
            Json::String(text) => Some(Value::Single(text.clone())),
            Json::Array(texts) => texts
                .iter()
                .map(|text| text.as_str().map(str::to_owned))
                .collect::<Option<_>>()
                .map(Value::Many),
            _ => None,
        };
        let context = json.get("context")?.as_object()?;
        Some(Self {
            principal: usize::try_from(json.get("p")?.as_u64()?).ok()?,
            action: json.get("action")?.as_str()?.into(),
            resource: json.get("resource")?.as_str()?.into(),
            context: context
                .iter()
                .map(|(key, value)| Some((key.clone(), texts(value)?)))
                .collect::<Option<_>>()?,
            expect: match json.get("expect")?.as_str()? {
                "Allow" => Outcome::Allow,
                "ExplicitDeny" => Outcome::ExplicitDeny,
                "ImplicitDeny" => Outcome::ImplicitDeny,
                _ => return None,
            },
        })
    }

    pub fn json(&self) -> Json {
        let context: Map<String, Json> = self
            .context
            .iter()
            .map(|(key, value)| {
                let value = match value {
                    Value::Single(text) => json!(text),
                    Value::Many(texts) => json!(texts),
                };
                (key.clone(), value)
            })
            .collect();
        json!({
            "p": self.principal, "action": self.action, "resource": self.resource, "context": context,
            "expect": format!("{:?}", self.expect),
        })
    }

    pub fn context(&self) -> Context {
        let mut context = Context::new();
        for (key, value) in &self.context {
            match value {
                Value::Single(text) => context.set(key, text.clone()),
                Value::Many(texts) => context.set_many(key, texts.clone()),
            }
        }
        context
    }
}
