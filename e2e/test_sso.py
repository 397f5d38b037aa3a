# SPDX-License-Identifier: Apache-2.0
"""`aws sso login` and what stands on it: AWS's clients get tokens from a person, and credentials of roles for them."""

import base64
import contextlib
import datetime
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import urllib.parse

import boto3
import botocore
import botocore.config
import pytest

from clients import CLI, ONCE, Aws, allow, document, refused, trust
from server import ACCOUNT, ROOT
from test_sign_in import PASSWORD, Browser

DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/Cashier/ann"
CONFIG = """
[sso-session coffee]
sso_start_url = {url}/start
sso_region = us-east-1
sso_registration_scopes = sso:account:access

[profile till]
sso_session = coffee
sso_account_id = {account}
sso_role_name = Cashier

[profile legacy]
sso_start_url = {url}/start
sso_region = us-east-1
sso_account_id = {account}
sso_role_name = Cashier
"""


@pytest.fixture(scope="module")
def house(server):
    """A server with ann, who has a password, and may assume the role Cashier."""
    root = Aws(server, ROOT)
    root.iam.create_user(UserName="ann")
    root.iam.create_login_profile(UserName="ann", Password=PASSWORD)
    root.iam.create_role(
        RoleName="Cashier", AssumeRolePolicyDocument=trust(f"arn:aws:iam::{ACCOUNT}:user/ann")
    )
    return root


@pytest.fixture
def home(house, tmp_path):
    """A home directory with profiles, for clients that are programs."""
    (tmp_path / "config").write_text(CONFIG.format(url=house.server.url, account=ACCOUNT))
    return tmp_path


class Ann(Browser):
    """A browser in which ann is signed in."""

    def __init__(self, server):
        super().__init__(server)
        assert self.sign_in()[0] == 200

    def page(self, method, url, form=None):
        connection = self.connect()
        headers = {"cookie": self.cookie, "content-type": "application/x-www-form-urlencoded"}
        connection.request(method, url, urllib.parse.urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        return answer, answer.read().decode()

    def decide(self, url, decision="allow"):
        """Opens a page that asks, and presses one of its buttons."""
        answer, page = self.page("GET", url)
        assert answer.status == 200, page
        hidden = re.search(r'name="confirmation" value="([^"]+)"', page)[1]
        path = re.search(r'<form method="post" action="([^"]+)"', page)[1]
        return self.page("POST", path, {"confirmation": hidden, "decision": decision})


def client(server, service):
    unsigned = ONCE.merge(botocore.config.Config(signature_version=botocore.UNSIGNED))
    return boto3.client(service, endpoint_url=server.url, region_name="us-east-1", config=unsigned)


def registered(server, **more):
    made = client(server, "sso-oidc").register_client(clientName="test", clientType="public", **more)
    return {"clientId": made["clientId"], "clientSecret": made["clientSecret"]}


def device_tokens(server, by):
    """The device flow, as botocore's own model speaks it."""
    oidc, of = client(server, "sso-oidc"), registered(server, scopes=["sso:account:access"])
    started = oidc.start_device_authorization(startUrl=f"{server.url}/start", **of)
    ask = {"grantType": DEVICE, "deviceCode": started["deviceCode"], **of}
    with pytest.raises(oidc.exceptions.AuthorizationPendingException):
        oidc.create_token(**ask)
    assert by.decide("/device?user_code=" + started["userCode"])[0].status == 200
    return oidc.create_token(**ask), of


def test_the_device_flow_and_the_portal_by_the_public_models(house):
    tokens, of = device_tokens(house.server, Ann(house.server))
    portal = client(house.server, "sso")
    accounts = portal.get_paginator("list_accounts").paginate(accessToken=tokens["accessToken"])
    assert [one["accountId"] for page in accounts for one in page["accountList"]] == [ACCOUNT]
    roles = portal.get_paginator("list_account_roles").paginate(
        accessToken=tokens["accessToken"], accountId=ACCOUNT, PaginationConfig={"PageSize": 1}
    )
    assert [one["roleName"] for page in roles for one in page["roleList"]] == ["Cashier"]
    again = client(house.server, "sso-oidc").create_token(
        grantType="refresh_token", refreshToken=tokens["refreshToken"], **of
    )
    given = portal.get_role_credentials(
        accessToken=again["accessToken"], accountId=ACCOUNT, roleName="Cashier"
    )["roleCredentials"]
    left = given["expiration"] / 1000 - datetime.datetime.now().timestamp()
    assert 3_500 < left <= 3_600
    with refused("ForbiddenException", "No access", 403):
        portal.get_role_credentials(accessToken=again["accessToken"], accountId=ACCOUNT, roleName="Boss")
    portal.logout(accessToken=again["accessToken"])
    with pytest.raises(portal.exceptions.UnauthorizedException):
        portal.list_accounts(accessToken=tokens["accessToken"])


def test_errors_are_those_of_the_model(house):
    oidc, of = client(house.server, "sso-oidc"), registered(house.server)
    with pytest.raises(oidc.exceptions.InvalidRequestException):
        oidc.start_device_authorization(startUrl="https://example.com/start", **of)
    with pytest.raises(oidc.exceptions.InvalidClientException) as caught:
        oidc.create_token(grantType=DEVICE, deviceCode="x", clientId="x", clientSecret="x")
    assert caught.value.response["error"] == "invalid_client"
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 401
    started = oidc.start_device_authorization(startUrl=f"{house.server.url}/start", **of)
    ask = {"grantType": DEVICE, "deviceCode": started["deviceCode"], **of}
    Ann(house.server).decide("/device?user_code=" + started["userCode"], "deny")
    with pytest.raises(oidc.exceptions.AccessDeniedException):
        oidc.create_token(**ask)
    with pytest.raises(oidc.exceptions.SlowDownException):
        for _ in range(10):
            with contextlib.suppress(oidc.exceptions.AccessDeniedException):
                oidc.create_token(**ask)


def test_a_program_with_a_browser_beside_it_gets_tokens_for_a_code(house):
    of = registered(
        house.server,
        grantTypes=["authorization_code", "refresh_token"],
        redirectUris=["http://127.0.0.1/oauth/callback"],
        issuerUrl=f"{house.server.url}/start",
        scopes=["sso:account:access"],
    )
    verifier = base64.urlsafe_b64encode(os.urandom(32)).rstrip(b"=").decode()
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    redirect_uri = "http://127.0.0.1:49200/oauth/callback"
    query = urllib.parse.urlencode(
        {
            "response_type": "code",
            "client_id": of["clientId"],
            "redirect_uri": redirect_uri,
            "state": "state",
            "code_challenge_method": "S256",
            "scopes": "sso:account:access",
            "code_challenge": challenge,
        }
    )
    answer, _ = Ann(house.server).decide(f"/authorize?{query}")
    location, _, answered = answer.headers["location"].partition("?")
    assert (answer.status, location) == (302, redirect_uri)
    answered = urllib.parse.parse_qs(answered)
    assert answered["state"] == ["state"]
    oidc = client(house.server, "sso-oidc")
    ask = {"grantType": "authorization_code", "code": answered["code"][0], "redirectUri": redirect_uri, **of}
    with pytest.raises(oidc.exceptions.InvalidGrantException):
        oidc.create_token(codeVerifier="a" * 43, **ask)
    tokens = oidc.create_token(codeVerifier=verifier, **ask)
    accounts = client(house.server, "sso").list_accounts(accessToken=tokens["accessToken"])
    assert accounts["accountList"][0]["emailAddress"] == "root@example.com"
    with pytest.raises(oidc.exceptions.InvalidGrantException):
        oidc.create_token(codeVerifier=verifier, **ask)


def test_an_application_acts_on_a_persons_behalf(house):
    application = house.user("application")
    client_id = f"arn:aws:sso::{ACCOUNT}:application/ssoins-1/apl-1"
    house.iam.put_user_policy(
        UserName="application",
        PolicyName="p",
        PolicyDocument=document(allow("sso-oauth:CreateTokenWithIAM", client_id)),
    )
    who = f"arn:aws:iam::{ACCOUNT}:user/application"
    house.iam.create_role(
        RoleName="Desk", AssumeRolePolicyDocument=trust(who, ["sts:AssumeRole", "sts:SetContext"])
    )
    tokens, _ = device_tokens(house.server, Ann(house.server))
    given = application.client("sso-oidc").create_token_with_iam(
        clientId=client_id,
        grantType="urn:ietf:params:oauth:grant-type:token-exchange",
        subjectToken=tokens["accessToken"],
        subjectTokenType="urn:ietf:params:oauth:token-type:access_token",
    )
    context = {
        "ProviderArn": "arn:aws:iam::aws:contextProvider/IdentityCenter",
        "ContextAssertion": given["awsAdditionalDetails"]["identityContext"],
    }
    desk = application.assume(f"arn:aws:iam::{ACCOUNT}:role/Desk", ProvidedContexts=[context])
    answer = desk.sts.get_caller_identity()
    record = house.server.audit_of(answer["ResponseMetadata"]["RequestId"])
    ann = house.iam.get_user(UserName="ann")["User"]["UserId"]
    assert record["userIdentity"]["onBehalfOf"] == {"userId": ann}
    with refused("ValidationError", "The provided context assertion is not valid."):
        application.assume(
            f"arn:aws:iam::{ACCOUNT}:role/Desk", ProvidedContexts=[{**context, "ContextAssertion": "made up"}]
        )


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(house):
    connection = Browser(house.server).connect()
    connection.request("GET", "/device?user_code=BCDF-GHJK")
    answer = connection.getresponse()
    assert answer.status == 302
    assert answer.headers["location"] == "/signin?destination=%2Fdevice%3Fuser_code%3DBCDF-GHJK"


def test_who_guesses_codes_has_to_wait(own_server):
    root = Aws(own_server, ROOT)
    root.iam.create_user(UserName="ann")
    root.iam.create_login_profile(UserName="ann", Password=PASSWORD)
    ann = Ann(own_server)
    answers = [ann.page("GET", "/device?user_code=BBBB-BBBB") for _ in range(12)]
    statuses = [answer.status for answer, _ in answers]
    assert statuses[:4] == [404] * 4 and 429 in statuses[5:], statuses
    slowed, page = next((answer, page) for answer, page in answers if answer.status == 429)
    assert slowed.headers["content-type"].startswith("text/html"), page
    assert int(slowed.headers["retry-after"]) > 0 and "Wait before you try again." in page


def test_a_restart_forgets_who_waits_and_keeps_what_was_granted(own_server):
    root = Aws(own_server, ROOT)
    root.iam.create_user(UserName="ann")
    root.iam.create_login_profile(UserName="ann", Password=PASSWORD)
    url, ann = own_server.url, Ann(own_server)
    tokens, of = device_tokens(own_server, ann)
    waiting = client(own_server, "sso-oidc").start_device_authorization(startUrl=f"{url}/start", **of)
    client(own_server, "sso").list_accounts(accessToken=tokens["accessToken"])
    own_server.restart()
    client(own_server, "sso").list_accounts(accessToken=tokens["accessToken"])
    oidc = client(own_server, "sso-oidc")
    with pytest.raises(oidc.exceptions.ExpiredTokenException):
        oidc.create_token(grantType=DEVICE, deviceCode=waiting["deviceCode"], **of)


def run(house, home, command, *arguments):
    """Runs a client as a program in a home directory, and returns what it prints."""
    variables = {"HOME": str(home), "AWS_CONFIG_FILE": str(home / "config"), "AWS_ENDPOINT_URL": house.server.url}
    return subprocess.run(
        [*command, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **variables},
    )


def keep(home, key, tokens, of, expires_in):
    """Puts tokens where AWS's clients look for them."""
    now = datetime.datetime.now(datetime.timezone.utc)

    def at(seconds):
        return (now + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")

    kept = {
        "startUrl": key,
        "region": "us-east-1",
        "accessToken": tokens["accessToken"],
        "refreshToken": tokens["refreshToken"],
        "expiresAt": at(expires_in),
        "registrationExpiresAt": at(80_000),
        **of,
    }
    place = home / ".aws" / "sso" / "cache" / (hashlib.sha1(key.encode()).hexdigest() + ".json")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(kept))
    return place


@pytest.mark.parametrize("profile", ["till", "legacy"])
def test_profiles_of_the_shared_config_get_their_roles_credentials(house, home, profile):
    tokens, of = device_tokens(house.server, Ann(house.server))
    keep(home, "coffee" if profile == "till" else f"{house.server.url}/start", tokens, of, 3_000)
    finished = run(
        house, home, [sys.executable, CLI], "sts", "get-caller-identity", "--profile", profile, "--query", "Arn"
    )
    assert (finished.returncode, json.loads(finished.stdout or '""')) == (0, SESSION), finished.stderr


def test_a_client_refreshes_a_token_that_is_about_to_expire(house, home):
    tokens, of = device_tokens(house.server, Ann(house.server))
    place = keep(home, "coffee", {**tokens, "accessToken": "expired"}, of, 60)
    finished = run(
        house, home, [sys.executable, CLI], "sts", "get-caller-identity", "--profile", "till", "--query", "Arn"
    )
    assert (finished.returncode, json.loads(finished.stdout or '""')) == (0, SESSION), finished.stderr
    assert json.loads(place.read_text())["accessToken"] not in ("expired", tokens["accessToken"])


def cli_of_version_2():
    """Where version 2 of the AWS CLI is, which is on no package index for Python; Debian has it."""
    for path in (os.environ.get("PORTCULLIS_AWS_CLI_2"), "/usr/bin/aws", "/usr/local/bin/aws", shutil.which("aws")):
        if path and os.access(path, os.X_OK):
            said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60).stdout
            if said.startswith("aws-cli/2."):
                return path
    return None


@pytest.fixture(scope="module")
def cli_2():
    return cli_of_version_2() or pytest.skip("there is no AWS CLI of version 2: see PORTCULLIS_AWS_CLI_2")


def lead_here(home, url):
    """Leads an old CLI here, which knows AWS_ENDPOINT_URL not yet: by the data that says where services are."""
    for service in ("sso-oidc", "sso"):
        place = home / "data" / service / "2019-06-10" / "endpoint-rule-set-1.json"
        place.parent.mkdir(parents=True)
        parameters = {
            "Region": {"builtIn": "AWS::Region", "required": False, "documentation": "", "type": "String"},
            "Endpoint": {"builtIn": "SDK::Endpoint", "required": False, "documentation": "", "type": "String"},
        }
        rule = {"conditions": [], "endpoint": {"url": url, "properties": {}, "headers": {}}, "type": "endpoint"}
        place.write_text(json.dumps({"version": "1.0", "parameters": parameters, "rules": [rule]}))


@pytest.mark.parametrize("profile", ["till", "legacy"])
def test_aws_sso_login(house, home, cli_2, profile):
    lead_here(home, house.server.url)
    environment = {
        **os.environ,
        "HOME": str(home),
        "AWS_CONFIG_FILE": str(home / "config"),
        "AWS_DATA_PATH": str(home / "data"),
        "AWS_ENDPOINT_URL": house.server.url,
        # The CLI says what to do in a browser; the test does it.
        "BROWSER": "true",
        "PYTHONUNBUFFERED": "1",
    }
    command = [cli_2, "sso", "login", "--profile", profile]
    if b"--use-device-code" in subprocess.run(
        [cli_2, "sso", "login", "help"], capture_output=True, timeout=60, env={**environment, "AWS_PAGER": "cat"}
    ).stdout:
        command.append("--use-device-code")
    login = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    )
    watch = threading.Timer(60, login.kill)
    watch.start()
    try:
        said = ""
        for line in login.stdout:
            said += line
            if code := re.search(r"^([A-Z]{4}-[A-Z]{4})$", line.strip()):
                assert f"{house.server.url}/device" in said
                assert Ann(house.server).decide(f"/device?user_code={code[1]}")[0].status == 200
        assert login.wait() == 0, said
    finally:
        watch.cancel()
        login.kill()
    assert "Successfully logged into Start URL" in said

    def aws(*arguments):
        url = ["--endpoint-url", house.server.url] if arguments[0] == "sts" else []
        return subprocess.run(
            [cli_2, *arguments, *url], capture_output=True, text=True, timeout=60, env=environment
        )

    identity = aws("sts", "get-caller-identity", "--profile", profile)
    assert (identity.returncode, json.loads(identity.stdout or "{}").get("Arn")) == (0, SESSION), identity.stderr
    kept = (json.loads(file.read_text()) for file in (home / ".aws" / "sso" / "cache").glob("*.json"))
    token = next(one["accessToken"] for one in kept if "accessToken" in one)
    portal = client(house.server, "sso")
    portal.list_accounts(accessToken=token)
    assert aws("sso", "logout").returncode == 0
    with pytest.raises(portal.exceptions.UnauthorizedException):
        portal.list_accounts(accessToken=token)
    gone = aws("sts", "get-caller-identity", "--profile", profile)
    assert gone.returncode != 0 and "Token for" in gone.stderr
