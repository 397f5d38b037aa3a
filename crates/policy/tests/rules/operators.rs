// SPDX-License-Identifier: Apache-2.0
//! Condition operators: section 12.4 of the rules. The forms of numbers, dates, addresses and base64 are tested where
//! they are read.

use super::support::*;

#[test]
fn o_1_string_equals_takes_wildcards_as_characters() {
    check(&[
        ("'StringEquals':{'x:key':'Ann'}", "x:key=Ann", true),
        ("'StringEquals':{'x:key':'Ann'}", "x:key=ann", false),
        ("'StringEquals':{'x:key':'A*'}", "x:key=Ann", false),
        ("'StringEquals':{'x:key':'A*?'}", "x:key=A*?", true),
        ("'StringNotEquals':{'x:key':'A*'}", "x:key=Ann", true),
        ("'StringEqualsIgnoreCase':{'x:key':'ANN'}", "x:key=ann", true),
        ("'StringEqualsIgnoreCase':{'x:key':'ÅNN'}", "x:key=ånn", true),
        ("'StringEqualsIgnoreCase':{'x:key':'a*'}", "x:key=ann", false),
        ("'StringNotEqualsIgnoreCase':{'x:key':'ANN'}", "x:key=ann", false),
        ("'StringNotEqualsIgnoreCase':{'x:key':'ANN'}", "x:key=bob", true),
    ]);
}

#[test]
fn o_2_string_like_matches_the_whole_text_with_case() {
    check(&[
        ("'StringLike':{'x:key':'home/*'}", "x:key=home/ann/x", true),
        ("'StringLike':{'x:key':'home/*'}", "x:key=home/", true),
        ("'StringLike':{'x:key':'home/?'}", "x:key=home/", false),
        ("'StringLike':{'x:key':'home'}", "x:key=home/ann", false),
        ("'StringLike':{'x:key':'HOME/*'}", "x:key=home/ann", false),
        ("'StringLike':{'x:key':'a?c'}", "x:key=aéc", true),
        ("'StringLike':{'x:key':'a${*}'}", "x:key=a*", true),
        ("'StringLike':{'x:key':'a${*}'}", "x:key=ab", false),
        ("'StringNotLike':{'x:key':['a*','b*']}", "x:key=ca", true),
        ("'StringNotLike':{'x:key':['a*','b*']}", "x:key=ba", false),
    ]);
}

#[test]
fn o_3_numbers_are_read_strictly() {
    let table = [
        ("NumericEquals", "10", "10.0", true),
        ("NumericNotEquals", "10", "10.0", false),
        ("NumericNotEquals", "10", "11", true),
        ("NumericLessThan", "10", "9.99", true),
        ("NumericLessThan", "10", "10", false),
        ("NumericLessThanEquals", "10", "10", true),
        ("NumericGreaterThan", "9007199254740992", "9007199254740993", true),
        ("NumericGreaterThan", "10", "10", false),
        ("NumericGreaterThanEquals", "10", "10", true),
        ("NumericGreaterThanEquals", "-1", "-2", false),
        // What is not a number satisfies neither the operator nor its negation.
        ("NumericEquals", "10", "10abc", false),
        ("NumericNotEquals", "10", "10abc", false),
        ("NumericNotEquals", "ten", "11", false),
        ("NumericLessThan", "10", "", false),
    ];
    for (operator, wanted, actual, held) in table {
        let condition = format!("'{operator}':{{'x:key':'{wanted}'}}");
        assert_eq!(holds(&condition, &format!("x:key={actual}")), held, "{actual} {operator} {wanted}");
    }
}

#[test]
fn o_4_dates_compare_as_instants() {
    let table = [
        ("DateEquals", "2024-03-01T12:34:56Z", "1709296496", true),
        ("DateEquals", "1709296496", "2024-03-01T13:34:56+01:00", true),
        ("DateNotEquals", "2024", "2024-01-01T00:00Z", false),
        ("DateNotEquals", "2024", "2025", true),
        ("DateLessThan", "2024-03-01", "2024-02-29T23:59:59.9Z", true),
        ("DateLessThan", "2024-03-01", "2024-03-01T00:00:00Z", false),
        ("DateLessThanEquals", "2024-03-01", "2024-03-01T00:00:00Z", true),
        ("DateGreaterThan", "2024-03-01", "2024-03-01T00:00:01Z", true),
        ("DateGreaterThan", "2024-03-01T00:00:00Z", "1709251201", true),
        ("DateGreaterThanEquals", "2024-03-01", "2024-02", false),
        ("DateEquals", "yesterday", "2024", false),
        ("DateNotEquals", "yesterday", "2024", false),
        ("DateNotEquals", "2024", "2024-02-30", false),
    ];
    for (operator, wanted, actual, held) in table {
        let condition = format!("'{operator}':{{'x:key':'{wanted}'}}");
        assert_eq!(holds(&condition, &format!("x:key={actual}")), held, "{actual} {operator} {wanted}");
    }
}

#[test]
fn o_5_truth_values_in_any_case() {
    check(&[
        ("'Bool':{'x:key':'true'}", "x:key=TRUE", true),
        ("'Bool':{'x:key':'False'}", "x:key=false", true),
        ("'Bool':{'x:key':'true'}", "x:key=false", false),
        ("'Bool':{'x:key':'yes'}", "x:key=yes", false),
        ("'Bool':{'x:key':'true'}", "x:key=1", false),
    ]);
}

#[test]
fn o_6_binary_values_compare_as_bytes() {
    check(&[
        (
            "'BinaryEquals':{'x:key':'QmluYXJ5VmFsdWVJbkJhc2U2NA=='}",
            "x:key=QmluYXJ5VmFsdWVJbkJhc2U2NA==",
            true,
        ),
        ("'BinaryEquals':{'x:key':'Zm9v'}", "x:key=Zm9w", false),
        ("'BinaryEquals':{'x:key':'foo!'}", "x:key=foo!", false),
    ]);
}

#[test]
fn o_7_addresses_and_ranges() {
    check(&[
        (
            "'IpAddress':{'aws:SourceIp':['198.51.100.0/24','203.0.113.0/24']}",
            "aws:SourceIp=203.0.113.7",
            true,
        ),
        (
            "'NotIpAddress':{'aws:SourceIp':['198.51.100.0/24','203.0.113.0/24']}",
            "aws:SourceIp=203.0.113.7",
            false,
        ),
        ("'NotIpAddress':{'aws:SourceIp':'198.51.100.0/24'}", "aws:SourceIp=203.0.113.7", true),
        ("'IpAddress':{'aws:SourceIp':'203.0.113.99/24'}", "aws:SourceIp=203.0.113.7", true),
        ("'IpAddress':{'aws:SourceIp':'2001:DB8::/32'}", "aws:SourceIp=2001:db8:0::1", true),
        ("'IpAddress':{'aws:SourceIp':'203.0.113.7'}", "aws:SourceIp=::ffff:203.0.113.7", true),
        // Of another family.
        ("'IpAddress':{'aws:SourceIp':'::/0'}", "aws:SourceIp=203.0.113.7", false),
        ("'NotIpAddress':{'aws:SourceIp':'::/0'}", "aws:SourceIp=203.0.113.7", true),
        // Not an address.
        ("'IpAddress':{'aws:SourceIp':'0.0.0.0/0'}", "aws:SourceIp=here", false),
        ("'NotIpAddress':{'aws:SourceIp':'0.0.0.0/0'}", "aws:SourceIp=here", false),
        ("'NotIpAddress':{'aws:SourceIp':'there'}", "aws:SourceIp=203.0.113.7", false),
    ]);
}

#[test]
fn o_8_arns_match_piece_by_piece_with_case() {
    let table = [
        ("arn:aws:iam::111122223333:user/*", true),
        ("arn:aws:iam::*:user/staff/Ann", true),
        ("arn:*:iam:*:1111????3333:*", true),
        ("arn:aws:iam::111122223333:user/staff/ann", false),
        ("arn:AWS:iam::111122223333:user/staff/Ann", false),
        // A run stays within its piece.
        ("arn:aws:*:user/staff/Ann", false),
        ("arn:aws:iam*:111122223333:user/staff/Ann:x", false),
    ];
    for (pattern, wanted) in table {
        for (operator, held) in
            [("ArnLike", wanted), ("ArnEquals", wanted), ("ArnNotLike", !wanted), ("ArnNotEquals", !wanted)]
        {
            let condition = format!("'{operator}':{{'aws:PrincipalArn':'{pattern}'}}");
            let context = format!("aws:PrincipalArn={USER}");
            // Too few pieces are no ARN, for the negation neither.
            let held = held && pattern.matches(':').count() >= 5;
            assert_eq!(holds(&condition, &context), held, "{operator} {pattern}");
        }
    }
    check(&[
        ("'ArnLike':{'x:key':'arn:aws:sns:*:*:a:*'}", "x:key=arn:aws:sns:eu-west-3:111122223333:a:b:c", true),
        ("'ArnLike':{'x:key':'*'}", "x:key=arn:aws:s3:::b", false),
        ("'ArnLike':{'x:key':'arn:aws:s3:::*'}", "x:key=beans", false),
        ("'ArnNotLike':{'x:key':'arn:aws:s3:::*'}", "x:key=beans", false),
        ("'ArnNotLike':{'x:key':'beans'}", "x:key=arn:aws:s3:::b", false),
        ("'ArnNotLike':{'x:key':'a:b:c:d:e:f'}", "x:key=arn:aws:s3:::b", false),
        (
            "'ArnLike':{'x:key':'arn:aws:s3:::${aws:username}'}",
            "x:key=arn:aws:s3:::ann; aws:username=ann",
            true,
        ),
        (
            "'ArnEquals':{'x:key':'${aws:PrincipalArn}'}",
            "x:key=arn:aws:s3:::b; aws:PrincipalArn=arn:aws:s3:::b",
            true,
        ),
    ]);
}

#[test]
fn o_9_string_like_crosses_the_pieces_of_an_arn() {
    let context = "aws:SourceArn=arn:aws:sns:eu-west-3:111122223333:topic";
    check(&[
        ("'StringLike':{'aws:SourceArn':'arn:aws:sns:*:topic'}", context, true),
        ("'ArnLike':{'aws:SourceArn':'arn:aws:sns:*:topic'}", context, false),
    ]);
}

#[test]
fn o_10_the_operator_decides_how_a_text_is_read() {
    check(&[
        ("'StringEquals':{'aws:SecureTransport':'true'}", "aws:SecureTransport=true", true),
        ("'StringEquals':{'s3:max-keys':'10'}", "s3:max-keys=10.0", false),
        ("'NumericEquals':{'aws:username':'7'}", "aws:username=007", true),
        ("'StringLike':{'aws:SourceIp':'203.0.*'}", "aws:SourceIp=203.0.113.7", true),
        ("'NumericLessThan':{'aws:EpochTime':'1709296497'}", "aws:EpochTime=1709296496", true),
    ]);
}
