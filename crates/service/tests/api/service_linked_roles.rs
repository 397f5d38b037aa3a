// SPDX-License-Identifier: Apache-2.0
//! Roles that are linked to a service: made by the service's name, changed by nobody else, deleted by a task.

use crate::world::{World, percent_decode, trust};
use portcullis_directory::quota::Quota;
use portcullis_directory::record::AccountRecord;

const CREATE: &str = "CreateServiceLinkedRole AWSServiceName";

#[test]
fn making_one_has_its_errors_in_order() {
    let (mut world, root) = World::new();
    let alice = world.user(&root, "alice");
    world.grant(
        &root,
        "alice",
        "p",
        "Allow iam:CreateServiceLinkedRole arn:aws:iam::111122223333:role/aws-service-role/*",
    );
    let ecs = "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS";
    world.script(
        &crate::world::Key::clone(&alice),
        &[
            (
                &format!("{CREATE}=a/b"),
                "400 ValidationError The specified value for aWSServiceName is invalid. It must contain only \
                 alphanumeric characters and/or the following: +=,.@_-",
            ),
            (
                &format!("{CREATE}=account.amazonaws.com"),
                "403 AccessDenied User: arn:aws:iam::111122223333:user/alice is not authorized to perform: \
                 iam:CreateServiceLinkedRole on resource: * because no identity-based policy allows the \
                 iam:CreateServiceLinkedRole action",
            ),
            (
                &format!("{CREATE}=es.amazonaws.com CustomSuffix=two"),
                "400 InvalidInput Custom suffix is not allowed for es.amazonaws.com",
            ),
            (&format!("{CREATE}=ecs.amazonaws.com"), "OK"),
            (
                &format!("{CREATE}=ecs.amazonaws.com"),
                "400 InvalidInput Service role name AWSServiceRoleForECS has been taken in this account, please try \
                 a different suffix.",
            ),
        ],
    );
    world.script(
        &root,
        &[(
            &format!("{CREATE}=account.amazonaws.com"),
            "403 AccessDenied Cannot find Service Linked Role template for account.amazonaws.com",
        )],
    );
    let long = format!("{CREATE}=autoscaling.amazonaws.com CustomSuffix={}", "s".repeat(60));
    assert_eq!(world.call(&root, &long).status, 400);
    assert_eq!(world.ok(&root, "GetRole RoleName=awsserviceroleforecs").get("Arn"), ecs);
}

#[test]
fn the_answer_and_the_role_are_those_of_the_service() {
    let (mut world, root) = World::new();
    let created = world.ok_with(
        &root,
        &format!("{CREATE}=autoscaling.amazonaws.com CustomSuffix=blue"),
        &[("Description", "scales the blue fleet")],
    );
    assert_eq!(created.get("Path"), "/aws-service-role/autoscaling.amazonaws.com/");
    assert_eq!(created.get("RoleName"), "AWSServiceRoleForAutoScaling_blue");
    assert!(!created.body.contains("Description"), "{}", created.body);
    assert_eq!(
        percent_decode(&created.get("AssumeRolePolicyDocument")),
        r#"{"Version":"2012-10-17","Statement":[{"Action":["sts:AssumeRole"],"Effect":"Allow","Principal":{"Service":["autoscaling.amazonaws.com"]}}]}"#
    );
    let shown = world.ok(&root, "GetRole RoleName=AWSServiceRoleForAutoScaling_blue");
    assert_eq!(shown.get("Description"), "scales the blue fleet");
    assert_eq!(shown.get("MaxSessionDuration"), "3600");
    let attached = world.ok(&root, "ListAttachedRolePolicies RoleName=AWSServiceRoleForAutoScaling_blue");
    assert_eq!(
        attached.all("PolicyArn"),
        ["arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy"]
    );
    world.ok(&root, &format!("{CREATE}=autoscaling.amazonaws.com"));
    let listed = world.ok(&root, "ListRoles PathPrefix=/aws-service-role/");
    assert_eq!(listed.all("RoleName"), ["AWSServiceRoleForAutoScaling", "AWSServiceRoleForAutoScaling_blue"]);
}

#[test]
fn a_policy_can_allow_some_services_alone() {
    let (mut world, root) = World::new();
    let alice = world.user(&root, "alice");
    let statement = r#"{"Effect":"Allow","Action":"iam:CreateServiceLinkedRole","Resource":"*",
        "Condition":{"StringLike":{"iam:AWSServiceName":"*.application-autoscaling.amazonaws.com"}}}"#;
    crate::seed::allow_user(&mut world, "alice", "p", statement);
    assert_eq!(world.call(&alice, &format!("{CREATE}=ecs.amazonaws.com")).status, 403);
    world.ok(&alice, &format!("{CREATE}=ecs.application-autoscaling.amazonaws.com"));
}

#[test]
fn only_its_description_and_tags_can_be_changed() {
    let (mut world, root) = World::new();
    world.ok(&root, &format!("{CREATE}=ecs.amazonaws.com"));
    world.ok(&root, "CreateInstanceProfile InstanceProfileName=web");
    let role = "RoleName=AWSServiceRoleForECS";
    let protected = "400 UnmodifiableEntity Cannot perform the operation on the protected role \
                     'AWSServiceRoleForECS' - this role is only modifiable by AWS";
    let admin = "PolicyArn=arn:aws:iam::aws:policy/AdministratorAccess";
    let boundary = "PermissionsBoundary=arn:aws:iam::aws:policy/AdministratorAccess";
    world.script(
        &root,
        &[
            (&format!("AttachRolePolicy {role} {admin}"), protected),
            (&format!("DetachRolePolicy {role} {admin}"), protected),
            (&format!("DeleteRolePolicy {role} PolicyName=p"), protected),
            (&format!("PutRolePermissionsBoundary {role} {boundary}"), protected),
            (&format!("DeleteRolePermissionsBoundary {role}"), protected),
            (&format!("AddRoleToInstanceProfile {role} InstanceProfileName=web"), protected),
            (&format!("RemoveRoleFromInstanceProfile {role} InstanceProfileName=web"), protected),
            (&format!("DeleteRole {role}"), protected),
            (
                &format!("UpdateRole {role} MaxSessionDuration=7200"),
                "400 UnmodifiableEntity AWSServiceRoleForECS is an AWS service linked role, max session duration \
                 cannot be changed.",
            ),
            (&format!("UpdateRole {role} Description=one"), "OK"),
            (&format!("UpdateRoleDescription {role} Description=two"), "OK"),
            (&format!("TagRole {role} Tags.member.1.Key=team Tags.member.1.Value=a"), "OK"),
            (&format!("UntagRole {role} TagKeys.member.1=team"), "OK"),
        ],
    );
    let document = crate::world::document("Allow * *");
    let put = world.call_with(
        &root,
        &format!("PutRolePolicy {role} PolicyName=p"),
        &[("PolicyDocument", &document)],
    );
    assert_eq!(put.summary(), protected);
    let document = trust("111122223333");
    let trusted =
        world.call_with(&root, &format!("UpdateAssumeRolePolicy {role}"), &[("PolicyDocument", &document)]);
    assert_eq!(trusted.summary(), protected);
    assert_eq!(world.ok(&root, &format!("GetRole {role}")).get("Description"), "two");
}

#[test]
fn deleting_one_gives_a_task_that_can_be_asked_after() {
    let (mut world, root) = World::new();
    let alice = world.user(&root, "alice");
    let arn = "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/*";
    let actions = "iam:DeleteServiceLinkedRole,iam:GetServiceLinkedRoleDeletionStatus";
    world.grant(&root, "alice", "p", &format!("Allow {actions} {arn}"));
    world.ok(&root, &format!("{CREATE}=ecs.amazonaws.com"));
    world.ok(&root, &format!("{CREATE}=spot.amazonaws.com"));
    world.ok_with(
        &root,
        "CreateRole RoleName=plain",
        &[("AssumeRolePolicyDocument", &trust("111122223333"))],
    );
    let none = "404 NoSuchEntity The role with name";
    assert!(world.call(&alice, "DeleteServiceLinkedRole RoleName=AWSServiceRoleForEC2Spot").status == 403);
    for name in ["nobody", "plain"] {
        let answer = world.call(&root, &format!("DeleteServiceLinkedRole RoleName={name}"));
        assert_eq!(answer.summary(), format!("{none} {name} cannot be found."));
    }
    let task =
        world.ok(&alice, "DeleteServiceLinkedRole RoleName=AWSServiceRoleForECS").get("DeletionTaskId");
    assert!(task.starts_with("task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/"), "{task}");
    assert_eq!(
        world.call(&root, "GetRole RoleName=AWSServiceRoleForECS").summary(),
        format!("{none} AWSServiceRoleForECS cannot be found.")
    );
    let status = world.ok(&alice, &format!("GetServiceLinkedRoleDeletionStatus DeletionTaskId={task}"));
    assert_eq!(status.get("Status"), "SUCCEEDED");
    let other = format!("task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/{}", "0".repeat(36));
    world.script(
        &root,
        &[
            (
                "GetServiceLinkedRoleDeletionStatus DeletionTaskId=task/aws-service-role/ecs",
                "400 InvalidInput Invalid task id",
            ),
            (
                &format!("GetServiceLinkedRoleDeletionStatus DeletionTaskId={other}"),
                &format!("404 NoSuchEntity The deletion task with id {other} cannot be found."),
            ),
        ],
    );
    // The name is free again, and the task of the one that is gone keeps its status.
    world.ok(&root, &format!("{CREATE}=ecs.amazonaws.com"));
    world.ok(&alice, &format!("GetServiceLinkedRoleDeletionStatus DeletionTaskId={task}"));
}

#[test]
fn a_deletion_is_forgotten_thirty_days_later() {
    let (mut world, root) = World::new();
    world.ok(&root, &format!("{CREATE}=ecs.amazonaws.com"));
    world.ok(&root, &format!("{CREATE}=spot.amazonaws.com"));
    let task = world.ok(&root, "DeleteServiceLinkedRole RoleName=AWSServiceRoleForECS").get("DeletionTaskId");
    world.now += 31 * 24 * 3_600;
    world.ok(&root, "DeleteServiceLinkedRole RoleName=AWSServiceRoleForEC2Spot");
    let asked = world.call(&root, &format!("GetServiceLinkedRoleDeletionStatus DeletionTaskId={task}"));
    assert_eq!(asked.status, 404);
}

#[test]
fn the_quota_of_roles_does_not_keep_a_service_from_its_role() {
    let (mut world, root) = World::new();
    let account = crate::seed::account(&world);
    let mut record = AccountRecord::clone(account.record());
    record.quotas.insert(Quota::Roles, 0);
    crate::seed::put(&mut world, record);
    let document = trust("111122223333");
    let refused =
        world.call_with(&root, "CreateRole RoleName=plain", &[("AssumeRolePolicyDocument", &document)]);
    assert_eq!(refused.summary(), "409 LimitExceeded Cannot exceed quota for RolesPerAccount: 0");
    world.ok(&root, &format!("{CREATE}=ecs.amazonaws.com"));
}

#[test]
fn nobody_but_its_service_assumes_it() {
    let (mut world, root) = World::new();
    let alice = world.user(&root, "alice");
    world.grant(&root, "alice", "p", "Allow sts:AssumeRole *");
    let arn = world.ok(&root, &format!("{CREATE}=ecs.amazonaws.com")).get("Arn");
    let answer = world.call(&alice, &format!("AssumeRole RoleArn={arn} RoleSessionName=session"));
    assert_eq!(answer.status, 403);
}
