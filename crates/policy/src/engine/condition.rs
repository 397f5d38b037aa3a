// SPDX-License-Identifier: Apache-2.0
//! Compiled conditions: missing keys, sets of values, and the tests themselves (sections 12.1 to 12.3 of the rules).

use super::{
    key::{Circumstances, ContextView, Key, Needs, Values},
    operand::Operands,
};
use crate::{
    evaluation::{operators, truth::Truth},
    language::{ConditionBlock, ConditionEntry, Effect, Operator, Qualifier, Test},
};

/// One key under one operator.
#[derive(Debug)]
struct Condition {
    key: Key,
    check: Check,
}

#[derive(Debug)]
enum Check {
    /// The same for every request.
    Always(bool),
    /// `Null`.
    Null { holds_absent: bool, holds_present: bool },
    /// Everything else.
    Compare(Compare),
}

#[derive(Debug)]
struct Compare {
    operator: Operator,
    /// How values count that cannot be read: they never make a statement allow, nor keep one from denying.
    unreadable_holds: bool,
    operands: Operands,
}

/// All conditions of a statement; all must hold (rule C-1). The first stands where it is needed, because most
/// statements have no more than one.
#[derive(Debug)]
pub(super) struct Conditions {
    first: Option<Condition>,
    others: Box<[Condition]>,
}

impl Conditions {
    pub(super) fn compile(blocks: &[ConditionBlock], interpolate: bool, effect: Effect) -> Self {
        let mut all = compiled(blocks, interpolate, effect);
        Self { first: all.next(), others: all.collect() }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        usize::from(self.first.is_some()) + self.others.len()
    }

    /// Whether all hold.
    pub(super) fn hold(&self, context: &impl Circumstances) -> bool {
        self.first.as_ref().is_none_or(|condition| condition.holds(context))
            && self.others.iter().all(|condition| condition.holds(context))
    }

    /// The keys that must be there for all to hold.
    pub(super) fn needs(&self) -> Needs {
        let nothing = ContextView::Pairs(&[]);
        let mut needs = Needs::default();
        // Where the key is absent nothing else of the request counts.
        let needed = self.first.iter().chain(&self.others).filter(|condition| !condition.holds(&nothing));
        needed.for_each(|condition| needs.add(&condition.key));
        needs
    }

    /// How each stands to the request, in the order of the source.
    pub(super) fn truths(&self, context: &impl Circumstances) -> Vec<Truth> {
        self.first.iter().chain(&self.others).map(|condition| condition.truth(context)).collect()
    }
}

fn compiled(blocks: &[ConditionBlock], interpolate: bool, effect: Effect) -> impl Iterator<Item = Condition> {
    let entries = blocks.iter().flat_map(|block| block.entries.iter().map(|entry| (block.operator, entry)));
    entries.map(move |(operator, entry)| Condition::compile(operator, entry, interpolate, effect))
}

impl Condition {
    fn compile(operator: Operator, entry: &ConditionEntry, interpolate: bool, effect: Effect) -> Self {
        let texts = || entry.values.iter().map(|value| value.value.text.as_str());
        let check = match (operator.test, operator.qualifier) {
            // `NullIfExists` does not exist; the parser refuses it.
            (Test::Null, _) if operator.if_exists => Check::Always(effect == Effect::Deny),
            // The qualifier answers for the key's absence before `Null` could.
            (Test::Null, Some(qualifier)) => Check::Always(qualifier == Qualifier::ForAllValues),
            (Test::Null, None) => {
                let wants =
                    |absent: bool| texts().filter_map(operators::boolean).any(|wanted| wanted == absent);
                Check::Null { holds_absent: wants(true), holds_present: wants(false) }
            }
            (test, _) => Check::Compare(Compare {
                operator,
                unreadable_holds: effect == Effect::Deny,
                operands: Operands::compile(test, interpolate, texts()),
            }),
        };
        Self { key: Key::new(&entry.key.value), check }
    }

    /// Whether the condition holds.
    fn holds(&self, context: &impl Circumstances) -> bool {
        let unreadable_holds = match &self.check {
            Check::Compare(compare) => compare.unreadable_holds,
            Check::Always(_) | Check::Null { .. } => false,
        };
        self.holds_if(unreadable_holds, context)
    }

    /// How the condition stands to the request: unknown, if that depends on what cannot be read.
    fn truth(&self, context: &impl Circumstances) -> Truth {
        match (self.holds_if(true, context), self.holds_if(false, context)) {
            (true, false) => Truth::Unknown,
            (holds, _) => Truth::from(holds),
        }
    }

    /// Whether the condition holds, if what cannot be read counts so.
    fn holds_if(&self, unreadable_holds: bool, context: &impl Circumstances) -> bool {
        match &self.check {
            Check::Always(holds) => *holds,
            Check::Null { holds_absent, holds_present } => {
                if is_null(context.find(&self.key)) {
                    *holds_absent
                } else {
                    *holds_present
                }
            }
            Check::Compare(compare) => {
                let present = context.find(&self.key);
                match compare.operator.qualifier {
                    None => compare.plain_holds(present, unreadable_holds, context),
                    Some(qualifier) => compare.set_holds(qualifier, present, unreadable_holds, context),
                }
            }
        }
    }
}

impl Compare {
    fn satisfied(&self, actual: &str, unreadable_holds: bool, context: &impl Circumstances) -> bool {
        self.operands.satisfied(self.operator.test, actual, unreadable_holds, context)
    }

    /// An operator without a qualifier.
    fn plain_holds(
        &self,
        present: Option<Values<'_>>,
        unreadable_holds: bool,
        context: &impl Circumstances,
    ) -> bool {
        match present {
            // A set that has values needs a qualifier to say how they count (rule M-3).
            Some(Values::Many(values)) if !values.is_empty() => false,
            // An empty list under `…IfExists` is met by a missing key only (rule C-5).
            Some(Values::One(_)) if self.operator.if_exists && self.operands.is_empty() => false,
            Some(Values::One(actual)) => self.satisfied(actual, unreadable_holds, context),
            // The key is missing (section 12.2).
            _ => self.operator.if_exists || operators::is_negated(self.operator.test),
        }
    }

    /// An operator with a qualifier. A key with a single value is a set of one (rule M-4).
    fn set_holds(
        &self,
        qualifier: Qualifier,
        present: Option<Values<'_>>,
        unreadable_holds: bool,
        context: &impl Circumstances,
    ) -> bool {
        // For sets a value that resolves to nothing counts as none at all (section 12.2); are decided as
        // the reference decides them.
        if is_null(present) {
            return self.operator.if_exists || qualifier == Qualifier::ForAllValues;
        }
        if self.operands.is_empty() {
            return false;
        }
        match (present, qualifier) {
            (Some(Values::One(actual)), _) => self.satisfied(actual, unreadable_holds, context),
            (Some(Values::Many(values)), Qualifier::ForAllValues) => {
                values.iter().all(|actual| self.satisfied(actual, unreadable_holds, context))
            }
            (Some(Values::Many(values)), Qualifier::ForAnyValue) => {
                values.iter().any(|actual| self.satisfied(actual, unreadable_holds, context))
            }
            (None, _) => false,
        }
    }
}

/// Whether a key is absent or has only empty values, which `Null` and the qualifiers take for absent.
fn is_null(present: Option<Values<'_>>) -> bool {
    match present {
        None => true,
        Some(Values::One(value)) => value.is_empty(),
        Some(Values::Many(values)) => values.iter().all(str::is_empty),
    }
}
