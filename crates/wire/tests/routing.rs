// SPDX-License-Identifier: Apache-2.0
//! Which operation a request asks for.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use portcullis_wire::operation::{all, find, guess_service};
use portcullis_wire::{Form, Service, route};

fn ask(body: &str, scope: Option<&str>) -> Result<(Service, &'static str), String> {
    let form = Form::parse("", body.as_bytes()).unwrap();
    match route(&form, scope) {
        Ok(operation) => Ok((operation.service, operation.name)),
        Err(fault) => Err(format!("{} {}: {}", fault.status, fault.code, fault.message)),
    }
}

#[test]
fn the_scope_the_version_and_the_action_tell_the_service() {
    let iam = "Action=ListUsers&Version=2010-05-08";
    let sts = "Action=GetCallerIdentity&Version=2011-06-15";
    assert_eq!(ask(iam, Some("iam")), Ok((Service::Iam, "ListUsers")));
    assert_eq!(ask(iam, None), Ok((Service::Iam, "ListUsers")));
    assert_eq!(ask(sts, Some("sts")), Ok((Service::Sts, "GetCallerIdentity")));
    assert_eq!(ask(sts, None), Ok((Service::Sts, "GetCallerIdentity")));
}

#[test]
fn what_is_not_there_is_refused_in_aws_words() {
    let missing = "400 MissingAction: Missing Action";
    let table = [
        ("", Some("iam"), missing),
        ("Action=&Version=2010-05-08", Some("iam"), missing),
        (
            "Action=Nope&Version=2010-05-08",
            Some("iam"),
            "400 InvalidAction: Could not find operation Nope for version 2010-05-08",
        ),
        (
            "Action=listusers&Version=2010-05-08",
            Some("iam"),
            "400 InvalidAction: Could not find operation listusers for version 2010-05-08",
        ),
        (
            "Action=ListUsers&Version=2011-06-15",
            Some("iam"),
            "400 InvalidAction: Could not find operation ListUsers for version 2011-06-15",
        ),
        (
            "Action=ListUsers",
            Some("iam"),
            "400 InvalidAction: Could not find operation ListUsers for version NO_VERSION_SPECIFIED",
        ),
        (
            "Action=ListUsers&Version=2010-05-08",
            Some("sts"),
            "400 InvalidAction: Could not find operation ListUsers for version 2010-05-08",
        ),
    ];
    for (body, scope, expected) in table {
        assert_eq!(ask(body, scope), Err(expected.to_owned()), "{body}");
    }
}

#[test]
fn a_fault_finds_its_namespace() {
    let guess = |body: &str, scope| guess_service(&Form::parse("", body.as_bytes()).unwrap(), scope);
    assert_eq!(guess("Action=AssumeRole", None), Service::Sts);
    assert_eq!(guess("Version=2011-06-15", Some("s3")), Service::Sts);
    assert_eq!(guess("", None), Service::Iam);
}

#[test]
fn all_operations_are_found_and_two_need_no_signature() {
    assert_eq!((all(Service::Iam).len(), all(Service::Sts).len()), (180, 11));
    let mut anonymous = Vec::new();
    for service in Service::ALL {
        for operation in all(service) {
            assert_eq!(find(service, operation.name), Some(operation));
            anonymous.extend(operation.is_anonymous.then_some(operation.name));
        }
    }
    assert_eq!(anonymous, ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"]);
}
