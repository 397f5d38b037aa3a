# SPDX-License-Identifier: Apache-2.0
"""ID tokens of an OpenID Connect provider that somebody else wrote, over TLS, and the SDK's profile for them."""

import json
import ssl
import threading
import urllib.error
import urllib.parse
import urllib.request

import boto3
import oidc_provider_mock
import pytest
import werkzeug.serving
from botocore import UNSIGNED
from botocore.config import Config

from clients import Aws, callers, document, refused
from server import ACCOUNT, REPOSITORY, ROOT

TLS = REPOSITORY / "crates" / "server" / "tests" / "tls"
CERTIFICATE, KEY = TLS / "localhost.pem", TLS / "localhost.key"
CALLBACK = "https://app.example.com/callback"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Provider:
    """The provider of the package oidc-provider-mock, behind TLS."""

    def __init__(self, port):
        self.url = f"https://localhost:{port}"
        context = ssl.create_default_context(cafile=CERTIFICATE)
        self._opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context), NoRedirect)

    def token(self, subject, audience):
        """Goes through the authorization code flow as a browser and an application do."""
        question = urllib.parse.urlencode(
            {"client_id": audience, "redirect_uri": CALLBACK, "response_type": "code", "scope": "openid", "state": "s"}
        )
        answer = self._post(f"/oauth2/authorize?{question}", {"sub": subject})
        place = urllib.parse.urlparse(answer.headers["location"])
        code = urllib.parse.parse_qs(place.query)["code"][0]
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, "client_id": audience,
                "client_secret": "anything"}
        return json.load(self._post("/oauth2/token", form))["id_token"]

    def _post(self, path, form):
        try:
            return self._opener.open(self.url + path, urllib.parse.urlencode(form).encode())
        except urllib.error.HTTPError as answer:
            assert answer.code < 400, answer.read()
            return answer


@pytest.fixture(scope="module")
def provider():
    tls = (str(CERTIFICATE), str(KEY))
    server = werkzeug.serving.make_server("localhost", 0, oidc_provider_mock.app(), threaded=True, ssl_context=tls)
    thread = threading.Thread(target=server.serve_forever, args=(0.1,))
    thread.start()
    yield Provider(server.server_port)
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def flags():
    return ["--allow-private-identity-providers", "--identity-provider-ca", str(CERTIFICATE)]


@pytest.fixture(scope="module")
def role(server, provider):
    """A role for those of the provider's users whose names begin with ann."""
    iam = Aws(server, ROOT).iam
    made = iam.create_open_id_connect_provider(Url=provider.url, ClientIDList=["till"])
    name = provider.url.removeprefix("https://")
    statement = {
        "Effect": "Allow",
        "Principal": {"Federated": made["OpenIDConnectProviderArn"]},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringLike": {f"{name}:sub": "ann*"}, "StringEquals": {f"{name}:aud": "till"}},
    }
    return iam.create_role(RoleName="till", AssumeRolePolicyDocument=document(statement))["Role"]["Arn"]


def sts(server):
    config = Config(signature_version=UNSIGNED)
    return boto3.client("sts", endpoint_url=server.url, config=config)


def assume(server, role, token):
    return sts(server).assume_role_with_web_identity(RoleArn=role, RoleSessionName="ann", WebIdentityToken=token)


def test_a_token_becomes_a_session(server, provider, role):
    answer = assume(server, role, provider.token("ann", "till"))
    assert answer["SubjectFromWebIdentityToken"] == "ann"
    assert answer["Audience"] == "till"
    assert answer["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/till/ann"


def test_other_users_audiences_and_changed_tokens_are_refused(server, provider, role):
    with refused("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"):
        assume(server, role, provider.token("bob", "till"))
    with refused("InvalidIdentityToken", "Incorrect token audience"):
        assume(server, role, provider.token("ann", "bar"))
    head, payload, signature = provider.token("ann", "till").split(".")
    with refused("InvalidIdentityToken"):
        assume(server, role, f"{head}.{payload}.{'A' * len(signature)}")


def test_the_profile_with_a_token_file_works(server, provider, role, tmp_path):
    (tmp_path / "token").write_text(provider.token("anna", "till"))
    (tmp_path / "config").write_text(
        "[profile till]\nregion = us-east-1\n"
        f"role_arn = {role}\nrole_session_name = anna\nweb_identity_token_file = {tmp_path / 'token'}\n"
        f"endpoint_url = {server.url}\n"
    )
    for arn in callers("till", AWS_CONFIG_FILE=str(tmp_path / "config")):
        assert arn == f"arn:aws:sts::{ACCOUNT}:assumed-role/till/anna"
