# SPDX-License-Identifier: Apache-2.0
"""MFA with boto3 and the AWS CLI: devices, codes, and sessions that prove them."""

import functools
import re

import botocore.credentials
import pytest

from authenticator import assign
from clients import REGION, Aws, Credentials, allow, callers, document, refused
from server import ACCOUNT, ROOT

WRONG_CODE = "MultiFactorAuthentication failed with invalid MFA one time pass code."
WITHOUT_MFA = {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}
SET_UP = [
    "iam:CreateVirtualMFADevice",
    "iam:EnableMFADevice",
    "iam:ListMFADevices",
    "iam:ListVirtualMFADevices",
    "iam:ResyncMFADevice",
    "sts:GetSessionToken",
]


@pytest.fixture(scope="module")
def carol(root):
    """A user who may do everything, but only with MFA, and without it sets up MFA only."""
    carol = root.user("carol")
    deny = {"Effect": "Deny", "NotAction": SET_UP, "Resource": "*", "Condition": WITHOUT_MFA}
    root.iam.put_user_policy(UserName="carol", PolicyName="mfa", PolicyDocument=document(allow("*"), deny))
    return carol


@pytest.fixture(scope="module")
def app(carol):
    with refused("AccessDenied", re.compile("with an explicit deny in an identity-based policy")):
        carol.iam.list_users()
    return assign(carol, "carol")


def test_a_session_with_a_code_may_what_the_key_may_not(carol, app):
    with refused("AccessDenied", re.compile("explicit deny")):
        carol.iam.list_users()
    parameters = {"SerialNumber": app.serial, "TokenCode": app.next()}
    session = Aws(carol.server, Credentials.of(carol.sts.get_session_token(**parameters)["Credentials"]))
    assert session.iam.list_users()["Users"]
    assert session.cli("iam", "list-mfa-devices")["MFADevices"][0]["SerialNumber"] == app.serial
    with refused("AccessDenied", WRONG_CODE, status=403):
        carol.sts.get_session_token(**parameters)


def test_a_profile_with_mfa_serial_assumes_its_role(root, carol, app, tmp_path, monkeypatch):
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:user/carol"},
        "Action": "sts:AssumeRole",
        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
    }
    root.iam.create_role(RoleName="Guarded", AssumeRolePolicyDocument=document(statement))
    with refused("AccessDenied", re.compile("not authorized to perform: sts:AssumeRole")):
        session = Aws(carol.server, Credentials.of(carol.sts.get_session_token()["Credentials"]))
        session.assume(f"arn:aws:iam::{ACCOUNT}:role/Guarded")
    config = tmp_path / "config"
    config.write_text(
        f"[profile base]\naws_access_key_id = {carol.credentials.access_key_id}\n"
        f"aws_secret_access_key = {carol.credentials.secret_access_key}\n"
        f"[profile guarded]\nsource_profile = base\nrole_arn = arn:aws:iam::{ACCOUNT}:role/Guarded\n"
        f"mfa_serial = {app.serial}\nregion = {REGION}\n"
    )
    # Both ask for a code: the one by a function that is ours here, the other on its input.
    provider = botocore.credentials.AssumeRoleProvider
    asking = functools.partialmethod(provider.__init__, prompter=lambda prompt: app.next())
    monkeypatch.setattr(provider, "__init__", asking)
    settings = {"AWS_CONFIG_FILE": str(config), "AWS_ENDPOINT_URL": carol.server.url}
    for arn in callers("guarded", answer=app.next, **settings):
        assert arn.startswith(f"arn:aws:sts::{ACCOUNT}:assumed-role/Guarded/")


def test_no_seed_is_in_the_audit_or_the_log(root, server):
    made = root.iam.create_virtual_mfa_device(VirtualMFADeviceName="hidden")
    seed = made["VirtualMFADevice"]["Base32StringSeed"].decode()
    record = server.audit_of(made["ResponseMetadata"]["RequestId"])
    assert record["eventName"] == "CreateVirtualMFADevice" and seed not in str(record)
    made = record["responseElements"]["virtualMFADevice"]
    assert made["base32StringSeed"] == made["qRCodePNG"] == "HIDDEN_DUE_TO_SECURITY_REASONS"


def test_used_codes_stay_used_when_the_server_starts_again(own_server):
    root = Aws(own_server, ROOT)
    dave = root.user("dave")
    app = assign(root, "dave")
    parameters = {"SerialNumber": app.serial, "TokenCode": app.next()}
    dave.sts.get_session_token(**parameters)
    own_server.restart()
    with refused("AccessDenied", WRONG_CODE):
        dave.sts.get_session_token(**parameters)
