// SPDX-License-Identifier: Apache-2.0
//! Delegation requests and role templates: AWS's partners and services make them, and here there are none.

use crate::world::World;

const CREATE: &str = "CreateDelegationRequest Description=d RequestorWorkflowId=workflow SessionDuration=3600 \
                      NotificationChannel=arn:aws:sns:us-east-1:111122223333:t \
                      Permissions.PolicyTemplateArn=arn:aws:iam::444455556666:delegation-template/t";
const ID: &str = "0123456789abcdef";
const TEMPLATE: &str = "arn:aws:iam::aws:role-template/ecs.amazonaws.com/Worker:1";

#[test]
fn an_account_that_is_no_partner_makes_none_and_was_sent_none() {
    let (mut world, root) = World::new();
    world.script(
        &root,
        &[(CREATE, "403 AccessDenied Account 111122223333 is not onboarded to create delegation requests.")],
    );
    let missing = format!("404 NoSuchEntity The delegation request with id {ID} cannot be found.");
    for operation in [
        "AcceptDelegationRequest",
        "AssociateDelegationRequest",
        "GetDelegationRequest",
        "RejectDelegationRequest",
        "SendDelegationToken",
        "UpdateDelegationRequest",
    ] {
        let answer = world.call(&root, &format!("{operation} DelegationRequestId={ID}"));
        assert_eq!(answer.summary(), missing, "{operation}");
        assert_eq!(
            world.call(&root, &format!("{operation} DelegationRequestId=short")).get("Code"),
            "ValidationError"
        );
    }
    let summary =
        format!("GetHumanReadableSummary EntityArn=arn:aws:iam::111122223333:delegation-request/{ID}");
    assert_eq!(world.call(&root, &summary).summary(), missing);
    let of_user = "arn:aws:iam::111122223333:user/alice";
    world.script(
        &root,
        &[
            (
                &format!("GetHumanReadableSummary EntityArn={of_user}"),
                &format!("400 InvalidInput ARN {of_user} is not valid."),
            ),
            ("ListDelegationRequests Marker=none", "400 ValidationError Invalid Marker."),
        ],
    );
    let list = world.ok(&root, "ListDelegationRequests");
    assert!(list.body.contains("<DelegationRequests/><isTruncated>false</isTruncated>"), "{}", list.body);
}

#[test]
fn there_are_no_role_templates() {
    let (mut world, root) = World::new();
    let none = format!("404 NoSuchEntity The role template {TEMPLATE} cannot be found.");
    world.script(
        &root,
        &[
            (&format!("AcquireRole TemplateArn={TEMPLATE}"), &none),
            (&format!("GetRoleTemplateVersion TemplateArn={TEMPLATE}"), &none),
        ],
    );
}

#[test]
fn each_needs_its_permission_and_has_its_condition_keys() {
    let (mut world, root) = World::new();
    let alice = world.user(&root, "alice");
    let arn = format!("arn:aws:iam::111122223333:delegation-request/{ID}");
    let of_request = ["AcceptDelegationRequest", "GetDelegationRequest", "SendDelegationToken"];
    for operation in of_request {
        let denied = world.call(&alice, &format!("{operation} DelegationRequestId={ID}"));
        let expected = format!("to perform: iam:{operation} on resource: {arn} because");
        assert!(denied.summary().contains(&expected), "{}", denied.summary());
    }
    let conditions = [
        ("iam:CreateDelegationRequest", r#""iam:DelegationDuration":"3600""#, CREATE),
        (
            "iam:CreateDelegationRequest",
            r#""iam:NotificationChannel":"arn:aws:sns:us-east-1:111122223333:t""#,
            CREATE,
        ),
        (
            "iam:CreateDelegationRequest",
            r#""iam:TemplateArn":"arn:aws:iam::444455556666:delegation-template/t""#,
            CREATE,
        ),
        (
            "iam:ListDelegationRequests",
            r#""iam:DelegationRequestOwner":"arn:aws:iam::111122223333:user/alice""#,
            "ListDelegationRequests OwnerId=arn:aws:iam::111122223333:user/alice",
        ),
        (
            "iam:CreateRole",
            r#""iam:RoleTemplateARN":"arn:aws:iam::aws:role-template/ecs.amazonaws.com/Worker:1""#,
            "AcquireRole TemplateArn=arn:aws:iam::aws:role-template/ecs.amazonaws.com/Worker:1",
        ),
    ];
    for (action, condition, call) in conditions {
        for (effect, is_denied) in [("Allow", false), ("Deny", true)] {
            let statements = format!(
                r#"{{"Effect":"Allow","Action":"{action}","Resource":"*","Condition":{{"StringEquals":{{{condition}}}}}}},
                   {{"Effect":"{effect}","Action":"{action}","Resource":"*","Condition":{{"StringEquals":{{{condition}}}}}}}"#
            );
            crate::seed::allow_user(&mut world, "alice", "p", &statements);
            let answer = world.call(&alice, call);
            let denied = answer.body.contains("not authorized to perform");
            assert_eq!(denied, is_denied, "{condition}: {}", answer.body);
        }
    }
}
