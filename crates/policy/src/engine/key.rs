// SPDX-License-Identifier: Apache-2.0
//! Condition keys, known by a hash and compared without case (rule C-2), and what requests hold under them.

use std::{borrow::Cow, fmt::Debug};

use super::hash;
use crate::evaluation::{Context, Value};

/// A condition key that a policy names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) hash: u32,
    name: Name,
}

/// A name in lower case. Almost all are short, and those stand where they are needed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    Short { length: u8, bytes: [u8; SHORT_MAX] },
    Long(Box<str>),
}

const SHORT_MAX: usize = 30;

impl Key {
    pub(super) fn new(name: &str) -> Self {
        let hash = hash::short_without_case(name);
        let lower = name.to_ascii_lowercase();
        let mut bytes = [0; SHORT_MAX];
        let short = match (bytes.get_mut(..lower.len()), u8::try_from(lower.len())) {
            (Some(place), Ok(length)) => {
                place.copy_from_slice(lower.as_bytes());
                Some(length)
            }
            _ => None,
        };
        let name = match short {
            Some(length) => Name::Short { length, bytes },
            None => Name::Long(lower.into()),
        };
        Self { hash, name }
    }

    /// The name in lower case.
    pub(super) fn name(&self) -> &[u8] {
        match &self.name {
            Name::Short { length, bytes } => bytes.get(..usize::from(*length)).unwrap_or_default(),
            Name::Long(name) => name.as_bytes(),
        }
    }
}

/// What a request has under a condition key.
#[derive(Debug, Clone, Copy)]
pub enum Values<'a> {
    /// A key with one value.
    One(&'a str),
    /// A key with a set of values; an empty set counts as absent.
    Many(List<'a>),
}

/// A set of values, in whichever form the request keeps them.
#[derive(Debug, Clone, Copy)]
pub enum List<'a> {
    /// Borrowed texts.
    Borrowed(&'a [&'a str]),
    /// Owned texts.
    Owned(&'a [String]),
    /// Ends of neighbouring texts; the first starts at the number before the ends.
    #[doc(hidden)]
    Packed(&'a str, &'a [u32]),
}

impl<'a> List<'a> {
    /// How many values there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Borrowed(values) => values.len(),
            Self::Owned(values) => values.len(),
            Self::Packed(_, ends) => ends.len().saturating_sub(1),
        }
    }

    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn get(&self, at: usize) -> Option<&'a str> {
        match self {
            Self::Borrowed(values) => values.get(at).copied(),
            Self::Owned(values) => values.get(at).map(String::as_str),
            Self::Packed(text, ends) => {
                let (start, end) = (*ends.get(at)?, *ends.get(at + 1)?);
                text.get(start as usize..end as usize)
            }
        }
    }

    /// The values in their order.
    pub fn iter(&self) -> impl Iterator<Item = &'a str> + Clone + use<'a> {
        let list = *self;
        (0..list.len()).filter_map(move |at| list.get(at))
    }
}

/// Condition keys without which a statement takes no effect, in a form that is quickly compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Needs {
    /// The bits of all keys' hashes.
    bits: u64,
    /// How long the name of one of them is, or 0.
    length: u32,
}

impl Needs {
    /// Whether a bit is missing among those of the keys that are there.
    pub(super) fn exceed(self, bits: u64) -> bool {
        self.bits & !bits != 0
    }

    pub(super) fn add(&mut self, key: &Key) {
        self.bits |= bit(key.hash);
        self.length = u32::try_from(key.name().len()).unwrap_or_default();
    }
}

/// One of 64 bits, by which most keys differ.
pub(super) fn bit(hash: u32) -> u64 {
    1 << (hash % u64::BITS)
}

/// The circumstances of a request, in whichever form it keeps them.
pub(super) trait Circumstances: Copy {
    /// What the request has under a key.
    fn find(&self, key: &Key) -> Option<Values<'_>>;

    /// Whether some of the keys are certainly absent. It costs less than finding out.
    fn lacks(&self, needs: Needs) -> bool;

    /// The value of a key as a variable's: a key with a set of values has none, and a default does not make up for
    /// that, because the key is there (rules V-3 and V-4).
    fn variable<'s>(&'s self, key: &Key, default: Option<&'s str>) -> Option<&'s str> {
        match self.find(key) {
            Some(Values::One(value)) => Some(value),
            Some(Values::Many(values)) if !values.is_empty() => None,
            _ => default,
        }
    }
}

/// Keys and values as a caller has them at hand.
#[derive(Debug, Clone, Copy)]
pub enum ContextView<'a> {
    /// Pairs in any order and any case; of several spellings of a key the last one counts.
    Pairs(&'a [(&'a str, Values<'a>)]),
    /// An evaluator's context.
    Context(&'a Context),
    /// What is found where it stands, when a condition asks for it.
    Lookup(&'a dyn Lookup),
}

/// Where condition keys are found that are not worth gathering before a condition asks for one.
pub trait Lookup: Debug + Sync {
    /// What there is under a key, whose name is in lower case.
    fn find(&self, name: &str) -> Option<Values<'_>>;

    /// All keys in any case with their values; of several spellings of a key the last one counts.
    fn pairs(&self) -> Vec<(Cow<'_, str>, Values<'_>)>;
}

impl Circumstances for ContextView<'_> {
    fn lacks(&self, needs: Needs) -> bool {
        match self {
            // No name is read for it, only how long each is.
            Self::Pairs(pairs) => {
                needs.length > 0 && !pairs.iter().any(|(name, _)| name.len() == needs.length as usize)
            }
            Self::Context(_) | Self::Lookup(_) => false,
        }
    }

    fn find(&self, key: &Key) -> Option<Values<'_>> {
        match self {
            Self::Pairs(pairs) => {
                let own = key.name();
                let is_named =
                    |name: &str| name.len() == own.len() && name.as_bytes().eq_ignore_ascii_case(own);
                pairs.iter().rev().find(|(name, _)| is_named(name)).map(|(_, values)| *values)
            }
            Self::Context(context) => {
                context.get_lowercase(std::str::from_utf8(key.name()).ok()?).map(Values::from)
            }
            Self::Lookup(keys) => keys.find(std::str::from_utf8(key.name()).ok()?),
        }
    }
}

impl<'a> From<&'a Value> for Values<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Single(value) => Self::One(value),
            Value::Many(values) => Self::Many(List::Owned(values)),
        }
    }
}
