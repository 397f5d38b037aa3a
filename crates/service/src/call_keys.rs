// SPDX-License-Identifier: Apache-2.0
//! The condition keys of a call, borrowed from where they stand.

use std::borrow::Cow;

use portcullis_policy::engine::{List, Lookup, Values};
use portcullis_policy::evaluation::{Context as Keys, Value};

/// Condition keys with their values. Of several that are the same but for case the last one counts.
#[derive(Debug, Clone, Default)]
pub(crate) struct CallKeys<'a>(Vec<(Cow<'a, str>, KeyValues<'a>)>);

#[derive(Debug, Clone)]
enum KeyValues<'a> {
    One(Cow<'a, str>),
    Many(&'a [String]),
}

/// How many keys most calls have.
const KEYS: usize = 24;

impl<'a> CallKeys<'a> {
    /// No keys, with room for those of most calls.
    pub(crate) fn new() -> Self {
        Self(Vec::with_capacity(KEYS))
    }

    /// Sets a key that has one value.
    pub(crate) fn set(&mut self, key: impl Into<Cow<'a, str>>, value: impl Into<Cow<'a, str>>) {
        self.0.push((key.into(), KeyValues::One(value.into())));
    }

    /// Sets a key that has a set of values.
    pub(crate) fn set_many(&mut self, key: &'a str, values: &'a [String]) {
        self.0.push((key.into(), KeyValues::Many(values)));
    }

    /// Sets all keys of a context.
    pub(crate) fn extend(&mut self, keys: &'a Keys) {
        self.0.extend(keys.iter().map(|(key, value)| {
            let values = match value {
                Value::Single(value) => KeyValues::One(value.into()),
                Value::Many(values) => KeyValues::Many(values),
            };
            (Cow::Borrowed(key), values)
        }));
    }
}

impl KeyValues<'_> {
    fn view(&self) -> Values<'_> {
        match self {
            Self::One(value) => Values::One(value),
            Self::Many(values) => Values::Many(List::Owned(values)),
        }
    }
}

impl Lookup for CallKeys<'_> {
    fn find(&self, name: &str) -> Option<Values<'_>> {
        let found = self.0.iter().rev().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, values)| values.view())
    }

    fn pairs(&self) -> Vec<(Cow<'_, str>, Values<'_>)> {
        self.0.iter().map(|(key, values)| (Cow::Borrowed(&**key), values.view())).collect()
    }
}
