// SPDX-License-Identifier: Apache-2.0
//! The grammar of the `Condition` element.

use std::collections::BTreeSet;

use super::{ParseError, ParseErrorKind, object, one_or_many, wrong_type};
use crate::language::document::{
    ConditionBlock, ConditionEntry, ConditionValue, Located, Operator, ScalarKind,
};
use crate::language::json::{Kind, Member, Value};

/// Reads a `Condition` element.
///
/// An operator without keys tests nothing (rule C-5). AWS accepts it even if no operator has that name; such a block is
/// left out here, because there is nothing that it could mean.
pub(super) fn blocks(value: &Value) -> Result<Vec<ConditionBlock>, ParseError> {
    let mut blocks = Vec::new();
    for member in object(value, "Condition")? {
        let keys = object(&member.value, "Condition")?;
        match Operator::parse(&member.key.value) {
            Ok(operator) => {
                blocks.push(ConditionBlock { operator, text: member.key.clone(), entries: entries(keys)? });
            }
            Err(_) if keys.is_empty() => {}
            Err(error) => {
                let kind = ParseErrorKind::Operator(error, member.key.value.clone());
                return Err(ParseError::new(kind, member.key.span));
            }
        }
    }
    Ok(blocks)
}

fn entries(members: &[Member]) -> Result<Vec<ConditionEntry>, ParseError> {
    let mut seen = BTreeSet::new();
    let mut entries = Vec::new();
    for member in members {
        if !seen.insert(member.key.value.to_ascii_lowercase()) {
            let kind = ParseErrorKind::DuplicateConditionKey(member.key.value.clone());
            return Err(ParseError::new(kind, member.key.span));
        }
        let (values, single) = one_or_many(&member.value);
        let values = values.iter().map(scalar).collect::<Result<_, _>>()?;
        entries.push(ConditionEntry { key: member.key.clone(), values, single });
    }
    Ok(entries)
}

/// A value of a condition key; booleans and numbers are taken as their text (rule C-4).
fn scalar(value: &Value) -> Result<Located<ConditionValue>, ParseError> {
    let (text, kind) = match &value.kind {
        Kind::Text(text) => (text.clone(), ScalarKind::Text),
        Kind::Number(text) => (text.clone(), ScalarKind::Number),
        Kind::Boolean(truth) => (truth.to_string(), ScalarKind::Boolean),
        _ => return Err(wrong_type("Condition", "a text, a number, a boolean or an array of them", value)),
    };
    Ok(Located { value: ConditionValue { text, kind }, span: value.span })
}
