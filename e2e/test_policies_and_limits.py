# SPDX-License-Identifier: Apache-2.0
"""Versions and their roll-back, IAM's limits, the order in which things can be deleted, tags and paths."""

import concurrent.futures
import json

import pytest

from clients import allow, deny, document, refused, trust
from server import ACCOUNT

ASSUMABLE = trust({"Service": "ec2.amazonaws.com"})


def arn_of(kind, name):
    return f"arn:aws:iam::{ACCOUNT}:{kind}/{name}"


def policy(root, name, *statements, **more):
    """Makes a managed policy and returns its ARN."""
    text = document(*(statements or [allow("s3:GetObject")]))
    return root.iam.create_policy(PolicyName=name, PolicyDocument=text, **more)["Policy"]["Arn"]


# Versions


def test_a_policy_rolls_back_to_an_earlier_version(root):
    arn = policy(root, "Menu", allow("iam:ListUsers"))
    uma = root.user("uma")
    root.iam.attach_user_policy(UserName="uma", PolicyArn=arn)
    assert uma.iam.list_users()["Users"]
    version = root.iam.create_policy_version(
        PolicyArn=arn, PolicyDocument=document(deny("iam:ListUsers")), SetAsDefault=True
    )["PolicyVersion"]
    assert (version["VersionId"], version["IsDefaultVersion"]) == ("v2", True)
    with refused("AccessDenied"):
        uma.iam.list_users()
    root.iam.set_default_policy_version(PolicyArn=arn, VersionId="v1")
    assert uma.iam.list_users()["Users"]
    assert root.iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"] == "v1"
    versions = root.iam.list_policy_versions(PolicyArn=arn)["Versions"]
    assert [(v["VersionId"], v["IsDefaultVersion"]) for v in versions] == [("v2", False), ("v1", True)]


def test_a_version_is_read_back_as_it_was_written(root):
    text = '{"Version": "2012-10-17",\n  "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"} }'
    arn = root.iam.create_policy(PolicyName="AsWritten", PolicyDocument=text)["Policy"]["Arn"]
    read = root.iam.get_policy_version(PolicyArn=arn, VersionId="v1")["PolicyVersion"]["Document"]
    assert read == json.loads(text)


def test_five_versions_and_no_more(root):
    arn = policy(root, "Five")
    for _ in range(4):
        root.iam.create_policy_version(PolicyArn=arn, PolicyDocument=document(allow("s3:*")))
    message = (
        "A managed policy can have up to 5 versions. "
        "Before you create a new version, you must delete an existing version."
    )
    with refused("LimitExceeded", message, status=409):
        root.iam.create_policy_version(PolicyArn=arn, PolicyDocument=document(allow("s3:*")))
    root.iam.delete_policy_version(PolicyArn=arn, VersionId="v3")
    # Numbers are not used twice.
    sixth = root.iam.create_policy_version(PolicyArn=arn, PolicyDocument=document(allow("s3:*")))
    assert sixth["PolicyVersion"]["VersionId"] == "v6"


def test_the_default_version_stays(root):
    arn = policy(root, "Default")
    with refused("DeleteConflict", "Cannot delete the default version of a policy.", status=409):
        root.iam.delete_policy_version(PolicyArn=arn, VersionId="v1")


def test_documents_that_iam_refuses(root):
    rows = [
        ("no json", "Syntax errors in policy."),
        ('{"Version":"2012-10-17"}', "Syntax errors in policy."),
        (document({"Effect": "Allow", "Action": "s3:*"}), "Policy statement must contain resources."),
        (document({"Effect": "Allow", "Resource": "*"}), "Policy statement must contain actions."),
        (document({"Effect": "Maybe", "Action": "s3:*", "Resource": "*"}), None),
        (document(allow("s3:*", "no-arn")), 'Resource no-arn must be in ARN format or "*".'),
    ]
    for text, message in rows:
        with refused("MalformedPolicyDocument", message, status=400):
            root.iam.create_policy(PolicyName="Refused", PolicyDocument=text)
    with refused("NoSuchEntity"):
        root.iam.get_policy(PolicyArn=arn_of("policy", "Refused"))


# Limits


def test_two_access_keys_for_each_user(root):
    root.user("two-keys")
    root.iam.create_access_key(UserName="two-keys")
    with refused("LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2", status=409):
        root.iam.create_access_key(UserName="two-keys")


def test_ten_policies_for_each_user(root):
    root.iam.create_user(UserName="ten")
    arns = [policy(root, f"Ten-{number}") for number in range(11)]
    for arn in arns[:10]:
        root.iam.attach_user_policy(UserName="ten", PolicyArn=arn)
    with refused("LimitExceeded", "Cannot exceed quota for PoliciesPerUser: 10", status=409):
        root.iam.attach_user_policy(UserName="ten", PolicyArn=arns[10])
    # Attaching again what is attached is no error and uses up nothing.
    root.iam.attach_user_policy(UserName="ten", PolicyArn=arns[0])


def test_ten_groups_for_each_user(root):
    root.iam.create_user(UserName="sociable")
    for number in range(11):
        root.iam.create_group(GroupName=f"club-{number}")
    for number in range(10):
        root.iam.add_user_to_group(GroupName=f"club-{number}", UserName="sociable")
    with refused("LimitExceeded", "Cannot exceed quota for GroupsPerUser: 10", status=409):
        root.iam.add_user_to_group(GroupName="club-10", UserName="sociable")


def test_inline_policies_have_a_size_together(root):
    root.iam.create_user(UserName="wordy")
    actions = [f"s3:GetObject{number:04}" for number in range(60)]
    root.iam.put_user_policy(UserName="wordy", PolicyName="one", PolicyDocument=document(allow(actions)))
    with refused("LimitExceeded", "Maximum policy size of 2048 bytes exceeded for user wordy", status=409):
        root.iam.put_user_policy(UserName="wordy", PolicyName="two", PolicyDocument=document(allow(actions)))
    # White space does not count.
    spaced = json.dumps(json.loads(document(allow(actions))), indent=8)
    root.iam.put_user_policy(UserName="wordy", PolicyName="one", PolicyDocument=spaced)


def test_fifty_tags_for_each_user(root):
    tags = [{"Key": f"key-{number}", "Value": "v"} for number in range(51)]
    root.iam.create_user(UserName="tagged", Tags=tags[:50])
    with refused("LimitExceeded", status=409):
        root.iam.tag_user(UserName="tagged", Tags=tags[50:])


def test_several_wrong_values_are_told_at_once(root):
    tags = [{"Key": ";", "Value": "v"}, {"Key": "*", "Value": "v"}]
    with refused("ValidationError", status=400) as caught:
        root.iam.create_user(UserName="no spaces", Tags=tags)
    message = caught.value.response["Error"]["Message"]
    assert message.startswith("2 validation errors detected: ")
    for number in (1, 2):
        assert f"Value at 'tags.{number}.member.key' failed to satisfy constraint: " in message


def test_misspelled_names_and_paths_are_told_in_words(root):
    rule = "It must contain only alphanumeric characters and/or the following: +=,.@_-"
    with refused("ValidationError", f"The specified value for userName is invalid. {rule}", status=400):
        root.iam.create_user(UserName="no spaces")
    rule = "It must begin and end with / and contain only alphanumeric characters and/or / characters."
    with refused("ValidationError", f"The specified value for path is invalid. {rule}", status=400):
        root.iam.create_user(UserName="somebody", Path="no-slash")


# Names


@pytest.mark.parametrize(
    "make, again, message",
    [
        (
            lambda iam, name: iam.create_user(UserName=name),
            "SAME",
            "User with name SAME already exists.",
        ),
        (
            lambda iam, name: iam.create_group(GroupName=name),
            "SAME",
            "Group with name SAME already exists.",
        ),
        (
            lambda iam, name: iam.create_role(RoleName=name, AssumeRolePolicyDocument=ASSUMABLE),
            "SAME",
            "Role with name SAME already exists.",
        ),
        (
            lambda iam, name: iam.create_policy(PolicyName=name, PolicyDocument=document(allow("s3:*"))),
            "SAME",
            "A policy called SAME already exists. Duplicate names are not allowed.",
        ),
        (
            lambda iam, name: iam.create_instance_profile(InstanceProfileName=name),
            "SAME",
            "Instance Profile SAME already exists.",
        ),
    ],
    ids=["user", "group", "role", "policy", "instance-profile"],
)
def test_names_differ_by_more_than_case(root, make, again, message):
    make(root.iam, "Same")
    with refused("EntityAlreadyExists", message, status=409):
        make(root.iam, again)


def test_of_many_who_want_a_name_at_once_one_gets_it(root):
    with concurrent.futures.ThreadPoolExecutor(8) as clients:
        tries = [clients.submit(root.iam.create_user, UserName="wanted") for _ in range(16)]
    faults = [done.exception().response["Error"]["Code"] for done in tries if done.exception()]
    assert faults == ["EntityAlreadyExists"] * 15


@pytest.mark.parametrize(
    "operation, parameters, message",
    [
        ("get_user", {"UserName": "ghost"}, "The user with name ghost cannot be found."),
        ("get_group", {"GroupName": "ghost"}, "The group with name ghost cannot be found."),
        ("get_role", {"RoleName": "ghost"}, "The role with name ghost cannot be found."),
        (
            "get_policy",
            {"PolicyArn": arn_of("policy", "ghost")},
            f"Policy {arn_of('policy', 'ghost')} was not found.",
        ),
        (
            "get_instance_profile",
            {"InstanceProfileName": "ghost"},
            "Instance Profile ghost cannot be found.",
        ),
        (
            "get_user_policy",
            {"UserName": "ten", "PolicyName": "ghost"},
            "The user policy with name ghost cannot be found.",
        ),
        (
            "attach_user_policy",
            {"UserName": "ten", "PolicyArn": arn_of("policy", "ghost")},
            f"Policy {arn_of('policy', 'ghost')} does not exist or is not attachable.",
        ),
        (
            "detach_user_policy",
            {"UserName": "ten", "PolicyArn": arn_of("policy", "ghost")},
            f"Policy {arn_of('policy', 'ghost')} was not found.",
        ),
        (
            "delete_access_key",
            {"UserName": "ten", "AccessKeyId": "AKIAI44QH8DHBEXAMPLE"},
            "The Access Key with id AKIAI44QH8DHBEXAMPLE cannot be found.",
        ),
    ],
)
def test_what_is_not_there_is_named(root, operation, parameters, message):
    with refused("NoSuchEntity", message, status=404):
        getattr(root.iam, operation)(**parameters)


# Deletion


def test_a_user_goes_only_when_nothing_hangs_on_it(root):
    iam = root.iam
    arn = policy(root, "OfLeaver")
    leaver = root.user("leaver")
    iam.create_group(GroupName="leavers")
    iam.add_user_to_group(GroupName="leavers", UserName="leaver")
    iam.attach_user_policy(UserName="leaver", PolicyArn=arn)
    iam.put_user_policy(UserName="leaver", PolicyName="inline", PolicyDocument=document(allow("s3:*")))
    undo = [
        lambda: iam.delete_access_key(UserName="leaver", AccessKeyId=leaver.credentials.access_key_id),
        lambda: iam.delete_user_policy(UserName="leaver", PolicyName="inline"),
        lambda: iam.detach_user_policy(UserName="leaver", PolicyArn=arn),
        lambda: iam.remove_user_from_group(GroupName="leavers", UserName="leaver"),
    ]
    for step in undo:
        with refused("DeleteConflict", status=409):
            iam.delete_user(UserName="leaver")
        step()
    iam.delete_user(UserName="leaver")


@pytest.mark.parametrize(
    "prepare, message",
    [
        (
            lambda iam, arn: iam.put_user_policy(
                UserName="stuck", PolicyName="inline", PolicyDocument=document(allow("s3:*"))
            ),
            "Cannot delete entity, must delete policies first.",
        ),
        (
            lambda iam, arn: iam.attach_user_policy(UserName="stuck", PolicyArn=arn),
            "Cannot delete entity, must detach all policies first.",
        ),
        (
            lambda iam, arn: iam.add_user_to_group(UserName="stuck", GroupName="stuck"),
            "Cannot delete entity, must remove users from group first.",
        ),
        (
            lambda iam, arn: iam.create_access_key(UserName="stuck"),
            "Cannot delete entity, must delete access keys first.",
        ),
    ],
    ids=["inline policy", "attached policy", "group", "access key"],
)
def test_what_keeps_a_user_is_said(root, request, prepare, message):
    iam = root.iam
    iam.create_user(UserName="stuck")
    iam.create_group(GroupName="stuck")
    arn = policy(root, "Stuck")
    prepare(iam, arn)
    with refused("DeleteConflict", message, status=409):
        iam.delete_user(UserName="stuck")
    clear_user(iam, "stuck")
    iam.delete_group(GroupName="stuck")
    iam.delete_policy(PolicyArn=arn)


def test_a_group_goes_only_when_it_is_empty(root):
    iam = root.iam
    arn = policy(root, "OfGroup")
    iam.create_group(GroupName="full")
    iam.create_user(UserName="member")
    iam.add_user_to_group(GroupName="full", UserName="member")
    with refused("DeleteConflict", "Cannot delete entity, must remove users from group first."):
        iam.delete_group(GroupName="full")
    iam.remove_user_from_group(GroupName="full", UserName="member")
    iam.attach_group_policy(GroupName="full", PolicyArn=arn)
    with refused("DeleteConflict", "Cannot delete entity, must detach all policies first."):
        iam.delete_group(GroupName="full")
    iam.detach_group_policy(GroupName="full", PolicyArn=arn)
    iam.put_group_policy(GroupName="full", PolicyName="inline", PolicyDocument=document(allow("s3:*")))
    with refused("DeleteConflict", "Cannot delete entity, must delete policies first."):
        iam.delete_group(GroupName="full")
    iam.delete_group_policy(GroupName="full", PolicyName="inline")
    iam.delete_group(GroupName="full")


def test_a_role_goes_only_when_nothing_hangs_on_it(root):
    iam = root.iam
    arn = policy(root, "OfRole")
    iam.create_role(RoleName="busy", AssumeRolePolicyDocument=ASSUMABLE)
    iam.create_instance_profile(InstanceProfileName="busy")
    iam.add_role_to_instance_profile(InstanceProfileName="busy", RoleName="busy")
    with refused("LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1"):
        iam.add_role_to_instance_profile(InstanceProfileName="busy", RoleName="busy")
    with refused("DeleteConflict", "Cannot delete entity, must remove roles from instance profile first."):
        iam.delete_role(RoleName="busy")
    with refused("DeleteConflict", "Cannot delete entity, must remove roles from instance profile first."):
        iam.delete_instance_profile(InstanceProfileName="busy")
    iam.remove_role_from_instance_profile(InstanceProfileName="busy", RoleName="busy")
    iam.delete_instance_profile(InstanceProfileName="busy")
    iam.attach_role_policy(RoleName="busy", PolicyArn=arn)
    with refused("DeleteConflict", "Cannot delete entity, must detach all policies first."):
        iam.delete_role(RoleName="busy")
    iam.detach_role_policy(RoleName="busy", PolicyArn=arn)
    iam.put_role_policy(RoleName="busy", PolicyName="inline", PolicyDocument=document(allow("s3:*")))
    with refused("DeleteConflict", "Cannot delete entity, must delete policies first."):
        iam.delete_role(RoleName="busy")
    iam.delete_role_policy(RoleName="busy", PolicyName="inline")
    iam.delete_role(RoleName="busy")


def test_a_policy_goes_only_when_it_is_free(root):
    arn = policy(root, "Used")
    root.iam.create_user(UserName="user-of-policy")
    root.iam.attach_user_policy(UserName="user-of-policy", PolicyArn=arn)
    assert root.iam.get_policy(PolicyArn=arn)["Policy"]["AttachmentCount"] == 1
    with refused("DeleteConflict", "Cannot delete a policy attached to entities.", status=409):
        root.iam.delete_policy(PolicyArn=arn)
    root.iam.detach_user_policy(UserName="user-of-policy", PolicyArn=arn)
    root.iam.create_policy_version(PolicyArn=arn, PolicyDocument=document(allow("s3:*")))
    message = (
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. "
        "The default version is deleted with the policy."
    )
    with refused("DeleteConflict", message, status=409):
        root.iam.delete_policy(PolicyArn=arn)
    root.iam.delete_policy_version(PolicyArn=arn, VersionId="v2")
    root.iam.delete_policy(PolicyArn=arn)
    with refused("NoSuchEntity", f"Policy {arn} was not found."):
        root.iam.get_policy(PolicyArn=arn)


def test_a_name_that_is_free_again_is_a_new_thing(root):
    first = root.iam.create_user(UserName="phoenix")["User"]["UserId"]
    root.iam.delete_user(UserName="phoenix")
    assert root.iam.create_user(UserName="phoenix")["User"]["UserId"] != first


# Tags and paths


def test_tags_of_a_user(root):
    iam = root.iam
    iam.create_user(UserName="labelled", Tags=[{"Key": "Team", "Value": "Blue"}])
    # The key is known without case, and keeps the case in which it was last written.
    iam.tag_user(UserName="labelled", Tags=[{"Key": "shift", "Value": ""}])
    tags = {tag["Key"]: tag["Value"] for tag in iam.list_user_tags(UserName="labelled")["Tags"]}
    assert tags == {"Team": "Blue", "shift": ""}
    with refused(
        "InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.", status=400
    ):
        iam.tag_user(UserName="labelled", Tags=[{"Key": "a", "Value": "1"}, {"Key": "A", "Value": "2"}])
    iam.untag_user(UserName="labelled", TagKeys=["Team", "not-there"])
    assert [tag["Key"] for tag in iam.get_user(UserName="labelled")["User"]["Tags"]] == ["shift"]


def test_path_prefixes(root):
    iam = root.iam
    for path in ["/division/", "/division/east/", "/division/west/", "/divisions/"]:
        name = path.strip("/").replace("/", "-")
        iam.create_user(UserName=name, Path=path)
        iam.create_role(RoleName=name, Path=path, AssumeRolePolicyDocument=ASSUMABLE)
        policy(root, name, Path=path)
    for prefix, expected in [
        ("/division/", {"division", "division-east", "division-west"}),
        ("/division", {"division", "division-east", "division-west", "divisions"}),
        ("/division/e", {"division-east"}),
        ("/nowhere/", set()),
    ]:
        assert {user["UserName"] for user in iam.list_users(PathPrefix=prefix)["Users"]} == expected
        assert {role["RoleName"] for role in iam.list_roles(PathPrefix=prefix)["Roles"]} == expected
        # Policies are asked for by whole paths only.
        if prefix.endswith("/"):
            listed = iam.list_policies(Scope="Local", PathPrefix=prefix)["Policies"]
            assert {policy["PolicyName"] for policy in listed} == expected


def test_a_new_path_and_name_move_a_user(root):
    mover = root.user("mover")
    user_id = root.iam.get_user(UserName="mover")["User"]["UserId"]
    root.iam.update_user(UserName="mover", NewUserName="moved", NewPath="/new/")
    user = root.iam.get_user(UserName="moved")["User"]
    assert (user["Arn"], user["UserId"]) == (arn_of("user", "new/moved"), user_id)
    assert mover.arn() == user["Arn"], "the key goes with the user"
    with refused("NoSuchEntity"):
        root.iam.get_user(UserName="mover")


def clear_user(iam, name):
    """Takes everything off a user and deletes it."""
    for key in iam.list_access_keys(UserName=name)["AccessKeyMetadata"]:
        iam.delete_access_key(UserName=name, AccessKeyId=key["AccessKeyId"])
    for inline in iam.list_user_policies(UserName=name)["PolicyNames"]:
        iam.delete_user_policy(UserName=name, PolicyName=inline)
    for attached in iam.list_attached_user_policies(UserName=name)["AttachedPolicies"]:
        iam.detach_user_policy(UserName=name, PolicyArn=attached["PolicyArn"])
    for group in iam.list_groups_for_user(UserName=name)["Groups"]:
        iam.remove_user_from_group(GroupName=group["GroupName"], UserName=name)
    iam.delete_user(UserName=name)
