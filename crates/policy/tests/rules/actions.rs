// SPDX-License-Identifier: Apache-2.0
//! `Action` and `NotAction`: section 10 of the rules.

use super::support::*;

/// Whether an element such as `'Action':'s3:*'` covers `s3:GetObject`.
fn covers(element: &str) -> bool {
    applies(element, &case(user()))
}

#[test]
fn a_1_letter_case_does_not_matter() {
    for (pattern, wanted) in [
        ("s3:GetObject", true),
        ("S3:getobject", true),
        ("s3:GETOBJECT", true),
        ("*", true),
        ("s3:GetObjects", false),
        ("s4:GetObject", false),
    ] {
        assert_eq!(covers(&format!("'Action':'{pattern}'")), wanted, "{pattern}");
    }
    assert!(applies("'Action':'s3:GetObject'", &case(user()).action("S3:GETobject")));
}

#[test]
fn a_2_wildcards_stand_in_the_name_or_for_the_whole_prefix() {
    for (pattern, wanted) in [
        ("s3:*", true),
        ("s3:Get*", true),
        ("s3:*Object", true),
        ("s3:G*t*t", true),
        ("s3:GetObject*", true),
        ("s3:?etObject", true),
        ("s3:GetObject?", false),
        ("s3:*x*", false),
        ("*:*", true),
        ("*:GetObject", true),
        ("*:PutObject", false),
        ("s*:GetObject", false),
        ("s?:GetObject", false),
        ("s3*", false),
    ] {
        assert_eq!(covers(&format!("'Action':'{pattern}'")), wanted, "{pattern}");
    }
}

#[test]
fn a_3_a_list_is_any_of_them_and_not_action_none_of_them() {
    assert!(covers("'Action':['ec2:*','s3:Get*']"));
    assert!(!covers("'Action':['ec2:*','s3:Put*']"));
    assert!(!covers("'Action':[]"));
    assert!(covers("'NotAction':['ec2:*','s3:Put*']"));
    assert!(!covers("'NotAction':['ec2:*','s3:Get*']"));
    assert!(!covers("'NotAction':'*'"));
}

#[test]
fn a_4_malformed_entries_match_nothing() {
    for entry in ["s3:", ":GetObject", "s3", "", "s3: GetObject", " s3:GetObject", "s3:Get*,s3:Put*", "**"] {
        assert!(!covers(&format!("'Action':'{entry}'")), "{entry}");
        assert!(covers(&format!("'NotAction':'{entry}'")), "{entry}");
    }
    // Not even an action that is written the same.
    for entry in ["s3:", ":GetObject", "s3:Get Object", "s3:Get,Object"] {
        assert!(!applies(&format!("'Action':'{entry}'"), &case(user()).action(entry)), "{entry}");
    }
}
