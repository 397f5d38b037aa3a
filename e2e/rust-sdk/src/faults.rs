// SPDX-License-Identifier: Apache-2.0
//! Answers have the SDK's types, and faults are the variants that it has for them.

use aws_sdk_iam::error::ProvideErrorMetadata;
use aws_sdk_iam::operation::RequestId;
use aws_sdk_iam::types::{StatusType, Tag};

use crate::{account, allow, root, trust};

#[tokio::test]
async fn a_user_comes_back_as_it_was_made() {
    let iam = root().await;
    let tag = Tag::builder().key("цвет").value("a + b = ü").build().unwrap();
    let made = iam.create_user().user_name("ana").path("/shop/").tags(tag.clone()).send().await.unwrap();
    assert!(made.request_id().is_some());
    let read = iam.get_user().user_name("ana").send().await.unwrap().user.unwrap();
    assert_eq!(Some(&read), made.user());
    assert_eq!(read.arn(), format!("arn:aws:iam::{}:user/shop/ana", account()));
    assert_eq!(read.tags(), [tag]);
    let key = iam.create_access_key().user_name("ana").send().await.unwrap().access_key.unwrap();
    assert_eq!(key.status(), &StatusType::Active);
    assert_eq!(key.secret_access_key().len(), 40);
}

#[tokio::test]
async fn documents_come_percent_encoded() {
    let iam = root().await;
    let trust = trust(r#""Service":"ec2.amazonaws.com""#);
    let make = iam.create_role().role_name("worker").assume_role_policy_document(&trust);
    make.description("Works <& rests>, \"daily\"").max_session_duration(7200).send().await.unwrap();
    let role = iam.get_role().role_name("worker").send().await.unwrap().role.unwrap();
    assert!(role.assume_role_policy_document().unwrap().starts_with("%7B%22Version%22%3A%222012-10-17%22"));
    assert_eq!(role.description(), Some("Works <& rests>, \"daily\""));
    assert_eq!(role.max_session_duration(), Some(7200));
    assert!(role.role_last_used().is_none_or(|used| used.last_used_date().is_none()));
}

#[tokio::test]
async fn what_is_missing() {
    let fault = root().await.get_user().user_name("nobody").send().await.unwrap_err();
    assert_eq!(fault.raw_response().unwrap().status().as_u16(), 404);
    let fault = fault.into_service_error();
    assert!(fault.is_no_such_entity_exception());
    assert_eq!(fault.message(), Some("The user with name nobody cannot be found."));
    assert!(fault.request_id().is_some());
}

#[tokio::test]
async fn what_is_there_already() {
    let iam = root().await;
    iam.create_group().group_name("twice").send().await.unwrap();
    let fault = iam.create_group().group_name("Twice").send().await.unwrap_err();
    assert_eq!(fault.raw_response().unwrap().status().as_u16(), 409);
    assert!(fault.into_service_error().is_entity_already_exists_exception());
}

#[tokio::test]
async fn what_is_in_the_way() {
    let iam = root().await;
    iam.create_user().user_name("busy").send().await.unwrap();
    iam.create_access_key().user_name("busy").send().await.unwrap();
    let fault = iam.delete_user().user_name("busy").send().await.unwrap_err().into_service_error();
    assert!(fault.is_delete_conflict_exception());
    assert_eq!(fault.message(), Some("Cannot delete entity, must delete access keys first."));
}

#[tokio::test]
async fn what_is_too_much() {
    let iam = root().await;
    iam.create_user().user_name("keys").send().await.unwrap();
    let ask = || iam.create_access_key().user_name("keys").send();
    ask().await.unwrap();
    ask().await.unwrap();
    let fault = ask().await.unwrap_err().into_service_error();
    assert!(fault.is_limit_exceeded_exception());
    assert_eq!(fault.message(), Some("Cannot exceed quota for AccessKeysPerUser: 2"));
}

#[tokio::test]
async fn what_is_not_a_policy() {
    let ask = root().await.create_policy().policy_name("bad").policy_document("{}").send();
    assert!(ask.await.unwrap_err().into_service_error().is_malformed_policy_document_exception());
}

#[tokio::test]
async fn what_a_policy_would_decide() {
    let ask = root().await.simulate_custom_policy().policy_input_list(allow("s3:Get*"));
    let answer = ask.action_names("s3:GetObject").action_names("s3:PutObject").send().await.unwrap();
    let decisions: Vec<_> =
        answer.evaluation_results().iter().map(|result| result.eval_decision().as_str()).collect();
    assert_eq!(decisions, ["allowed", "implicitDeny"]);
}

#[tokio::test]
async fn a_report_is_bytes() {
    let iam = root().await;
    iam.generate_credential_report().send().await.unwrap();
    let report = iam.get_credential_report().send().await.unwrap();
    let text = String::from_utf8(report.content().unwrap().clone().into_inner()).unwrap();
    assert!(text.starts_with("user,arn,user_creation_time,"), "{text}");
}
