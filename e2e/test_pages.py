# SPDX-License-Identifier: Apache-2.0
"""Long lists come in pages, in a stable order, each thing once; boto3's paginators and waiters work on them."""

import concurrent.futures

import pytest

from clients import allow, document, refused, trust

COUNT = 1_050


@pytest.fixture(scope="module")
def crowd(root):
    """More than a thousand users, made by several clients at once."""
    names = [f"user-{number:04}" for number in range(COUNT)]
    root.iam.list_users()  # so that the client is made before the threads share it
    with concurrent.futures.ThreadPoolExecutor(8) as clients:
        list(clients.map(lambda name: root.iam.create_user(UserName=name, Path=f"/{name[-1]}/"), names))
    return names


def names(pages):
    return [user["UserName"] for page in pages for user in page["Users"]]


@pytest.mark.parametrize("size", [1_000, 333, 100])
def test_a_thousand_users_in_pages(root, crowd, size):
    pages = list(root.iam.get_paginator("list_users").paginate(PaginationConfig={"PageSize": size}))
    assert [len(page["Users"]) for page in pages[:-1]] == [size] * (len(pages) - 1)
    assert all(page["IsTruncated"] == ("Marker" in page) for page in pages)
    assert not pages[-1]["IsTruncated"]
    assert names(pages) == crowd, "everyone once, in the order of names"


def test_a_page_has_a_hundred_unless_told(root, crowd):
    page = root.iam.list_users()
    assert len(page["Users"]) == 100 and page["IsTruncated"] is True


def test_pages_stay_right_while_users_come_and_go(root, crowd):
    first = root.iam.list_users(MaxItems=500)
    root.iam.delete_user(UserName=crowd[10])
    root.iam.create_user(UserName=crowd[10] + "b")
    rest = root.iam.list_users(MaxItems=1_000, Marker=first["Marker"])
    assert names([first, rest]) == crowd
    root.iam.delete_user(UserName=crowd[10] + "b")
    root.iam.create_user(UserName=crowd[10], Path="/0/")


def test_pages_within_a_path(root, crowd):
    pages = root.iam.get_paginator("list_users").paginate(PathPrefix="/7/", PaginationConfig={"PageSize": 10})
    assert names(pages) == [name for name in crowd if name.endswith("7")]


def test_a_marker_that_no_page_gave(root, crowd):
    with refused("ValidationError", status=400):
        root.iam.list_users(Marker="not-a-marker")


def test_page_sizes_have_bounds(root):
    message = (
        "1 validation error detected: Value '1001' at 'maxItems' failed to satisfy constraint: "
        "Member must have value less than or equal to 1000"
    )
    with refused("ValidationError", message, status=400):
        root.iam.list_users(MaxItems=1_001)


def test_members_of_a_group_in_pages(root, crowd):
    root.iam.create_group(GroupName="crowd")
    for name in crowd[:25]:
        root.iam.add_user_to_group(GroupName="crowd", UserName=name)
    pages = list(root.iam.get_paginator("get_group").paginate(GroupName="crowd", PaginationConfig={"PageSize": 10}))
    assert [len(page["Users"]) for page in pages] == [10, 10, 5]
    assert sorted(names(pages)) == crowd[:25]


def test_every_list_pages(root):
    """One thing to a page, for each kind of list."""
    iam = root.iam
    text = document(allow("s3:*"))
    iam.create_user(UserName="listed")
    for number in range(3):
        name = f"thing-{number}"
        iam.create_group(GroupName=name, Path="/listed/")
        iam.add_user_to_group(GroupName=name, UserName="listed")
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust({"Service": "ec2.amazonaws.com"}))
        iam.create_instance_profile(InstanceProfileName=name)
        arn = iam.create_policy(PolicyName=name, PolicyDocument=text)["Policy"]["Arn"]
        for kind in ("user", "group", "role"):
            owner = {f"{kind.title()}Name": "listed" if kind == "user" else "thing-0"}
            getattr(iam, f"put_{kind}_policy")(PolicyName=name, PolicyDocument=text, **owner)
            getattr(iam, f"attach_{kind}_policy")(PolicyArn=arn, **owner)
        iam.tag_user(UserName="listed", Tags=[{"Key": name, "Value": ""}])
        iam.tag_role(RoleName="thing-0", Tags=[{"Key": name, "Value": ""}])
        iam.create_policy_version(PolicyArn=arn.replace(name, "thing-0"), PolicyDocument=text)
    thing_0 = {"PolicyArn": arn.replace("thing-2", "thing-0")}
    user, group, role = {"UserName": "listed"}, {"GroupName": "thing-0"}, {"RoleName": "thing-0"}
    rows = [
        ("list_groups", {"PathPrefix": "/listed/"}, "Groups", 3),
        ("list_groups_for_user", user, "Groups", 3),
        ("list_roles", {}, "Roles", 3),
        ("list_instance_profiles", {}, "InstanceProfiles", 3),
        ("list_policies", {"Scope": "Local"}, "Policies", 3),
        ("list_policy_versions", thing_0, "Versions", 4),
        ("list_user_policies", user, "PolicyNames", 3),
        ("list_group_policies", group, "PolicyNames", 3),
        ("list_role_policies", role, "PolicyNames", 3),
        ("list_attached_user_policies", user, "AttachedPolicies", 3),
        ("list_attached_group_policies", group, "AttachedPolicies", 3),
        ("list_attached_role_policies", role, "AttachedPolicies", 3),
        ("list_user_tags", user, "Tags", 3),
        ("list_role_tags", role, "Tags", 3),
    ]
    for operation, parameters, member, count in rows:
        paginator = iam.get_paginator(operation)
        pages = list(paginator.paginate(**parameters, PaginationConfig={"PageSize": 1}))
        assert [len(page[member]) for page in pages] == [1] * count, operation
        things = [str(page[member][0]) for page in pages]
        assert len(set(things)) == count, operation
    entities = iam.get_paginator("list_entities_for_policy").paginate(**thing_0, PaginationConfig={"PageSize": 1})
    found = entities.build_full_result()
    assert [len(found[key]) for key in ("PolicyUsers", "PolicyGroups", "PolicyRoles")] == [1, 1, 1]


def test_the_policies_of_aws_in_pages(root):
    pages = root.iam.get_paginator("list_policies").paginate(Scope="AWS", PaginationConfig={"PageSize": 500})
    listed = [policy for page in pages for policy in page["Policies"]]
    arns = {policy["Arn"] for policy in listed}
    assert len(arns) == len(listed) > 1_000
    assert {"arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess"} <= arns


def test_the_whole_account_in_pages(root, crowd):
    paginator = root.iam.get_paginator("get_account_authorization_details")
    found = paginator.paginate(PaginationConfig={"PageSize": 400}).build_full_result()
    assert {user["UserName"] for user in found["UserDetailList"]} >= set(crowd)
    assert {"thing-0", "thing-1", "thing-2"} <= {group["GroupName"] for group in found["GroupDetailList"]}


def test_waiters(root):
    iam = root.iam
    iam.create_role(RoleName="awaited", AssumeRolePolicyDocument=trust({"Service": "ec2.amazonaws.com"}))
    iam.create_user(UserName="awaited")
    iam.create_instance_profile(InstanceProfileName="awaited")
    arn = iam.create_policy(PolicyName="awaited", PolicyDocument=document(allow("s3:*")))["Policy"]["Arn"]
    once = {"WaiterConfig": {"Delay": 0, "MaxAttempts": 1}}
    iam.get_waiter("role_exists").wait(RoleName="awaited", **once)
    iam.get_waiter("user_exists").wait(UserName="awaited", **once)
    iam.get_waiter("instance_profile_exists").wait(InstanceProfileName="awaited", **once)
    iam.get_waiter("policy_exists").wait(PolicyArn=arn, **once)
