// SPDX-License-Identifier: Apache-2.0
//! Writes conformance/evaluation/RULES.md: the rules of evaluation, each with its cases.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::Output;

const FOLDER: &str = "conformance/evaluation";

/// Files of the folder that hold no cases.
const NOT_CHAPTERS: [&str; 2] = ["cast", "rules"];

/// A case, as far as the table shows it.
struct Case {
    /// The file's name without its ending.
    chapter: String,
    id: String,
}

/// The table; an error if a rule has no case, or a case names a rule that does not exist.
pub(super) fn outputs(root: &Path) -> Result<Vec<Output>, String> {
    let folder = root.join(FOLDER);
    let mut cases = cases(&folder)?;
    let rules = read(&folder.join("rules.toml"))?;
    let mut tables = String::new();
    let mut bare = Vec::new();
    for section in array(&rules, "section")? {
        let title = text(section, "title")?;
        tables.push_str(&format!("\n## {title}\n\n| rule | meaning | cases |\n|---|---|---|\n"));
        let entries = section.get("rules").and_then(Value::as_table);
        let mut entries: Vec<_> =
            entries.ok_or_else(|| format!("section `{title}` has no rules"))?.iter().collect();
        entries.sort_by_key(|(id, _)| position(id));
        for (id, rule) in entries {
            let (meaning, no_case) = meaning(id, rule)?;
            let shown = match (cases.remove(id.as_str()), no_case) {
                (Some(cases), None) => cases.iter().map(link).collect::<Vec<_>>().join(", "),
                (None, Some(reason)) => format!("none: {reason}"),
                (Some(_), Some(_)) => return Err(format!("rule {id} has cases; drop its `no_case`")),
                (None, None) => {
                    bare.push(id.clone());
                    continue;
                }
            };
            tables.push_str(&format!("| {id} | {meaning} | {shown} |\n"));
        }
    }
    if !bare.is_empty() {
        return Err(format!("these rules have no case in {FOLDER}: {}", bare.join(", ")));
    }
    if let Some((rule, cases)) = cases.first_key_value() {
        let names: Vec<&str> = cases.iter().map(|case| case.id.as_str()).collect();
        return Err(format!("there is no rule `{rule}`, which {} names", names.join(", ")));
    }
    let text = format!(
        "<!-- Written by `cargo xtask generate`; do not edit. -->\n# Rules and their cases\n\n\
         Every rule of policy evaluation, and the cases that show it. README.md says how to read a case.\n{tables}"
    );
    Ok(vec![(PathBuf::from(FOLDER).join("RULES.md"), text)])
}

/// The cases of every rule, in the order of the files.
fn cases(folder: &Path) -> Result<BTreeMap<String, Vec<Case>>, String> {
    let broken = |error: std::io::Error| format!("cannot read {}: {error}", folder.display());
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(broken)? {
        paths.push(entry.map_err(broken)?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let mut cases: BTreeMap<String, Vec<Case>> = BTreeMap::new();
    for path in paths {
        let chapter = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if NOT_CHAPTERS.contains(&chapter.as_str()) {
            continue;
        }
        let file = read(&path)?;
        for kind in ["case", "write", "scenario"] {
            for entry in array(&file, kind).unwrap_or_default() {
                let id = text(entry, "id")?;
                let rules = entry.get("rules").and_then(Value::as_array);
                let rules = rules.filter(|rules| !rules.is_empty());
                for rule in rules.ok_or_else(|| format!("case `{id}` names no rules"))? {
                    let rule = rule.as_str().ok_or_else(|| format!("case `{id}`: a rule is a text"))?;
                    let case = Case { chapter: chapter.clone(), id: id.to_owned() };
                    cases.entry(rule.to_owned()).or_default().push(case);
                }
            }
        }
    }
    Ok(cases)
}

fn read(path: &Path) -> Result<Table, String> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    text.parse().map_err(|error| format!("{}: {error}", path.display()))
}

fn array<'a>(table: &'a Table, key: &str) -> Result<Vec<&'a Table>, String> {
    let values = table.get(key).and_then(Value::as_array);
    let values = values.ok_or_else(|| format!("`{key}` is missing"))?;
    values.iter().map(|value| value.as_table().ok_or_else(|| format!("`{key}` holds tables"))).collect()
}

fn text<'a>(table: &'a Table, key: &str) -> Result<&'a str, String> {
    table.get(key).and_then(Value::as_str).ok_or_else(|| format!("`{key}` is missing or no text"))
}

/// A rule's meaning, and why it has no case if it has none.
fn meaning<'a>(id: &str, rule: &'a Value) -> Result<(&'a str, Option<&'a str>), String> {
    match rule {
        Value::String(meaning) => Ok((meaning, None)),
        Value::Table(table) => Ok((text(table, "text")?, Some(text(table, "no_case")?))),
        _ => Err(format!("rule {id} is neither a text nor a table")),
    }
}

/// Orders `S-2` before `S-10`.
fn position(id: &str) -> (&str, u32) {
    let (series, number) = id.rsplit_once('-').unwrap_or((id, ""));
    (series, number.parse().unwrap_or(0))
}

fn link(case: &Case) -> String {
    format!("[{}]({}.toml)", case.id, case.chapter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_stand_in_the_order_of_their_numbers() {
        let mut ids = ["S-10", "NP-1", "S-2", "P-11", "P-2"];
        ids.sort_by_key(|id| position(id));
        assert_eq!(ids, ["NP-1", "P-2", "P-11", "S-2", "S-10"]);
    }

    #[test]
    fn every_rule_has_a_case_or_a_reason() {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
        let outputs = outputs(root).unwrap();
        let (_, text) = &outputs[0];
        assert!(text.contains("| S-2 | "), "{text}");
    }
}
