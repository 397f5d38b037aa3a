# SPDX-License-Identifier: Apache-2.0
"""`aws login`: a person signs in in a browser, and the AWS SDKs and CLI have the session until it ends."""

import base64
import subprocess
import threading
import urllib.parse
import urllib.request

import boto3
import pytest
from botocore.exceptions import LoginInsufficientPermissions, LoginRefreshRequired

from aws_login import Cache, Login, allow
from clients import Aws, callers, refused
from server import ACCOUNT, ROOT
from test_javascript_sdk import PROGRAMS
from test_sign_in import PASSWORD, Browser

ARN = f"arn:aws:iam::{ACCOUNT}:user/ann"
POLICY = "arn:aws:iam::aws:policy/SignInLocalDevelopmentAccess"


@pytest.fixture
def ann(own_server, tmp_path, monkeypatch):
    """The root user of a server with a user who may log in, and a machine that has nothing but a profile."""
    root = Aws(own_server, ROOT)
    root.iam.create_user(UserName="ann")
    root.iam.create_login_profile(UserName="ann", Password=PASSWORD)
    root.iam.attach_user_policy(UserName="ann", PolicyArn=POLICY)
    (tmp_path / "config").write_text(f"[profile ann]\nlogin_session = {ARN}\nregion = us-east-1\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_LOGIN_CACHE_DIRECTORY", str(tmp_path / "cache"))
    monkeypatch.setenv("AWS_ENDPOINT_URL", own_server.url)
    root.cache = Cache(tmp_path / "cache")
    return root


@pytest.fixture
def browser(ann):
    """A browser in which ann is signed in."""
    browser = Browser(ann.server)
    assert browser.sign_in()[0] == 200
    return browser


@pytest.fixture
def login(ann):
    login = Login(ann.server)
    yield login
    login.close()


def log_in(login, browser):
    """The whole way; the browser brings the code to the program that listens."""
    answer, _ = allow(browser, login.url)
    assert answer.status == 302
    listening = threading.Thread(target=login.callback.handle_request)
    listening.start()
    with urllib.request.urlopen(answer.headers["location"], timeout=10):
        listening.join()
    return login.redeem(login.callback.answer)


def caller():
    """Who a program with the profile is; each time one that was just started."""
    return boto3.Session(profile_name="ann").client("sts").get_caller_identity()["Arn"]


def test_programs_have_the_session_and_renew_it(ann, browser, login):
    arn, token = log_in(login, browser)
    assert (arn, token["tokenType"]) == (ARN, "aws_sigv4")
    ann.cache.save(arn, token)
    assert list(callers("ann")) == [ARN, ARN], "boto3 and the AWS CLI"
    for _ in range(2):
        before = ann.cache.load(ARN)["accessToken"]["accessKeyId"]
        ann.cache.expire(ARN)
        assert list(callers("ann")) == [ARN, ARN]
        assert ann.cache.load(ARN)["accessToken"]["accessKeyId"] != before, "the SDK got new credentials"


def test_the_javascript_sdk_renews_it_too(ann, browser, login):
    if not (PROGRAMS / "node_modules" / ".ready").exists():
        pytest.skip("the AWS SDK for JavaScript is not installed: `make e2e` does so where there are npm and node 20")
    arn, token = log_in(login, browser)
    ann.cache.save(arn, token)
    ann.cache.expire(ARN)
    finished = subprocess.run(
        ["node", "caller.js", "ann"], cwd=PROGRAMS, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL
    )
    assert finished.stdout.strip() == ARN, finished.stderr
    renewed = ann.cache.load(ARN)["accessToken"]["accessKeyId"]
    assert renewed != token["accessToken"]["accessKeyId"]


def test_a_browser_without_a_session_signs_in_first_and_comes_back(ann, login):
    browser = Browser(ann.server)
    answer, _ = browser.read("GET", login.url.split(browser.address, 1)[1])
    assert answer.status == 302
    destination = urllib.parse.parse_qs(urllib.parse.urlsplit(answer.headers["location"]).query)["destination"][0]
    assert ann.server.url + destination == login.url
    assert browser.sign_in()[0] == 200
    assert log_in(login, browser)[0] == ARN


def test_a_person_carries_the_code_to_another_machine(ann, browser):
    login = Login(ann.server, remote=True)
    _, page = allow(browser, login.url)
    pasted = page.split("<output>")[1].split("</output>")[0]
    arn, token = login.redeem(dict(urllib.parse.parse_qsl(base64.b64decode(pasted).decode())))
    ann.cache.save(arn, token)
    ann.cache.expire(arn)
    assert caller() == ARN
    login.close()


@pytest.mark.parametrize(
    ("what", "error"),
    [
        ("sign-out", LoginRefreshRequired),
        ("password", LoginRefreshRequired),
        ("user", LoginRefreshRequired),
        ("permission", LoginInsufficientPermissions),
    ],
)
def test_the_sdk_says_when_to_log_in_again(ann, browser, login, what, error):
    arn, token = log_in(login, browser)
    ann.cache.save(arn, token)
    ann.cache.expire(arn)
    if what == "sign-out":
        browser.step("sign-out")
    if what == "password":
        ann.iam.update_login_profile(UserName="ann", Password="Other-horse-1")
    if what in ("user", "permission"):
        ann.iam.detach_user_policy(UserName="ann", PolicyArn=POLICY)
    if what == "user":
        ann.iam.delete_login_profile(UserName="ann")
        ann.iam.delete_user(UserName="ann")
    with pytest.raises(error):
        caller()


def test_a_login_survives_a_restart_and_a_used_code_does_not_come_back(ann, browser, login, monkeypatch):
    answer, _ = allow(browser, login.url)
    given = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(answer.headers["location"]).query))
    arn, token = login.redeem(given)
    ann.server.restart()
    monkeypatch.setenv("AWS_ENDPOINT_URL", ann.server.url)
    with refused("AccessDeniedException", "The authorization code was used before.", status=401) as refusal:
        login.redeem(given)
    assert refusal.value.response["error"] == "AUTHCODE_EXPIRED"
    ann.cache.save(arn, token)
    ann.cache.expire(arn)
    assert caller() == ARN


def test_who_says_no_gives_nothing(ann, browser, login):
    answer, _ = allow(browser, login.url, "deny")
    assert answer.headers["location"] == f"{login.redirect_uri}?error=access_denied&state={login.state}"
