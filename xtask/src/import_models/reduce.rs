// SPDX-License-Identifier: Apache-2.0
//! Keeps the facts of a botocore model and drops its prose.

use serde_json::{Map, Value, json};

/// What is kept of a shape as it is, besides its type and members.
const KEPT: [&str; 8] = ["required", "min", "max", "pattern", "enum", "sensitive", "union", "flattened"];

/// What may be left out: prose, and hints to code generators that say nothing about the wire.
const DROPPED: [&str; 12] = [
    "type",
    "members",
    "member",
    "key",
    "value",
    "documentation",
    "exception",
    "error",
    "box",
    "deprecated",
    "deprecatedMessage",
    "deprecatedSince",
];

/// Makes one API's facts into a text with one line per operation and shape.
pub(super) fn reduce(name: &str, [service, paginators]: &[Value; 2]) -> Result<String, String> {
    let metadata = object(service, "metadata")?;
    let field = |key: &str| metadata.get(key).cloned().ok_or_else(|| format!("the metadata has no `{key}`"));
    if field("protocol")? != "query" {
        return Err(format!("`{name}` does not speak the query protocol"));
    }
    let operations = entries(object(service, "operations")?, operation)?;
    let shapes = entries(object(service, "shapes")?, shape)?;
    let pages = entries(object(paginators, "pagination")?, |_, pages| Ok(pages.clone()))?;
    Ok(format!(
        "{{\n\"service\": \"{name}\",\n\"version\": {},\n\"namespace\": {},\n\
         \"operations\": {operations},\n\"paginators\": {pages},\n\"shapes\": {shapes}\n}}\n",
        field("apiVersion")?,
        field("xmlNamespace")?
    ))
}

/// Reduces every entry of an object and writes one a line, by name.
fn entries(
    object: &Map<String, Value>,
    reduce: impl Fn(&str, &Value) -> Result<Value, String>,
) -> Result<String, String> {
    let mut lines = Vec::new();
    for (name, value) in object {
        lines.push(format!("{}: {}", json!(name), reduce(name, value)?));
    }
    lines.sort();
    Ok(if lines.is_empty() { "{}".to_owned() } else { format!("{{\n{}\n}}", lines.join(",\n")) })
}

fn operation(name: &str, operation: &Value) -> Result<Value, String> {
    if operation.get("http") != Some(&json!({"method": "POST", "requestUri": "/"})) {
        return Err(format!("`{name}` is not asked by POST to /"));
    }
    let mut kept = Map::new();
    if let Some(input) = operation.pointer("/input/shape") {
        kept.insert("input".to_owned(), input.clone());
    }
    if let Some(output) = operation.pointer("/output/shape") {
        kept.insert("output".to_owned(), output.clone());
        if operation.pointer("/output/resultWrapper") != Some(&json!(format!("{name}Result"))) {
            return Err(format!("`{name}` wraps its result in something else than `{name}Result`"));
        }
    }
    if operation.get("authtype") == Some(&json!("none")) {
        kept.insert("anonymous".to_owned(), json!(true));
    }
    let errors: Vec<&Value> =
        operation.get("errors").and_then(Value::as_array).into_iter().flatten().collect();
    let errors: Vec<&Value> = errors.into_iter().filter_map(|error| error.get("shape")).collect();
    kept.insert("errors".to_owned(), json!(errors));
    Ok(Value::Object(kept))
}

fn shape(name: &str, shape: &Value) -> Result<Value, String> {
    let shape = shape.as_object().ok_or_else(|| format!("shape `{name}` is not an object"))?;
    if let Some(key) =
        shape.keys().find(|key| !KEPT.contains(&key.as_str()) && !DROPPED.contains(&key.as_str()))
    {
        return Err(format!("shape `{name}` has `{key}`, of which it is not known whether it matters"));
    }
    let mut kept = Map::new();
    kept.insert("type".to_owned(), shape.get("type").cloned().unwrap_or_default());
    if let Some(members) = shape.get("members").and_then(Value::as_object) {
        let mut reduced = Map::new();
        for (member, value) in members {
            let known = ["shape", "documentation", "deprecated", "deprecatedMessage", "deprecatedSince"];
            let fields = value.as_object().into_iter().flat_map(Map::keys);
            if let Some(key) = fields.into_iter().find(|key| !known.contains(&key.as_str())) {
                return Err(format!(
                    "member `{name}.{member}` has `{key}`, of which it is not known whether it matters"
                ));
            }
            reduced.insert(member.clone(), value.get("shape").cloned().unwrap_or_default());
        }
        kept.insert("members".to_owned(), Value::Object(reduced));
    }
    for part in ["member", "key", "value"] {
        if let Some(target) = shape.get(part).and_then(|part| part.get("shape")) {
            kept.insert(part.to_owned(), target.clone());
        }
    }
    for key in KEPT {
        if let Some(value) = shape.get(key) {
            kept.insert(key.to_owned(), value.clone());
        }
    }
    if shape.get("exception") == Some(&json!(true)) {
        // Where the model gives no code, the error goes by its shape's name.
        let default = json!({"code": name, "httpStatusCode": 400, "senderFault": true});
        kept.insert("error".to_owned(), shape.get("error").cloned().unwrap_or(default));
    }
    Ok(Value::Object(kept))
}

fn object<'a>(value: &'a Value, key: &str) -> Result<&'a Map<String, Value>, String> {
    value.get(key).and_then(Value::as_object).ok_or_else(|| format!("the model has no `{key}`"))
}
