// SPDX-License-Identifier: Apache-2.0
//! Reads the compact text of the reference; the text itself describes its notation.

use std::collections::BTreeMap;
use std::fmt;

use super::Catalogue;
use super::service::{
    AccessLevel, ActionRecord, ConditionKey, KeyType, ResourceRecord, Service, TypeRecord, without_case,
};

/// The text is not a reference that this version can read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: &'static str,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "service authorization reference, line {}: {}", self.line, self.problem)
    }
}

impl std::error::Error for Malformed {}

pub(super) fn catalogue(text: &str) -> Result<Catalogue, Malformed> {
    let mut lines = text.lines().enumerate();
    let heading = lines.next().map(|(_, line)| line);
    if heading != Some("portcullis service authorization reference 1") {
        return Err(Malformed { line: 1, problem: "unknown heading" });
    }
    let mut catalogue = Catalogue::default();
    let mut open: Option<Open> = None;
    for (at, line) in lines {
        read_line(&mut catalogue, &mut open, line).map_err(|problem| Malformed { line: at + 1, problem })?;
    }
    close(&mut catalogue, open.take());
    catalogue.index_keys();
    Ok(catalogue)
}

/// A service whose lines are being read, with the names that later lines use.
struct Open<'t> {
    service: Service,
    keys: BTreeMap<&'t str, usize>,
    types: BTreeMap<&'t str, usize>,
    /// How many `set` lines there were; `#n` is set n + 1, because set 0 is empty.
    numbered: usize,
}

fn read_line<'t>(
    catalogue: &mut Catalogue,
    open: &mut Option<Open<'t>>,
    line: &'t str,
) -> Result<(), &'static str> {
    if line.starts_with('#') {
        return Ok(());
    }
    let mut fields = line.split('\t');
    let tag = fields.next().unwrap_or_default();
    let mut field = || fields.next().unwrap_or_default();
    match (tag, open.as_mut()) {
        ("global", None) => {
            catalogue.global_keys.push(ConditionKey { name: field().to_owned(), kind: key_type(field())? });
        }
        ("service", _) => {
            close(catalogue, open.take());
            *open = Some(Open::new(field(), field() == "rcp"));
        }
        ("key", Some(open)) => open.add_key(field(), field())?,
        ("set", Some(open)) => {
            let set = open.add_set(field())?;
            open.numbered += 1;
            if set != open.numbered {
                return Err("a set after the lines that use sets");
            }
        }
        ("type", Some(open)) => open.add_type(field(), field(), field())?,
        (level, Some(open)) => {
            let (name, keys) = (field(), field());
            open.add_action(access_level(level)?, name, keys, fields)?;
        }
        (_, None) => return Err("a line outside a service"),
    }
    Ok(())
}

fn close(catalogue: &mut Catalogue, open: Option<Open<'_>>) {
    if let Some(Open { mut service, .. }) = open {
        // The text is in this order already; sorting again costs nothing and makes the lookup safe.
        service.actions.sort_by(|a, b| without_case(&a.name, &b.name));
        catalogue.services.insert(service.prefix.to_ascii_lowercase(), service);
    }
}

impl<'t> Open<'t> {
    fn new(prefix: &str, rcp: bool) -> Self {
        let service = Service {
            prefix: prefix.to_owned(),
            rcp,
            keys: Vec::new(),
            sets: vec![Vec::new()],
            types: Vec::new(),
            actions: Vec::new(),
        };
        Self { service, keys: BTreeMap::new(), types: BTreeMap::new(), numbered: 0 }
    }

    fn add_key(&mut self, short: &'t str, kind: &str) -> Result<(), &'static str> {
        let name =
            if short.starts_with(':') { format!("{}{short}", self.service.prefix) } else { short.to_owned() };
        self.keys.insert(short, self.service.keys.len());
        self.service.keys.push(ConditionKey { name, kind: key_type(kind)? });
        Ok(())
    }

    fn add_set(&mut self, keys: &str) -> Result<usize, &'static str> {
        let indexes =
            keys.split(',').map(|key| self.keys.get(key).copied().ok_or("a key that the service lacks"));
        let indexes = indexes.collect::<Result<Vec<usize>, _>>()?;
        self.service.sets.push(indexes);
        Ok(self.service.sets.len() - 1)
    }

    /// A set as lines write it: nothing, `#n`, or the keys.
    fn set(&mut self, written: &str) -> Result<usize, &'static str> {
        match written.strip_prefix('#') {
            Some(number) => {
                let number: usize = number.parse().map_err(|_| "a set number that is none")?;
                if number < self.numbered { Ok(number + 1) } else { Err("a set that the service lacks") }
            }
            None if written.is_empty() => Ok(0),
            None => self.add_set(written),
        }
    }

    fn add_type(&mut self, name: &'t str, arns: &str, keys: &str) -> Result<(), &'static str> {
        let set = self.set(keys)?;
        let full = |arn: &str| match arn.strip_prefix("::") {
            Some(rest) => {
                format!("arn:${{Partition}}:{}:${{Region}}:${{Account}}:{rest}", self.service.prefix)
            }
            None => arn.to_owned(),
        };
        let arns = arns.split(' ').map(full).collect();
        self.types.insert(name, self.service.types.len());
        self.service.types.push(TypeRecord { name: name.to_owned(), arns, set });
        Ok(())
    }

    fn add_action(
        &mut self,
        level: AccessLevel,
        name: &str,
        keys: &str,
        resources: impl Iterator<Item = &'t str>,
    ) -> Result<(), &'static str> {
        if name.is_empty() {
            return Err("an action without a name");
        }
        let set = self.set(keys)?;
        let mut records = Vec::new();
        for resource in resources {
            let (kind, keys) = resource.split_once('|').unwrap_or((resource, ""));
            let required = kind.starts_with('*');
            let kind = kind.strip_prefix('*').unwrap_or(kind);
            let kind = self.types.get(kind).copied().ok_or("a resource type that the service lacks")?;
            records.push(ResourceRecord { kind, required, set: self.set(keys)? });
        }
        self.service.actions.push(ActionRecord { name: name.to_owned(), level, set, resources: records });
        Ok(())
    }
}

fn access_level(letter: &str) -> Result<AccessLevel, &'static str> {
    Ok(match letter {
        "L" => AccessLevel::List,
        "R" => AccessLevel::Read,
        "T" => AccessLevel::Tagging,
        "W" => AccessLevel::Write,
        "P" => AccessLevel::PermissionsManagement,
        _ => return Err("an unknown kind of line"),
    })
}

fn key_type(word: &str) -> Result<KeyType, &'static str> {
    Ok(match word {
        "ARN" => KeyType::Arn,
        "Bool" => KeyType::Bool,
        "Date" => KeyType::Date,
        "IPAddress" => KeyType::IpAddress,
        "Numeric" => KeyType::Numeric,
        "String" => KeyType::String,
        "ArrayOfARN" => KeyType::ArrayOfArn,
        "ArrayOfBool" => KeyType::ArrayOfBool,
        "ArrayOfString" => KeyType::ArrayOfString,
        _ => return Err("an unknown type of key"),
    })
}
