// SPDX-License-Identifier: Apache-2.0
//! Policy variables: section 12.5 of the rules.

use portcullis_policy::evaluation::Layer::*;

use super::support::*;

fn home(pattern: &str, resource: &str, context: &str) -> bool {
    applies(&format!("'Resource':'{pattern}'"), &case(user()).on(resource).context(context))
}

#[test]
fn v_1_only_the_new_version_has_variables() {
    let own = [allow("'Resource':'arn:aws:s3:::beans/${aws:username}'")];
    for (version, replaced) in
        [("'Version':'2012-10-17',", true), ("'Version':'2008-10-17',", false), ("", false)]
    {
        let of = |resource: &str| {
            case(user())
                .identity_document(versioned(version, &own))
                .context("aws:username=ann")
                .on(resource)
                .is_allowed()
        };
        assert_eq!(of("arn:aws:s3:::beans/ann"), replaced, "{version}");
        assert_eq!(of("arn:aws:s3:::beans/${aws:username}"), !replaced, "{version}");
    }
    // The old version reads what would be broken in the new one.
    let broken = [allow("'Resource':'arn:aws:s3:::beans/${'")];
    case(user()).identity_document(versioned("", &broken)).on("arn:aws:s3:::beans/${").allows();
}

#[test]
fn v_2_variables_stand_in_resources_and_in_texts_and_arns_of_conditions() {
    let context = "x:key=ann; x:name=ann; x:arn=arn:aws:s3:::ann; x:number=7; x:seven=7; x:date=2024; x:year=2024; \
        x:ip=203.0.113.7; x:address=203.0.113.7; x:yes=true; x:true=true; x:binary=Zg==; x:bytes=Zg==; x:action=s3:GetObject";
    let table = [
        ("'StringEquals':{'x:key':'${x:name}'}", true),
        ("'StringEqualsIgnoreCase':{'x:key':'${x:name}'}", true),
        ("'StringLike':{'x:key':'${x:name}*'}", true),
        ("'StringNotEquals':{'x:key':'${x:name}'}", false),
        ("'ArnLike':{'x:arn':'arn:aws:s3:::${x:name}'}", true),
        // The sources disagree on these two.
        ("'Bool':{'x:yes':'${x:true}'}", true),
        ("'BinaryEquals':{'x:binary':'${x:bytes}'}", true),
        ("'NumericEquals':{'x:number':'${x:seven}'}", false),
        ("'DateEquals':{'x:date':'${x:year}'}", false),
        ("'IpAddress':{'x:ip':'${x:address}'}", false),
        ("'Null':{'x:missing':'${x:true}'}", false),
        ("'StringEquals':{'${x:name}':'ann'}", false),
    ];
    for (condition, wanted) in table {
        assert_eq!(holds(condition, context), wanted, "{condition}");
    }
    case(user()).identity(allow("'Action':'${x:action}'")).context(context).is_silent(&[Identity]);
    case(user())
        .required_policy(&[grant("${x:name}")])
        .identity(allow(""))
        .context(&format!("x:name={USER}"))
        .is_silent(&[Resource]);
}

#[test]
fn v_3_values_are_literal_and_single() {
    assert!(home("arn:aws:s3:::b/${AWS:UserName}/*", "arn:aws:s3:::b/ann/x", "aws:username=ann"));
    // A wildcard in a value is a character.
    assert!(!home("arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/ann", "aws:username=*"));
    assert!(home("arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/*", "aws:username=*"));
    check(&[
        ("'StringLike':{'x:key':'${aws:username}'}", "x:key=ann; aws:username=a??", false),
        ("'StringLike':{'x:key':'${aws:username}'}", "x:key=${aws:userid}; aws:username=${aws:userid}", true),
        // A set has no value, and its presence leaves no room for a default.
        ("'StringLike':{'x:key':'${aws:TagKeys}'}", "x:key=a; aws:TagKeys=[a]", false),
        ("'StringLike':{'x:key':'${aws:TagKeys, `a`}'}", "x:key=a; aws:TagKeys=[b]", false),
    ]);
}

#[test]
fn v_4_a_default_stands_in_for_an_absent_key() {
    let pattern = "arn:aws:s3:::b/${aws:PrincipalTag/team, `none`}/*";
    assert!(home(pattern, "arn:aws:s3:::b/none/x", ""));
    assert!(home(pattern, "arn:aws:s3:::b/milk/x", "aws:PrincipalTag/team=milk"));
    assert!(!home(pattern, "arn:aws:s3:::b/none/x", "aws:PrincipalTag/team=milk"));
    // A default is literal, too.
    assert!(!home("arn:aws:s3:::b/${x:none, `*`}", "arn:aws:s3:::b/a", ""));
    assert!(home("arn:aws:s3:::b/${x:none, `*`}", "arn:aws:s3:::b/*", ""));
    for broken in
        ["${aws:username,`x`}", "${ aws:username}", "${aws:username, x}", "${aws:username, `x}", "${}"]
    {
        let pattern = format!("'Resource':'arn:aws:s3:::b/{broken}'");
        case(user()).identity(allow(&pattern)).context("aws:username=x").is_silent(&[Identity]);
        case(user()).identity(allow("")).identity(deny(&pattern)).denies(&[Identity]);
    }
}

#[test]
fn v_5_escapes_are_the_characters() {
    for (escape, character) in [("${*}", "*"), ("${?}", "?"), ("${$}", "$")] {
        let pattern = format!("arn:aws:s3:::b/{escape}");
        assert!(home(&pattern, &format!("arn:aws:s3:::b/{character}"), ""), "{escape}");
        assert!(!home(&pattern, "arn:aws:s3:::b/a", ""), "{escape}");
        assert!(holds(&format!("'StringLike':{{'x:key':'{escape}'}}"), &format!("x:key={character}")));
        assert!(!holds(&format!("'StringLike':{{'x:key':'{escape}'}}"), "x:key=a"));
        assert!(holds(&format!("'StringEquals':{{'x:key':'{escape}'}}"), &format!("x:key={character}")));
    }
}

#[test]
fn v_6_a_value_whose_variable_is_missing_equals_nothing() {
    // The sources disagree on the negated half.
    check(&[
        ("'StringEquals':{'x:key':'${x:none}'}", "x:key=a", false),
        ("'StringLike':{'x:key':'${x:none}*'}", "x:key=a", false),
        ("'StringNotEquals':{'x:key':'${x:none}'}", "x:key=a", true),
        ("'ArnNotLike':{'x:key':'arn:aws:s3:::${x:none}'}", "x:key=arn:aws:s3:::a", true),
        ("'StringEquals':{'x:key':['${x:none}','a']}", "x:key=a", true),
        ("'StringNotEquals':{'x:key':['${x:none}','a']}", "x:key=a", false),
    ]);
}

#[test]
fn v_7_values_come_from_the_context_alone() {
    // A role has no user name, whoever its session's name means.
    let own = allow("'Resource':'arn:aws:s3:::beans/${aws:username}'");
    case(role()).identity(own).on("arn:aws:s3:::beans/morning").is_silent(&[Identity]);
    let tagged = allow("'Resource':'arn:aws:s3:::${aws:PrincipalTag/team}/${aws:userid}'");
    case(role())
        .identity(tagged)
        .context("aws:PrincipalTag/team=milk; aws:userid=AROABARISTA:morning")
        .on("arn:aws:s3:::milk/AROABARISTA:morning")
        .allows();
}
