// SPDX-License-Identifier: Apache-2.0
//! The three truth values of matching: no, yes, and "this piece of the policy cannot be read".

use crate::language::Effect;

/// Whether a piece of a policy matches.
///
/// The order makes `min` the conjunction and `max` the disjunction of Kleene's three-valued logic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Truth {
    /// It does not match, whatever the unreadable pieces mean.
    False,
    /// It depends on a piece that cannot be read.
    Unknown,
    /// It matches.
    True,
}

impl Truth {
    /// Whether a statement with this match takes effect. What cannot be read never allows and always denies: parser
    /// and validation refuse such documents, so this is reached only by documents built without them.
    pub(crate) fn takes_effect(self, effect: Effect) -> bool {
        match effect {
            Effect::Allow => self == Self::True,
            Effect::Deny => self != Self::False,
        }
    }

    /// True if all are, false if one is.
    pub(crate) fn all(truths: impl IntoIterator<Item = Self>) -> Self {
        truths.into_iter().min().unwrap_or(Self::True)
    }

    /// True if one is, false if all are.
    pub(crate) fn any(truths: impl IntoIterator<Item = Self>) -> Self {
        truths.into_iter().max().unwrap_or(Self::False)
    }

    /// The opposite, which for `Not…` elements is as unknown as the element itself.
    pub(crate) fn negated_if(self, negated: bool) -> Self {
        match (self, negated) {
            (Self::True, true) => Self::False,
            (Self::False, true) => Self::True,
            (same, _) => same,
        }
    }
}

impl From<bool> for Truth {
    fn from(yes: bool) -> Self {
        if yes { Self::True } else { Self::False }
    }
}
