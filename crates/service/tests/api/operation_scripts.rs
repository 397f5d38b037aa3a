// SPDX-License-Identifier: Apache-2.0
//! Reads and writes the scripts of `conformance/operations/`: for each operation a call with every mistake in it, the
//! mistakes mended one after the other, and what each call comes to. README.md there says how they are written.

#![allow(
    unreachable_pub,
    clippy::allow_attributes,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests fail by panicking, and the scripts are files of the repository"
)]

use std::path::{Path, PathBuf};

use portcullis_directory::quota::Quota;

use crate::house::House;

/// The script of one operation.
pub struct Script {
    pub operation: String,
    pub steps: Vec<Step>,
    /// Parameters of further rows of the matrix: they stand in for those of the last call.
    pub also: Vec<Vec<(String, String)>>,
    /// Where the script begins, for messages.
    pub place: String,
}

/// One mistake is mended, and the operation called again.
#[derive(Clone)]
pub struct Step {
    /// The line of the file.
    pub text: String,
    pub mends: Vec<Mend>,
    /// `OK`, or `STATUS CODE message`.
    pub expected: String,
}

/// What mends a mistake.
#[derive(Clone)]
pub enum Mend {
    /// Somebody else calls: `as admin`.
    Actor(String),
    /// The root user calls something else before, up to the word `and` or the end: `run CreateUser UserName=bob`.
    Run(Vec<String>),
    /// The account is given another quota: `quota UsersPerAccount=1`.
    Quota(Quota, u32),
    /// A parameter is set: `UserName=bob`.
    Set(String, String),
    /// A parameter is left out, and all that begin with its name: `-Tags`.
    Unset(String),
}

/// A call as far as it has been mended.
#[derive(Default, Clone)]
pub struct Call {
    pub actor: String,
    pub parameters: Vec<(String, String)>,
}

impl Call {
    /// Mends one mistake.
    pub fn mend(&mut self, step: &Step, house: &mut House) {
        for mend in &step.mends {
            match mend {
                Mend::Actor(actor) => self.actor.clone_from(actor),
                Mend::Run(words) => run(words, house),
                Mend::Quota(quota, number) => house.set_quota(*quota, *number),
                Mend::Set(name, value) => {
                    self.parameters.retain(|(known, _)| known != name);
                    self.parameters.push((name.clone(), value.clone()));
                }
                Mend::Unset(name) => self.parameters.retain(|(known, _)| !known.starts_with(name.as_str())),
            }
        }
    }
}

fn run(words: &[String], house: &mut House) {
    let (operation, parameters) = words.split_first().expect("`run` names an operation");
    let parameters: Vec<_> = parameters.iter().map(|word| pair(word)).collect();
    let answer = house.call("root", operation, &parameters);
    assert_eq!(answer.summary(), "OK", "run {}", words.join(" "));
}

/// All scripts of a folder's files, with the files' names.
pub fn read() -> Vec<(PathBuf, Vec<Script>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../conformance/operations");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = entries.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), scripts(&path))).collect()
}

fn scripts(path: &Path) -> Vec<Script> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut scripts: Vec<Script> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let place = format!("{}:{}", path.file_name().unwrap().display(), number + 1);
        let words = line.trim();
        if words.is_empty() || words.starts_with('#') {
            continue;
        }
        let depth = line.len() - line.trim_start().len();
        match (depth, scripts.last_mut()) {
            (0, _) => scripts.push(Script {
                operation: words.to_owned(),
                steps: Vec::new(),
                also: Vec::new(),
                place,
            }),
            (2, Some(script)) => match words.strip_prefix("also ") {
                Some(rest) => script.also.push(rest.split_whitespace().map(pair).collect()),
                None => {
                    let text = words.to_owned();
                    script.steps.push(Step { mends: mends(words), text, expected: String::new() });
                }
            },
            (4, Some(script)) => {
                let step =
                    script.steps.last_mut().unwrap_or_else(|| panic!("{place}: nothing is called yet"));
                assert!(is_update() || step.expected.is_empty(), "{place}: one call has one outcome");
                step.expected = words.to_owned();
            }
            _ => panic!("{place}: operations stand at the margin, calls two blanks in, outcomes four"),
        }
    }
    scripts
}

fn mends(line: &str) -> Vec<Mend> {
    let mut words = line.split_whitespace();
    let mut mends = Vec::new();
    while let Some(word) = words.next() {
        mends.push(match word {
            "run" => Mend::Run(words.by_ref().take_while(|word| *word != "and").map(str::to_owned).collect()),
            "as" => Mend::Actor(words.next().expect("`as` is followed by somebody").to_owned()),
            "quota" => {
                let (name, number) = pair(words.next().expect("`quota` is followed by Name=number"));
                let quota = Quota::parse(&name).unwrap_or_else(|| panic!("`{name}` is no quota"));
                Mend::Quota(quota, number.parse().unwrap())
            }
            _ => match word.strip_prefix('-') {
                Some(name) => Mend::Unset(name.to_owned()),
                None => {
                    let (name, value) = pair(word);
                    Mend::Set(name, value)
                }
            },
        });
    }
    mends
}

fn pair(word: &str) -> (String, String) {
    let (name, value) = word.split_once('=').unwrap_or_else(|| panic!("`{word}` is no Name=value"));
    (name.to_owned(), value.to_owned())
}

/// Writes the outcomes into a file of scripts. Comments and what else stands in it stay.
pub fn write(path: &Path, outcomes: &[Vec<String>]) {
    let text = std::fs::read_to_string(path).unwrap();
    let mut all = outcomes.iter();
    let mut of_script = [].iter();
    let mut written = String::new();
    for line in text.lines() {
        let depth = line.len() - line.trim_start().len();
        let is_comment = line.trim_start().starts_with('#') || line.trim().is_empty();
        if !is_comment && depth == 4 {
            continue;
        }
        written.push_str(line);
        written.push('\n');
        if is_comment {
            continue;
        }
        if depth == 0 {
            of_script = all.next().unwrap().iter();
        } else if !line.trim_start().starts_with("also ") {
            written.push_str(&format!("    {}\n", of_script.next().unwrap()));
        }
    }
    std::fs::write(path, written).unwrap();
}

/// Whether snapshots are to be written anew instead of compared.
pub fn is_update() -> bool {
    std::env::var_os("UPDATE_SNAPSHOTS").is_some()
}
