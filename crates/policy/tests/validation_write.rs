// SPDX-License-Identifier: Apache-2.0
//! Rule G-8: which identity policies IAM refuses to store, in which words, and which it takes.

use portcullis_policy::validation::{WriteKind, counted_size, validate_write};

const SYNTAX: &str = "Syntax errors in policy.";
const LEGACY: &str = "The policy failed legacy parsing";
const VERSION: &str = "Policy document must be version 2012-10-17 or greater.";
const ACTIONS: &str = "Policy statement must contain actions.";
const RESOURCES: &str = "Policy statement must contain resources.";
const PREFIX: &str = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
const ONE_COLON: &str = "Actions/Condition can contain only one colon.";
const REGEX: &str = "Resource vendor must be fully qualified and cannot contain regexes.";
const UNIQUE: &str = "Statement IDs (SID) in a single policy must be unique.";
const IAM_PATH: &str = "IAM resource path must either be \"*\" or start with user/, federated-user/, role/, group/, \
                        instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, \
                        oidc-provider/, report/, access-report/.";

const BUCKET: &str = "arn:aws:s3:::example_bucket";

fn outcome(text: &str, kind: WriteKind) -> Result<(), String> {
    validate_write(text, kind).map(drop).map_err(|refusal| refusal.message)
}

/// Checks rows of (document, message) as a managed policy.
fn refuses<'a>(rows: impl IntoIterator<Item = (String, &'a str)>) {
    for (text, message) in rows {
        assert_eq!(outcome(&text, WriteKind::ManagedPolicy), Err(message.into()), "{text}");
    }
}

/// Checks documents that every kind of identity policy takes.
fn accepts(documents: impl IntoIterator<Item = String>) {
    for text in documents {
        for kind in [WriteKind::ManagedPolicy, WriteKind::InlinePolicy, WriteKind::SessionPolicy] {
            assert_eq!(outcome(&text, kind), Ok(()), "{text}");
        }
    }
}

/// A document of version 2012-10-17 with this statement, or these in an array.
fn policy(statement: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":{statement}}}"#)
}

/// One statement about the example bucket with this action, a JSON value.
fn action(value: &str) -> String {
    policy(&format!(r#"{{"Effect":"Allow","Action":{value},"Resource":"{BUCKET}"}}"#))
}

/// One statement that allows to list this resource, a JSON value.
fn resource(value: &str) -> String {
    policy(&format!(r#"{{"Effect":"Allow","Action":"s3:ListBucket","Resource":{value}}}"#))
}

/// One statement with more members than it needs.
fn with(members: &str) -> String {
    policy(&format!(r#"{{"Effect":"Allow","Action":"s3:ListBucket","Resource":"{BUCKET}",{members}}}"#))
}

fn condition(value: &str) -> String {
    with(&format!(r#""Condition":{value}"#))
}

/// The statement without version around it.
fn unversioned(statement: &str) -> String {
    format!(r#"{{"Statement":{statement}}}"#)
}

const PLAIN: &str = r#"{"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::example_bucket"}"#;

#[test]
fn g_8_what_is_no_policy_has_syntax_errors() {
    refuses(
        [
            "This is not a json document".into(),
            String::new(),
            "[]".into(),
            r#"{"Version":"2012-10-17"}"#.into(),
            policy("[]"),
            policy(r#"["afd"]"#),
            policy(r#""afd""#),
            format!(r#"{{"Version":"2013-10-17","Statement":{PLAIN}}}"#),
            format!(r#"{{"Version":"","Statement":{PLAIN}}}"#),
            format!(r#"{{"Version":"2012-10-17","Statement":{PLAIN},"Extra field":"value"}}"#),
            format!(r#"{{"Version":"2012-10-17","Id":["cd3a324d"],"Statement":{PLAIN}}}"#),
            format!(r#"{{"Version":"2012-10-17","Id":{{}},"Statement":{PLAIN}}}"#),
            with(r#""Extra field":"value""#),
            with(r#""Sid":{}"#),
            with(r#""Sid":[]"#),
            policy(r#"{"Effect":"invalid","Action":"s3:ListBucket","Resource":"*"}"#),
            policy(r#"{"Effect":["Allow"],"Action":"s3:ListBucket","Resource":"*"}"#),
            policy(r#"{"Action":"s3:ListBucket","Resource":"*"}"#),
            action("[[]]"),
            action("{}"),
            resource(r#"{"a":"arn:aws:s3:::example_bucket"}"#),
            resource(r#"["adfdf",{}]"#),
            with(r#""NotAction":"iam:dsf""#),
            with(r#""NotAction":[]"#),
            with(r#""NotResource":"*""#),
            with(r#""NotResource":[]"#),
            with(r#""Effect":"Allow""#),
        ]
        .map(|text| (text, SYNTAX)),
    );
}

#[test]
fn g_8_conditions_of_the_wrong_form_have_syntax_errors() {
    refuses(
        [
            "[]",
            r#""a""#,
            r#"{"a":"b"}"#,
            r#"{"DateGreaterThan":"b"}"#,
            r#"{"DateGreaterThan":[]}"#,
            r#"{"DateGreaterThan":{"a":{}}}"#,
            r#"{"Bool":{"a":null}}"#,
            r#"{"x":{"a":"1"}}"#,
            r#"{"NullIfExists":{"a":"true"}}"#,
            r#"{"ForAnyValue::StringEqualsIfExists":{"a":"asf"}}"#,
            r#"[{"ForAllValues:StringEquals":{"aws:TagKeys":"Department"}}]"#,
            r#"{"StringEquals":{"aws:TagKeys":"a","aws:tagkeys":"b"}}"#,
        ]
        .map(|value| (condition(value), SYNTAX)),
    );
    // A condition is read before a missing action is missed.
    let text = policy(r#"{"Effect":"Allow","Resource":"*","Condition":{"DateGreaterThan":{"a":{}}}}"#);
    refuses([(text, SYNTAX)]);
}

#[test]
fn g_8_managed_policies_must_have_the_newer_version() {
    let old = format!(r#"{{"Version":"2008-10-17","Statement":{PLAIN}}}"#);
    let twins =
        r#"[{"Sid":"a","Effect":"Allow","Action":"s3:*","Resource":"*"},{"Sid":"a","Effect":"Allow"}]"#;
    let date = r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"DateLessThan":{"a":"x"}}}"#;
    refuses([
        (unversioned(PLAIN), VERSION),
        (old.clone(), VERSION),
        // The version is asked for before Sids, dates and the case of the effect.
        (unversioned(twins), VERSION),
        (unversioned(date), VERSION),
        (unversioned(r#"{"Effect":"denY","Action":"s3:ListBucket","Resource":"*"}"#), VERSION),
    ]);
    for kind in [WriteKind::InlinePolicy, WriteKind::SessionPolicy] {
        assert_eq!(outcome(&unversioned(PLAIN), kind), Ok(()));
        assert_eq!(outcome(&old, kind), Ok(()));
    }
}

#[test]
fn g_8_session_policies_name_broken_json_otherwise() {
    let refusal = outcome("{", WriteKind::SessionPolicy);
    assert_eq!(refusal, Err("The policy is not in the valid JSON format.".into()));
    assert_eq!(outcome("{}", WriteKind::SessionPolicy), Err(SYNTAX.into()));
}

#[test]
fn g_8_effect_in_the_wrong_case_fails_legacy_parsing() {
    let effect = |effect: &str| policy(&format!(r#"{{"Effect":"{effect}","Action":"s3:*","Resource":"*"}}"#));
    let twins =
        r#"[{"Sid":"a","Effect":"aLLow","Action":"s3:*","Resource":"*"},{"Sid":"a","Effect":"Allow"}]"#;
    refuses([
        (effect("denY"), LEGACY),
        (effect("ALLOW"), LEGACY),
        (policy(twins), LEGACY),
        (policy(r#"{"Effect":"allow","Resource":"arn:aws:s3:us-east-1::example_bucket"}"#), LEGACY),
    ]);
}

#[test]
fn g_8_dates_that_cannot_be_read_fail_legacy_parsing() {
    for operator in ["DateEquals", "DateNotEquals", "DateLessThan", "DateGreaterThanEqualsIfExists"] {
        let date = |value: &str| condition(&format!(r#"{{"{operator}":{{"a":"{value}"}}}}"#));
        refuses(
            [
                "",
                "sdfdsf",
                "234-13",
                "2016-00",
                "2016-12-32",
                "2016-12-13-01",
                "9223372036854775808",
                "1.5",
                "t12:00:00Z",
                "292278994-01-01",
                "2016-12-13t24:00:00Z",
                "2016-12-13t12:60:00Z",
                "2016-12-13t12:00:60Z",
                "2016-12-13t12:00:00Zx",
                "2016-12-13t12:00:00:00Z",
                "2016-12-13t2:00:00.593194+1",
                "2016-12-13t2:00:00.593194+24",
                "2016-12-13t2:00:00.593194+10:60",
                "2016-12-13t2:00:00.1999999999+10:59",
                "${aws:CurrentTime}",
            ]
            .map(|value| (date(value), LEGACY)),
        );
        accepts(
            [
                "2019",
                "01T",
                "0",
                "9223372036854775807",
                "2019-07-01",
                "2019-07-01T13:20:15Z",
                "2019-07-01T13:20Z",
                "2016-12-13T21:20:37.593194+00:00",
                "2016-12-13T21:20:37.593194-08:00",
                "2016-12-13t2:00:00.593194+23",
                "-292275054",
                "-292275054-01-01T00:00:00Z",
            ]
            .map(date),
        );
    }
    accepts([condition(r#"{"DateLessThan":{"aws:EpochTime":1700000000,"a":[]}}"#)]);
    // Dates are read before actions are missed, and before the partition is looked at.
    let late = r#""Condition":{"DateGreaterThan":{"a":"sdfdsf"}}"#;
    refuses([
        (policy(&format!(r#"{{"Effect":"Allow",{late}}}"#)), LEGACY),
        (
            policy(&format!(r#"{{"Effect":"Allow","Action":"s3:*","Resource":"arn:error:s3:::b",{late}}}"#)),
            LEGACY,
        ),
    ]);
}

#[test]
fn g_8_resources_that_cannot_be_taken_apart_fail_legacy_parsing() {
    refuses([
        (resource(r#""arn:aws:s3::example_bucket""#), LEGACY),
        (resource(r#""arn:aws::fdsasf""#), LEGACY),
        (resource(r#"["*","arn:aws:s3::example_bucket"]"#), LEGACY),
        (policy(r#"{"Effect":"Allow","NotAction":"s3:*","Resource":"arn:aws::::example_bucket"}"#), LEGACY),
        (policy(r#"{"Effect":"Allow","Action":"s3:*","NotResource":"arn:aws:s3::example_bucket"}"#), LEGACY),
        // Before a missing action is missed.
        (policy(r#"{"Effect":"Allow","Resource":"arn:aws:s3::example_bucket"}"#), LEGACY),
    ]);
}

#[test]
fn r_4_resources_must_have_a_form_that_iam_knows() {
    let twice = r#"[{"Effect":"Allow","Action":"account:EnableRegion","Resource":""},
        {"Effect":"Allow","Action":"account:ListRegions","Resource":""}]"#;
    let not_action = |resource: &str| {
        policy(&format!(r#"{{"Effect":"Allow","NotAction":"s3s:ListBucket","Resource":"{resource}"}}"#))
    };
    refuses([
        (resource(r#""invalid resource""#), r#"Resource invalid resource must be in ARN format or "*"."#),
        (resource(r#"["adf"]"#), r#"Resource adf must be in ARN format or "*"."#),
        (resource(r#""""#), r#"Resource  must be in ARN format or "*"."#),
        (resource(r#""urn:aws:s3:::b""#), r#"Resource urn:aws:s3:::b must be in ARN format or "*"."#),
        (policy(twice), r#"Resource  must be in ARN format or "*"."#),
        (
            not_action("a:bsdfdsafsad"),
            r#"Partition "bsdfdsafsad" is not valid for resource "arn:bsdfdsafsad:*:*:*:*"."#,
        ),
        (not_action("a:b:cadfsdf"), r#"Partition "b" is not valid for resource "arn:b:cadfsdf:*:*:*"."#),
        (not_action("a:b:c:d:e:f:g:h"), r#"Partition "b" is not valid for resource "arn:b:c:d:e:f:g:h"."#),
        (
            resource(r#""aws:s3:::example_bucket""#),
            r#"Partition "s3" is not valid for resource "arn:s3:::example_bucket:*"."#,
        ),
        (
            resource(r#"["arn:error:s3:::example_bucket","arn:error:s3::example_bucket"]"#),
            r#"Partition "error" is not valid for resource "arn:error:s3:::example_bucket"."#,
        ),
        (resource(r#""arn:aws""#), REGEX),
        (resource(r#""arn:aws:s3*:::example_bucket""#), REGEX),
        (resource(r#""arn:aws:*:*:*:*""#), REGEX),
        (resource(r#""arn:aws:iam:::example_bucket""#), IAM_PATH),
        (resource(r#""arn:aws:iam::111122223333:Root""#), IAM_PATH),
        (
            resource(r#""arn:aws:iam:us-east-1::example_bucket""#),
            "IAM resource arn:aws:iam:us-east-1::example_bucket cannot contain region information.",
        ),
        (
            resource(r#""arn:aws:s3:us-east-1::example_bucket""#),
            "Resource arn:aws:s3:us-east-1::example_bucket can not contain region information.",
        ),
        // Told before what is wrong with the action.
        (
            policy(r#"{"Effect":"Allow","Action":"s:3:ListBucket","Resource":"sdfsadf"}"#),
            r#"Resource sdfsadf must be in ARN format or "*"."#,
        ),
    ]);
    accepts(
        [
            "*",
            "arn:aws:s33:::example_bucket",
            "arn:aws:fdsasf",
            "arn:*:s3:::example_bucket",
            "arn:aws:iam:::user/example_bucket",
            "arn:aws:iam::*:user/${aws:username}",
            "arn:aws:iam::111122223333:*",
            "arn:aws:iam::*:root",
            "arn:aws:cloudwatch:us-east-1::example_bucket",
            "arn:aws:ec2:us-east-1::example_bucket",
            "arn:aws:ec2:region:account-id:instance/*",
            "arn:aws:invalid-service:::example_bucket",
            "arn:aws:invalid-service:us-east-1::example_bucket",
            "arn:aws:rds:region:*:*",
            "arn:aws:s3:us-west-2:123456789012:accesspoint/my-access-point",
            "arn:aws:s3:us-west-2:123456789012:accesspoint/my-access-point/object/*",
            "arn:aws:s3:::bucket-name/cognito/name/${cognito-identity.amazonaws.com:sub}/*",
        ]
        .map(|text| resource(&format!(r#""{text}""#))),
    );
    accepts([resource(r#"["arn:aws:s3:::example_bucket","*"]"#)]);
}

#[test]
fn g_7_identity_policies_name_no_principal() {
    let message = "Policy document should not specify a principal.";
    refuses([
        (with(r#""Principal":"*""#), message),
        (with(r#""Principal":{"AWS":"111122223333"}"#), message),
        (with(r#""NotPrincipal":{"AWS":"111122223333"}"#), message),
        (
            policy(
                r#"{"Effect":"Allow","Principal":{"Service":"x.amazonaws.com"},"Action":"sts:AssumeRole"}"#,
            ),
            message,
        ),
    ]);
}

#[test]
fn g_3_sids_are_unique_letters_and_digits() {
    let message = "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression \
                   [0-9A-Za-z]*";
    let two = |first: &str, second: &str| {
        let statement =
            |sid: &str| format!(r#"{{"Sid":"{sid}","Effect":"Allow","Action":"s3:*","Resource":"*"}}"#);
        policy(&format!("[{},{}]", statement(first), statement(second)))
    };
    let incomplete =
        format!(r#"[{},{{"Sid":"sdf","Effect":"Allow"}}]"#, PLAIN.replacen('{', r#"{"Sid":"sdf","#, 1));
    refuses([
        (two("sdf", "sdf"), UNIQUE),
        (policy(&incomplete), UNIQUE),
        (two("a b", "c"), message),
        (two("a", "c-d"), message),
        (two("a_b", "a_b"), message),
        (two("é", "c"), message),
    ]);
    accepts([two("", ""), two("a", "A"), two("0", "dsfsdfsdfsdfsdfsadfsd"), with(r#""Sid":"x""#)]);
    accepts([policy(&format!("[{},{PLAIN}]", PLAIN.replacen('{', r#"{"Sid":"sdf","#, 1)))]);
}

#[test]
fn g_8_statements_need_actions() {
    refuses([
        (policy(&format!(r#"{{"Effect":"Allow","Resource":"{BUCKET}"}}"#)), ACTIONS),
        (policy(r#"{"Effect":"Allow"}"#), ACTIONS),
        (action("[]"), ACTIONS),
        (policy(r#"{"Effect":"Allow","NotAction":[],"Resource":"*"}"#), ACTIONS),
        (policy(&format!(r#"[{{"Effect":"Deny"}},{PLAIN}]"#)), ACTIONS),
        (policy(r#"{"Effect":"Allow","Resource":"adf"}"#), ACTIONS),
    ]);
}

#[test]
fn a_2_actions_need_a_service_prefix_without_wildcards() {
    refuses([
        (action(r#""invalid""#), PREFIX),
        (action(r#"["s3:*","**"]"#), PREFIX),
        (policy(r#"{"Effect":"Allow","NotAction":"","Resource":"*"}"#), PREFIX),
        (action(r#""a a:ListBucket""#), "Vendor a a is not valid"),
        (action(r#""s3*:ListBucket""#), "Vendor s3* is not valid"),
        (action(r#"":ListBucket""#), "Vendor  is not valid"),
        (action(r#""s3:List:Bucket""#), ONE_COLON),
        (
            policy(
                r#"[{"Effect":"Allow","Action":"s3s:ListBucket","Resource":"*"},
                    {"Effect":"Allow","Action":"s:3s:ListBucket","Resource":"*"}]"#,
            ),
            ONE_COLON,
        ),
        // Told before what is missing of the resource.
        (policy(r#"{"Effect":"Allow","Action":"invalid"}"#), PREFIX),
    ]);
    accepts(
        [
            r#""*""#,
            r#""*:*""#,
            r#""s3:*Object""#,
            r#"["rds:Describe*","s3:Get??ject"]"#,
            r#""iam: asdf safdsf af ""#,
            r#""fsx:ListBucket""#,
            r#""service-prefix:action-name""#,
            r#""s3.s:ListBucket""#,
            r#""aaaaaadsfdsafsadfsadfaaaaa:ListBucket""#,
        ]
        .map(action),
    );
    accepts([
        policy(&format!(r#"{{"Effect":"Allow","NotAction":"s3:ListBucket","Resource":"{BUCKET}"}}"#)),
        policy(r#"{"Effect":"Allow","NotAction":"s3:ListBucket","NotResource":"*"}"#),
    ]);
}

#[test]
fn r_8_identity_policies_need_resources() {
    refuses([
        (policy(r#"{"Effect":"Allow","Action":"s3:ListBucket"}"#), RESOURCES),
        (resource("[]"), RESOURCES),
        (policy(r#"{"Effect":"Deny","Action":"s3:*","NotResource":[]}"#), RESOURCES),
    ]);
}

#[test]
fn g_8_conditions_that_iam_takes() {
    accepts(
        [
            "{}",
            r#"{"DateGreaterThan":{}}"#,
            r#"{"a":{}}"#,
            r#"{"x":{},"y":{}}"#,
            r#"{"DateGreaterThan":{"a":[]}}"#,
            r#"{"ForAllValues:StringEquals":{"aws:TagKeys":"Department"}}"#,
            r#"{"StringEqualsIfExists":{"a":"asf"}}"#,
            r#"{"ForAnyValue:StringEqualsIfExists":{"a":"asf"}}"#,
            r#"{"StringEquals":{"aws:RequestTag/CostCenter":["A-123","B-456"]},"ForAllValues:StringEquals":{"aws:TagKeys":"CostCenter"}}"#,
            r#"{"BoolIfExists":{"aws:MultiFactorAuthPresent":false}}"#,
            r#"{"NumericLessThanEquals":{"aws:MultiFactorAuthAge":3600}}"#,
            r#"{"StringLike":{"s3:prefix":["","home/","home/${aws:userid}/*"]}}"#,
            r#"{"ArnEquals":{"ec2:SourceInstanceARN":"arn:aws:ec2:*:*:instance/instance-id"}}"#,
            r#"{"IpAddress":{"aws:SourceIp":"no address"}}"#,
        ]
        .map(condition),
    );
}

#[test]
fn v_4_malformed_variables_fail_legacy_parsing_where_variables_are_read() {
    let malformed = ["${aws:username", "${}", "${aws:username, 'x}", "${aws:PrincipalTag/cost center}"];
    for text in malformed {
        let like = condition(&format!(r#"{{"StringLike":{{"a:b":"{text}"}}}}"#));
        let whole = resource(&format!(r#""{BUCKET}/{text}""#));
        refuses([(like.clone(), LEGACY), (whole.clone(), LEGACY)]);
        // Before version 2012-10-17, and under operators without variables, it is plain text (rules V-1, V-2).
        for text in [like, whole] {
            assert_eq!(outcome(&text.replace("2012", "2008"), WriteKind::InlinePolicy), Ok(()), "{text}");
        }
        accepts([condition(&format!(r#"{{"NumericEquals":{{"a:b":"{text}"}}}}"#))]);
    }
}

#[test]
fn g_5_stored_policies_hold_latin_characters_only() {
    for (character, expected) in [
        ("é", Ok(())),
        ("\u{ff}", Ok(())),
        ("\u{100}", Err(SYNTAX.to_owned())),
        ("日", Err(SYNTAX.to_owned())),
        ("\u{1F600}", Err(SYNTAX.to_owned())),
    ] {
        let text = condition(&format!(r#"{{"StringEquals":{{"a:b":"{character}"}}}}"#));
        assert_eq!(outcome(&text, WriteKind::ManagedPolicy), expected, "{text}");
    }
    let spaced = policy(PLAIN).replace(',', ",\t\r\n ");
    assert_eq!(outcome(&spaced, WriteKind::ManagedPolicy), Ok(()));
}

#[test]
fn g_6_white_space_does_not_count() {
    for (text, size) in [("", 0), (" \t\r\n", 0), ("{\n  \"a b\": 1\n}", 8), ("é日😀", 3), ("\u{a0}", 1)]
    {
        assert_eq!(counted_size(text), size, "{text:?}");
    }
}

#[test]
fn an_accepted_policy_is_given_back_as_document() {
    let Ok(document) = validate_write(&policy(PLAIN), WriteKind::ManagedPolicy) else {
        panic!("it is accepted")
    };
    assert_eq!(document.statements[0].action.patterns[0].value, "s3:ListBucket");
}
