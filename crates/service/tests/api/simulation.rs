// SPDX-License-Identifier: Apache-2.0
//! Simulations: what given policies come to, in the form that AWS answers, and which of the errors comes first.

#![expect(clippy::panic, clippy::unwrap_used, reason = "tests fail by panicking")]

use crate::world::{Answer, Key, World, document};

const PUT: &str = "{\n  \"Version\":\"2012-10-17\",\n  \"Statement\":{\n    \"Effect\":\"Allow\",\n    \
                   \"Action\":\"s3:PutObject\",\n    \"Resource\":\"arn:aws:s3:::my-test-bucket\"\n  }\n}";
const ALL: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;
const BUCKET: &str = "arn:aws:s3:::my-test-bucket";

/// Simulates given policies; the script has the rest.
fn custom(world: &mut World, key: &Key, script: &str, policies: &[&str], more: &[(&str, &str)]) -> Answer {
    let names: Vec<String> = (1..=policies.len()).map(|at| format!("PolicyInputList.member.{at}")).collect();
    let mut all: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(policies.iter().copied()).collect();
    all.extend(more);
    world.call_with(key, &format!("SimulateCustomPolicy {script}"), &all)
}

/// What stands between the tags of an element, white space aside.
fn inner<'a>(answer: &'a Answer, element: &str) -> &'a str {
    let (_, after) =
        answer.body.split_once(&format!("<{element}>")).unwrap_or_else(|| panic!("{}", answer.body));
    after.split_once(&format!("</{element}>")).unwrap().0
}

fn places(answer: &Answer) -> Vec<String> {
    answer
        .all("StartPosition")
        .iter()
        .zip(answer.all("EndPosition"))
        .map(|(start, end)| {
            let number = |text: &str, name: &str| {
                text.split_once(&format!("<{name}>")).unwrap().1.split_once('<').unwrap().0.to_owned()
            };
            let place = |text: &str| format!("{}:{}", number(text, "Line"), number(text, "Column"));
            format!("{}-{}", place(start), place(&end))
        })
        .collect()
}

#[test]
fn results_have_the_form_of_awss_examples() {
    let (mut world, root) = World::new();
    let script = format!(
        "ActionNames.member.1=s3:PutObject ActionNames.member.2=s3:DeleteObject \
                          ResourceArns.member.1={BUCKET}"
    );
    let answer = custom(&mut world, &root, &script, &[PUT], &[]);
    assert_eq!(answer.all("EvalDecision"), ["allowed", "implicitDeny"]);
    assert_eq!(answer.all("EvalActionName"), ["s3:PutObject", "s3:DeleteObject"]);
    assert_eq!(answer.all("EvalResourceDecision"), ["allowed", "implicitDeny"]);
    assert_eq!(answer.all("EvalResourceName"), [BUCKET; 4]);
    assert_eq!(answer.get("IsTruncated"), "false");
    // One statement that stands alone begins after its brace; it is told for the action and for the resource.
    assert_eq!(places(&answer), ["3:16-7:4", "3:16-7:4"]);
    assert_eq!(answer.all("SourcePolicyId"), ["PolicyInputList.1"; 2]);
    assert_eq!(answer.all("SourcePolicyType"), ["IAM Policy"; 2]);
    assert!(answer.body.contains("<EvalDecisionDetails/>"), "{}", answer.body);
    assert!(answer.body.contains("<MatchedStatements/>") && answer.body.contains("<MissingContextValues/>"));
    // Without resources there are no results for each.
    let answer = custom(&mut world, &root, "ActionNames.member.1=s3:PutObject", &[ALL], &[]);
    assert_eq!((answer.get("EvalResourceName"), answer.get("EvalDecision")), ("*".into(), "allowed".into()));
    assert!(!answer.body.contains("ResourceSpecificResults") && !answer.body.contains("EvalDecisionDetails"));
}

#[test]
fn statements_of_a_list_begin_where_the_text_before_them_ends() {
    let (mut world, root) = World::new();
    let two = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:Get*\",\
               \"Resource\":\"*\"},\n {\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}";
    let answer = custom(&mut world, &root, "ActionNames.member.1=s3:GetObject", &[two], &[]);
    assert_eq!(places(&answer), ["1:38-1:90", "1:90-2:51"]);
}

/// Parameters without blanks, those with blanks, and a message.
type Row<'a> = (&'a str, Vec<(&'a str, &'a str)>, &'a str);

/// Checks rows of parameters beside one action, and what the refusal begins with.
fn refused(rows: &[Row<'_>]) {
    let (mut world, root) = World::new();
    for (script, more, expected) in rows {
        let act = if script.contains("ActionNames") { "" } else { "ActionNames.member.1=s3:GetObject" };
        let answer = custom(&mut world, &root, &format!("{act} {script}"), &[ALL], more).summary();
        assert!(answer.starts_with(&format!("400 InvalidInput {expected}")), "{script} {more:?}: {answer}");
    }
}

#[test]
fn resources_and_callers_that_make_no_sense_are_refused_in_awss_words() {
    refused(&[
        ("ActionNames.member.1=GetObject", vec![], "The action is invalid since it is missing names"),
        ("ResourceArns.member.1=14a050d4", vec![], "ResourceNames are not in a valid ARN format: 14a050d4."),
        (
            "ResourceArns.member.1=* ResourceArns.member.2=arn:aws:s3:::b",
            vec![],
            "ResourceNames are not in a valid ARN format: *.",
        ),
        ("ResourceOwner=123456789012", vec![], "'123456789012' is not a valid as a Resource Owner."),
        (
            "CallerArn=arn:aws:sts::111122223333:assumed-role/a/b",
            vec![],
            "Invalid caller - Caller must be an IAM user, role or group in this context.",
        ),
        (
            "ResourceArns.member.1=arn:aws:s3:::b",
            vec![("ResourcePolicy", ALL)],
            "Invalid caller - Caller cannot be null or empty.",
        ),
        (
            "CallerArn=arn:aws:iam::111122223333:user/a",
            vec![("ResourcePolicy", ALL)],
            "Invalid Entity Arn: * does not clearly define entity type and name.",
        ),
        (
            "CallerArn=arn:aws:iam::111122223333:user/a ResourceArns.member.1=arn:aws:s3:::b",
            vec![("ResourcePolicy", ALL)],
            "Invalid policy document ResourcePolicy: statement 1 must have a Principal",
        ),
        (
            "CallerArn=arn:aws:iam::111122223333:user/a ResourceArns.member.1=arn:aws:s3:::b",
            vec![(
                "ResourcePolicy",
                r#"{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}"#,
            )],
            "ResourceNames are not in a valid ARN format: *.",
        ),
    ]);
}

#[test]
fn policies_that_make_no_sense_are_refused() {
    refused(&[
        (
            "ResourceHandlingOption=EC2-VPC-EBS ResourceArns.member.1=arn:aws:s3:::b",
            vec![],
            "Invalid input resource handling options. Action does not support resource handling options: s3:GetObject.",
        ),
        (
            "",
            vec![
                ("PermissionsBoundaryPolicyInputList.member.1", ALL),
                ("PermissionsBoundaryPolicyInputList.member.2", ALL),
            ],
            "The list of Permissions Boundary policies cannot exceed 1 items.",
        ),
        (
            "",
            vec![("PermissionsBoundaryPolicyInputList.member.1", "{\n \"Statement\": 1}")],
            "Invalid policy document at PermissionsBoundaryPolicyInputList.1, line 2, column 15: ",
        ),
        (
            "",
            vec![(
                "PolicyInputList.member.2",
                r#"{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}"#,
            )],
            "Invalid policy document PolicyInputList.2: statement 1 must not have a Principal",
        ),
        (
            "",
            vec![("PolicyInputList.member.2", r#"{"Statement":{"Effect":"Allow","Action":"*"}}"#)],
            "Invalid policy document PolicyInputList.2: statement 1 must have a Resource",
        ),
    ]);
}

#[test]
fn context_entries_that_make_no_sense_are_refused_in_awss_words() {
    let entry = "ContextEntries.member.1.ContextKey";
    refused(&[
        (
            &format!("{entry}Type=string {entry}Values.member.1=a"),
            vec![],
            "ContextKeyName cannot be null or empty.",
        ),
        (
            &format!("{entry}Name=aws:x {entry}Values.member.1=a"),
            vec![],
            "Context key aws:x has invalid type null.",
        ),
        (
            &format!("{entry}Name=aws:x {entry}Type=stringList"),
            vec![],
            "Context values for context key aws:x cannot be null or empty.",
        ),
        (
            &format!(
                "{entry}Name=aws:x {entry}Type=string {entry}Values.member.1=a {entry}Values.member.2=b"
            ),
            vec![],
            "Context key string expected a single value, but received 2.",
        ),
        (
            &format!(
                "{entry}Name=aws:x {entry}Type=numericList {entry}Values.member.1=1 {entry}Values.member.2=b"
            ),
            vec![],
            "Invalid context value for key aws:x: expected numeric format.",
        ),
        (
            &format!("{entry}Name=aws:x {entry}Type=date {entry}Values.member.1=soon"),
            vec![],
            "Invalid context value for key aws:x: expected DateTime format.",
        ),
        (
            &format!("{entry}Name=aws:x {entry}Type=ip {entry}Values.member.1=10.0.0"),
            vec![],
            "Invalid context value for key aws:x: expected IP address.",
        ),
        (
            &format!("{entry}Name=aws:x {entry}Type=binary {entry}Values.member.1=?"),
            vec![],
            "Invalid context value for key aws:x: expected base-64 encoded binary format.",
        ),
        (
            &format!(
                "{entry}Name=aws:x {entry}Type=string {entry}Values.member.1=a ContextEntries.member.2.ContextKeyName=AWS:X \
                   ContextEntries.member.2.ContextKeyType=string ContextEntries.member.2.ContextKeyValues.member.1=b"
            ),
            vec![],
            "Duplicate context key: AWS:X.",
        ),
    ]);
}

#[test]
fn a_simulation_asks_a_bounded_number_of_statements() {
    let (mut world, root) = World::new();
    let statement = r#"{"Effect":"Allow","Action":"sqs:*","Resource":"*"}"#;
    let policy = format!(r#"{{"Statement":[{}]}}"#, vec![statement; 499].join(","));
    let resources = |count: usize| {
        let named = (1..=count).map(|at| format!("ResourceArns.member.{at}=arn:aws:s3:::{at}"));
        named.collect::<Vec<_>>().join(" ")
    };
    let actions = "ActionNames.member.1=s3:A ActionNames.member.2=s3:B ActionNames.member.3=s3:C";
    let answer = custom(&mut world, &root, &format!("{actions} {}", resources(101)), &[&policy], &[]);
    assert_eq!(
        answer.summary(),
        "400 InvalidInput The simulation asks 500 statements about 101 resources: more than 50000 in all."
    );
    // What is too much for all actions at once comes in several pages.
    let answer = custom(&mut world, &root, &format!("{actions} {}", resources(50)), &[&policy], &[]);
    assert_eq!((answer.all("EvalActionName").len(), answer.get("IsTruncated")), (2, "true".into()));
}

#[test]
fn context_entries_of_every_type_reach_the_conditions() {
    let (mut world, root) = World::new();
    for (kind, values, condition) in [
        ("string", "milk", r#""StringEquals":{"x:key":"milk"}"#),
        ("stringList", "milk,tea", r#""ForAllValues:StringLike":{"x:key":["m*","t*"]}"#),
        ("stringList", "milk", r#""ForAnyValue:StringEquals":{"x:key":"milk"}"#),
        ("numeric", "12.5", r#""NumericLessThan":{"x:key":"13"}"#),
        ("numericList", "1,2", r#""ForAllValues:NumericLessThan":{"x:key":"3"}"#),
        ("boolean", "true", r#""Bool":{"x:key":"true"}"#),
        ("booleanList", "true,false", r#""ForAnyValue:Bool":{"x:key":"false"}"#),
        ("ip", "10.1.2.3", r#""IpAddress":{"x:key":"10.0.0.0/8"}"#),
        ("ipList", "10.1.2.3,::1", r#""ForAnyValue:IpAddress":{"x:key":"::1"}"#),
        ("binary", "QmluYXJ5", r#""BinaryEquals":{"x:key":"QmluYXJ5"}"#),
        ("binaryList", "QQ==,Qg==", r#""ForAnyValue:BinaryEquals":{"x:key":"Qg=="}"#),
        ("date", "2026-01-02T03:04:05Z", r#""DateLessThan":{"x:key":"2026-02-01"}"#),
        ("dateList", "2026-01-02", r#""ForAllValues:DateGreaterThan":{"x:key":"2025-02-01"}"#),
    ] {
        let policy = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{{condition}}}}}]}}"#
        );
        let entry = "ContextEntries.member.1.ContextKey";
        let mut script = format!("ActionNames.member.1=s3:GetObject {entry}Name=x:key {entry}Type={kind}");
        for (at, value) in values.split(',').enumerate() {
            script.push_str(&format!(" {entry}Values.member.{}={value}", at + 1));
        }
        let answer = custom(&mut world, &root, &script, &[&policy], &[]);
        assert_eq!(answer.get("EvalDecision"), "allowed", "{kind}: {}", answer.body);
        let without = custom(&mut world, &root, "ActionNames.member.1=s3:GetObject", &[&policy], &[]);
        if !condition.contains("ForAllValues") {
            assert_eq!(without.get("EvalDecision"), "implicitDeny", "{kind}");
            assert_eq!(inner(&without, "MissingContextValues"), "<member>x:key</member>");
        }
    }
}

#[test]
fn missing_keys_are_those_of_all_policies_that_the_request_does_not_give() {
    let (mut world, root) = World::new();
    let policy = r#"{"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":"s3:ListBucket","Resource":"*","Condition":{"StringLike":{"aws:PrincipalTag/team":"a"}}},
        {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/${aws:username}"}]}"#;
    let script = "ActionNames.member.1=s3:ListBucket ResourceArns.member.1=arn:aws:s3:::b";
    let answer = custom(&mut world, &root, script, &[policy], &[]);
    assert_eq!(
        inner(&answer, "MissingContextValues"),
        "<member>aws:PrincipalTag/team</member><member>aws:username</member>"
    );
    let entry = "ContextEntries.member.1.ContextKey";
    let given =
        format!("{script} {entry}Name=AWS:PrincipalTag/Team {entry}Type=string {entry}Values.member.1=b");
    let answer = custom(&mut world, &root, &given, &[policy], &[]);
    assert_eq!(inner(&answer, "MissingContextValues"), "<member>aws:username</member>");
    let given = given.replace("member.1=b", "member.1=a");
    let answer = custom(&mut world, &root, &given, &[policy], &[]);
    assert_eq!(
        (answer.get("EvalDecision"), answer.body.contains("<MissingContextValues/>")),
        ("allowed".into(), true)
    );
}

#[test]
fn boundaries_and_organizations_have_their_details() {
    let (mut world, root) = World::new();
    let script = "ActionNames.member.1=s3:GetObject";
    let only_iam = document("Allow iam:* *");
    let deny = document("Deny s3:* *");
    let boundary = "PermissionsBoundaryPolicyInputList.member.1";
    let answer = custom(&mut world, &root, script, &[ALL], &[(boundary, &only_iam)]);
    assert_eq!(
        (answer.get("EvalDecision"), answer.get("AllowedByPermissionsBoundary")),
        ("implicitDeny".into(), "false".into())
    );
    let answer = custom(&mut world, &root, script, &[ALL], &[(boundary, ALL)]);
    assert_eq!(
        (answer.get("EvalDecision"), answer.get("AllowedByPermissionsBoundary")),
        ("allowed".into(), "true".into())
    );
    assert_eq!(answer.all("SourcePolicyId"), ["PolicyInputList.1"]);
    let answer = custom(&mut world, &root, script, &[ALL], &[(boundary, &deny)]);
    assert_eq!(answer.get("EvalDecision"), "explicitDeny");
    assert_eq!(answer.all("SourcePolicyId"), ["PermissionsBoundaryPolicyInputList.1"]);
    assert_eq!(answer.all("SourcePolicyType"), ["Permissions Boundary Policy"]);
    let level = |at: usize| {
        format!("OrderedOrganizationPolicyInputList.member.{at}.ServiceControlPolicyInputList.member.1")
    };
    let (first, second) = (level(1), level(2));
    let answer = custom(&mut world, &root, script, &[ALL], &[(&first, ALL), (&second, ALL)]);
    assert_eq!(
        (answer.get("EvalDecision"), answer.get("AllowedByOrganizations")),
        ("allowed".into(), "true".into())
    );
    for (policy, decision) in [(&only_iam, "implicitDeny"), (&deny, "explicitDeny")] {
        let answer = custom(&mut world, &root, script, &[ALL], &[(&first, ALL), (&second, policy)]);
        assert_eq!(
            (answer.get("EvalDecision"), answer.get("AllowedByOrganizations")),
            (decision.into(), "false".into())
        );
        assert!(
            answer.body.contains("<MatchedStatements/>"),
            "an organization's refusal ends the simulation"
        );
    }
}

#[test]
fn a_resources_policy_counts_as_its_account_says() {
    let (mut world, root) = World::new();
    let resource_policy = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/mateo"},
        "Action":["s3:List*","s3:Put*"],"Resource":"arn:aws:s3:::production/*"}}"#;
    let iam_only = document("Allow iam:* *");
    let script = "ActionNames.member.1=s3:PutObject CallerArn=arn:aws:iam::111122223333:user/mateo \
                  ResourceArns.member.1=arn:aws:s3:::production/Test";
    let more =
        [("ResourcePolicy", resource_policy), ("PermissionsBoundaryPolicyInputList.member.1", &*iam_only)];
    let answer = custom(&mut world, &root, script, &[&iam_only], &more);
    assert_eq!(answer.get("EvalDecision"), "allowed");
    assert_eq!(answer.get("AllowedByPermissionsBoundary"), "false");
    assert_eq!(answer.all("SourcePolicyId"), ["ResourcePolicy"; 2]);
    assert_eq!(answer.all("SourcePolicyType"), ["Resource Policy"; 2]);
    assert!(answer.body.contains("<EvalDecisionDetails/>"));
    let abroad = format!("{script} ResourceOwner=arn:aws:iam::444455556666:root");
    let answer = custom(&mut world, &root, &abroad, &[&iam_only], &more);
    assert_eq!(answer.get("EvalDecision"), "implicitDeny");
    let entry =
        |kind: &str, decision: &str| format!("<entry><key>{kind}</key><value>{decision}</value></entry>");
    let details = [
        entry("IAM Policy", "implicitDeny"),
        entry("Permissions Boundary Policy", "implicitDeny"),
        entry("Resource Policy", "allowed"),
    ];
    assert_eq!(inner(&answer, "EvalDecisionDetails"), details.concat());
    assert_eq!(answer.body.matches("<EvalDecisionDetails>").count(), 2);
    // Without a policy of the resource it does not matter whose it is.
    let abroad = "ActionNames.member.1=sts:AssumeRole ResourceArns.member.1=arn:aws:iam::444455556666:role/r";
    assert_eq!(custom(&mut world, &root, abroad, &[ALL], &[]).get("EvalDecision"), "allowed");
}

#[test]
fn an_action_is_allowed_on_several_resources_if_it_is_on_each() {
    let (mut world, root) = World::new();
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::a*"},
                     {"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::ab"}]}"#;
    let resources = "ResourceArns.member.1=arn:aws:s3:::aa ResourceArns.member.2=arn:aws:s3:::ab ResourceArns.member.3=arn:aws:s3:::b";
    let answer =
        custom(&mut world, &root, &format!("ActionNames.member.1=s3:ListBucket {resources}"), &[policy], &[]);
    assert_eq!(answer.get("EvalDecision"), "explicitDeny");
    assert_eq!(answer.all("EvalResourceDecision"), ["allowed", "explicitDeny", "implicitDeny"]);
    assert_eq!(answer.get("EvalResourceName"), "arn:aws:s3:::${BucketName}");
    assert_eq!(answer.all("SourcePolicyId").len(), 3, "the Deny twice, the Allow once: {}", answer.body);
}

#[test]
fn pages_run_through_the_actions() {
    let (mut world, root) = World::new();
    let script = "ActionNames.member.1=s3:A ActionNames.member.2=s3:B ActionNames.member.3=s3:A MaxItems=2";
    let first = custom(&mut world, &root, script, &[ALL], &[]);
    assert_eq!(
        (first.all("EvalActionName"), first.get("IsTruncated")),
        (vec!["s3:A".into(), "s3:B".into()], "true".into())
    );
    let second = custom(&mut world, &root, script, &[ALL], &[("Marker", &first.get("Marker"))]);
    assert_eq!(
        (second.all("EvalActionName"), second.get("IsTruncated")),
        (vec!["s3:A".into()], "false".into())
    );
    assert_eq!(
        custom(&mut world, &root, script, &[ALL], &[("Marker", "?")]).summary(),
        "400 ValidationError Invalid Marker."
    );
}

#[test]
fn actions_without_resource_types_are_allowed_on_everything_alone() {
    let (mut world, root) = World::new();
    let some = document("Allow s3:* arn:aws:s3:::*");
    let decision = |world: &mut World, action: &str| {
        custom(world, &root, &format!("ActionNames.member.1={action}"), &[&some], &[]).get("EvalDecision")
    };
    assert_eq!(decision(&mut world, "s3:ListAllMyBuckets"), "implicitDeny");
    assert_eq!(decision(&mut world, "nosuch:Action"), "implicitDeny");
}
