// SPDX-License-Identifier: Apache-2.0
//! Answers to the byte, as AWS writes them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;

use portcullis_wire::iam::{
    AccessKey, CreateAccessKeyResponse, CreateUserResponse, DeleteUserResponse, GetAccountSummaryResponse,
    GetCredentialReportResponse, GetRoleResponse, GetUserPolicyResponse, ListUsersResponse, Role,
    RoleLastUsed, Tag, User,
};
use portcullis_wire::sts::{AssumeRoleResponse, AssumedRoleUser, Credentials, GetCallerIdentityResponse};
use portcullis_wire::{Fault, HttpResponse, Page, Respond, Service, Timestamp, faults};

const REQUEST_ID: &str = "7a62c49f-347e-4fc4-9331-6e8eEXAMPLE";

/// The answer without its last part, which is the same for all.
#[track_caller]
fn check(response: &impl Respond, expected: &str) {
    let text = response.encode(REQUEST_ID);
    let (start, end) = text.split_once("<ResponseMetadata>").unwrap();
    assert_eq!(start, expected);
    let (metadata, _) = end.rsplit_once("</").unwrap();
    assert_eq!(metadata, format!("<RequestId>{REQUEST_ID}</RequestId></ResponseMetadata>"));
}

fn bob() -> User {
    User {
        path: Some("/division_abc/".to_owned()),
        user_name: Some("Bob".to_owned()),
        user_id: "AIDACKCEVSQ6C2EXAMPLE".to_owned(),
        arn: "arn:aws:iam::123456789012:user/division_abc/Bob".to_owned(),
        create_date: Timestamp(1_370_661_641),
        ..Default::default()
    }
}

#[test]
fn create_user() {
    let text = CreateUserResponse { user: Some(bob()) }.encode(REQUEST_ID);
    assert_eq!(
        text,
        "<CreateUserResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><CreateUserResult><User>\
         <Path>/division_abc/</Path><UserName>Bob</UserName><UserId>AIDACKCEVSQ6C2EXAMPLE</UserId>\
         <Arn>arn:aws:iam::123456789012:user/division_abc/Bob</Arn><CreateDate>2013-06-08T03:20:41Z</CreateDate>\
         </User></CreateUserResult><ResponseMetadata><RequestId>7a62c49f-347e-4fc4-9331-6e8eEXAMPLE</RequestId>\
         </ResponseMetadata></CreateUserResponse>"
    );
}

#[test]
fn an_operation_without_output_has_no_result() {
    check(&DeleteUserResponse, "<DeleteUserResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">");
}

#[test]
fn lists_flags_and_markers() {
    let start = "<ListUsersResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><ListUsersResult>";
    let end = "</ListUsersResult>";
    let mut page = ListUsersResponse::default();
    page.set_next(None);
    check(&page, &format!("{start}<Users/><IsTruncated>false</IsTruncated>{end}"));
    let tags = vec![Tag { key: "a&b".to_owned(), value: String::new() }];
    page.users.push(User { user_name: Some("Bob".to_owned()), tags: Some(tags), ..Default::default() });
    page.set_next(Some("next".to_owned()));
    check(
        &page,
        &format!(
            "{start}<Users><member><UserName>Bob</UserName><UserId/><Arn/>\
             <CreateDate>1970-01-01T00:00:00Z</CreateDate>\
             <Tags><member><Key>a&amp;b</Key><Value/></member></Tags></member></Users>\
             <IsTruncated>true</IsTruncated><Marker>next</Marker>{end}"
        ),
    );
}

#[test]
fn maps() {
    let map = BTreeMap::from([("Users".to_owned(), 27), ("Groups".to_owned(), 15)]);
    check(
        &GetAccountSummaryResponse { summary_map: Some(map) },
        "<GetAccountSummaryResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><GetAccountSummaryResult>\
         <SummaryMap><entry><key>Groups</key><value>15</value></entry>\
         <entry><key>Users</key><value>27</value></entry></SummaryMap></GetAccountSummaryResult>",
    );
}

#[test]
fn policy_documents_are_percent_encoded_and_only_they() {
    let role = Role {
        path: "/".to_owned(),
        role_name: "Test-Role".to_owned(),
        role_id: "AROADBQP57FF2AEXAMPLE".to_owned(),
        arn: "arn:aws:iam::123456789012:role/Test-Role".to_owned(),
        create_date: Timestamp(1_366_261_318),
        assume_role_policy_document: Some(r#"{"Statement": []}"#.to_owned()),
        description: Some("100% mine".to_owned()),
        max_session_duration: Some(3600),
        role_last_used: Some(RoleLastUsed {
            last_used_date: Some(Timestamp(1_574_053_318)),
            region: Some("us-east-1".to_owned()),
        }),
        ..Default::default()
    };
    check(
        &GetRoleResponse { role },
        "<GetRoleResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><GetRoleResult><Role><Path>/</Path>\
         <RoleName>Test-Role</RoleName><RoleId>AROADBQP57FF2AEXAMPLE</RoleId>\
         <Arn>arn:aws:iam::123456789012:role/Test-Role</Arn><CreateDate>2013-04-18T05:01:58Z</CreateDate>\
         <AssumeRolePolicyDocument>%7B%22Statement%22%3A%20%5B%5D%7D</AssumeRolePolicyDocument>\
         <Description>100% mine</Description><MaxSessionDuration>3600</MaxSessionDuration>\
         <RoleLastUsed><LastUsedDate>2019-11-18T05:01:58Z</LastUsedDate><Region>us-east-1</Region></RoleLastUsed>\
         </Role></GetRoleResult>",
    );
    let policy = GetUserPolicyResponse {
        user_name: "Bob".to_owned(),
        policy_name: "p".to_owned(),
        policy_document: "{}".to_owned(),
    };
    check(
        &policy,
        "<GetUserPolicyResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><GetUserPolicyResult>\
         <UserName>Bob</UserName><PolicyName>p</PolicyName><PolicyDocument>%7B%7D</PolicyDocument>\
         </GetUserPolicyResult>",
    );
}

#[test]
fn secrets_and_blobs() {
    let key = AccessKey {
        user_name: Some("Bob".to_owned()),
        access_key_id: "AKIAIOSFODNN7EXAMPLE".to_owned(),
        status: "Active".to_owned(),
        secret_access_key: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY".into(),
        create_date: Some(Timestamp(1_425_926_363)),
    };
    check(
        &CreateAccessKeyResponse { access_key: key },
        "<CreateAccessKeyResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><CreateAccessKeyResult>\
         <AccessKey><UserName>Bob</UserName><AccessKeyId>AKIAIOSFODNN7EXAMPLE</AccessKeyId><Status>Active</Status>\
         <SecretAccessKey>wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY</SecretAccessKey>\
         <CreateDate>2015-03-09T18:39:23Z</CreateDate></AccessKey></CreateAccessKeyResult>",
    );
    let report = GetCredentialReportResponse { content: Some(b"user,arn".to_vec()), ..Default::default() };
    check(
        &report,
        "<GetCredentialReportResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">\
         <GetCredentialReportResult><Content>dXNlcixhcm4=</Content></GetCredentialReportResult>",
    );
}

#[test]
fn sts_has_its_own_namespace() {
    let identity = GetCallerIdentityResponse {
        user_id: Some("AIDAI44QH8DHBEXAMPLE".to_owned()),
        account: Some("123456789012".to_owned()),
        arn: Some("arn:aws:iam::123456789012:user/Alice".to_owned()),
    };
    check(
        &identity,
        "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>\
         <UserId>AIDAI44QH8DHBEXAMPLE</UserId><Account>123456789012</Account>\
         <Arn>arn:aws:iam::123456789012:user/Alice</Arn></GetCallerIdentityResult>",
    );
    let session = AssumeRoleResponse {
        credentials: Some(Credentials {
            access_key_id: "ASIAIOSFODNN7EXAMPLE".to_owned(),
            secret_access_key: "secret".into(),
            session_token: "token==".to_owned(),
            expiration: Timestamp(1_310_772_513),
        }),
        assumed_role_user: Some(AssumedRoleUser {
            assumed_role_id: "ARO123EXAMPLE123:Bob".to_owned(),
            arn: "arn:aws:sts::123456789012:assumed-role/demo/Bob".to_owned(),
        }),
        packed_policy_size: Some(8),
        ..Default::default()
    };
    check(
        &session,
        "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials>\
         <AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>\
         <SessionToken>token==</SessionToken><Expiration>2011-07-15T23:28:33Z</Expiration></Credentials>\
         <AssumedRoleUser><AssumedRoleId>ARO123EXAMPLE123:Bob</AssumedRoleId>\
         <Arn>arn:aws:sts::123456789012:assumed-role/demo/Bob</Arn></AssumedRoleUser>\
         <PackedPolicySize>8</PackedPolicySize></AssumeRoleResult>",
    );
}

#[test]
fn faults_as_aws_writes_them() {
    let fault = faults::no_such_entity("The user with name <Bob> cannot be found.");
    let response = HttpResponse::fault(&fault, Service::Iam, REQUEST_ID);
    assert_eq!(response.status, 404);
    assert_eq!(
        response.headers,
        [("x-amzn-RequestId".into(), REQUEST_ID.to_owned()), ("Content-Type".into(), "text/xml".to_owned())]
    );
    assert_eq!(
        String::from_utf8(response.body).unwrap(),
        "<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error><Type>Sender</Type>\
         <Code>NoSuchEntity</Code><Message>The user with name &lt;Bob&gt; cannot be found.</Message></Error>\
         <RequestId>7a62c49f-347e-4fc4-9331-6e8eEXAMPLE</RequestId></ErrorResponse>"
    );
    assert!(faults::internal_failure().encode(Service::Sts, "1").contains("<Type>Receiver</Type>"));
}

#[test]
fn codes_and_statuses_come_from_the_model() {
    let facts = |fault: Fault| (fault.code.into_owned(), fault.status, fault.sender);
    let table = [
        (faults::entity_already_exists(""), "EntityAlreadyExists", 409, true),
        (faults::delete_conflict(""), "DeleteConflict", 409, true),
        (faults::limit_exceeded(""), "LimitExceeded", 409, true),
        (faults::malformed_policy_document(""), "MalformedPolicyDocument", 400, true),
        (faults::packed_policy_too_large(""), "PackedPolicyTooLarge", 400, true),
        (faults::region_disabled_exception(""), "RegionDisabledException", 403, true),
        (faults::service_failure(""), "ServiceFailure", 500, false),
        (faults::organization_not_found_exception(""), "OrganizationNotFoundException", 400, true),
    ];
    for (fault, code, status, sender) in table {
        assert_eq!(facts(fault), (code.to_owned(), status, sender));
    }
}
