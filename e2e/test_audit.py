# SPDX-License-Identifier: Apache-2.0
"""Every API call leaves one line in CloudTrail's record format, and no secret in it."""

import re

import pytest

from clients import Aws, Credentials, allow, document, refused, trust
from server import ACCOUNT, ROOT

HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS"
# The fields that CloudTrail's record has for each management event.
ALWAYS = {
    "eventVersion", "userIdentity", "eventTime", "eventSource", "eventName", "awsRegion", "sourceIPAddress",
    "userAgent", "requestParameters", "responseElements", "requestID", "eventID", "readOnly", "eventType",
    "managementEvent", "recipientAccountId", "eventCategory",
}  # fmt: skip


def record_of(server, answer):
    """The audit record of the call that gave this answer."""
    return server.audit_of(answer["ResponseMetadata"]["RequestId"])


def test_a_write(server, root):
    answer = root.iam.create_user(UserName="ada", Path="/staff/", Tags=[{"Key": "team", "Value": "blue"}])
    record = record_of(server, answer)
    assert ALWAYS <= record.keys()
    assert record["eventSource"] == "iam.amazonaws.com"
    assert record["eventName"] == "CreateUser"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", record["eventTime"])
    assert record["sourceIPAddress"] == "127.0.0.1"
    assert "Boto3/" in record["userAgent"]
    assert record["awsRegion"] == "us-east-1"
    assert (record["readOnly"], record["eventType"], record["managementEvent"]) == (False, "AwsApiCall", True)
    assert record["recipientAccountId"] == ACCOUNT
    assert record["userIdentity"] == {
        "type": "Root",
        "principalId": ACCOUNT,
        "arn": f"arn:aws:iam::{ACCOUNT}:root",
        "accountId": ACCOUNT,
        "accessKeyId": ROOT.access_key_id,
    }
    assert record["requestParameters"] == {
        "userName": "ada",
        "path": "/staff/",
        "tags": [{"key": "team", "value": "blue"}],
    }
    assert record["responseElements"]["user"]["arn"] == answer["User"]["Arn"]
    assert "errorCode" not in record


def test_a_read_says_nothing_of_its_answer(server, root):
    record = record_of(server, root.iam.list_users(PathPrefix="/staff/"))
    assert (record["eventName"], record["readOnly"]) == ("ListUsers", True)
    assert record["requestParameters"] == {"pathPrefix": "/staff/"}
    assert record["responseElements"] is None


def test_a_denied_call(server, root):
    bob = root.user("bob")
    with refused("AccessDenied") as caught:
        bob.iam.delete_user(UserName="ada")
    record = record_of(server, caught.value.response)
    assert record["errorCode"] == "AccessDenied"
    assert record["errorMessage"] == caught.value.response["Error"]["Message"]
    assert record["responseElements"] is None
    identity = record["userIdentity"]
    assert (identity["type"], identity["userName"]) == ("IAMUser", "bob")
    assert identity["principalId"].startswith("AIDA")


def test_a_role_session_names_its_role_and_its_source(server, root):
    carol = root.user("carol")
    role = root.iam.create_role(
        RoleName="Worker",
        AssumeRolePolicyDocument=trust(
            f"arn:aws:iam::{ACCOUNT}:user/carol", action=["sts:AssumeRole", "sts:SetSourceIdentity"]
        ),
    )["Role"]
    root.iam.put_role_policy(RoleName="Worker", PolicyName="p", PolicyDocument=document(allow("iam:ListUsers")))
    session = carol.assume(role["Arn"], "work", SourceIdentity="carol@example.com")
    identity = record_of(server, session.iam.list_users())["userIdentity"]
    assert identity["type"] == "AssumedRole"
    assert identity["principalId"] == f"{role['RoleId']}:work"
    assert identity["arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/Worker/work"
    context = identity["sessionContext"]
    assert context["sessionIssuer"] == {
        "type": "Role",
        "principalId": role["RoleId"],
        "arn": role["Arn"],
        "accountId": ACCOUNT,
        "userName": "Worker",
    }
    assert context["attributes"]["mfaAuthenticated"] == "false"
    assert context["sourceIdentity"] == "carol@example.com"


def test_no_record_holds_a_secret(server, root):
    dora = root.user("dora")
    answer = dora.sts.get_session_token()
    session = Credentials.of(answer["Credentials"])
    Aws(server, session).sts.get_caller_identity()
    record = record_of(server, answer)
    assert record["eventSource"] == "sts.amazonaws.com"
    secrets = [dora.credentials.secret_access_key, session.secret_access_key, session.session_token]
    text = "".join(path.read_text() for path in (server.data_dir / "audit").iterdir()) + server.log.read_text()
    assert not [secret for secret in secrets if secret in text]
    made = [record for record in server.audit() if record["eventName"] == "CreateAccessKey"]
    assert made[-1]["responseElements"]["accessKey"]["secretAccessKey"] == HIDDEN
    assert made[-1]["responseElements"]["accessKey"]["accessKeyId"] == dora.credentials.access_key_id


def test_a_stranger_leaves_a_record_too(server, root):
    stranger = Aws(server, Credentials("AKIAI44QH8DHBEXAMPLE", "secret"))
    with refused("InvalidClientTokenId") as caught:
        stranger.iam.list_users()
    record = record_of(server, caught.value.response)
    assert (record["eventName"], record["errorCode"]) == ("ListUsers", "InvalidClientTokenId")
    assert record["userIdentity"]["type"] == "Unknown"


def test_one_line_for_each_call_in_order(server, root):
    asked = [root.iam.create_group(GroupName=f"g{number}")["ResponseMetadata"]["RequestId"] for number in range(20)]
    server.audit_of(asked[-1])
    assert [record["requestID"] for record in server.audit() if record["requestID"] in asked] == asked


@pytest.mark.parametrize("name", ['"quoted"', "tab\there", "läuft", "\u2028", "<x>&amp;"])
def test_what_a_caller_writes_stays_on_its_line(server, root, name):
    with refused("ValidationError") as caught:
        root.iam.create_user(UserName=name)
    assert record_of(server, caught.value.response)["requestParameters"] == {"userName": name}


def test_a_restart_goes_on_with_the_same_file(own_server):
    root = Aws(own_server, ROOT)
    before = root.iam.create_user(UserName="before")["ResponseMetadata"]["RequestId"]
    own_server.restart()
    after = root.iam.create_user(UserName="after")["ResponseMetadata"]["RequestId"]
    own_server.audit_of(after)
    assert [record["requestID"] for record in own_server.audit()] == [before, after]
