// SPDX-License-Identifier: Apache-2.0
//! The condition keys of a call, borrowed from where they stand.

use std::borrow::Cow;

use portcullis_policy::engine::{ContextView, List, Values};
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

    /// The keys as the engine looks at them.
    pub(crate) fn pairs(&self) -> Vec<(&str, Values<'_>)> {
        let pairs = self.0.iter().map(|(key, values)| {
            let values = match values {
                KeyValues::One(value) => Values::One(value),
                KeyValues::Many(values) => Values::Many(List::Owned(values)),
            };
            (&**key, values)
        });
        pairs.collect()
    }

    /// The keys as they are kept.
    pub(crate) fn context(&self) -> Keys {
        ContextView::Pairs(&self.pairs()).into()
    }
}
