// SPDX-License-Identifier: Apache-2.0
//! What identity policies could allow to someone, whatever the circumstances: conditions are taken to hold where they
//! allow and not to hold where they deny. For reports on permissions, never for decisions.

use std::iter;

use super::action::covers;
use super::glob::{self, Symbol};
use super::truth::Truth;
use crate::catalogue::{Action, Service};
use crate::language::{ActionElement, Document, Effect, ResourceElement, Statement};

/// Whether policies that apply together leave an action possible on some resource. A Deny without conditions takes
/// away what it covers, in whichever of the documents it stands.
pub fn may_allow(documents: &[&Document], action: Action<'_>) -> bool {
    let name = full_name(action);
    let statements = || documents.iter().flat_map(|document| &document.statements);
    let denials: Vec<&Statement> = statements().filter(|statement| denies(statement, &name)).collect();
    statements()
        .filter(|statement| {
            statement.effect == Effect::Allow && covers(&statement.action, &name) == Truth::True
        })
        .any(|statement| {
            reaches(statement.resource.as_ref(), action)
                .any(|reach| !denials.iter().any(|denial| takes_away(denial.resource.as_ref(), reach)))
        })
}

/// Whether policies that apply together leave some action of a service possible.
pub fn may_allow_something(documents: &[&Document], service: &Service) -> bool {
    let mut statements = documents.iter().flat_map(|document| &document.statements);
    // Most documents do not speak of most services, and there are many actions to ask for.
    let is_spoken_of = |statement: &Statement| {
        statement.effect == Effect::Allow
            && (statement.action.negated
                || statement.action.patterns.iter().any(|pattern| {
                    let prefix = pattern.value.split(':').next().unwrap_or_default();
                    prefix == "*" || prefix.eq_ignore_ascii_case(service.prefix())
                }))
    };
    statements.any(is_spoken_of) && service.actions().any(|action| may_allow(documents, action))
}

/// Whether a document on its own grants something of a service, an action that the catalogue does not know included.
/// Only a Deny of the whole service on all resources speaks against it.
pub fn may_grant_service(document: &Document, service: &Service) -> bool {
    let grants = |statement: &Statement| {
        let resource = statement.resource.as_ref();
        let mut known =
            service.actions().filter(|action| covers(&statement.action, &full_name(*action)) == Truth::True);
        known.any(|action| reaches(resource, action).next().is_some())
            || (names_unknown_action(&statement.action, service) && reaches_service(resource, service))
    };
    let is_closed = |statement: &Statement| {
        let action = &statement.action;
        let mut patterns = action.patterns.iter();
        let is_whole = patterns.any(|pattern| is_whole_service(&pattern.value, service.prefix()));
        !action.negated && is_whole && takes_away(statement.resource.as_ref(), Reach::Everything)
    };
    let (mut allows, mut denials) = (false, false);
    for statement in &document.statements {
        match statement.effect {
            Effect::Allow => allows = allows || grants(statement),
            Effect::Deny => denials = denials || (statement.conditions.is_empty() && is_closed(statement)),
        }
    }
    allows && !denials
}

/// What an allowing statement reaches among the resources of an action.
#[derive(Debug, Clone, Copy)]
enum Reach<'a> {
    /// All resources but those that are named.
    AllBut(&'a ResourceElement),
    /// All of them.
    Everything,
    /// Those that a pattern names.
    Pattern(&'a str),
}

fn full_name(action: Action<'_>) -> String {
    format!("{}:{}", action.service().prefix(), action.name())
}

fn denies(statement: &Statement, action: &str) -> bool {
    statement.effect == Effect::Deny
        && statement.conditions.is_empty()
        && covers(&statement.action, action) != Truth::False
}

fn reaches<'a>(resource: Option<&'a ResourceElement>, action: Action<'a>) -> impl Iterator<Item = Reach<'a>> {
    reaches_with(resource, move |pattern| {
        is_everything(pattern)
            || action
                .resource_types()
                .flat_map(|kind| kind.resource_type().arn_patterns())
                .any(|arn| overlap_arns(pattern, arn))
    })
}

fn reaches_service(resource: Option<&ResourceElement>, service: &Service) -> bool {
    let is_one = |pattern: &str| {
        is_everything(pattern)
            || service
                .resource_types()
                .any(|kind| kind.arn_patterns().iter().any(|arn| overlap_arns(pattern, arn)))
    };
    reaches_with(resource, is_one).next().is_some()
}

fn reaches_with<'a>(
    resource: Option<&'a ResourceElement>,
    is_reached: impl Fn(&str) -> bool + 'a,
) -> Box<dyn Iterator<Item = Reach<'a>> + 'a> {
    match resource {
        None => Box::new(iter::once(Reach::Everything)),
        Some(element) if element.negated => {
            let leaves_something = !element.patterns.iter().any(|pattern| is_everything(&pattern.value));
            Box::new(leaves_something.then_some(Reach::AllBut(element)).into_iter())
        }
        Some(element) => {
            let patterns = element.patterns.iter().map(|pattern| pattern.value.as_str());
            Box::new(patterns.filter(move |pattern| is_reached(pattern)).map(|pattern| {
                if is_everything(pattern) { Reach::Everything } else { Reach::Pattern(pattern) }
            }))
        }
    }
}

/// Whether a denying statement on these resources covers all of the reach.
fn takes_away(denied: Option<&ResourceElement>, reach: Reach<'_>) -> bool {
    let Some(denied) = denied else { return true };
    let mut patterns = denied.patterns.iter().map(|pattern| pattern.value.as_str());
    match (denied.negated, reach) {
        (false, Reach::Pattern(allowed)) => patterns.any(|pattern| contains(pattern, allowed)),
        (false, _) => patterns.any(is_everything),
        (true, Reach::Pattern(allowed)) => {
            !patterns.any(|spared| overlap(&symbols(spared), &symbols(allowed)))
        }
        (true, Reach::AllBut(allowed)) => {
            let is_left_out =
                |spared: &str| allowed.patterns.iter().any(|left| contains(&left.value, spared));
            patterns.all(is_left_out)
        }
        (true, Reach::Everything) => false,
    }
}

/// Whether an action element names an action of the service that the catalogue does not have.
fn names_unknown_action(element: &ActionElement, service: &Service) -> bool {
    let mut patterns = element.patterns.iter().filter_map(|pattern| pattern.value.split_once(':'));
    !element.negated
        && patterns.any(|(prefix, name)| {
            prefix.eq_ignore_ascii_case(service.prefix())
                && !name.is_empty()
                && service.action(name).is_none()
                && !name.contains(['*', '?'])
        })
}

fn is_whole_service(pattern: &str, prefix: &str) -> bool {
    is_everything(pattern)
        || pattern.split_once(':').is_some_and(|(service, name)| {
            (service == "*" || service.eq_ignore_ascii_case(prefix)) && is_everything(name)
        })
}

fn is_everything(pattern: &str) -> bool {
    !pattern.is_empty() && pattern.bytes().all(|byte| byte == b'*')
}

/// Whether every text that `inner` matches is matched by `outer`; "no" if that is not plain to see.
fn contains(outer: &str, inner: &str) -> bool {
    // A `?` could match the wildcard itself, where it would have to match any run.
    let is_plain = !outer.contains('?') || !inner.contains('*');
    is_plain && !inner.contains("${") && glob::matches(symbols(outer).into_iter(), inner.chars())
}

/// Whether a pattern of a policy and one of the catalogue can name the same ARN, field by field.
fn overlap_arns(pattern: &str, arn: &str) -> bool {
    let (of_policy, of_catalogue) = (fields(pattern), fields(arn));
    if of_policy.len() < FIELDS || of_catalogue.len() < FIELDS {
        return overlap(&symbols(pattern), &symbols(arn));
    }
    of_policy.iter().zip(&of_catalogue).all(|(one, other)| overlap(&symbols(one), &symbols(other)))
}

/// The fields of an ARN: `arn`, partition, service, region, account, resource.
const FIELDS: usize = 6;

/// An ARN's fields. The colons of variables such as `${aws:username}` part nothing.
fn fields(pattern: &str) -> Vec<&str> {
    let (mut fields, mut start, mut depth) = (Vec::new(), 0, 0_u32);
    for (at, character) in pattern.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ':' if depth == 0 && fields.len() < FIELDS - 1 => {
                fields.push(pattern.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    fields.push(pattern.get(start..).unwrap_or_default());
    fields
}

/// A pattern with its variables as wildcards, for what they stand for is not known here.
fn symbols(pattern: &str) -> Vec<Symbol> {
    let mut symbols = Vec::new();
    let mut rest = pattern;
    while let Some((head, tail)) = rest.split_once("${") {
        symbols.extend(head.chars().map(Symbol::of));
        symbols.push(Symbol::AnyRun);
        rest = tail.split_once('}').map_or("", |(_, after)| after);
    }
    symbols.extend(rest.chars().map(Symbol::of));
    symbols
}

/// Whether two patterns match a common text. The work is the product of their lengths.
fn overlap(one: &[Symbol], other: &[Symbol]) -> bool {
    // reachable[j]: what was read of `one` and the first j symbols of `other` match a common text.
    let leading_runs = other.iter().take_while(|symbol| **symbol == Symbol::AnyRun).count();
    let mut reachable: Vec<bool> = (0..=other.len()).map(|count| count <= leading_runs).collect();
    for symbol in one {
        let is_run = *symbol == Symbol::AnyRun;
        let mut next = Vec::with_capacity(reachable.len());
        next.push(is_run && reachable.first() == Some(&true));
        for (at, opposite) in other.iter().enumerate() {
            let (left, diagonal, up) = (
                next.last() == Some(&true),
                reachable.get(at) == Some(&true),
                reachable.get(at + 1) == Some(&true),
            );
            let opposite_is_run = *opposite == Symbol::AnyRun;
            let extends = (is_run || opposite_is_run) && (left || up);
            next.push(extends || (diagonal && meet(*symbol, *opposite)));
        }
        reachable = next;
    }
    reachable.last() == Some(&true)
}

/// Whether two symbols can stand for the same character.
fn meet(one: Symbol, other: Symbol) -> bool {
    match (one, other) {
        (Symbol::Char(one), Symbol::Char(other)) => one == other,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::catalogue::Catalogue;

    fn document(statements: &str) -> Document {
        Document::parse(&format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#)).unwrap()
    }

    fn action(name: &str) -> Action<'static> {
        Catalogue::embedded().action(name).unwrap()
    }

    const GET: &str = r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#;

    #[test]
    fn an_action_is_possible_unless_it_is_denied_for_certain() {
        let certain = r#","Condition":{"StringEquals":{"aws:username":"nobody"}}"#;
        let table = [
            (GET.to_owned(), true),
            (r#"{"Effect":"Allow","Action":"S3:GETOBJECT","Resource":"*"}"#.to_owned(), true),
            (r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#.to_owned(), true),
            (r#"{"Effect":"Allow","NotAction":"s3:*","Resource":"*"}"#.to_owned(), false),
            (r#"{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}"#.to_owned(), true),
            (format!(r#"{{"Effect":"Allow","Action":"s3:Get*","Resource":"*"{certain}}}"#), true),
            (
                r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:iam::1:user/nobody"}"#
                    .to_owned(),
                false,
            ),
            (
                r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:iam::*:user/*"}"#.to_owned(),
                false,
            ),
            (
                r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/${aws:username}/*"}"#
                    .to_owned(),
                true,
            ),
            (r#"{"Effect":"Allow","Action":"s3:GetObject","NotResource":"*"}"#.to_owned(), false),
            (
                r#"{"Effect":"Allow","Action":"s3:GetObject","NotResource":"arn:aws:s3:::a/*"}"#.to_owned(),
                true,
            ),
            (format!(r#"{GET},{{"Effect":"Deny","Action":"s3:*","Resource":"*"}}"#), false),
            (format!(r#"{GET},{{"Effect":"Deny","NotAction":"iam:*","Resource":"*"}}"#), false),
            (format!(r#"{GET},{{"Effect":"Deny","Action":"s3:*","Resource":"*"{certain}}}"#), true),
            (format!(r#"{GET},{{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::a/*"}}"#), true),
            (format!(r#"{GET},{{"Effect":"Deny","Action":"s3:*","NotResource":"arn:aws:s3:::a/*"}}"#), true),
            (
                r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/b*"},
                   {"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::a/*"}"#
                    .to_owned(),
                false,
            ),
        ];
        for (statements, expected) in table {
            assert_eq!(
                may_allow(&[&document(&statements)], action("s3:GetObject")),
                expected,
                "{statements}"
            );
        }
        let deny = document(r#"{"Effect":"Deny","Action":"s3:*","Resource":"*"}"#);
        assert!(
            !may_allow(&[&document(GET), &deny], action("s3:GetObject")),
            "a Deny holds for all documents"
        );
    }

    #[test]
    fn actions_without_resource_types_need_the_whole_wildcard() {
        for (resource, expected) in [("*", true), ("arn:aws:s3:::*", false), ("arn:aws:iam::*", false)] {
            let text =
                format!(r#"{{"Effect":"Allow","Action":"iam:ListAccountAliases","Resource":"{resource}"}}"#);
            assert_eq!(
                may_allow(&[&document(&text)], action("iam:ListAccountAliases")),
                expected,
                "{resource}"
            );
        }
    }

    #[test]
    fn a_document_grants_a_service_even_by_an_action_that_is_not_known() {
        let table = [
            (GET, true),
            (r#"{"Effect":"Allow","Action":"s3:NoSuchAction","Resource":"*"}"#, true),
            (r#"{"Effect":"Allow","Action":"s3:NoSuch*","Resource":"*"}"#, false),
            (r#"{"Effect":"Allow","Action":"s3:NoSuchAction","Resource":"arn:aws:iam::1:user/a"}"#, false),
            (r#"{"Effect":"Allow","Action":"nosuch:Read","Resource":"*"}"#, false),
            (r#"{"Effect":"Allow","NotAction":"s3:*","Resource":"*"}"#, false),
            (r#"{"Effect":"Deny","Action":"s3:*","Resource":"*"}"#, false),
        ];
        let s3 = Catalogue::embedded().service("s3").unwrap();
        for (statements, expected) in table {
            assert_eq!(may_grant_service(&document(statements), s3), expected, "{statements}");
        }
        for (denied, expected) in [("s3:*", false), ("*", false), ("s3:Get*", true), ("s3:GetObject", true)] {
            let statements = format!(r#"{GET},{{"Effect":"Deny","Action":"{denied}","Resource":"*"}}"#);
            assert_eq!(may_grant_service(&document(&statements), s3), expected, "{statements}");
        }
    }

    proptest! {
        #[test]
        fn a_text_that_both_patterns_match_is_an_overlap(
            one in "[ab*?]{0,7}", other in "[ab*?]{0,7}", text in "[ab]{0,9}",
        ) {
            let is_match = |pattern: &str| glob::matches(symbols(pattern).into_iter(), text.chars());
            if is_match(&one) && is_match(&other) {
                prop_assert!(overlap(&symbols(&one), &symbols(&other)));
            }
            if contains(&one, &other) && is_match(&other) {
                prop_assert!(is_match(&one));
            }
        }

        #[test]
        fn a_plain_text_overlaps_with_the_patterns_that_match_it(pattern in "[ab*?]{0,7}", text in "[ab]{0,9}") {
            let is_match = glob::matches(symbols(&pattern).into_iter(), text.chars());
            prop_assert_eq!(overlap(&symbols(&pattern), &symbols(&text)), is_match);
            prop_assert_eq!(overlap(&symbols(&text), &symbols(&pattern)), is_match);
        }
    }
}
