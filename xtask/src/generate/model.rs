// SPDX-License-Identifier: Apache-2.0
//! The model of one API, as `import-models` left it and `patches.toml` corrects it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

/// One API.
pub(super) struct Model {
    /// `iam` or `sts`.
    pub(super) service: String,
    pub(super) operations: BTreeMap<String, Operation>,
    pub(super) shapes: BTreeMap<String, Shape>,
}

/// One operation.
pub(super) struct Operation {
    pub(super) input: Option<String>,
    pub(super) output: Option<String>,
    pub(super) is_anonymous: bool,
    /// Whether it gives a list page by page.
    pub(super) is_paged: bool,
}

/// One shape.
pub(super) struct Shape {
    pub(super) kind: Kind,
    pub(super) is_sensitive: bool,
    pub(super) min: Option<i64>,
    pub(super) max: Option<i64>,
    pub(super) pattern: Option<String>,
    pub(super) values: Vec<String>,
    /// Whether nothing may stand in the place of a list's member (Smithy's `sparse`).
    pub(super) is_sparse: bool,
    pub(super) error: Option<Error>,
}

/// What a shape is.
pub(super) enum Kind {
    Structure { members: Vec<Member> },
    List { member: String },
    Map { key: String, value: String },
    String,
    Integer,
    Boolean,
    Timestamp,
    Blob,
}

/// One member of a structure.
pub(super) struct Member {
    pub(super) name: String,
    pub(super) shape: String,
    pub(super) is_required: bool,
}

/// What an error shape says on the wire.
pub(super) struct Error {
    pub(super) code: String,
    pub(super) status: i64,
    pub(super) is_sender: bool,
}

impl Model {
    pub(super) fn load(root: &Path, service: &str) -> Result<Self, String> {
        let read = |path: &str| {
            std::fs::read_to_string(root.join(path)).map_err(|error| format!("cannot read {path}: {error}"))
        };
        let path = format!("models/{service}.json");
        let mut json: Value =
            serde_json::from_str(&read(&path)?).map_err(|error| format!("{path} is not JSON: {error}"))?;
        super::patches::apply(service, &mut json, &read("models/patches.toml")?)?;
        Self::parse(service, &json).map_err(|problem| format!("{path}: {problem}"))
    }

    fn parse(service: &str, json: &Value) -> Result<Self, String> {
        let mut model =
            Self { service: service.to_owned(), operations: BTreeMap::new(), shapes: BTreeMap::new() };
        for (name, value) in json.get("shapes").and_then(Value::as_object).into_iter().flatten() {
            let shape = Shape::parse(value).ok_or_else(|| format!("shape `{name}` is not understood"))?;
            model.shapes.insert(name.clone(), shape);
        }
        for (name, value) in json.get("operations").and_then(Value::as_object).into_iter().flatten() {
            let is_anonymous = value.get("anonymous") == Some(&Value::Bool(true));
            let (input, output) = (text(value, "input"), text(value, "output"));
            // The model's paginators leave out operations that page just as the others do.
            let is_paged = model.has_members(input.as_ref(), &["Marker", "MaxItems"])?
                && model.has_members(output.as_ref(), &["IsTruncated", "Marker"])?;
            model.operations.insert(name.clone(), Operation { input, output, is_anonymous, is_paged });
        }
        Ok(model)
    }

    /// The shape of this name.
    pub(super) fn shape(&self, name: &str) -> Result<&Shape, String> {
        self.shapes.get(name).ok_or_else(|| format!("the model of `{}` has no shape `{name}`", self.service))
    }

    /// The members of a structure; none where there is no structure.
    pub(super) fn members(&self, structure: Option<&String>) -> Result<&[Member], String> {
        let Some(name) = structure else { return Ok(&[]) };
        match &self.shape(name)?.kind {
            Kind::Structure { members } => Ok(members),
            _ => Err(format!("shape `{name}` is not a structure")),
        }
    }

    fn has_members(&self, structure: Option<&String>, names: &[&str]) -> Result<bool, String> {
        let members = self.members(structure)?;
        Ok(names.iter().all(|name| members.iter().any(|member| member.name == *name && !member.is_required)))
    }

    /// All shapes that stand below the inputs (or the outputs), without the inputs (outputs) themselves.
    pub(super) fn below(
        &self,
        top: impl Fn(&Operation) -> Option<&String>,
    ) -> Result<BTreeSet<String>, String> {
        let tops: Vec<&String> = self.operations.values().filter_map(top).collect();
        let mut found = BTreeSet::new();
        let mut waiting: Vec<&str> = Vec::new();
        for name in tops {
            waiting.extend(self.parts(name)?);
        }
        while let Some(name) = waiting.pop() {
            if found.insert(name.to_owned()) {
                waiting.extend(self.parts(name)?);
            }
        }
        Ok(found)
    }

    fn parts(&self, name: &str) -> Result<Vec<&str>, String> {
        Ok(match &self.shape(name)?.kind {
            Kind::Structure { members } => members.iter().map(|member| member.shape.as_str()).collect(),
            Kind::List { member } => vec![member],
            Kind::Map { key, value } => vec![key, value],
            _ => Vec::new(),
        })
    }

    /// The Rust type of a shape.
    pub(super) fn rust_type(&self, name: &str) -> Result<String, String> {
        let shape = self.shape(name)?;
        let plain = match &shape.kind {
            Kind::Structure { .. } => format!("super::{name}"),
            Kind::List { member } => format!("Vec<{}>", self.rust_type(member)?),
            Kind::Map { key, value } => {
                format!("BTreeMap<{}, {}>", self.rust_type(key)?, self.rust_type(value)?)
            }
            Kind::String if shape.is_sensitive => "Secret".to_owned(),
            Kind::String => "String".to_owned(),
            Kind::Integer => "i32".to_owned(),
            Kind::Boolean => "bool".to_owned(),
            Kind::Timestamp => "Timestamp".to_owned(),
            Kind::Blob if shape.is_sensitive => "Secret<Vec<u8>>".to_owned(),
            Kind::Blob => "Vec<u8>".to_owned(),
        };
        Ok(plain)
    }

    /// The Rust type of a structure's member.
    pub(super) fn member_type(&self, member: &Member) -> Result<String, String> {
        let plain = self.rust_type(&member.shape)?;
        Ok(if member.is_required { plain } else { format!("Option<{plain}>") })
    }
}

impl Shape {
    fn parse(value: &Value) -> Option<Self> {
        let flag = |key: &str| value.get(key) == Some(&Value::Bool(true));
        if flag("flattened") {
            // Neither API has such a list, so the runtime does not read or write them.
            return None;
        }
        let texts = |key: &str| -> Vec<String> {
            let texts = value.get(key).and_then(Value::as_array).into_iter().flatten();
            texts.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let kind = match text(value, "type")?.as_str() {
            "structure" => {
                let required = texts("required");
                let members = value.get("members")?.as_object()?.iter();
                let members = members.map(|(name, shape)| {
                    let is_required = required.contains(name);
                    Some(Member { name: name.clone(), shape: shape.as_str()?.to_owned(), is_required })
                });
                Kind::Structure { members: members.collect::<Option<_>>()? }
            }
            "list" => Kind::List { member: text(value, "member")? },
            "map" => Kind::Map { key: text(value, "key")?, value: text(value, "value")? },
            "string" => Kind::String,
            "integer" => Kind::Integer,
            "boolean" => Kind::Boolean,
            "timestamp" => Kind::Timestamp,
            "blob" => Kind::Blob,
            _ => return None,
        };
        let error = value.get("error").map(|error| {
            Some(Error {
                code: text(error, "code")?,
                status: error.get("httpStatusCode")?.as_i64()?,
                is_sender: error.get("senderFault") == Some(&Value::Bool(true)),
            })
        });
        Some(Self {
            kind,
            is_sensitive: flag("sensitive"),
            min: value.get("min").and_then(Value::as_i64),
            max: value.get("max").and_then(Value::as_i64),
            pattern: text(value, "pattern"),
            values: texts("enum"),
            is_sparse: flag("sparse"),
            error: match error {
                Some(error) => Some(error?),
                None => None,
            },
        })
    }

    /// Whether a value of this shape can fall short of the model's demands.
    pub(super) fn is_constrained(&self) -> bool {
        self.min.is_some() || self.max.is_some() || self.pattern.is_some() || !self.values.is_empty()
    }
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).map(str::to_owned)
}
