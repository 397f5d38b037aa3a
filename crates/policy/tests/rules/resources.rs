// SPDX-License-Identifier: Apache-2.0
//! `Resource` and `NotResource`: section 11 of the rules.

use portcullis_policy::evaluation::Layer::*;

use super::support::*;

/// Whether a pattern of an identity policy covers a resource.
fn covers(pattern: &str, resource: &str) -> bool {
    applies(&format!("'Resource':'{pattern}'"), &case(user()).on(resource))
}

#[track_caller]
fn check_patterns(table: &[(&str, &str, bool)]) {
    for (pattern, resource, wanted) in table {
        assert_eq!(covers(pattern, resource), *wanted, "`{pattern}` on `{resource}`");
    }
}

#[test]
fn r_1_six_pieces_each_with_wildcards() {
    check_patterns(&[
        ("*", "arn:aws:s3:::beans", true),
        ("arn:aws:s3:::beans", "arn:aws:s3:::beans", true),
        ("arn:aws:s3:::beans", "arn:aws:s3:::beans/a", false),
        ("arn:aws:s3:::beans/*", "arn:aws:s3:::beans/a/b:c", true),
        ("arn:aws:s3:::*/a", "arn:aws:s3:::beans/x/a", true),
        ("arn:aws:s3:::bean?", "arn:aws:s3:::beans", true),
        ("arn:aws:s3:::bean?", "arn:aws:s3:::bean", false),
        ("arn:aws:sqs:eu-*-1:111122223333:q", "arn:aws:sqs:eu-west-1:111122223333:q", true),
        ("arn:aws:sqs:eu-*-1:111122223333:q", "arn:aws:sqs:us-west-1:111122223333:q", false),
        ("arn:aws:sqs:*:111122223333:q", "arn:aws:sqs:eu-west-1:111122223333:q", true),
        ("arn:aws:sns:*:*:a:b", "arn:aws:sns:eu-west-1:111122223333:a:b", true),
        ("arn:aws:iam::??????????33:user/x", "arn:aws:iam::111122223333:user/x", true),
        ("arn:aws:s3:::beans", "*", false),
    ]);
}

#[test]
fn r_2_case_matters_in_the_resource_alone() {
    check_patterns(&[
        ("ARN:AWS:S3:::beans", "arn:aws:s3:::beans", true),
        ("arn:aws:sqs:EU-WEST-1:111122223333:q", "arn:aws:sqs:eu-west-1:111122223333:q", true),
        ("arn:aws:s3:::Beans", "arn:aws:s3:::beans", false),
        ("arn:aws:iam::111122223333:user/ann", "arn:aws:iam::111122223333:user/Ann", false),
        ("arn:aws:iam::111122223333:User/Ann", "arn:aws:iam::111122223333:user/Ann", false),
        // A run that crosses colons does not make the resource a place.
        ("arn:aws:s3*:X:::beans", "arn:aws:s3:a:b:x:::beans", false),
    ]);
}

#[test]
fn r_3_a_run_at_the_end_of_a_piece_crosses_colons() {
    check_patterns(&[
        ("arn:aws:s3*:::beans", "arn:aws:s3:::::beans", true),
        ("arn:aws:sns:*:topic:x", "arn:aws:sns:eu-west-1:111122223333:topic:x", true),
        ("arn:aws:sns:eu*:topic:x", "arn:aws:sns:eu-west-1:111122223333:topic:x", true),
        // Not from elsewhere in a piece, and `?` never.
        ("arn:aws:sns:eu*1:topic:x:y", "arn:aws:sns:eu-west-1:111122223333:topic:x:y", false),
        ("arn:aws:sns:*t-1:111122223333:a", "arn:aws:sns:x:west-1:111122223333:a", false),
        ("arn:aws:s?:::x:a", "arn:aws:s::::x:a", false),
    ]);
}

#[test]
fn r_4_wildcards_in_service_and_type_are_wildcards() {
    check_patterns(&[
        ("arn:aws:*:::beans", "arn:aws:s3:::beans", true),
        ("arn:aws:s?:::beans", "arn:aws:s3:::beans", true),
        ("arn:aws:iam::111122223333:*/Ann", "arn:aws:iam::111122223333:user/Ann", true),
        ("arn:aws:iam::111122223333:us*/Ann", "arn:aws:iam::111122223333:user/Ann", true),
    ]);
}

#[test]
fn r_5_short_arns_depend_on_the_kind_of_policy() {
    let short = ["arn:aws:s3", "arn:aws:s3*", "arn:*", "arn:aws:s?"];
    let own = |pattern: &str| allow(&format!("'Resource':'{pattern}'"));
    let open = |pattern: &str| allow(&format!("'Principal':'*','Resource':'{pattern}'"));
    let base = || case(user()).identity(allow(""));
    // Which of them count in identity, boundary, session; resource, endpoint; service control; resource control.
    for (pattern, wanted) in short.iter().zip([
        [true, false, false, false],
        [true, true, true, false],
        [true, true, true, false],
        [true, true, false, false],
    ]) {
        let [of_caller, of_resource, of_scp, of_rcp] = wanted;
        assert_eq!(case(user()).identity(own(pattern)).is_allowed(), of_caller, "identity {pattern}");
        assert_eq!(base().boundary(own(pattern)).is_allowed(), of_caller, "boundary {pattern}");
        assert_eq!(base().session(&[own(pattern)]).is_allowed(), of_caller, "session {pattern}");
        assert_eq!(
            case(user()).resource_policy(&[open(pattern)]).is_allowed(),
            of_resource,
            "resource {pattern}"
        );
        assert_eq!(base().endpoint(open(pattern)).is_allowed(), of_resource, "endpoint {pattern}");
        assert_eq!(base().scp_level(&[own(pattern)]).is_allowed(), of_scp, "scp {pattern}");
        assert_eq!(base().rcp_level(&[open(pattern)]).is_allowed(), of_rcp, "rcp {pattern}");
    }
    check_patterns(&[
        ("arn:aws:sqs", "arn:aws:s3:::beans", false),
        ("arn:aws:s3:eu-west-1", "arn:aws:s3:::b", false),
    ]);
}

#[test]
fn r_6_not_resource_covers_what_no_entry_names() {
    let not = |entries: &str| applies(&format!("'NotResource':[{entries}]"), &case(user()));
    assert!(not("'arn:aws:s3:::tea/*','arn:aws:s3:::milk/*'"));
    assert!(!not("'arn:aws:s3:::tea/*','arn:aws:s3:::beans/*'"));
    assert!(!not("'*'"));
}

#[test]
fn r_7_actions_without_resources_are_covered_by_star_alone() {
    let list = || case(user()).action("s3:ListAllMyBuckets").wildcard_only();
    for (element, wanted) in [
        ("'Resource':'*'", true),
        ("'Resource':['arn:aws:s3:::beans','*']", true),
        ("'Resource':'arn:aws:s3:::beans'", false),
        ("'Resource':'arn:aws:s3:::*'", false),
        ("'Resource':'arn:*:*:*:*:*'", false),
        ("'NotResource':'arn:aws:s3:::beans'", true),
        ("'NotResource':'*'", false),
    ] {
        assert_eq!(applies(element, &list()), wanted, "{element}");
    }
}

#[test]
fn r_8_a_policy_of_the_resource_may_leave_it_out() {
    let without = |effect: &str, rest: &str| format!("{{'Effect':'{effect}','Action':'s3:*'{rest}}}");
    case(user()).resource_policy(&[without("Allow", ",'Principal':'*'")]).allows();
    case(user())
        .identity(allow(""))
        .resource_policy(&[without("Deny", ",'Principal':'*'")])
        .denies(&[Resource]);
    // Elsewhere it says nothing that could be trusted.
    case(user()).identity(without("Allow", "")).is_silent(&[Identity]);
    case(user()).identity(allow("")).identity(without("Deny", "")).denies(&[Identity]);
}

#[test]
fn r_9_variables_stand_after_the_fifth_colon_only() {
    let ann = |pattern: &str| {
        let case = case(user())
            .on("arn:aws:s3:::ann")
            .context("aws:username=ann; x:service=s3; x:all=arn:aws:s3:::ann");
        applies(&format!("'Resource':'{pattern}'"), &case)
    };
    assert!(ann("arn:aws:s3:::${aws:username}"));
    assert!(!ann("arn:aws:${x:service}:::ann"));
    assert!(!ann("${x:all}"));
}

#[test]
fn r_10_an_entry_whose_variable_is_missing_names_nothing() {
    let missing = "arn:aws:s3:::${aws:username}/*";
    assert!(!applies(&format!("'Resource':'{missing}'"), &case(user())));
    assert!(applies(&format!("'Resource':['{missing}','arn:aws:s3:::beans/*']"), &case(user())));
    assert!(applies(&format!("'NotResource':'{missing}'"), &case(user())));
    assert!(!applies(&format!("'NotResource':['{missing}','arn:aws:s3:::beans/*']"), &case(user())));
}

#[test]
fn r_11_a_wildcard_in_the_request_is_a_character() {
    check_patterns(&[
        ("arn:aws:s3:::beans/*", "arn:aws:s3:::beans/*", true),
        ("arn:aws:s3:::beans/latte", "arn:aws:s3:::beans/*", false),
        ("*", "*", true),
    ]);
}
