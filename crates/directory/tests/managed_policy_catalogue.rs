// SPDX-License-Identifier: Apache-2.0
//! AWS's managed policies as they are compiled in, and what their reader refuses.

use std::collections::BTreeSet;

use portcullis_directory::managed_policy_catalogue::AwsManagedPolicies;
use portcullis_policy::language::Document;

const TEXT: &str = include_str!("../catalogue/managed_policies.txt");

fn embedded() -> &'static AwsManagedPolicies {
    AwsManagedPolicies::embedded()
}

#[test]
fn the_embedded_text_is_read_whole() {
    AwsManagedPolicies::read(TEXT).unwrap();
    assert_eq!(embedded().len(), 1_594);
    assert_eq!(embedded().iter().map(|policy| policy.versions().count()).sum::<usize>(), 6_194);
}

#[test]
fn every_document_is_printed_as_the_importer_saw_it() {
    let line = TEXT.lines().find_map(|line| line.strip_prefix("documents 6194 ")).unwrap();
    let expected = u64::from_str_radix(line, 16).unwrap();
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let listed = TEXT.lines().filter_map(|line| line.strip_prefix("policy "));
    for line in listed {
        let fields: Vec<&str> = line.split(' ').collect();
        let policy = embedded().get(&format!("arn:aws:iam::aws:policy{}{}", fields[1], fields[0])).unwrap();
        for document in policy.documents() {
            for byte in document.unwrap().bytes().chain([b'\n']) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    assert_eq!(hash, expected);
}

#[test]
fn every_document_is_a_policy() {
    let mut refused = Vec::new();
    for policy in embedded().iter() {
        for (version, document) in policy.versions().zip(policy.documents()) {
            if let Err(error) = Document::parse(&document.unwrap()) {
                refused.push(format!("{} v{}: {error}", policy.name(), version.number()));
            }
        }
    }
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn administrator_access() {
    let policy = embedded().get("arn:aws:iam::aws:policy/AdministratorAccess").unwrap();
    assert_eq!((policy.name(), policy.path()), ("AdministratorAccess", "/"));
    assert_eq!((policy.create_date(), policy.update_date()), (1_423_247_986, 1_423_247_986));
    let version = policy.default_version().unwrap();
    assert_eq!(version.number(), 1);
    let lines = [
        "{",
        "    \"Version\": \"2012-10-17\",",
        "    \"Statement\": [",
        "        {",
        "            \"Effect\": \"Allow\",",
        "            \"Action\": \"*\",",
        "            \"Resource\": \"*\"",
        "        }",
        "    ]",
        "}",
    ];
    assert_eq!(version.document().unwrap(), lines.join("\n"));
}

#[test]
fn read_only_access_has_a_long_history() {
    let policy = embedded().get("arn:aws:iam::aws:policy/ReadOnlyAccess").unwrap();
    let newest = policy.default_version().unwrap();
    assert_eq!((newest.number(), newest.is_default()), (188, true));
    assert_eq!(newest.create_date(), policy.update_date());
    assert!(newest.document().unwrap().contains("\"access-analyzer:ListPolicyGenerations\""));
    let oldest = policy.versions().last().unwrap();
    assert!(!oldest.is_default());
    Document::parse(&oldest.document().unwrap()).unwrap();
    assert_eq!(policy.version(187).unwrap().number(), 187);
    assert!(policy.version(189).is_none());
}

#[test]
fn the_path_is_part_of_the_arn() {
    let arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
    let policy = embedded().get(arn).unwrap();
    assert_eq!((policy.path(), policy.arn().as_str()), ("/service-role/", arn));
    let wrong = [
        "arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole",
        "arn:aws:iam::aws:policy/service-role/",
        "arn:aws:iam::aws:policyAdministratorAccess",
        "arn:aws:iam::111122223333:policy/AdministratorAccess",
        "AdministratorAccess",
        "",
    ];
    for arn in wrong {
        assert!(embedded().get(arn).is_none(), "{arn}");
    }
}

#[test]
fn ids_are_distinct_stable_and_have_the_form_of_aws() {
    let ids: BTreeSet<String> = embedded().iter().map(|policy| policy.id()).collect();
    assert_eq!(ids.len(), embedded().len());
    for id in &ids {
        let letters = id.bytes().all(|byte| byte.is_ascii_uppercase() || (b'2'..=b'7').contains(&byte));
        assert!(id.starts_with("ANPA") && id.len() == 21 && letters, "{id}");
    }
    let id = embedded().get("arn:aws:iam::aws:policy/AdministratorAccess").unwrap().id();
    assert_eq!(id, "ANPAP57QALIMKLKEVWJLZ");
}

#[test]
fn dates_never_run_backwards_where_they_are_unknown() {
    let mut unknown = 0;
    for policy in embedded().iter() {
        assert!(policy.create_date() <= policy.update_date(), "{}", policy.name());
        for version in policy.versions() {
            unknown += usize::from(!version.create_date_is_known());
            assert!(version.create_date() >= policy.create_date(), "{}", policy.name());
            assert!(version.create_date() <= policy.update_date(), "{} v{}", policy.name(), version.number());
        }
    }
    assert!(unknown > 0, "the flag is never set");
}

#[test]
fn listing_is_by_name() {
    let names: Vec<&str> = embedded().iter().map(|policy| policy.name()).collect();
    assert!(names.windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn texts_that_are_not_a_catalogue_are_refused() {
    let table = [
        ("", "unknown heading"),
        ("portcullis managed policies 2\n", "unknown heading"),
        ("portcullis managed policies 1\n", "a count that is missing"),
        ("portcullis managed policies 1\ndocuments 0 0\nstrings 2\nx\n", "a string table that ends early"),
        ("portcullis managed policies 1\ndocuments 0 0\nstrings 0\nx\n", "a line that is not a policy's"),
        (
            "portcullis managed policies 1\ndocuments 0 0\nstrings 0\npolicy P / 2020-01-01T00:00:00Z soon\n",
            "a date in an unknown form",
        ),
        (
            "portcullis managed policies 1\ndocuments 0 0\nstrings 0\n\
             policy P / 2020-01-01T00:00:00Z 2020-01-01T00:00:00Z\n",
            "a policy without versions",
        ),
        (
            "portcullis managed policies 1\ndocuments 2 0\nstrings 0\n\
             policy P / 2020-01-01T00:00:00Z 2020-01-01T00:00:00Z\nv1\n \"{ \"}\n",
            "a wrong number of documents",
        ),
    ];
    for (text, problem) in table {
        assert_eq!(AwsManagedPolicies::read(text).unwrap_err().problem, problem, "{text}");
    }
}
