// SPDX-License-Identifier: Apache-2.0
//! The condition keys that a document asks for.

use std::collections::BTreeMap;

use super::{arn::PIECES, operators, statement};
use crate::language::{Document, Part, Statement, Template};

/// The keys that the document's conditions and variables name, in the order of their names, each as it is first
/// written. Whether a variable is one is decided as in evaluation (rules V-1, V-2 and R-9).
#[must_use]
pub fn context_keys(document: &Document) -> Vec<String> {
    let mut keys = Keys { interpolate: statement::interpolates(document), found: BTreeMap::new() };
    document.statements.iter().for_each(|statement| keys.read(statement));
    keys.found.into_values().collect()
}

struct Keys {
    interpolate: bool,
    /// By name in lower case.
    found: BTreeMap<String, String>,
}

impl Keys {
    fn read(&mut self, statement: &Statement) {
        for pattern in statement.resource.iter().flat_map(|element| &element.patterns) {
            let resource = pattern.value.splitn(PIECES, ':').nth(PIECES - 1);
            resource.into_iter().for_each(|text| self.variables(text));
        }
        for block in &statement.conditions {
            for entry in &block.entries {
                self.add(&entry.key.value);
                if operators::takes_variables(block.operator.test) {
                    entry.values.iter().for_each(|value| self.variables(&value.value.text));
                }
            }
        }
    }

    fn variables(&mut self, text: &str) {
        for part in Template::parse(text, self.interpolate).unwrap_or_default().parts {
            if let Part::Variable { key, .. } = part {
                self.add(&key);
            }
        }
    }

    fn add(&mut self, key: &str) {
        self.found.entry(key.to_ascii_lowercase()).or_insert_with(|| key.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(version: &str, statement: &str) -> Vec<String> {
        let text =
            format!(r#"{{"Version":"{version}","Statement":{{"Effect":"Allow","Action":"*",{statement}}}}}"#);
        context_keys(&Document::parse(&text).unwrap())
    }

    #[test]
    fn v_2_keys_stand_in_conditions_and_variables() {
        let statement = r#""Resource":["arn:aws:s3:::${aws:username}/${AWS:UserId}","arn:${x:y}:s3:::z","${x:z}"],
            "Condition":{"StringLike":{"aws:PrincipalTag/Team":["${saml:sub, 'none'}","${*}"]},
                         "NumericLessThan":{"aws:MultiFactorAuthAge":"${x:w}"},"Null":{"aws:USERNAME":"true"}}"#;
        let expected =
            ["aws:MultiFactorAuthAge", "aws:PrincipalTag/Team", "AWS:UserId", "aws:username", "saml:sub"];
        assert_eq!(keys("2012-10-17", statement), expected);
        let literal = ["aws:MultiFactorAuthAge", "aws:PrincipalTag/Team", "aws:USERNAME"];
        assert_eq!(keys("2008-10-17", statement), literal);
        assert_eq!(keys("2012-10-17", r#""Resource":"*""#), [""; 0]);
    }
}
