// SPDX-License-Identifier: Apache-2.0
//! The grammar of policies: each rule of the language with what it accepts and what it refuses.

#![expect(clippy::panic, reason = "a test fails by panicking")]

use portcullis_policy::language::{
    Document, Effect, Operator, OperatorError, ParseError, ParseErrorKind, Position, PrincipalKind,
    Qualifier, STATEMENTS_MAX, ScalarKind, Statement, Test, Version,
};

fn document(text: &str) -> Document {
    Document::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn error(text: &str) -> ParseError {
    match Document::parse(text) {
        Ok(_) => panic!("{text}: must be refused"),
        Err(error) => error,
    }
}

/// The one statement of a policy whose statement has these members.
fn statement(members: &str) -> Statement {
    document(&format!(r#"{{"Statement":{{{members}}}}}"#)).statements.remove(0)
}

/// Checks rows of (members of a statement, message, the source that the error points at).
fn refuses(rows: &[(&str, &str, &str)]) {
    for (members, message, place) in rows {
        let text = format!(r#"{{"Statement":{{{members}}}}}"#);
        let error = error(&text);
        assert_eq!(error.to_string(), *message, "{text}");
        let found = error.span.slice(&text);
        assert!(
            found == *place || *place == "statement" && found.starts_with('{'),
            "{text}: points at {found}"
        );
    }
}

const MINIMAL: &str = r#""Effect":"Allow","Action":"s3:GetObject","Resource":"*""#;

#[test]
fn g_1_version_is_one_of_two_dates() {
    let version =
        |value: &str| Document::parse(&format!(r#"{{"Version":{value},"Statement":{{{MINIMAL}}}}}"#));
    assert_eq!(version(r#""2008-10-17""#).expect("old").version, Some(Version::V2008));
    assert_eq!(version(r#""2012-10-17""#).expect("new").version, Some(Version::V2012));
    assert_eq!(document(&format!(r#"{{"Statement":{{{MINIMAL}}}}}"#)).version, None);
    for (value, message) in [
        (r#""2013-10-17""#, "version `2013-10-17` is neither `2008-10-17` nor `2012-10-17`"),
        (r#""""#, "version `` is neither `2008-10-17` nor `2012-10-17`"),
        (r#"["2012-10-17"]"#, "`Version` must be a text, not an array"),
        ("null", "`Version` must be a text, not null"),
    ] {
        assert_eq!(version(value).expect_err(value).to_string(), message);
    }
}

#[test]
fn g_1_id_is_an_optional_text() {
    let text = format!(r#"{{"Id":"cd3ad3d9","Statement":{{{MINIMAL}}}}}"#);
    assert_eq!(document(&text).id.map(|id| id.value), Some("cd3ad3d9".into()));
    let error = error(&format!(r#"{{"Id":{{}},"Statement":{{{MINIMAL}}}}}"#));
    assert_eq!(error.to_string(), "`Id` must be a text, not an object");
}

#[test]
fn g_1_statement_is_one_object_or_an_array_of_objects() {
    let one = document(&format!(r#"{{"Statement":{{{MINIMAL}}}}}"#));
    let array = document(&format!(r#"{{"Statement":[{{{MINIMAL}}},{{{MINIMAL}}}]}}"#));
    assert_eq!((one.statements.len(), one.single_statement), (1, true));
    assert_eq!((array.statements.len(), array.single_statement), (2, false));
    for (text, message) in [
        ("{}", "element `Statement` is missing"),
        (r#"{"Statement":[]}"#, "`Statement` is empty"),
        (r#"{"Statement":"x"}"#, "`Statement` must be an object, not a text"),
        (r#"{"Statement":["x"]}"#, "`Statement` must be an object, not a text"),
        (r#"{"Statement":[[]]}"#, "`Statement` must be an object, not an array"),
        ("[]", "`policy` must be an object, not an array"),
        ("null", "`policy` must be an object, not null"),
    ] {
        assert_eq!(error(text).to_string(), message, "{text}");
    }
}

#[test]
fn g_1_blocks_may_stand_in_any_order() {
    let text = r#"{"Statement":{"Resource":"*","Action":"a:b","Effect":"Deny","Sid":"x"},"Id":"i","Version":"2012-10-17"}"#;
    let document = document(text);
    assert_eq!(document.version, Some(Version::V2012));
    assert_eq!(document.statements[0].effect, Effect::Deny);
}

#[test]
fn g_1_a_repeated_element_is_an_error() {
    let text = format!(r#"{{"Statement":{{{MINIMAL},"Action":"s3:PutObject"}}}}"#);
    assert_eq!(error(&text).to_string(), "key `Action` occurs twice in one object");
}

#[test]
fn g_2_unknown_elements_are_errors() {
    refuses(&[
        (&format!(r#"{MINIMAL},"Note":"x""#), "unknown element `Note`", r#""Note""#),
        (r#""effect":"Allow","Action":"a:b""#, "unknown element `effect`", r#""effect""#),
        (r#""Effect":"Allow","Actions":"a:b""#, "unknown element `Actions`", r#""Actions""#),
    ]);
    let text = format!(r#"{{"Statement":{{{MINIMAL}}},"Conditions":{{}}}}"#);
    assert_eq!(error(&text).to_string(), "unknown element `Conditions`");
}

#[test]
fn g_2_effect_is_exactly_allow_or_deny() {
    refuses(&[
        (r#""Effect":"allow","Action":"a:b""#, "effect `allow` is neither `Allow` nor `Deny`", r#""allow""#),
        (r#""Effect":"DENY","Action":"a:b""#, "effect `DENY` is neither `Allow` nor `Deny`", r#""DENY""#),
        (r#""Effect":true,"Action":"a:b""#, "`Effect` must be a text, not a boolean", "true"),
        (r#""Action":"a:b""#, "element `Effect` is missing", "statement"),
    ]);
}

#[test]
fn g_2_an_element_and_its_negation_exclude_each_other() {
    refuses(&[
        (
            r#""Effect":"Allow","Action":"a:b","NotAction":"a:c""#,
            "`Action` and `NotAction` cannot stand in one statement",
            r#""NotAction""#,
        ),
        (
            r#""Effect":"Allow","Action":"a:b","NotResource":[],"Resource":"*""#,
            "`Resource` and `NotResource` cannot stand in one statement",
            r#""Resource""#,
        ),
        (
            r#""Effect":"Allow","Action":"a:b","Principal":"*","NotPrincipal":"*""#,
            "`Principal` and `NotPrincipal` cannot stand in one statement",
            r#""NotPrincipal""#,
        ),
        (r#""Effect":"Allow","Resource":"*""#, "element `Action` is missing", "statement"),
    ]);
    let statement = statement(r#""Effect":"Deny","NotAction":"a:b","NotResource":"*","NotPrincipal":"*""#);
    assert!(statement.action.negated && statement.resource.is_some_and(|resource| resource.negated));
    assert!(statement.principal.is_some_and(|principal| principal.negated));
}

#[test]
fn g_2_resource_may_be_absent_as_in_policies_attached_to_a_resource() {
    assert_eq!(statement(r#""Effect":"Allow","Action":"sts:AssumeRole","Principal":"*""#).resource, None);
}

#[test]
fn g_3_sid_is_a_text_of_any_characters_for_the_parser() {
    let sid = |value: &str| statement(&format!(r#""Sid":"{value}",{MINIMAL}"#)).sid.expect("a Sid").value;
    assert_eq!((sid(""), sid("a b-c")), (String::new(), "a b-c".into()));
    refuses(&[(&format!(r#""Sid":[],{MINIMAL}"#), "`Sid` must be a text, not an array", "[]")]);
}

#[test]
fn g_4_a_single_value_equals_an_array_of_one() {
    let single =
        statement(r#""Effect":"Allow","Action":"a:b","Resource":"*","Condition":{"Bool":{"k:k":"true"}}"#);
    let array = statement(
        r#""Effect":"Allow","Action":["a:b"],"Resource":["*"],"Condition":{"Bool":{"k:k":["true"]}}"#,
    );
    let values = |statement: &Statement| {
        let action = statement.action.patterns.iter().map(|one| one.value.clone()).collect::<Vec<_>>();
        let resource = statement.resource.iter().flat_map(|all| &all.patterns).map(|one| one.value.clone());
        let condition = statement.conditions[0].entries[0].values.iter().map(|one| one.value.clone());
        (action, resource.collect::<Vec<_>>(), condition.collect::<Vec<_>>())
    };
    assert_eq!(values(&single), values(&array));
    assert!(single.action.single && !array.action.single);
    refuses(&[
        (r#""Effect":"Allow","Action":{}"#, "`Action` must be a text, not an object", "{}"),
        (r#""Effect":"Allow","NotAction":[[]]"#, "`NotAction` must be a text, not an array", "[]"),
        (
            r#""Effect":"Allow","Action":"a:b","Resource":["*",1]"#,
            "`Resource` must be a text, not a number",
            "1",
        ),
    ]);
}

#[test]
fn g_4_empty_arrays_are_read_and_match_nothing() {
    let statement = statement(r#""Effect":"Allow","Action":[],"Resource":[],"Principal":{"AWS":[]}"#);
    assert!(statement.action.patterns.is_empty());
    assert!(statement.principal.is_some_and(|principal| principal.principals.is_empty()));
}

#[test]
fn g_7_principals_keep_their_kind_and_order() {
    let members = r#""Effect":"Allow","Action":"a:b","Principal":
        {"Service":"ec2.amazonaws.com","AWS":["111122223333","*"],"Federated":"accounts.google.com","CanonicalUser":"7"}"#;
    let principal = statement(members).principal.expect("a principal");
    let listed = principal.principals.iter().map(|one| (one.value.kind, one.value.text.as_str()));
    assert_eq!(
        listed.collect::<Vec<_>>(),
        [
            (PrincipalKind::Service, "ec2.amazonaws.com"),
            (PrincipalKind::Aws, "111122223333"),
            (PrincipalKind::Aws, "*"),
            (PrincipalKind::Federated, "accounts.google.com"),
            (PrincipalKind::CanonicalUser, "7"),
        ]
    );
    assert!(!principal.bare_star);
}

#[test]
fn p_1_a_bare_star_is_the_only_principal_that_may_be_a_text() {
    let principal =
        statement(r#""Effect":"Allow","Action":"a:b","Principal":"*""#).principal.expect("it is there");
    assert!(principal.bare_star);
    assert_eq!(principal.principals[0].value.kind, PrincipalKind::Aws);
    refuses(&[
        (
            r#""Effect":"Allow","Action":"a:b","Principal":"111122223333""#,
            "principal `111122223333` must be `*` or stand in an object",
            r#""111122223333""#,
        ),
        (
            r#""Effect":"Allow","Action":"a:b","Principal":["*"]"#,
            "`Principal` must be an object or `\"*\"`, not an array",
            r#"["*"]"#,
        ),
        (
            r#""Effect":"Allow","Action":"a:b","Principal":{"service":"x"}"#,
            "unknown kind of principal `service`",
            r#""service""#,
        ),
        (
            r#""Effect":"Allow","Action":"a:b","Principal":{"AWS":{}}"#,
            "`Principal` must be a text, not an object",
            "{}",
        ),
    ]);
}

fn condition(value: &str) -> String {
    format!(r#"{MINIMAL},"Condition":{value}"#)
}

#[test]
fn c_2_keys_that_differ_only_by_case_are_duplicates() {
    refuses(&[(
        &condition(r#"{"Bool":{"aws:SecureTransport":"true","AWS:securetransport":"false"}}"#),
        "condition key `AWS:securetransport` occurs twice under one operator",
        r#""AWS:securetransport""#,
    )]);
    // Under two operators the same key is asked twice, which is meaningful.
    let both = condition(r#"{"NumericLessThan":{"k:n":"9"},"NumericGreaterThan":{"K:N":"1"}}"#);
    assert_eq!(statement(&both).conditions.len(), 2);
}

#[test]
fn c_3_operators_are_compared_without_case() {
    let operator = |qualifier, test, if_exists| Ok(Operator { qualifier, test, if_exists });
    let (all, any) = (Some(Qualifier::ForAllValues), Some(Qualifier::ForAnyValue));
    for (text, expected) in [
        ("StringEquals", operator(None, Test::StringEquals, false)),
        ("stringequals", operator(None, Test::StringEquals, false)),
        ("StringEqualsIgnoreCaseIfExists", operator(None, Test::StringEqualsIgnoreCase, true)),
        ("boolIFEXISTS", operator(None, Test::Bool, true)),
        ("ForAllValues:StringLike", operator(all, Test::StringLike, false)),
        ("ForAnyValue:StringEqualsIfExists", operator(any, Test::StringEquals, true)),
        ("FORANYVALUE:arnlike", operator(any, Test::ArnLike, false)),
        ("ForAllValues:Null", operator(all, Test::Null, false)),
        ("Null", operator(None, Test::Null, false)),
        ("NullIfExists", Err(OperatorError::NullIfExists)),
        ("ForAnyValue:nullifexists", Err(OperatorError::NullIfExists)),
        ("", Err(OperatorError::Unknown)),
        ("IfExists", Err(OperatorError::Unknown)),
        ("StringEqualsIfExistsIfExists", Err(OperatorError::Unknown)),
        ("StringEqual", Err(OperatorError::Unknown)),
        ("StringEquals ", Err(OperatorError::Unknown)),
        ("BinaryNotEquals", Err(OperatorError::Unknown)),
        ("ForAnyValue::StringEquals", Err(OperatorError::Unknown)),
        ("ForAnyValue:ForAllValues:StringEquals", Err(OperatorError::Unknown)),
        ("ForSomeValues:StringEquals", Err(OperatorError::Unknown)),
        (":StringEquals", Err(OperatorError::Unknown)),
        ("ŁIfExists", Err(OperatorError::Unknown)),
        ("éééééééé", Err(OperatorError::Unknown)),
    ] {
        assert_eq!(Operator::parse(text), expected, "{text}");
    }
}

#[test]
fn c_3_unknown_operators_are_errors() {
    refuses(&[
        (
            &condition(r#"{"StringEqual":{"a:b":"c"}}"#),
            "unknown condition operator: `StringEqual`",
            r#""StringEqual""#,
        ),
        (
            &condition(r#"{"NullIfExists":{"a:b":"true"}}"#),
            "the operator Null takes no IfExists: `NullIfExists`",
            r#""NullIfExists""#,
        ),
        (&condition(r#"{"Bool":"true"}"#), "`Condition` must be an object, not a text", r#""true""#),
        (&condition("[]"), "`Condition` must be an object, not an array", "[]"),
    ]);
}

#[test]
fn c_4_booleans_and_numbers_are_taken_as_their_text() {
    let members = condition(r#"{"Bool":{"k:b":[true,false,"true"]},"NumericEquals":{"k:n":1.50}}"#);
    let statement = statement(&members);
    let values = |index: usize| {
        let values = statement.conditions[index].entries[0].values.iter();
        values.map(|one| (one.value.text.as_str(), one.value.kind)).collect::<Vec<_>>()
    };
    assert_eq!(
        values(0),
        [("true", ScalarKind::Boolean), ("false", ScalarKind::Boolean), ("true", ScalarKind::Text)]
    );
    assert_eq!(values(1), [("1.50", ScalarKind::Number)]);
    let message = "`Condition` must be a text, a number, a boolean or an array of them, not null";
    refuses(&[(&condition(r#"{"Bool":{"k:b":null}}"#), message, "null")]);
}

#[test]
fn c_5_empty_conditions_and_blocks_are_read() {
    assert!(statement(&condition("{}")).conditions.is_empty());
    assert!(statement(&condition(r#"{"Bool":{}}"#)).conditions[0].entries.is_empty());
    assert!(statement(&condition(r#"{"Bool":{"k:b":[]}}"#)).conditions[0].entries[0].values.is_empty());
    // AWS takes a name that is no operator as long as it asks nothing.
    assert!(statement(&condition(r#"{"x":{}}"#)).conditions.is_empty());
}

#[test]
fn statements_are_bounded() {
    let many =
        |count: usize| format!(r#"{{"Statement":[{}]}}"#, vec![format!("{{{MINIMAL}}}"); count].join(","));
    assert_eq!(document(&many(STATEMENTS_MAX)).statements.len(), STATEMENTS_MAX);
    let error = error(&many(STATEMENTS_MAX + 1));
    assert_eq!(error.kind, ParseErrorKind::TooManyStatements);
    assert_eq!(error.to_string(), "there are more than 2048 statements");
}

#[test]
fn an_error_gives_line_and_column() {
    let text = "{\n  \"Statement\": {\n    \"Sid\": \"é\", \"Efect\": \"Allow\"\n  }\n}";
    let error = error(text);
    assert_eq!(error.position(text), Position { line: 3, column: 17, offset: 36 });
}
