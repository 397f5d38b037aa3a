# SPDX-License-Identifier: Apache-2.0
"""People sign in over HTTP: password, MFA, slow-down, sign-out, the root user, the federation endpoint."""

import concurrent.futures
import http.client
import json
import urllib.parse

import boto3
import pytest
from botocore.exceptions import ClientError

from authenticator import assign
from clients import Aws, Credentials, allow, document, refused
from server import ACCOUNT, ROOT

PASSWORD = "Correct-horse-1"


class Browser:
    """Speaks the sign-in API, and keeps the cookie as a browser does."""

    def __init__(self, server):
        self.server = server
        self.address = urllib.parse.urlsplit(server.url).netloc
        self.cookie = None

    def connect(self):
        return http.client.HTTPConnection(self.address, timeout=10)

    def ask(self, method, url, body=None):
        answer, content = self.read(method, url, json.dumps(body) if body is not None else None)
        return answer, json.loads(content) if content else None

    def read(self, method, url, body=None, headers=None):
        connection = self.connect()
        cookie = {"cookie": self.cookie} if self.cookie else {}
        connection.request(method, url, body, {**(headers or {}), **cookie})
        answer = connection.getresponse()
        content = answer.read().decode()
        if cookie := answer.headers.get("set-cookie"):
            self.cookie = cookie.split(";")[0]
        connection.close()
        return answer, content

    def step(self, name, /, **members):
        answer, body = self.ask("POST", f"/signin/v1/{name}", members)
        return answer.status, body

    def sign_in(self, password=PASSWORD, name="ann"):
        return self.step("password", account=ACCOUNT, userName=name, password=password)


def iam_of(server, credentials):
    """An IAM client with the credentials of a sign-in."""
    return boto3.client(
        "iam",
        endpoint_url=server.url,
        region_name="us-east-1",
        aws_access_key_id=credentials["accessKeyId"],
        aws_secret_access_key=credentials["secretAccessKey"],
        aws_session_token=credentials["sessionToken"],
    )


@pytest.fixture
def ann(own_server):
    """The root user of a server with a user who has a password and may read herself."""
    root = Aws(own_server, ROOT)
    root.iam.create_user(UserName="ann")
    root.iam.create_login_profile(UserName="ann", Password=PASSWORD)
    root.iam.put_user_policy(UserName="ann", PolicyName="own", PolicyDocument=document(allow("iam:Get*")))
    return root


def test_a_session_is_credentials_until_its_user_signs_out(ann):
    browser = Browser(ann.server)
    status, body = browser.sign_in()
    assert (status, body["outcome"]) == (200, "signedIn")
    iam = iam_of(ann.server, body["credentials"])
    assert iam.get_user()["User"]["UserName"] == "ann"
    _, shown = browser.ask("GET", "/signin/v1/session")
    assert shown["credentials"]["accessKeyId"] == body["credentials"]["accessKeyId"]
    answer, _ = browser.ask("POST", "/signin/v1/sign-out")
    assert answer.status == 200
    with refused("ExpiredToken"):
        iam.get_user()


def test_mfa_is_asked_for_and_no_code_works_twice(ann):
    app = assign(ann, "ann", "phone")
    browser = Browser(ann.server)
    status, body = browser.sign_in()
    assert (status, body["outcome"]) == (200, "mfaRequired")
    step = {"continuation": body["continuation"], "serialNumber": app.serial}
    code = app.next()
    status, body = browser.step("mfa", code=code, **step)
    assert (status, body["outcome"]) == (200, "signedIn")
    status, body = browser.step("mfa", code=code, **step)
    assert (status, body["error"]["code"]) == (401, "AuthenticationFailed")


def test_who_tries_too_often_has_to_wait(ann):
    browser = Browser(ann.server)
    statuses = [browser.sign_in("wrong")[0] for _ in range(12)]
    assert 401 in statuses[:5] and 429 in statuses[5:], statuses
    answer, body = browser.ask(
        "POST", "/signin/v1/password", {"account": ACCOUNT, "userName": "ann", "password": PASSWORD}
    )
    assert answer.status == 429 and int(answer.headers["retry-after"]) > 0
    assert body["error"]["code"] == "TooManyAttempts"
    ann.iam.create_user(UserName="eve")
    ann.iam.create_login_profile(UserName="eve", Password=PASSWORD)
    assert browser.sign_in(name="eve")[0] == 200, "others are not kept waiting"


def test_who_tries_many_at_once_gets_no_more_tries(ann):
    with concurrent.futures.ThreadPoolExecutor(24) as pool:
        statuses = list(pool.map(lambda number: Browser(ann.server).sign_in(f"wrong-{number}")[0], range(24)))
    assert statuses.count(401) <= 5 and set(statuses) == {401, 429}, statuses


def test_who_guesses_at_a_new_password_has_to_wait_too(ann):
    ann.iam.put_user_policy(UserName="ann", PolicyName="change", PolicyDocument=document(allow("iam:ChangePassword")))
    key = ann.iam.create_access_key(UserName="ann")["AccessKey"]
    thief = Aws(ann.server, Credentials.of(key))
    codes = []
    for number in range(8):
        with pytest.raises(ClientError) as refusal:
            thief.iam.change_password(OldPassword=f"wrong-{number}", NewPassword="Other-horse-1")
        codes.append(refusal.value.response["Error"]["Code"])
    assert codes[:5] == ["AccessDenied"] * 5 and "TooManyAttempts" in codes[5:], codes


def test_the_federation_endpoint_signs_a_session_in(ann):
    session = ann.user("seller")
    ann.iam.put_user_policy(
        UserName="seller", PolicyName="p", PolicyDocument=document(allow("sts:GetFederationToken"))
    )
    given = session.sts.get_federation_token(Name="guest")["Credentials"]
    presented = json.dumps(
        {
            "sessionId": given["AccessKeyId"],
            "sessionKey": given["SecretAccessKey"],
            "sessionToken": given["SessionToken"],
        }
    )
    browser = Browser(ann.server)
    query = urllib.parse.urlencode({"Action": "getSigninToken", "Session": presented})
    _, body = browser.ask("GET", f"/federation?{query}")
    query = urllib.parse.urlencode(
        {"Action": "login", "Issuer": "coffee", "Destination": "/", "SigninToken": body["SigninToken"]}
    )
    answer, _ = browser.ask("GET", f"/federation?{query}")
    assert (answer.status, answer.headers["location"]) == (302, "/")
    _, shown = browser.ask("GET", "/signin/v1/session")
    assert shown["principal"]["arn"] == f"arn:aws:sts::{ACCOUNT}:federated-user/guest"
