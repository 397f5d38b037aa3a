# SPDX-License-Identifier: Apache-2.0
"""Long lists come in pages, in a stable order, each thing once."""

import concurrent.futures

import pytest

from clients import refused

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
        "1 validation error detected: Value at 'maxItems' failed to satisfy constraint: "
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


def test_the_policies_of_aws_in_pages(root):
    pages = root.iam.get_paginator("list_policies").paginate(Scope="AWS", PaginationConfig={"PageSize": 500})
    listed = [policy for page in pages for policy in page["Policies"]]
    arns = {policy["Arn"] for policy in listed}
    assert len(arns) == len(listed) > 1_000
    assert {"arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess"} <= arns


def test_the_whole_account_in_pages(root, crowd):
    paginator = root.iam.get_paginator("get_account_authorization_details")
    found = paginator.paginate(PaginationConfig={"PageSize": 400}).build_full_result()
    assert [user["UserName"] for user in found["UserDetailList"]] == crowd
    assert [group["GroupName"] for group in found["GroupDetailList"]] == ["crowd"]
