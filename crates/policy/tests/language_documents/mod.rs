// SPDX-License-Identifier: Apache-2.0
//! Documents for the tests of the language: generated ones, and ones without their places.

use portcullis_policy::language::{
    ActionElement, ConditionBlock, ConditionEntry, ConditionValue, Document, Effect, Located, Operator,
    PrincipalElement, PrincipalKind, PrincipalPattern, Qualifier, ResourceElement, ScalarKind, Span,
    Statement, Test, Version,
};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;

/// The same document with every place forgotten, so that two readings can be compared.
pub(crate) fn without_places(mut document: Document) -> Document {
    forget(&mut document.id);
    for statement in &mut document.statements {
        statement.span = Span::default();
        forget(&mut statement.sid);
        if let Some(principal) = &mut statement.principal {
            principal.span = Span::default();
            forget(&mut principal.principals);
        }
        statement.action.span = Span::default();
        forget(&mut statement.action.patterns);
        if let Some(resource) = &mut statement.resource {
            resource.span = Span::default();
            forget(&mut resource.patterns);
        }
        for block in &mut statement.conditions {
            block.text.span = Span::default();
            for entry in &mut block.entries {
                entry.key.span = Span::default();
                forget(&mut entry.values);
            }
        }
    }
    document
}

fn forget<'a, T: 'a>(values: impl IntoIterator<Item = &'a mut Located<T>>) {
    values.into_iter().for_each(|value| value.span = Span::default());
}

fn located<T>(value: T) -> Located<T> {
    Located { value, span: Span::default() }
}

/// Any document that the grammar allows, with no places.
pub(crate) fn documents() -> impl Strategy<Value = Document> {
    let version = option::of(prop_oneof![Just(Version::V2008), Just(Version::V2012)]);
    (version, option::of(texts()), vec(statements(), 1..4), any::<bool>()).prop_map(
        |(version, id, statements, single)| Document {
            version,
            id: id.map(located),
            single_statement: single && statements.len() == 1,
            statements,
        },
    )
}

/// Texts with everything that JSON must escape and everything that it need not.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,6}:[A-Za-z*?]{0,8}",
        "arn:aws:s3:::[a-z]{1,8}/[$][{]aws:username[}]",
        any::<String>(),
        "[\\x00-\\x1f\"\\\\/é\u{1F600}\u{2028}]{0,8}",
    ]
}

fn text_lists() -> impl Strategy<Value = (Vec<Located<String>>, bool)> {
    (vec(texts(), 0..4), any::<bool>()).prop_map(|(texts, single)| {
        let single = single && texts.len() == 1;
        (texts.into_iter().map(located).collect(), single)
    })
}

fn statements() -> impl Strategy<Value = Statement> {
    let effect = prop_oneof![Just(Effect::Allow), Just(Effect::Deny)];
    let action = (any::<bool>(), text_lists());
    let resource = option::of((any::<bool>(), text_lists()));
    (option::of(texts()), effect, option::of(principals()), action, resource, conditions()).prop_map(
        |(sid, effect, principal, (not_action, actions), resource, conditions)| Statement {
            span: Span::default(),
            sid: sid.map(located),
            effect,
            principal,
            action: ActionElement {
                negated: not_action,
                span: Span::default(),
                patterns: actions.0,
                single: actions.1,
            },
            resource: resource.map(|(negated, (patterns, single))| ResourceElement {
                negated,
                span: Span::default(),
                patterns,
                single,
            }),
            conditions,
        },
    )
}

fn principals() -> impl Strategy<Value = PrincipalElement> {
    let kinds = btree_map(proptest::sample::select(PrincipalKind::ALL.to_vec()), vec(texts(), 1..3), 0..4);
    let listed = kinds.prop_map(|kinds| {
        let one = |(kind, texts): (PrincipalKind, Vec<String>)| {
            texts.into_iter().map(move |text| located(PrincipalPattern { kind, text }))
        };
        (kinds.into_iter().flat_map(one).collect(), false)
    });
    let everyone = vec![located(PrincipalPattern { kind: PrincipalKind::Aws, text: "*".into() })];
    (any::<bool>(), prop_oneof![listed, Just((everyone, true))]).prop_map(
        |(negated, (principals, bare_star))| PrincipalElement {
            negated,
            span: Span::default(),
            principals,
            bare_star,
        },
    )
}

fn conditions() -> impl Strategy<Value = Vec<ConditionBlock>> {
    btree_map(operators(), entries(), 0..3).prop_map(|blocks| {
        let block = |(operator, entries): (Operator, _)| ConditionBlock {
            operator,
            text: located(operator.to_string()),
            entries,
        };
        blocks.into_iter().map(block).collect()
    })
}

pub(crate) fn operators() -> impl Strategy<Value = Operator> {
    let qualifier = option::of(proptest::sample::select(Qualifier::ALL.to_vec()));
    (qualifier, proptest::sample::select(Test::ALL.to_vec()), any::<bool>()).prop_map(
        |(qualifier, test, if_exists)| Operator {
            qualifier,
            test,
            if_exists: if_exists && test != Test::Null,
        },
    )
}

fn entries() -> impl Strategy<Value = Vec<ConditionEntry>> {
    let values = (vec(condition_values(), 0..4), any::<bool>());
    let keys = btree_set("[a-z]{1,4}:[a-z]{1,5}(/[a-z é]{0,4})?", 0..4);
    (keys, vec(values, 4)).prop_map(|(keys, values)| {
        let entry = |(key, (values, single)): (String, (Vec<ConditionValue>, bool))| ConditionEntry {
            key: located(key),
            single: single && values.len() == 1,
            values: values.into_iter().map(located).collect(),
        };
        keys.into_iter().zip(values).map(entry).collect()
    })
}

fn condition_values() -> impl Strategy<Value = ConditionValue> {
    let value = |text, kind| ConditionValue { text, kind };
    prop_oneof![
        texts().prop_map(move |text| value(text, ScalarKind::Text)),
        "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,5})?([eE][+-]?[0-9]{1,3})?"
            .prop_map(move |text| value(text, ScalarKind::Number)),
        any::<bool>().prop_map(move |truth| value(truth.to_string(), ScalarKind::Boolean)),
    ]
}
