// SPDX-License-Identifier: Apache-2.0
//! Conditions: sections 12.1 to 12.3 of the rules.

use portcullis_policy::language::Document;

use super::support::*;

#[test]
fn c_1_operators_and_keys_are_all_values_are_any() {
    let both = "aws:username=ann; aws:RequestedRegion=eu-west-3";
    check(&[
        ("'StringEquals':{'aws:username':['bob','ann']}", both, true),
        ("'StringEquals':{'aws:username':['bob','eve']}", both, false),
        ("'StringEquals':{'aws:username':'ann','aws:RequestedRegion':'eu-west-3'}", both, true),
        ("'StringEquals':{'aws:username':'ann','aws:RequestedRegion':'us-east-1'}", both, false),
        ("'StringEquals':{'aws:username':'ann'},'StringLike':{'aws:RequestedRegion':'eu-*'}", both, true),
        ("'StringEquals':{'aws:username':'ann'},'StringLike':{'aws:RequestedRegion':'us-*'}", both, false),
        // Negated operators want none of the values.
        ("'StringNotEquals':{'aws:username':['bob','eve']}", both, true),
        ("'StringNotEquals':{'aws:username':['bob','ann']}", both, false),
    ]);
}

#[test]
fn c_2_letter_case_of_keys_does_not_matter() {
    check(&[
        ("'StringEquals':{'AWS:UserName':'ann'}", "aws:username=ann", true),
        ("'StringEquals':{'aws:PrincipalTag/Team':'milk'}", "aws:principaltag/TEAM=milk", true),
        ("'StringEquals':{'aws:PrincipalTag/Team':'milk'}", "aws:principaltag/TEAM=Milk", false),
    ]);
    let twice = r#"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*",
        "Condition":{"StringEquals":{"aws:username":"ann","aws:UserName":"bob"}}}]}"#;
    assert!(Document::parse(twice).is_err());
}

#[test]
fn c_3_letter_case_of_operators_does_not_matter_and_unknown_ones_are_refused() {
    check(&[
        ("'stringequals':{'aws:username':'ann'}", "aws:username=ann", true),
        ("'FORANYVALUE:STRINGLIKEIFEXISTS':{'aws:TagKeys':'a*'}", "aws:TagKeys=[ab]", true),
    ]);
    let unknown = r#"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*",
        "Condition":{"StringSounds":{"aws:username":"ann"}}}]}"#;
    assert!(Document::parse(unknown).is_err());
}

#[test]
fn c_4_booleans_and_numbers_count_as_their_text() {
    check(&[
        ("'Bool':{'aws:SecureTransport':true}", "aws:SecureTransport=true", true),
        ("'StringEquals':{'aws:SecureTransport':false}", "aws:SecureTransport=false", true),
        ("'NumericLessThan':{'s3:max-keys':10}", "s3:max-keys=9", true),
        ("'NumericEquals':{'s3:max-keys':1.50}", "s3:max-keys=1.5", true),
        ("'Null':{'aws:username':true}", "", true),
    ]);
}

#[test]
fn c_5_empty_conditions_and_empty_lists() {
    assert!(applies("'Condition':{}", &case(user())));
    let present = "aws:username=ann";
    check(&[
        ("'StringEquals':{}", present, true),
        // A plain operator reads an empty list as any of none, or none of none (X-14).
        ("'StringEquals':{'aws:username':[]}", present, false),
        ("'StringEquals':{'aws:username':[]}", "", false),
        ("'StringNotEquals':{'aws:username':[]}", present, true),
        ("'StringNotEquals':{'aws:username':[]}", "", true),
        ("'StringEqualsIfExists':{'aws:username':[]}", present, false),
        ("'StringNotEqualsIfExists':{'aws:username':[]}", present, false),
        ("'StringEqualsIfExists':{'aws:username':[]}", "", true),
        ("'ForAllValues:StringEquals':{'aws:username':[]}", present, false),
        ("'ForAllValues:StringNotEquals':{'aws:username':[]}", present, false),
        ("'ForAllValues:StringEquals':{'aws:username':[]}", "", true),
        ("'ForAnyValue:StringEquals':{'aws:username':[]}", present, false),
        ("'ForAnyValue:StringNotEquals':{'aws:username':[]}", present, false),
        ("'ForAnyValue:StringEquals':{'aws:username':[]}", "", false),
        ("'Null':{'aws:username':[]}", "", false),
    ]);
}

const POSITIVE: &[(&str, &str)] = &[
    ("StringEquals", "a"),
    ("StringEqualsIgnoreCase", "a"),
    ("StringLike", "*"),
    ("Bool", "true"),
    ("BinaryEquals", "Zg=="),
    ("IpAddress", "0.0.0.0/0"),
    ("ArnEquals", "arn:aws:s3:::b"),
    ("ArnLike", "arn:*:*:*:*:*"),
    ("NumericEquals", "1"),
    ("NumericLessThan", "1"),
    ("NumericLessThanEquals", "1"),
    ("NumericGreaterThan", "1"),
    ("NumericGreaterThanEquals", "1"),
    ("DateEquals", "2024"),
    ("DateLessThan", "2024"),
    ("DateLessThanEquals", "2024"),
    ("DateGreaterThan", "2024"),
    ("DateGreaterThanEquals", "2024"),
];

const NEGATED: &[(&str, &str)] = &[
    ("StringNotEquals", "a"),
    ("StringNotEqualsIgnoreCase", "a"),
    ("StringNotLike", "*"),
    ("NotIpAddress", "0.0.0.0/0"),
    ("ArnNotEquals", "arn:aws:s3:::b"),
    ("ArnNotLike", "arn:*:*:*:*:*"),
    ("NumericNotEquals", "1"),
    ("DateNotEquals", "2024"),
];

#[test]
fn missing_keys_12_2_truth_table() {
    for (operators, holds_plainly) in [(POSITIVE, false), (NEGATED, true)] {
        for (operator, value) in operators {
            // A set without values is a missing key.
            for absent in ["", "x:key=[]"] {
                let missing = |name: &str| holds(&format!("'{name}':{{'x:key':'{value}'}}"), absent);
                assert_eq!(missing(operator), holds_plainly, "{operator}");
                assert!(missing(&format!("{operator}IfExists")), "{operator}IfExists");
                // The rule for all values has no exception for negated operators (X-7).
                assert!(missing(&format!("ForAllValues:{operator}")), "ForAllValues:{operator}");
                assert!(!missing(&format!("ForAnyValue:{operator}")), "ForAnyValue:{operator}");
            }
        }
    }
}

#[test]
fn missing_keys_12_2_null() {
    check(&[
        ("'Null':{'x:key':'true'}", "", true),
        ("'Null':{'x:key':'false'}", "", false),
        ("'Null':{'x:key':'TRUE'}", "", true),
        ("'Null':{'x:key':'true'}", "x:key=a", false),
        ("'Null':{'x:key':'false'}", "x:key=a", true),
        ("'Null':{'x:key':['true','false']}", "x:key=a", true),
        ("'Null':{'x:key':'maybe'}", "x:key=a", false),
        // What is empty counts as absent.
        ("'Null':{'x:key':'true'}", "x:key=", true),
        ("'Null':{'x:key':'true'}", "x:key=[]", true),
        ("'Null':{'x:key':'false'}", "x:key=[a,b]", true),
        ("'ForAllValues:StringEquals':{'x:key':'a'}", "x:key=", true),
        ("'ForAnyValue:StringEquals':{'x:key':''}", "x:key=", false),
        // But a plain operator compares it.
        ("'StringEquals':{'x:key':['','a/']}", "x:key=", true),
        // A qualifier answers before `Null` does (X-13).
        ("'ForAllValues:Null':{'x:key':'true'}", "x:key=a", true),
        ("'ForAllValues:Null':{'x:key':'false'}", "", true),
        ("'ForAnyValue:Null':{'x:key':'true'}", "", false),
        ("'ForAnyValue:Null':{'x:key':'false'}", "x:key=a", false),
    ]);
    let null_if_exists = r#"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*",
        "Condition":{"NullIfExists":{"aws:username":"true"}}}]}"#;
    assert!(Document::parse(null_if_exists).is_err());
}

#[test]
fn missing_keys_12_2_if_exists_compares_what_is_there() {
    check(&[
        ("'StringEqualsIfExists':{'x:key':'a'}", "x:key=a", true),
        ("'StringEqualsIfExists':{'x:key':'a'}", "x:key=b", false),
        ("'StringNotEqualsIfExists':{'x:key':'a'}", "x:key=a", false),
        ("'BoolIfExists':{'aws:MultiFactorAuthPresent':'true'}", "aws:MultiFactorAuthPresent=false", false),
    ]);
}

#[test]
fn m_1_for_all_values_wants_each() {
    check(&[
        ("'ForAllValues:StringEquals':{'aws:TagKeys':['a','b','c']}", "aws:TagKeys=[a,b]", true),
        ("'ForAllValues:StringEquals':{'aws:TagKeys':['a','b','c']}", "aws:TagKeys=[a,d]", false),
        ("'ForAllValues:StringNotEquals':{'aws:TagKeys':['a','b']}", "aws:TagKeys=[c,d]", true),
        ("'ForAllValues:StringNotEquals':{'aws:TagKeys':['a','b']}", "aws:TagKeys=[b,d]", false),
        ("'ForAllValues:StringLike':{'aws:TagKeys':'a*'}", "aws:TagKeys=[a,ab]", true),
        ("'ForAllValues:StringEquals':{'aws:TagKeys':'a'}", "aws:TagKeys=[]", true),
    ]);
}

#[test]
fn m_2_for_any_value_wants_one() {
    check(&[
        ("'ForAnyValue:StringEquals':{'aws:TagKeys':['a','b']}", "aws:TagKeys=[b,x]", true),
        ("'ForAnyValue:StringEquals':{'aws:TagKeys':['a','b']}", "aws:TagKeys=[x,y]", false),
        // Some value that equals no entry, not some entry that equals no value.
        ("'ForAnyValue:StringNotEquals':{'aws:TagKeys':['a','b']}", "aws:TagKeys=[a,x]", true),
        ("'ForAnyValue:StringNotEquals':{'aws:TagKeys':['a','b']}", "aws:TagKeys=[a,b]", false),
        ("'ForAnyValue:StringNotEquals':{'aws:TagKeys':['a','b']}", "aws:TagKeys=[a]", false),
    ]);
}

#[test]
fn m_3_a_plain_operator_does_not_match_a_set() {
    for operator in ["StringEquals", "StringNotEquals", "StringEqualsIfExists", "StringNotEqualsIfExists"] {
        for set in ["[a]", "[a,b]", "[x]"] {
            let condition = format!("'{operator}':{{'aws:TagKeys':'a'}}");
            assert!(!holds(&condition, &format!("aws:TagKeys={set}")), "{operator} on {set}");
        }
    }
}

#[test]
fn m_4_a_single_value_is_a_set_of_one() {
    check(&[
        ("'ForAllValues:StringEquals':{'aws:username':'ann'}", "aws:username=ann", true),
        ("'ForAllValues:StringEquals':{'aws:username':'ann'}", "aws:username=bob", false),
        ("'ForAnyValue:StringEquals':{'aws:username':['ann','eve']}", "aws:username=ann", true),
        ("'ForAnyValue:StringNotEquals':{'aws:username':['ann','eve']}", "aws:username=ann", false),
        // The danger of it: no name at all will do.
        ("'ForAllValues:StringEquals':{'aws:username':'ann'}", "", true),
    ]);
}

#[test]
fn m_5_if_exists_makes_a_missing_set_true() {
    // The sources disagree (X-12).
    check(&[
        ("'ForAnyValue:StringLikeIfExists':{'aws:TagKeys':'a*'}", "", true),
        ("'ForAllValues:StringLikeIfExists':{'aws:TagKeys':'a*'}", "", true),
        ("'ForAnyValue:StringLikeIfExists':{'aws:TagKeys':'a*'}", "aws:TagKeys=[x]", false),
        ("'ForAnyValue:StringLikeIfExists':{'aws:TagKeys':'a*'}", "aws:TagKeys=[x,ab]", true),
    ]);
}
