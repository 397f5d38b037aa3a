// SPDX-License-Identifier: Apache-2.0
//! Compacts the service authorization reference: names, access levels, ARN patterns, keys and types.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use serde_json::Value;

use super::json;

/// The first line of the compacted file; its reader refuses any other.
const HEADING: &str = "portcullis service authorization reference 1";

/// How the file is laid out, for whoever reads it; the reader skips `#` lines.
const LEGEND: &str = "\
# Fields are separated by tabs. `:Name` in a key stands for `<service>:Name`; `::rest` in an ARN pattern stands
# for `arn:${Partition}:<service>:${Region}:${Account}:rest`; several ARN patterns are separated by spaces.
# global   key, type                       a condition key that every service may see
# service  prefix, `rcp` if resource control policies apply to it
# key      condition key, type
# set      condition keys, comma-separated; later lines of the service write `#n` for set n, from 0
# type     resource type, ARN patterns, condition keys
# R W L T P  action (Read, Write, List, Tagging, Permissions management), its condition keys, then its resource
#          types: `*` in front if the type is required, and after `|` the keys that apply to that type
";

/// Reads the unpacked package and gives the compacted text.
pub(crate) fn compact(package: &Path) -> Result<String, String> {
    let data = package.join("data");
    let mut text = format!("{HEADING}\n{LEGEND}");
    for (key, kind) in global_keys(&package.join("dist/esm/globalConditionKeys.js"))? {
        line(&mut text, &["global", &key, &kind])?;
    }
    let rcp = strings(&read(&data.join("rcpSupportedServices.json"))?)?;
    let mut services = strings(&read(&data.join("services.json"))?)?;
    services.sort();
    for service in &services {
        let within = |folder: &str| read(&data.join(folder).join(format!("{service}.json")));
        let tables = Tables {
            service,
            actions: within("actions")?,
            types: within("resourceTypes").unwrap_or(Value::Null),
            keys: within("conditionKeys").unwrap_or(Value::Null),
        };
        tables
            .write(&mut text, rcp.contains(service))
            .map_err(|error| format!("service `{service}`: {error}"))?;
    }
    Ok(text)
}

struct Tables<'a> {
    service: &'a str,
    actions: Value,
    types: Value,
    keys: Value,
}

impl Tables<'_> {
    fn write(&self, text: &mut String, rcp: bool) -> Result<(), String> {
        line(text, trimmed(&["service", self.service, if rcp { "rcp" } else { "" }]))?;
        for (_, key) in sorted(&self.keys) {
            line(text, &["key", &self.short_key(json::text(key, "key")?), json::text(key, "type")?])?;
        }
        let sets = self.repeated_sets()?;
        let mut order: Vec<(&String, &usize)> = sets.iter().collect();
        order.sort_by_key(|(_, id)| **id);
        for (set, _) in order {
            line(text, &["set", set])?;
        }
        for (_, kind) in sorted(&self.types) {
            let keys = self.set(&json::texts(kind, "conditionKeys")?);
            line(
                text,
                &[
                    "type",
                    json::text(kind, "key")?,
                    &self.short_arns(json::text(kind, "arn")?),
                    &written(&sets, keys),
                ],
            )?;
        }
        for (_, action) in sorted(&self.actions) {
            self.write_action(text, action, &sets)?;
        }
        Ok(())
    }

    fn write_action(
        &self,
        text: &mut String,
        action: &Value,
        sets: &BTreeMap<String, usize>,
    ) -> Result<(), String> {
        let level = match json::text(action, "accessLevel")? {
            "Read" => "R",
            "Write" => "W",
            "List" => "L",
            "Tagging, Write" | "Tagging" => "T",
            "Permissions management, Write" | "Permissions management" => "P",
            other => return Err(format!("unknown access level `{other}`")),
        };
        no_dependents(action)?;
        let keys = written(sets, self.set(&json::texts(action, "conditionKeys")?));
        let mut fields = vec![level.to_owned(), json::text(action, "name")?.to_owned(), keys];
        for resource in action.get("resourceTypes").map(json::items).unwrap_or_default() {
            no_dependents(resource)?;
            let required = resource.get("required") == Some(&Value::Bool(true));
            let mut field = if required { "*" } else { "" }.to_owned() + json::text(resource, "name")?;
            let keys = written(sets, self.set(&json::texts(resource, "conditionKeys")?));
            if !keys.is_empty() {
                field = field + "|" + &keys;
            }
            fields.push(field);
        }
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        line(text, trimmed(&fields))
    }

    /// The sets that are worth a number, the most frequent first.
    fn repeated_sets(&self) -> Result<BTreeMap<String, usize>, String> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let resources = |action: &Value| {
            action.get("resourceTypes").map(|list| json::items(list).to_vec()).unwrap_or_default()
        };
        let mut holders: Vec<Value> = sorted(&self.types).into_iter().map(|(_, kind)| kind.clone()).collect();
        for (_, action) in sorted(&self.actions) {
            holders.extend(resources(action));
            holders.push(action.clone());
        }
        for holder in &holders {
            *counts.entry(self.set(&json::texts(holder, "conditionKeys")?)).or_default() += 1;
        }
        let mut repeated: Vec<(String, usize)> =
            counts.into_iter().filter(|(set, count)| *count > 1 && set.len() > 3).collect();
        repeated.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(repeated.into_iter().enumerate().map(|(id, (set, _))| (set, id)).collect())
    }

    fn set(&self, keys: &[&str]) -> String {
        let mut keys: Vec<String> = keys.iter().map(|key| self.short_key(key)).collect();
        keys.sort();
        keys.dedup();
        keys.join(",")
    }

    fn short_key(&self, key: &str) -> String {
        match key.split_once(':') {
            Some((prefix, rest)) if prefix == self.service => format!(":{rest}"),
            _ => key.to_owned(),
        }
    }

    fn short_arns(&self, arns: &str) -> String {
        let usual = format!("arn:${{Partition}}:{}:${{Region}}:${{Account}}:", self.service);
        let short = |arn: &str| {
            arn.strip_prefix(usual.as_str()).map_or_else(|| arn.to_owned(), |rest| format!("::{rest}"))
        };
        arns.split(", ").map(short).collect::<Vec<_>>().join(" ")
    }
}

fn written(sets: &BTreeMap<String, usize>, set: String) -> String {
    sets.get(&set).map_or(set, |id| format!("#{id}"))
}

/// The package has the member, but it is empty everywhere. A version that fills it needs a place in the format.
fn no_dependents(holder: &Value) -> Result<(), String> {
    let dependents = json::texts(holder, "dependentActions")?;
    if dependents.is_empty() { Ok(()) } else { Err(format!("dependent actions appeared: {dependents:?}")) }
}

fn trimmed<'a, 'b>(fields: &'a [&'b str]) -> &'a [&'b str] {
    let kept = fields.iter().rposition(|field| !field.is_empty()).map_or(0, |at| at + 1);
    fields.get(..kept).unwrap_or(fields)
}

fn sorted(table: &Value) -> Vec<(String, &Value)> {
    let mut members: Vec<(String, &Value)> =
        json::members(table).map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
    members.sort_by(|a, b| a.0.cmp(&b.0));
    members
}

/// The global keys come as a program's source; only the two facts of each entry are taken.
fn global_keys(path: &Path) -> Result<Vec<(String, String)>, String> {
    let source = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let quoted = |line: &str, member: &str| {
        let rest = line.trim().strip_prefix(member)?.strip_prefix(": '")?;
        rest.split_once('\'').map(|(text, _)| text.to_owned())
    };
    let mut keys: Vec<(String, String)> = Vec::new();
    let mut open: Option<String> = None;
    for text in source.lines() {
        if let Some(key) = quoted(text, "key") {
            // The reference itself writes the variable part of a tag key this way.
            open = Some(key.replace("/tag-key", "/${TagKey}"));
        } else if let (Some(kind), Some(key)) =
            (quoted(text, "type"), open.take_if(|_| quoted(text, "type").is_some()))
        {
            keys.push((key, kind));
        }
    }
    if keys.len() < 50 {
        return Err(format!("{}: only {} global condition keys were recognised", path.display(), keys.len()));
    }
    keys.sort_by_key(|(key, _)| key.to_ascii_lowercase());
    Ok(keys)
}

fn read(path: &Path) -> Result<Value, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    json::parse(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn strings(list: &Value) -> Result<Vec<String>, String> {
    let text = |item: &Value| match item {
        Value::String(text) => Ok(text.clone()),
        _ => Err("expected a list of strings".to_owned()),
    };
    json::items(list).iter().map(text).collect()
}

fn line(text: &mut String, fields: &[&str]) -> Result<(), String> {
    if let Some(bad) = fields.iter().find(|field| field.contains(['\t', '\n'])) {
        return Err(format!("`{bad}` contains a separator"));
    }
    writeln!(text, "{}", fields.join("\t")).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables(actions: &str) -> Tables<'static> {
        Tables {
            service: "shop",
            actions: json::parse(actions).unwrap(),
            types: json::parse(
                r#"{"till": {"key": "till", "arn": "arn:${Partition}:shop:${Region}:${Account}:till/${Id}, arn:x"}}"#,
            )
            .unwrap(),
            keys: json::parse(r#"{"shop:coin": {"key": "shop:Coin", "type": "String"}}"#).unwrap(),
        }
    }

    #[test]
    fn a_service_is_written_as_facts() {
        let source = r#"{
            "pay": {"name": "Pay", "description": "prose", "accessLevel": "Write", "conditionKeys": ["shop:Coin"],
                    "resourceTypes": [{"name": "till", "required": true, "conditionKeys": ["shop:Coin", "aws:TagKeys"]}],
                    "dependentActions": []},
            "look": {"name": "Look", "description": "prose", "accessLevel": "List", "conditionKeys": ["shop:Coin"],
                     "resourceTypes": [], "dependentActions": []}
        }"#;
        let mut text = String::new();
        tables(source).write(&mut text, true).unwrap();
        let expected = "service\tshop\trcp\nkey\t:Coin\tString\nset\t:Coin\n\
            type\ttill\t::till/${Id} arn:x\t\nL\tLook\t#0\nW\tPay\t#0\t*till|:Coin,aws:TagKeys\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn what_the_format_has_no_place_for_is_refused() {
        let action = |level: &str, dependents: &str| {
            format!(
                r#"{{"a": {{"name": "A", "accessLevel": "{level}", "conditionKeys": [],
                    "resourceTypes": [], "dependentActions": [{dependents}]}}}}"#
            )
        };
        let write = |source: &str| tables(source).write(&mut String::new(), false);
        assert!(write(&action("Read", "")).is_ok());
        assert!(write(&action("Dance", "")).unwrap_err().contains("`Dance`"));
        assert!(write(&action("Read", "\"iam:PassRole\"")).unwrap_err().contains("dependent actions"));
    }
}
