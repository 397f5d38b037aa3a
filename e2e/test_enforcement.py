# SPDX-License-Identifier: Apache-2.0
"""Who may do what: nothing without a policy, a deny beats all, boundaries cap, session policies narrow."""

import datetime

import pytest

from clients import Aws, Credentials, allow, denied, deny, document, refused, trust
from server import ACCOUNT

LIST_USERS = ("iam:ListUsers", f"arn:aws:iam::{ACCOUNT}:user/")
LIST_GROUPS = ("iam:ListGroups", f"arn:aws:iam::{ACCOUNT}:group/")


def arn_of(kind, name):
    return f"arn:aws:iam::{ACCOUNT}:{kind}/{name}"


def grant(root, user, *statements, name="policy"):
    """Gives a user an inline policy."""
    root.iam.put_user_policy(UserName=user, PolicyName=name, PolicyDocument=document(*statements))


def managed(root, name, *statements):
    """Makes a managed policy and returns its ARN."""
    return root.iam.create_policy(PolicyName=name, PolicyDocument=document(*statements))["Policy"]["Arn"]


def test_a_user_without_policies_can_do_what_aws_grants_everyone(root):
    nobody = root.user("nobody")
    assert nobody.arn() == arn_of("user", "nobody")
    assert nobody.sts.get_session_token()["Credentials"]["AccessKeyId"].startswith("ASIA")


# (operation, its parameters, the permission it needs, on what: a short name as AWS gives it, or the end of an ARN)
EVERYTHING_ELSE = [
    ("create_user", {"UserName": "x"}, "iam:CreateUser", "user/x"),
    ("get_user", {"UserName": "nobody-2"}, "iam:GetUser", "user nobody-2"),
    ("get_user", {}, "iam:GetUser", "user nobody-2"),
    ("get_user", {"UserName": "not-there"}, "iam:GetUser", "user not-there"),
    ("list_users", {}, "iam:ListUsers", "user/"),
    ("list_users", {"PathPrefix": "/a/"}, "iam:ListUsers", "user/a/"),
    ("delete_user", {"UserName": "nobody-2"}, "iam:DeleteUser", "user nobody-2"),
    ("create_access_key", {}, "iam:CreateAccessKey", "user nobody-2"),
    ("create_group", {"GroupName": "g", "Path": "/p/"}, "iam:CreateGroup", "group/p/g"),
    ("create_role", {"RoleName": "r", "AssumeRolePolicyDocument": trust("*")}, "iam:CreateRole", "role/r"),
    ("create_policy", {"PolicyName": "p", "PolicyDocument": document(allow("*"))}, "iam:CreatePolicy", "policy p"),
    ("create_instance_profile", {"InstanceProfileName": "i"}, "iam:CreateInstanceProfile", "instance-profile/i"),
    ("get_account_summary", {}, "iam:GetAccountSummary", "*"),
    ("get_account_authorization_details", {}, "iam:GetAccountAuthorizationDetails", "*"),
    ("create_account_alias", {"AccountAlias": "alias"}, "iam:CreateAccountAlias", "*"),
    ("list_account_aliases", {}, "iam:ListAccountAliases", "*"),
    ("list_policies", {}, "iam:ListPolicies", "policy path /"),
    (
        "attach_user_policy",
        {"UserName": "nobody-2", "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"},
        "iam:AttachUserPolicy",
        "user nobody-2",
    ),
]


@pytest.fixture(scope="module")
def nobody(root):
    return root.user("nobody-2")


@pytest.mark.parametrize("operation, parameters, action, resource", EVERYTHING_ELSE)
def test_a_user_without_policies_can_do_nothing_else(nobody, operation, parameters, action, resource):
    on = resource if resource == "*" or " " in resource else f"arn:aws:iam::{ACCOUNT}:{resource}"
    with refused("AccessDenied", denied(arn_of("user", "nobody-2"), action, on), status=403):
        getattr(nobody.iam, operation)(**parameters)


def test_an_explicit_deny_beats_every_allow(root):
    ann = root.user("ann")
    root.iam.attach_user_policy(UserName="ann", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    assert ann.iam.list_users()["Users"]
    grant(root, "ann", deny("iam:List*"))
    why = "with an explicit deny in an identity-based policy"
    with refused("AccessDenied", denied(arn_of("user", "ann"), *LIST_USERS, why)):
        ann.iam.list_users()
    assert ann.iam.get_user()["User"]["UserName"] == "ann"
    root.iam.delete_user_policy(UserName="ann", PolicyName="policy")
    assert ann.iam.list_users()["Users"]


def test_a_deny_in_a_group_counts_for_its_members(root):
    joe = root.user("joe")
    grant(root, "joe", allow("iam:*"))
    root.iam.create_group(GroupName="Suspended")
    arn = managed(root, "NoReading", deny("iam:List*"))
    root.iam.attach_group_policy(GroupName="Suspended", PolicyArn=arn)
    assert joe.iam.list_users()["Users"]
    root.iam.add_user_to_group(GroupName="Suspended", UserName="joe")
    why = f"with an explicit deny in an identity-based policy: {arn}"
    with refused("AccessDenied", denied(arn_of("user", "joe"), *LIST_USERS, why)):
        joe.iam.list_users()


def test_a_permissions_boundary_caps(root):
    eve = root.user("eve")
    grant(root, "eve", allow("iam:*"))
    boundary = managed(root, "Boundary", allow("iam:ListUsers"))
    root.iam.put_user_permissions_boundary(UserName="eve", PermissionsBoundary=boundary)
    assert eve.iam.list_users()["Users"]
    why = "because no permissions boundary allows the iam:ListGroups action"
    with refused("AccessDenied", denied(arn_of("user", "eve"), *LIST_GROUPS, why)):
        eve.iam.list_groups()
    # A boundary grants nothing by itself.
    root.iam.delete_user_policy(UserName="eve", PolicyName="policy")
    with refused("AccessDenied", denied(arn_of("user", "eve"), *LIST_USERS)):
        eve.iam.list_users()
    grant(root, "eve", allow("iam:*"))
    root.iam.delete_user_permissions_boundary(UserName="eve")
    assert "Groups" in eve.iam.list_groups()


def test_an_administrator_may_be_held_to_a_boundary(root):
    """Delegation: she may make users, but only ones with the boundary she has herself."""
    boundary = managed(root, "TeamBoundary", allow(["iam:*", "sts:*"]))
    root.iam.create_policy(PolicyName="Wide", PolicyDocument=document(allow("*")))
    lead = root.user("lead")
    grant(
        root,
        "lead",
        allow("iam:CreateUser", Condition={"StringEquals": {"iam:PermissionsBoundary": boundary}}),
    )
    with refused("AccessDenied", denied(arn_of("user", "lead"), "iam:CreateUser", arn_of("user", "member"))):
        lead.iam.create_user(UserName="member")
    with refused("AccessDenied"):
        lead.iam.create_user(UserName="member", PermissionsBoundary=arn_of("policy", "Wide"))
    user = lead.iam.create_user(UserName="member", PermissionsBoundary=boundary)["User"]
    assert user["PermissionsBoundary"]["PermissionsBoundaryArn"] == boundary


def test_a_session_policy_narrows_and_never_widens(root):
    kim = root.user("kim")
    grant(root, "kim", allow("sts:AssumeRole"))
    role = root.iam.create_role(RoleName="Reader", AssumeRolePolicyDocument=trust(arn_of("user", "kim")))["Role"]
    root.iam.put_role_policy(
        RoleName="Reader", PolicyName="read", PolicyDocument=document(allow(["iam:ListUsers", "iam:ListGroups"]))
    )
    whole = kim.assume(role["Arn"], "whole")
    assert whole.iam.list_users()["Users"] and "Groups" in whole.iam.list_groups()
    narrow = kim.assume(role["Arn"], "narrow", Policy=document(allow(["iam:ListUsers", "iam:ListRoles"])))
    assert narrow.iam.list_users()["Users"]
    arn = f"arn:aws:sts::{ACCOUNT}:assumed-role/Reader/narrow"
    why = "because no session policy allows the iam:ListGroups action"
    with refused("AccessDenied", denied(arn, *LIST_GROUPS, why)):
        narrow.iam.list_groups()
    with refused("AccessDenied", denied(arn, "iam:ListRoles", arn_of("role", ""))):
        narrow.iam.list_roles()


def test_a_grant_on_one_path_ends_there(root):
    pat = root.user("pat")
    grant(root, "pat", allow(["iam:CreateUser", "iam:DeleteUser"], arn_of("user", "dev/*")))
    pat.iam.create_user(UserName="dev-1", Path="/dev/")
    with refused("AccessDenied", denied(arn_of("user", "pat"), "iam:CreateUser", arn_of("user", "ops/ops-1"))):
        pat.iam.create_user(UserName="ops-1", Path="/ops/")
    with refused("AccessDenied", denied(arn_of("user", "pat"), "iam:DeleteUser", "user nobody")):
        pat.iam.delete_user(UserName="nobody")
    pat.iam.delete_user(UserName="dev-1")


def test_tags_decide(root):
    """Attribute-based access: a user manages what carries its own team's tag, and may only make such."""
    root.iam.create_user(UserName="tess", Tags=[{"Key": "team", "Value": "blue"}])
    tess = Aws(root.server, Credentials.of(root.iam.create_access_key(UserName="tess")["AccessKey"]))
    own_team = "${aws:PrincipalTag/team}"
    grant(
        root,
        "tess",
        allow("iam:GetRole", Condition={"StringEquals": {"aws:ResourceTag/team": own_team}}),
        allow(["iam:CreateRole", "iam:TagRole"], Condition={"StringEquals": {"aws:RequestTag/team": own_team}}),
    )
    make = {"AssumeRolePolicyDocument": trust(arn_of("user", "tess"))}
    tess.iam.create_role(RoleName="blue", Tags=[{"Key": "team", "Value": "blue"}], **make)
    with refused("AccessDenied"):
        tess.iam.create_role(RoleName="red", Tags=[{"Key": "team", "Value": "red"}], **make)
    root.iam.create_role(RoleName="red", Tags=[{"Key": "team", "Value": "red"}], **make)
    assert tess.iam.get_role(RoleName="blue")["Role"]["RoleName"] == "blue"
    with refused("AccessDenied", denied(arn_of("user", "tess"), "iam:GetRole", "role red")):
        tess.iam.get_role(RoleName="red")


def test_a_user_may_manage_its_own_keys_by_variable(root):
    una = root.user("una")
    grant(root, "una", allow("iam:*AccessKey*", f"arn:aws:iam::{ACCOUNT}:user/${{aws:username}}"))
    made = una.iam.create_access_key()["AccessKey"]
    assert made["UserName"] == "una"
    assert len(una.iam.list_access_keys()["AccessKeyMetadata"]) == 2
    with refused("AccessDenied"):
        una.iam.create_access_key(UserName="nobody")


def test_attaching_may_be_limited_to_one_policy(root):
    ivy = root.user("ivy")
    only = {"ArnEquals": {"iam:PolicyARN": "arn:aws:iam::aws:policy/ReadOnlyAccess"}}
    grant(root, "ivy", allow("iam:AttachUserPolicy", Condition=only))
    ivy.iam.attach_user_policy(UserName="nobody", PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")
    with refused("AccessDenied"):
        ivy.iam.attach_user_policy(UserName="nobody", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    root.iam.detach_user_policy(UserName="nobody", PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")


def test_the_time_and_the_place_of_a_request_decide(root):
    tom = root.user("tom")
    year = datetime.datetime.now(datetime.timezone.utc).year
    last, next_ = (f"{year + step}-01-01T00:00:00Z" for step in (-1, 2))
    rows = [
        ({"DateGreaterThan": {"aws:CurrentTime": last}}, True),
        ({"DateGreaterThan": {"aws:CurrentTime": next_}}, False),
        ({"IpAddress": {"aws:SourceIp": "127.0.0.0/8"}}, True),
        ({"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, False),
        ({"Bool": {"aws:SecureTransport": "false"}}, True),
        ({"Bool": {"aws:SecureTransport": "true"}}, False),
        ({"StringLike": {"aws:UserAgent": "*Boto3*"}}, True),
        ({"StringEquals": {"aws:PrincipalType": "User", "aws:username": "tom"}}, True),
        ({"StringEquals": {"aws:PrincipalAccount": "999999999999"}}, False),
        ({"Null": {"aws:MultiFactorAuthAge": "true"}}, True),
    ]
    for condition, allowed in rows:
        grant(root, "tom", allow("iam:ListUsers", Condition=condition))
        if allowed:
            assert tom.iam.list_users()["Users"], condition
        else:
            with refused("AccessDenied"):
                tom.iam.list_users()


def test_no_policy_holds_root(root):
    assert root.iam.list_users()["Users"]
    with refused("NoSuchEntity", "The user with name nobody-else cannot be found.", status=404):
        root.iam.get_user(UserName="nobody-else")
