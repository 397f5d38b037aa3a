# SPDX-License-Identifier: Apache-2.0
"""A coffee shop sets up its people with the AWS CLI, from the first command to a cashier's shift."""

import json

import pytest

from clients import Aws, Credentials, allow, denied, document, refused, trust
from server import ACCOUNT

MENU = [
    allow("s3:ListBucket", "arn:aws:s3:::menu"),
    allow("s3:GetObject", "arn:aws:s3:::menu/*"),
    # What the shop can watch here without the storage service: who is on the team.
    allow(["iam:GetGroup", "iam:ListGroups"]),
]


def user_arn(name, path="/"):
    return f"arn:aws:iam::{ACCOUNT}:user{path}{name}"


def role_arn(name):
    return f"arn:aws:iam::{ACCOUNT}:role/{name}"


def signed_up(admin, name):
    """Makes a user with the CLI and returns it as a caller."""
    user = admin.cli("iam", "create-user", "--user-name", name, "--path", "/staff/")["User"]
    assert user["Arn"] == user_arn(name, "/staff/")
    assert user["UserId"].startswith("AIDA")
    key = admin.cli("iam", "create-access-key", "--user-name", name)["AccessKey"]
    assert key["AccessKeyId"].startswith("AKIA") and key["Status"] == "Active"
    return Aws(admin.server, Credentials.of(key))


@pytest.fixture(scope="module")
def admin(root):
    """Root makes one administrator, and is not used again."""
    root.cli("iam", "create-user", "--user-name", "admin")
    root.cli(
        "iam", "attach-user-policy", "--user-name", "admin",
        "--policy-arn", "arn:aws:iam::aws:policy/AdministratorAccess",
    )  # fmt: skip
    key = root.cli("iam", "create-access-key", "--user-name", "admin")["AccessKey"]
    admin = Aws(root.server, Credentials.of(key))
    assert admin.cli("sts", "get-caller-identity")["Arn"] == user_arn("admin")
    return admin


@pytest.fixture(scope="module")
def shop(admin):
    """The group, its policy, the two roles, and two people of whom one is a cashier."""
    admin.cli("iam", "create-group", "--group-name", "Cashiers")
    admin.cli("iam", "create-group", "--group-name", "Inventory")
    admin.cli(
        "iam", "put-group-policy", "--group-name", "Cashiers", "--policy-name", "ReadMenu",
        "--policy-document", document(*MENU),
    )  # fmt: skip
    for role, actions in [("Cashier", ["iam:GetRole"]), ("Inventory", ["iam:ListRoles"])]:
        made = admin.cli(
            "iam", "create-role", "--role-name", role,
            "--assume-role-policy-document", trust(f"arn:aws:iam::{ACCOUNT}:root"),
        )["Role"]  # fmt: skip
        assert made["Arn"] == role_arn(role) and made["RoleId"].startswith("AROA")
        admin.cli(
            "iam", "put-role-policy", "--role-name", role, "--policy-name", "Work",
            "--policy-document", document(allow(actions)),
        )  # fmt: skip
    zoe, mateo = signed_up(admin, "zoe"), signed_up(admin, "mateo")
    admin.cli("iam", "add-user-to-group", "--group-name", "Cashiers", "--user-name", "zoe")
    return {"zoe": zoe, "mateo": mateo}


def test_the_group_reads_one_bucket(admin, shop):
    policy = admin.cli("iam", "get-group-policy", "--group-name", "Cashiers", "--policy-name", "ReadMenu")
    assert policy["PolicyDocument"] == json.loads(document(*MENU))
    group = admin.cli("iam", "get-group", "--group-name", "Cashiers")
    assert [user["UserName"] for user in group["Users"]] == ["zoe"]


def test_a_group_gives_its_members_what_it_has(shop):
    assert shop["zoe"].cli("iam", "list-groups")["Groups"]
    with refused(
        "AccessDenied", denied(user_arn("mateo", "/staff/"), "iam:ListGroups", f"arn:aws:iam::{ACCOUNT}:group/")
    ):
        shop["mateo"].cli("iam", "list-groups")


def test_moving_a_user_between_groups_counts_at_once(admin, shop):
    zoe, mateo = shop["zoe"], shop["mateo"]
    for _ in range(3):
        admin.iam.remove_user_from_group(GroupName="Cashiers", UserName="zoe")
        admin.iam.add_user_to_group(GroupName="Cashiers", UserName="mateo")
        with refused("AccessDenied"):
            zoe.iam.list_groups()
        assert len(mateo.iam.list_groups()["Groups"]) == 2
        admin.iam.remove_user_from_group(GroupName="Cashiers", UserName="mateo")
        admin.iam.add_user_to_group(GroupName="Cashiers", UserName="zoe")
        with refused("AccessDenied"):
            mateo.iam.list_groups()
        assert len(zoe.iam.list_groups()["Groups"]) == 2


def test_a_cashier_assumes_a_role_only_when_granted(admin, shop):
    zoe = shop["zoe"]
    ask = ("sts", "assume-role", "--role-arn", role_arn("Cashier"), "--role-session-name", "shift")
    with refused("AccessDenied", denied(user_arn("zoe", "/staff/"), "sts:AssumeRole", role_arn("Cashier"))):
        zoe.cli(*ask)
    admin.cli(
        "iam", "put-group-policy", "--group-name", "Cashiers", "--policy-name", "TakeTheTill",
        "--policy-document", document(allow("sts:AssumeRole", role_arn("Cashier"))),
    )  # fmt: skip
    answer = zoe.cli(*ask)
    assert answer["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/Cashier/shift"
    assert answer["Credentials"]["AccessKeyId"].startswith("ASIA")
    with refused("AccessDenied", denied(user_arn("zoe", "/staff/"), "sts:AssumeRole", role_arn("Inventory"))):
        zoe.assume(role_arn("Inventory"))


def test_in_a_role_session_the_users_own_permissions_are_gone(shop):
    session = shop["zoe"].assume(role_arn("Cashier"), "shift")
    arn = f"arn:aws:sts::{ACCOUNT}:assumed-role/Cashier/shift"
    assert session.cli("sts", "get-caller-identity")["Arn"] == arn
    assert session.cli("iam", "get-role", "--role-name", "Cashier")["Role"]["Arn"] == role_arn("Cashier")
    with refused("AccessDenied", denied(arn, "iam:ListGroups", f"arn:aws:iam::{ACCOUNT}:group/")):
        session.cli("iam", "list-groups")
    # The user itself still has them.
    assert shop["zoe"].cli("iam", "list-groups")["Groups"]


def test_closing_time(admin, shop):
    """Somebody leaves: nothing goes while anything hangs on it, then all of it does."""
    mateo = shop["mateo"]
    with refused("DeleteConflict", "Cannot delete entity, must delete access keys first."):
        admin.cli("iam", "delete-user", "--user-name", "mateo")
    admin.cli("iam", "delete-access-key", "--user-name", "mateo", "--access-key-id", mateo.credentials.access_key_id)
    admin.cli("iam", "delete-user", "--user-name", "mateo")
    with refused("InvalidClientTokenId"):
        mateo.cli("sts", "get-caller-identity")
    with refused("NoSuchEntity", "The user with name mateo cannot be found."):
        admin.cli("iam", "get-user", "--user-name", "mateo")
