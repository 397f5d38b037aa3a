# SPDX-License-Identifier: Apache-2.0
"""Another program asks the server for decisions, signed by botocore as any request is."""

import json
import urllib.error
import urllib.request

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from clients import allow, document
from server import ACCOUNT


def ask(caller, path, **members):
    """Asks a question and returns status and answer."""
    url = f"{caller.server.url}/authorization/v1/{path}"
    request = AWSRequest("POST", url, data=json.dumps(members), headers={"content-type": "application/json"})
    keys = Credentials(caller.credentials.access_key_id, caller.credentials.secret_access_key)
    SigV4Auth(keys, "portcullis", "us-east-1").add_auth(request)
    sent = urllib.request.Request(url, request.data.encode(), dict(request.headers), method="POST")
    try:
        with urllib.request.urlopen(sent) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def test_a_storage_service_asks_who_may_read(root):
    gate = root.user("gate")
    root.iam.put_user_policy(UserName="gate", PolicyName="p", PolicyDocument=document(allow("portcullis:Decide")))
    root.user("reader")
    beans = "arn:aws:s3:::beans/*"
    root.iam.put_user_policy(UserName="reader", PolicyName="p", PolicyDocument=document(allow("s3:Get*", beans)))
    reader = f"arn:aws:iam::{ACCOUNT}:user/reader"
    question = {"principal": reader, "action": "s3:GetObject"}
    status, answer = ask(gate, "decisions", resource="arn:aws:s3:::beans/latte", **question)
    assert (status, answer["decision"]) == (200, "allow")
    status, answer = ask(gate, "decisions", resource="arn:aws:s3:::tea/green", **question)
    assert (status, answer["decision"]) == (200, "implicitDeny")
    assert "arn:aws:s3:::beans/*" in answer["explanation"]
    status, answer = ask(gate, "credentials", service="codecommit.amazonaws.com", apiKey="x")
    assert (status, answer["error"]["code"]) == (403, "AccessDenied")


def test_a_service_verifies_a_password_that_was_made_for_it(root):
    made = root.iam.create_service_specific_credential(
        UserName="reader", ServiceName="codecommit.amazonaws.com"
    )["ServiceSpecificCredential"]
    given = {"service": "codecommit.amazonaws.com", "userName": made["ServiceUserName"]}
    status, answer = ask(root, "credentials", password=made["ServicePassword"], **given)
    assert (status, answer["principal"]) == (200, f"arn:aws:iam::{ACCOUNT}:user/reader")
    status, answer = ask(root, "credentials", password="wrong", **given)
    assert (status, answer["error"]["code"]) == (401, "AuthenticationFailed")
