// SPDX-License-Identifier: Apache-2.0
//! Templates: wildcards, policy variables, their defaults and escapes.

#![expect(clippy::panic, reason = "a test fails by panicking")]

use portcullis_policy::language::VariableErrorKind::{
    Empty, InvalidKey, MissingBrace, MissingQuote, MissingSpace, UnsupportedSpace,
};
use portcullis_policy::language::{Part, Template, VariableError};
use proptest::prelude::*;

fn literal(text: &str) -> Part {
    Part::Literal(text.into())
}

fn variable(key: &str, default: Option<&str>) -> Part {
    Part::Variable { key: key.into(), default: default.map(Into::into) }
}

fn parts(text: &str, interpolate: bool) -> Vec<Part> {
    Template::parse(text, interpolate).unwrap_or_else(|error| panic!("{text}: {error}")).parts
}

#[test]
fn o_2_wildcards_are_parts_of_their_own() {
    assert_eq!(parts("", true), []);
    assert_eq!(parts("abc", true), [literal("abc")]);
    assert_eq!(parts("a*b??", true), [literal("a"), Part::AnyRun, literal("b"), Part::AnyOne, Part::AnyOne]);
    assert_eq!(parts("**", true), [Part::AnyRun, Part::AnyRun]);
    assert_eq!(parts("é*😀", true), [literal("é"), Part::AnyRun, literal("😀")]);
}

#[test]
fn o_1_operators_without_wildcards_take_them_literally() {
    let template = Template::parse("a*b?${aws:username}${*}*", true).expect("a template").literal_wildcards();
    assert_eq!(template.parts, [literal("a*b?"), variable("aws:username", None), literal("**")]);
}

#[test]
fn v_1_variables_are_literal_text_before_version_2012() {
    assert_eq!(parts("a/${aws:username}", false), [literal("a/${aws:username}")]);
    assert_eq!(parts("${*}", false), [literal("${"), Part::AnyRun, literal("}")]);
    assert_eq!(parts("${", false), [literal("${")]);
}

#[test]
fn v_2_variables_stand_between_other_parts() {
    assert_eq!(
        parts("home/${aws:username}/*", true),
        [literal("home/"), variable("aws:username", None), literal("/"), Part::AnyRun]
    );
    assert_eq!(parts("${a:b}${c:d}", true), [variable("a:b", None), variable("c:d", None)]);
    assert_eq!(
        parts("${aws:PrincipalTag/cost-center}", true),
        [variable("aws:PrincipalTag/cost-center", None)]
    );
    assert!(Template::parse("x${a:b}", true).is_ok_and(|template| template.has_variables()));
    assert!(Template::parse("x${*}", true).is_ok_and(|template| !template.has_variables()));
}

#[test]
fn v_4_a_default_follows_comma_space_and_stands_in_single_quotes() {
    for (text, expected) in [
        ("${a:b, 'c'}", variable("a:b", Some("c"))),
        ("${a:b, ''}", variable("a:b", Some(""))),
        ("${a:b, 'two words'}", variable("a:b", Some("two words"))),
        ("${a:b, '*}?${x}'}", variable("a:b", Some("*}?${x}"))),
    ] {
        assert_eq!(parts(text, true), [expected], "{text}");
    }
}

#[test]
fn v_4_malformed_variables_are_errors() {
    for (text, kind, place) in [
        ("x${", MissingBrace, "${"),
        ("x${a:b", MissingBrace, "${a:b"),
        ("${a:b, 'c'", MissingBrace, "${a:b, 'c'"),
        ("${a:b, 'c'd}", MissingBrace, "${a:b, 'c'"),
        ("${a:b, 'c}", MissingQuote, "${a:b, 'c}"),
        ("${a:b, c'}", MissingQuote, "${a:b, "),
        ("${a:b, \"c\"}", MissingQuote, "${a:b, "),
        ("${a:b, }", MissingQuote, "${a:b, "),
        ("${a:b,}", MissingSpace, "${a:b"),
        ("${a:b,'c'}", MissingSpace, "${a:b"),
        ("${ a:b}", UnsupportedSpace, "${"),
        ("${a:b }", UnsupportedSpace, "${a:b"),
        ("${a:b , 'c'}", UnsupportedSpace, "${a:b"),
        ("${a:b,  'c'}", UnsupportedSpace, "${a:b, "),
        ("${a:b, 'c' }", UnsupportedSpace, "${a:b, 'c'"),
        ("${ }", UnsupportedSpace, "${"),
        ("${}", Empty, "${"),
        ("${, 'c'}", Empty, "${"),
        ("${a:${b:c}}", InvalidKey, "${a:"),
        ("${a:*}", InvalidKey, "${a:"),
        ("${**}", InvalidKey, "${"),
        ("${a'b}", InvalidKey, "${a"),
    ] {
        let error: VariableError = Template::parse(text, true).expect_err(text);
        assert_eq!((error.kind, error.span.slice(text)), (kind, place), "{text}");
    }
}

#[test]
fn v_5_escapes_give_the_literal_character() {
    assert_eq!(parts("a${*}b${?}${$}", true), [literal("a*b?$")]);
    assert_eq!(parts("${$}{a:b}", true), [literal("${a:b}")]);
    assert_eq!(parts("${*}*", true), [literal("*"), Part::AnyRun]);
    assert_eq!(parts("$ $a $$", true), [literal("$ $a $$")]);
    assert_eq!(parts("$${a:b}", true), [literal("$"), variable("a:b", None)]);
}

proptest! {
    #[test]
    fn any_text_is_split_without_loss_when_nothing_is_interpolated(text in any::<String>()) {
        let mut again = String::new();
        for part in parts(&text, false) {
            match part {
                Part::Literal(literal) => again.push_str(&literal),
                Part::AnyRun => again.push('*'),
                Part::AnyOne => again.push('?'),
                Part::Variable { .. } => panic!("nothing is interpolated"),
            }
        }
        prop_assert_eq!(again, text);
    }

    #[test]
    fn no_text_makes_the_splitter_panic(text in "[$}{a:, '*?é]{0,24}") {
        if let Err(error) = Template::parse(&text, true) {
            prop_assert!(error.span.slice(&text).starts_with("${"), "{:?}", error);
        }
    }
}
