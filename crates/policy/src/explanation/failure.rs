// SPDX-License-Identifier: Apache-2.0
//! Which elements of a statement fail, with the request's values beside the policy's.

use super::explain::principal_name;
use super::verdict::Reading;
use super::{Actual, Element, Failure, Note, Wanted};
use crate::evaluation::arn::PIECES;
use crate::evaluation::truth::Truth;
use crate::evaluation::variable::{self, Resolved};
use crate::evaluation::{Context, Request, Value, operators};
use crate::language::{ConditionBlock, ConditionEntry, Effect, Located, Template};

/// Everything that keeps a statement from acting: it would act if none of it failed. The truth of each element is that
/// of whoever decided.
pub(super) fn failures(reading: &Reading<'_>, request: &Request<'_>) -> Vec<Failure> {
    let scene = Scene { effect: reading.statement.effect, interpolate: reading.interpolate, request };
    let mut failures = Vec::new();
    if scene.fails(reading.elements.action) {
        failures.push(scene.action(reading));
    }
    if scene.fails(reading.elements.principal) {
        failures.push(scene.principal(reading));
    }
    if scene.fails(reading.elements.resource) {
        failures.push(scene.resource(reading));
    }
    let blocks = reading.statement.conditions.iter();
    let entries = blocks.flat_map(|block| block.entries.iter().map(move |entry| (block, entry)));
    for ((block, entry), truth) in entries.zip(&reading.elements.conditions) {
        failures.extend(scene.condition(block, entry, *truth));
    }
    failures
}

/// What all elements of one statement are asked against.
struct Scene<'a> {
    effect: Effect,
    interpolate: bool,
    request: &'a Request<'a>,
}

impl Scene<'_> {
    fn fails(&self, truth: Truth) -> bool {
        !truth.takes_effect(self.effect)
    }

    fn action(&self, reading: &Reading<'_>) -> Failure {
        let element = &reading.statement.action;
        Failure {
            element: Element::Action { negated: element.negated },
            span: element.span,
            actual: Actual::Single(self.request.action.to_owned()),
            wanted: literal(&element.patterns),
            note: None,
        }
    }

    fn principal(&self, reading: &Reading<'_>) -> Failure {
        let element = reading.statement.principal.as_ref();
        let negated = element.is_some_and(|element| element.negated);
        let note = (reading.elements.principal == Truth::Unknown).then_some(Note::Misplaced);
        let named = element.map(|element| element.principals.iter().map(|named| named.value.text.as_str()));
        Failure {
            element: Element::Principal { negated },
            span: element.map_or(reading.statement.span, |element| element.span),
            actual: Actual::Single(principal_name(&self.request.principal)),
            wanted: named.into_iter().flatten().map(Wanted::literal).collect(),
            note,
        }
    }

    fn resource(&self, reading: &Reading<'_>) -> Failure {
        let element = reading.statement.resource.as_ref();
        let note = match (reading.elements.resource, element) {
            (Truth::Unknown, None) => Some(Note::Misplaced),
            (Truth::Unknown, Some(_)) => Some(Note::Unreadable),
            _ => self.request.wildcard_only_action.then_some(Note::WildcardOnlyAction),
        };
        let patterns = element.map(|element| element.patterns.iter().map(|pattern| &*pattern.value));
        let wanted = |text: &str| self.wanted_resource(text);
        Failure {
            element: Element::Resource { negated: element.is_some_and(|element| element.negated) },
            span: element.map_or(reading.statement.span, |element| element.span),
            actual: Actual::Single(self.request.resource.to_owned()),
            wanted: patterns.into_iter().flatten().map(wanted).collect(),
            note,
        }
    }

    /// Variables are known only after the fifth colon (rule R-9).
    fn wanted_resource(&self, text: &str) -> Wanted {
        let place_end = text.match_indices(':').nth(PIECES - 2).map_or(text.len(), |(colon, _)| colon + 1);
        let (place, resource) = text.split_at_checked(place_end).unwrap_or((text, ""));
        let wanted = Wanted::of(resource, self.interpolate, self.request.context);
        let resolved = wanted.resolved.map(|resolved| format!("{place}{resolved}"));
        Wanted { text: text.to_owned(), resolved, ..wanted }
    }

    /// What is wrong with one key of a condition, if anything is.
    fn condition(&self, block: &ConditionBlock, entry: &ConditionEntry, truth: Truth) -> Option<Failure> {
        let context = self.request.context;
        let operator = block.operator;
        if !self.fails(truth) {
            return None;
        }
        let actual = match context.get(&entry.key.value) {
            None => Actual::Absent,
            Some(Value::Single(value)) => Actual::Single(value.clone()),
            Some(Value::Many(values)) => Actual::Many(values.clone()),
        };
        let has_set = matches!(&actual, Actual::Many(values) if !values.is_empty());
        let takes_values = operator.test != crate::language::Test::Null;
        let note = match truth {
            Truth::Unknown => Some(Note::Unreadable),
            _ if has_set && operator.qualifier.is_none() && takes_values => Some(Note::SetWithoutQualifier),
            _ => None,
        };
        let interpolate = self.interpolate && operators::takes_variables(operator.test);
        let wanted = |text: &str| Wanted::of(text, interpolate, context);
        Some(Failure {
            element: Element::Condition { operator, key: entry.key.value.clone() },
            span: entry.key.span,
            actual,
            wanted: entry.values.iter().map(|value| wanted(&value.value.text)).collect(),
            note,
        })
    }
}

impl Wanted {
    fn literal(text: &str) -> Self {
        Self { text: text.to_owned(), resolved: None, missing_variable: None }
    }

    fn of(text: &str, interpolate: bool, context: &Context) -> Self {
        let mut wanted = Self::literal(text);
        if !Template::parse(text, interpolate).is_ok_and(|template| template.has_variables()) {
            return wanted;
        }
        match variable::resolve(text, interpolate, context) {
            Ok(Resolved::Pattern(symbols)) => {
                wanted.resolved = Some(symbols.into_iter().map(|symbol| symbol.character()).collect());
            }
            Ok(Resolved::Missing(key)) => wanted.missing_variable = Some(key),
            Err(_) => {}
        }
        wanted
    }
}

fn literal(texts: &[Located<String>]) -> Vec<Wanted> {
    texts.iter().map(|text| Wanted::literal(&text.value)).collect()
}
