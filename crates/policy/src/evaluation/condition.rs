// SPDX-License-Identifier: Apache-2.0
//! Conditions: operators, keys and values, missing keys, and sets of values (sections 12.1 to 12.3 of the rules).

use super::{
    context::{Context, Value},
    operators::{self, Comparison},
    truth::Truth,
    variable::{self, Resolved},
};
use crate::language::{ConditionBlock, ConditionEntry, Operator, Qualifier, Test};

/// Whether all keys under all operators hold (rule C-1). No condition holds always (rule C-5).
pub(crate) fn holds(blocks: &[ConditionBlock], interpolate: bool, context: &Context) -> Truth {
    Truth::all(blocks.iter().flat_map(|block| {
        block.entries.iter().map(|entry| entry_holds(block.operator, entry, interpolate, context))
    }))
}

/// Whether one key holds under one operator.
pub(crate) fn entry_holds(
    operator: Operator,
    entry: &ConditionEntry,
    interpolate: bool,
    context: &Context,
) -> Truth {
    let present = context.get(&entry.key.value);
    if operator.test == Test::Null {
        return null_holds(operator, entry, present);
    }
    let wanted: Vec<Wanted> = entry
        .values
        .iter()
        .map(|value| Wanted::read(operator.test, &value.value.text, interpolate, context))
        .collect();
    match operator.qualifier {
        None => plain_holds(operator, present, &wanted),
        Some(qualifier) => set_holds(operator, qualifier, present, &wanted),
    }
}

/// An operator without a qualifier.
fn plain_holds(operator: Operator, present: Option<&Value>, wanted: &[Wanted]) -> Truth {
    match present {
        // A set that has values needs a qualifier to say how they count (rule M-3).
        Some(Value::Many(values)) if !values.is_empty() => Truth::False,
        // An empty list under `…IfExists` is met by a missing key only (rule C-5).
        Some(Value::Single(_)) if operator.if_exists && wanted.is_empty() => Truth::False,
        Some(Value::Single(actual)) => satisfies(operator.test, actual, wanted),
        // The key is missing (section 12.2).
        _ => Truth::from(operator.if_exists || operators::is_negated(operator.test)),
    }
}

/// An operator with a qualifier. A key with a single value is a set of one (rule M-4).
fn set_holds(operator: Operator, qualifier: Qualifier, present: Option<&Value>, wanted: &[Wanted]) -> Truth {
    let values: &[String] = match present {
        Some(Value::Single(value)) => std::slice::from_ref(value),
        Some(Value::Many(values)) => values,
        None => &[],
    };
    // For sets a value that resolves to nothing counts as none at all (section 12.2).
    if is_null(present) {
        // `IfExists` makes a missing key true under `ForAnyValue` too. The sources disagree; this is AWS's text.
        // The rule for all values has no exception for negated operators.
        return Truth::from(operator.if_exists || qualifier == Qualifier::ForAllValues);
    }
    if wanted.is_empty() {
        return Truth::False;
    }
    let each = values.iter().map(|actual| satisfies(operator.test, actual, wanted));
    match qualifier {
        Qualifier::ForAllValues => Truth::all(each),
        Qualifier::ForAnyValue => Truth::any(each),
    }
}

/// `Null`: `"true"` wants the key absent, `"false"` wants it present.
fn null_holds(operator: Operator, entry: &ConditionEntry, present: Option<&Value>) -> Truth {
    if operator.if_exists {
        // `NullIfExists` does not exist; the parser refuses it.
        return Truth::Unknown;
    }
    match operator.qualifier {
        // The qualifier answers for the key's absence before `Null` could. The sources disagree; this is what
        // AWS's validator says of it.
        Some(Qualifier::ForAllValues) => Truth::True,
        Some(Qualifier::ForAnyValue) => Truth::False,
        None => {
            let absent = is_null(present);
            let mut wanted = entry.values.iter().filter_map(|value| operators::boolean(&value.value.text));
            Truth::from(wanted.any(|wanted| wanted == absent))
        }
    }
}

/// Whether a key is absent or has only empty values, which `Null` and the qualifiers take for absent.
fn is_null(present: Option<&Value>) -> bool {
    match present {
        None => true,
        Some(Value::Single(value)) => value.is_empty(),
        Some(Value::Many(values)) => values.iter().all(String::is_empty),
    }
}

/// Whether one value of the request satisfies an operator against all values of the policy: a positive operator wants
/// one of them to be equal, a negated one wants none to be (rules C-1, M-1, M-2).
fn satisfies(test: Test, actual: &str, wanted: &[Wanted]) -> Truth {
    let comparisons = wanted.iter().map(|wanted| wanted.compare(test, actual));
    if operators::is_negated(test) {
        Truth::all(comparisons.map(|comparison| match comparison {
            Some(comparison) => Truth::from(comparison == Comparison::Different),
            None => Truth::Unknown,
        }))
    } else {
        Truth::any(comparisons.map(|comparison| match comparison {
            Some(comparison) => Truth::from(comparison == Comparison::Equal),
            None => Truth::Unknown,
        }))
    }
}

/// A value of the policy, made ready for comparison.
enum Wanted {
    /// Its variables, if any, are replaced.
    Resolved(Resolved),
    /// Its variables cannot be read.
    Unreadable,
}

impl Wanted {
    fn read(test: Test, text: &str, interpolate: bool, context: &Context) -> Self {
        let interpolate = interpolate && operators::takes_variables(test);
        variable::resolve(text, interpolate, context).map_or(Self::Unreadable, Self::Resolved)
    }

    /// `None` if the value cannot be read. A value whose variable is missing equals nothing, so that a negated operator
    /// holds; the sources disagree on that half; this is AWS's text.
    fn compare(&self, test: Test, actual: &str) -> Option<Comparison> {
        match self {
            Self::Resolved(Resolved::Pattern(pattern)) => Some(operators::compare(test, actual, pattern)),
            Self::Resolved(Resolved::Missing(_)) => Some(Comparison::Different),
            Self::Unreadable => None,
        }
    }
}
