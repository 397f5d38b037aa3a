// SPDX-License-Identifier: Apache-2.0
//! The circumstances of a request: condition keys and their values.

use std::collections::BTreeMap;

/// Condition keys with their values. Keys are compared without case (rule C-2).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    values: BTreeMap<String, Value>,
}

/// The value of a condition key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A key that has one value.
    Single(String),
    /// A key that has a set of values; an empty set counts as absent.
    Many(Vec<String>),
}

impl Context {
    /// A context without keys.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a single-valued key.
    pub fn set(&mut self, key: &str, value: impl Into<String>) {
        self.values.insert(key.to_ascii_lowercase(), Value::Single(value.into()));
    }

    /// Sets a multi-valued key.
    pub fn set_many(&mut self, key: &str, values: Vec<String>) {
        self.values.insert(key.to_ascii_lowercase(), Value::Many(values));
    }

    /// Removes a key.
    pub fn remove(&mut self, key: &str) {
        self.values.remove(&key.to_ascii_lowercase());
    }

    /// The value of a key, if it is present.
    pub fn get(&self, key: &str) -> Option<&Value> {
        if key.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return self.values.get(&key.to_ascii_lowercase());
        }
        self.values.get(key)
    }

    /// The value of a key that is in lower case already.
    pub(crate) fn get_lowercase(&self, key: &str) -> Option<&Value> {
        self.values.get(key)
    }

    /// The keys in lower case with their values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> + Clone {
        self.values.iter().map(|(key, value)| (key.as_str(), value))
    }
}
