# SPDX-License-Identifier: Apache-2.0
"""Sessions: what they may do, what they carry on, how long they last, and how SDKs get them by themselves."""

import datetime
import os
import subprocess
import sys

import boto3
import pytest

from clients import CLI, Aws, Credentials, allow, denied, deny, document, refused, trust
from server import ACCOUNT

BOB = f"arn:aws:iam::{ACCOUNT}:user/bob"
SESSION_ACTIONS = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]


def role_arn(name):
    return f"arn:aws:iam::{ACCOUNT}:role/{name}"


@pytest.fixture(scope="module")
def bob(root):
    """A user who may make sessions of all kinds."""
    bob = root.user("bob")
    root.iam.put_user_policy(UserName="bob", PolicyName="sts", PolicyDocument=document(allow("sts:*")))
    return bob


def role(root, name, *statements, trusts=BOB, **more):
    """Makes a role that may be assumed in every way, and returns its ARN."""
    made = root.iam.create_role(
        RoleName=name, AssumeRolePolicyDocument=trust(trusts, action=SESSION_ACTIONS), **more
    )["Role"]
    if statements:
        root.iam.put_role_policy(RoleName=name, PolicyName="policy", PolicyDocument=document(*statements))
    return made["Arn"]


def test_a_session_is_the_role(root, bob):
    arn = role(root, "Plain", allow("iam:ListUsers"))
    answer = bob.sts.assume_role(RoleArn=arn, RoleSessionName="s-1")
    assert answer["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/Plain/s-1"
    assert answer["AssumedRoleUser"]["AssumedRoleId"].split(":")[1] == "s-1"
    left = answer["Credentials"]["Expiration"] - datetime.datetime.now(datetime.timezone.utc)
    assert 3_590 <= left.total_seconds() <= 3_601
    session = Aws(root.server, Credentials.of(answer["Credentials"]))
    identity = session.sts.get_caller_identity()
    assert identity["UserId"] == answer["AssumedRoleUser"]["AssumedRoleId"]
    assert session.iam.list_users()["Users"]


def test_root_assumes_no_role(root, bob):
    role(root, "NotForRoot", trusts=f"arn:aws:iam::{ACCOUNT}:root")
    with refused("AccessDenied", "Roles may not be assumed by root accounts.", status=403):
        root.assume(role_arn("NotForRoot"))


def test_managed_session_policies_narrow(root, bob):
    arn = role(root, "Wide", allow("iam:*"))
    policies = [{"arn": "arn:aws:iam::aws:policy/IAMReadOnlyAccess"}]
    session = bob.assume(arn, "read-only", PolicyArns=policies)
    assert session.iam.list_users()["Users"]
    with refused("AccessDenied"):
        session.iam.create_user(UserName="x")
    missing = f"arn:aws:iam::{ACCOUNT}:policy/missing"
    with refused("InvalidParameterValue"):
        bob.assume(arn, "missing", PolicyArns=[{"arn": missing}])
    with refused("MalformedPolicyDocument"):
        bob.assume(arn, "malformed", Policy="{}")


def test_an_explicit_deny_in_a_session_policy(root, bob):
    arn = role(root, "Denied", allow("iam:*"))
    session = bob.assume(arn, "s-1", Policy=document(allow("iam:*"), deny("iam:ListUsers")))
    assert "Groups" in session.iam.list_groups()
    who, on = f"arn:aws:sts::{ACCOUNT}:assumed-role/Denied/s-1", f"arn:aws:iam::{ACCOUNT}:user/"
    with refused("AccessDenied", denied(who, "iam:ListUsers", on, "with an explicit deny in a session policy")):
        session.iam.list_users()


def test_session_tags_decide(root, bob):
    own = {"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}}
    arn = role(root, "Tagged", allow("iam:GetUser", Condition=own), Tags=[{"Key": "team", "Value": "red"}])
    root.iam.create_user(UserName="blue-user", Tags=[{"Key": "team", "Value": "blue"}])
    blue = bob.assume(arn, "blue", Tags=[{"Key": "team", "Value": "blue"}])
    assert blue.iam.get_user(UserName="blue-user")["User"]["UserName"] == "blue-user"
    with refused("AccessDenied"):
        bob.assume(arn, "red").iam.get_user(UserName="blue-user")


def test_tags_need_permission_of_their_own(root, bob):
    root.iam.create_role(RoleName="NoTags", AssumeRolePolicyDocument=trust(BOB))
    assert bob.assume(role_arn("NoTags")).arn().endswith("assumed-role/NoTags/session")
    with refused(
        "AccessDenied",
        denied(
            BOB, "sts:TagSession", role_arn("NoTags"), "because no role trust policy allows the sts:TagSession action"
        ),
    ):
        bob.assume(role_arn("NoTags"), Tags=[{"Key": "team", "Value": "blue"}])


def test_transitive_tags_and_source_identity_go_on(root, bob):
    first = role(root, "First", allow(["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]))
    second = role(root, "Second", trusts=first)
    condition = {
        "StringEquals": {
            "aws:PrincipalTag/team": "blue",
            "aws:SourceIdentity": "bob@example.com",
        },
        "Null": {"aws:PrincipalTag/shift": "true"},
    }
    root.iam.put_role_policy(
        RoleName="Second", PolicyName="policy", PolicyDocument=document(allow("iam:ListUsers", Condition=condition))
    )
    one = bob.assume(
        first,
        "one",
        Tags=[{"Key": "team", "Value": "blue"}, {"Key": "shift", "Value": "late"}],
        TransitiveTagKeys=["team"],
        SourceIdentity="bob@example.com",
    )
    two = one.assume(second, "two")
    assert two.iam.list_users()["Users"]
    with refused("AccessDenied"):
        one.assume(second, "two", SourceIdentity="somebody-else")
    with refused("InvalidParameterValue"):
        one.assume(second, "two", Tags=[{"Key": "team", "Value": "red"}])


def test_a_chain_lasts_an_hour_at_most(root, bob):
    first = role(root, "Link", allow("sts:AssumeRole"), MaxSessionDuration=43_200)
    role(root, "Chained", trusts=first, MaxSessionDuration=43_200)
    session = bob.assume(first, DurationSeconds=43_200)
    session.assume(role_arn("Chained"), DurationSeconds=3_600)
    message = "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining"
    with refused("ValidationError", message, status=400):
        session.assume(role_arn("Chained"), DurationSeconds=3_601)


def test_a_session_lasts_as_long_as_its_role_allows(root, bob):
    arn = role(root, "Short")
    with refused(
        "ValidationError",
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
        status=400,
    ):
        bob.assume(arn, DurationSeconds=7_200)
    root.iam.update_role(RoleName="Short", MaxSessionDuration=7_200)
    bob.assume(arn, DurationSeconds=7_200)


def test_a_role_that_is_made_again_does_not_revive_its_sessions(root, bob):
    arn = role(root, "Phoenix", allow("iam:ListUsers"))
    session = bob.assume(arn)
    assert session.iam.list_users()["Users"]
    root.iam.delete_role_policy(RoleName="Phoenix", PolicyName="policy")
    with refused("AccessDenied"):
        session.iam.list_users()
    root.iam.delete_role(RoleName="Phoenix")
    with refused("InvalidClientTokenId", status=403):
        session.iam.list_users()
    role(root, "Phoenix", allow("iam:ListUsers"))
    with refused("InvalidClientTokenId", status=403):
        session.sts.get_caller_identity()


def test_older_sessions_are_revoked_by_their_time(root, bob):
    """What the console's "revoke active sessions" does."""
    arn = role(root, "Revocable", allow("iam:ListUsers"))
    old = bob.assume(arn)
    moment = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=1)).isoformat()
    root.iam.put_role_policy(
        RoleName="Revocable",
        PolicyName="AWSRevokeOlderSessions",
        PolicyDocument=document(deny("*", Condition={"DateLessThan": {"aws:TokenIssueTime": moment}})),
    )
    with refused("AccessDenied"):
        old.iam.list_users()
    earlier = "2020-01-01T00:00:00Z"
    root.iam.put_role_policy(
        RoleName="Revocable",
        PolicyName="AWSRevokeOlderSessions",
        PolicyDocument=document(deny("*", Condition={"DateLessThan": {"aws:TokenIssueTime": earlier}})),
    )
    assert old.iam.list_users()["Users"]


def test_a_session_token_is_the_user_without_iam(root, bob):
    answer = bob.sts.get_session_token(DurationSeconds=900)["Credentials"]
    session = Aws(root.server, Credentials.of(answer))
    assert session.arn() == BOB
    # Without MFA such a session cannot call IAM, and of STS only these two.
    with refused("InvalidClientTokenId", status=403):
        session.iam.list_users()
    with refused("AccessDenied", "Cannot call GetSessionToken with session credentials", status=403):
        session.sts.get_session_token()
    assert session.assume(role_arn("Plain")).arn().endswith("assumed-role/Plain/session")


def test_a_federated_user_is_kept_out_of_iam(root, bob):
    answer = bob.sts.get_federation_token(Name="guest", Policy=document(allow("iam:ListUsers")))
    assert answer["FederatedUser"]["Arn"] == f"arn:aws:sts::{ACCOUNT}:federated-user/guest"
    guest = Aws(root.server, Credentials.of(answer["Credentials"]))
    assert guest.arn() == f"arn:aws:sts::{ACCOUNT}:federated-user/guest"
    # IAM is closed to federated users, whatever their policies say.
    with refused("InvalidClientTokenId", status=403):
        guest.iam.list_users()
    with refused("AccessDenied", "Cannot call GetFederationToken with session credentials", status=403):
        guest.sts.get_federation_token(Name="guest-2")


def test_access_keys_tell_their_account(root, bob):
    assert bob.sts.get_access_key_info(AccessKeyId=bob.credentials.access_key_id)["Account"] == ACCOUNT


PROFILES = """
[profile base]
region = us-east-1

[profile worker]
role_arn = arn:aws:iam::{account}:role/{role}
source_profile = base
role_session_name = from-the-file
external_id = ticket-7
duration_seconds = 900
region = us-east-1
endpoint_url = {url}

[profile base-endpoint]
endpoint_url = {url}
"""


@pytest.fixture(scope="module")
def profiles(root, bob, tmp_path_factory):
    """The files in which people keep their profiles: keys in one, roles in the other."""
    home = tmp_path_factory.mktemp("home")
    root.iam.create_role(
        RoleName="FromTheFile",
        AssumeRolePolicyDocument=trust(BOB, Condition={"StringEquals": {"sts:ExternalId": "ticket-7"}}),
    )
    config, credentials = home / "config", home / "credentials"
    config.write_text(PROFILES.format(account=ACCOUNT, role="FromTheFile", url=root.server.url))
    key = bob.credentials
    credentials.write_text(
        f"[base]\naws_access_key_id = {key.access_key_id}\naws_secret_access_key = {key.secret_access_key}\n"
    )
    return {
        "AWS_CONFIG_FILE": str(config),
        "AWS_SHARED_CREDENTIALS_FILE": str(credentials),
        "AWS_ENDPOINT_URL": root.server.url,
        "AWS_PROFILE": "worker",
    }


def test_boto3_assumes_the_role_of_a_profile(profiles, monkeypatch):
    for name, value in profiles.items():
        monkeypatch.setenv(name, value)
    identity = boto3.Session(profile_name="worker").client("sts").get_caller_identity()
    assert identity["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/FromTheFile/from-the-file"


def test_the_cli_assumes_the_role_of_a_profile(profiles, tmp_path):
    arguments = [sys.executable, CLI, "sts", "get-caller-identity", "--query", "Arn", "--output", "text"]
    finished = subprocess.run(
        arguments, env={**os.environ, **profiles, "HOME": str(tmp_path)}, capture_output=True, text=True, timeout=60
    )
    assert finished.stdout.strip() == f"arn:aws:sts::{ACCOUNT}:assumed-role/FromTheFile/from-the-file", (
        finished.stderr
    )
