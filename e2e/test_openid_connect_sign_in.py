# SPDX-License-Identifier: Apache-2.0
"""People sign in at an OpenID Connect provider that somebody else wrote: oidc-provider, which wants PKCE."""

import http.cookiejar
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import urllib.error
import urllib.parse
import urllib.request

import pytest

from clients import Aws, Credentials, allow, document, refused
from server import ACCOUNT, REPOSITORY, ROOT, Server

TLS = REPOSITORY / "crates" / "server" / "tests" / "tls"
CERTIFICATE, KEY = TLS / "localhost.pem", TLS / "localhost.key"
PROGRAMS = REPOSITORY / "e2e" / "javascript"
SECRET = "hush: 1+1"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Browser:
    """Keeps cookies, and goes from page to page only when it is told."""

    def __init__(self):
        context = ssl.create_default_context(cafile=CERTIFICATE)
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=context),
            urllib.request.HTTPCookieProcessor(self.cookies),
            NoRedirect,
        )

    def open(self, url, form=None, accept="*/*"):
        """The status, where it leads, and the text of a page."""
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        request = urllib.request.Request(url, data, {"accept": accept})
        try:
            answer = self._opener.open(request, timeout=20)
        except urllib.error.HTTPError as error:
            answer = error
        location = answer.headers.get("location")
        return answer.status, location and urllib.parse.urljoin(url, location), answer.read().decode()

    def sign_in(self, place, name, callback, consents=True):
        """Signs in on the provider's pages, and tells where they send the browser in the end."""
        for _ in range(12):
            if place.startswith(callback):
                return place
            status, place_after, page = self.open(place, accept="text/html")
            if place_after is None:
                assert status == 200, page
                action = urllib.parse.urljoin(place, re.search(r'action="([^"]+)"', page)[1])
                prompt = re.search(r'name="prompt" value="(\w+)"', page)[1]
                if prompt == "consent" and not consents:
                    _, place_after, _ = self.open(f"{action}/abort")
                else:
                    _, place_after, page = self.open(action, {"prompt": prompt, "login": name, "password": "x"})
            assert place_after, page
            place = place_after
        raise AssertionError("the provider's pages lead nowhere")


class Provider:
    def __init__(self, url, server):
        self.url = url
        self.name = url.removeprefix("https://")
        self.arn = f"arn:aws:iam::{ACCOUNT}:oidc-provider/{self.name}"
        self.callback = f"{server.url}/signin/v1/oidc/callback/{self.name}"
        self.server = server

    def start(self, browser, **parameters):
        """Where a browser is sent that begins here."""
        query = urllib.parse.urlencode({"provider": self.arn, **parameters})
        status, place, page = browser.open(f"{self.server.url}/signin/v1/oidc?{query}")
        assert status == 302, page
        return place

    def come_back(self, browser, name, **parameters):
        """The callback's URL, with what the provider gave for somebody."""
        return browser.sign_in(self.start(browser, **parameters), name, self.callback)

    def trust(self, **conditions):
        """A statement that lets people of the provider in."""
        conditions = {f"{self.name}:{key}" if key in ("sub", "aud", "email") else key: value
                      for key, value in conditions.items()}
        return {
            "Effect": "Allow",
            "Principal": {"Federated": self.arn},
            "Action": ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"],
            "Condition": {"StringEquals": conditions},
        }


@pytest.fixture(scope="module", autouse=True)
def packages():
    if shutil.which("node") is None or not (PROGRAMS / "node_modules" / ".ready").exists():
        pytest.skip("oidc-provider is not installed: `make e2e` does so where there are npm and node 20")


@pytest.fixture(scope="module")
def port():
    """A port for the provider, which the server must know before it starts."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.fixture(scope="module")
def server(tmp_path_factory, port):
    folder = tmp_path_factory.mktemp("server")
    arn = f"arn:aws:iam::{ACCOUNT}:oidc-provider/localhost:{port}"
    clients = [
        {"provider": arn, "clientId": "console", "clientSecret": SECRET},
        {"provider": arn, "clientId": "posting", "clientSecret": SECRET, "method": "client_secret_post"},
        {"provider": arn, "clientId": "forgetful", "clientSecret": "wrong"},
    ]
    links = [{"label": "Office", "path": f"/signin/v1/oidc?provider={arn}&client_id=till"}]
    secrets = folder / "clients.json"
    secrets.touch(0o600)
    secrets.write_text(json.dumps({"clients": clients, "links": links}))
    server = Server(folder / "data")
    server.start("--allow-private-identity-providers", "--identity-provider-ca", str(CERTIFICATE),
                 "--sign-in-clients", str(secrets))
    yield server
    assert server.stop() == 0, server.log.read_text()
    assert "panicked" not in server.log.read_text()


@pytest.fixture(scope="module")
def provider(server, port, tmp_path_factory):
    environment = {
        **os.environ,
        "PORT": str(port),
        "TLS_CERTIFICATE": str(CERTIFICATE),
        "TLS_KEY": str(KEY),
        "CALLBACK": f"{server.url}/signin/v1/oidc/callback",
    }
    log = tmp_path_factory.mktemp("provider") / "log"
    with open(log, "wb") as errors:
        process = subprocess.Popen(
            ["node", "openid_provider.js"], cwd=PROGRAMS, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=errors, text=True,
        )
    provider = Provider(process.stdout.readline().strip(), server)
    assert provider.url, log.read_text()
    iam = Aws(server, ROOT).iam
    iam.create_open_id_connect_provider(Url=provider.url, ClientIDList=["till", "console", "posting", "forgetful"])
    till = provider.trust(aud="till", **{"aws:RequestTag/team": "milk"})
    iam.create_role(RoleName="Barista", AssumeRolePolicyDocument=document(till))
    iam.put_role_policy(RoleName="Barista", PolicyName="p", PolicyDocument=document(
        {**allow("iam:ListUsers"), "Condition": {"StringEquals": {"aws:PrincipalTag/team": "milk"}}}))
    manager = provider.trust(aud="till", email="zoe@example.com")
    iam.create_role(RoleName="Manager", AssumeRolePolicyDocument=document(manager))
    for client in ("console", "posting", "forgetful"):
        iam.create_role(RoleName=client, AssumeRolePolicyDocument=document(provider.trust(aud=client, sub="ann")))
    yield provider
    process.terminate()
    process.wait(10)


def arn(role, session):
    return f"arn:aws:sts::{ACCOUNT}:assumed-role/{role}/{session}"


def session(server, answer):
    """A caller with the credentials of a session that began."""
    body = json.loads(answer[2])
    assert body.get("outcome") == "signedIn", body
    given = body["credentials"]
    return Aws(server, Credentials(given["accessKeyId"], given["secretAccessKey"], given["sessionToken"]))


def error(answer):
    return answer[0], json.loads(answer[2])["error"]["code"]


def test_who_signs_in_there_has_the_role_that_trusts_them(server, provider):
    browser = Browser()
    ann = session(server, browser.open(provider.come_back(browser, "ann", client_id="till")))
    assert ann.arn() == arn("Barista", "ann@example.com")
    assert isinstance(ann.iam.list_users()["Users"], list)
    with refused("AccessDenied"):
        ann.iam.list_roles()
    shown = json.loads(browser.open(f"{server.url}/signin/v1/session")[2])
    assert shown["principal"]["arn"] == arn("Barista", "ann@example.com")
    logins = [record for record in server.audit() if record["eventName"] == "ConsoleLogin"]
    assert logins[-1]["responseElements"] == {"ConsoleLogin": "Success"}
    assert logins[-1]["userIdentity"]["arn"] == arn("Barista", "ann@example.com")
    browser.open(f"{server.url}/signin/v1/sign-out", {})
    with refused("ExpiredToken"):
        ann.iam.list_users()


def test_a_browser_is_sent_to_its_destination(server, provider):
    browser = Browser()
    place = provider.come_back(browser, "ann", client_id="till", destination="/signin?x=1")
    status, location, _ = browser.open(place, accept="text/html")
    assert (status, location) == (302, f"{server.url}/signin?x=1")
    assert {cookie.name for cookie in browser.cookies if cookie.domain == "127.0.0.1"} == {"portcullis-session"}


def test_the_sign_in_page_leads_to_the_provider_and_back(server, provider):
    """Whoever comes to the page by `aws sso login` has no password here, and goes on where the CLI wanted."""
    browser = Browser()
    _, location, _ = browser.open(f"{server.url}/device?user_code=BCDF-GHJK")
    assert location.startswith(f"{server.url}/signin?destination=")
    destination = urllib.parse.parse_qs(urllib.parse.urlsplit(location).query)["destination"][0]
    [link] = json.loads(browser.open(f"{server.url}/signin/v1/links")[2])["links"]
    assert link["label"] == "Office"
    _, place, _ = browser.open(f"{server.url}{link['url']}&destination={urllib.parse.quote(destination, safe='')}")
    place = browser.sign_in(place, "ann", provider.callback)
    assert browser.open(place, accept="text/html")[:2] == (302, f"{server.url}{destination}")
    status, _, page = browser.open(f"{server.url}{destination}")
    assert status == 404 and "No device waits with this code" in page


def test_nobody_else_can_use_what_the_provider_gave(server, provider):
    browser, thief = Browser(), Browser()
    place = provider.come_back(browser, "ann", client_id="till")
    # Without the verifier the code is worth nothing, neither here nor at the provider.
    assert error(thief.open(place)) == (401, "ContinuationExpired")
    provider.start(thief, client_id="till")
    assert error(thief.open(place)) == (401, "ContinuationExpired")
    code = urllib.parse.parse_qs(urllib.parse.urlsplit(place).query)["code"][0]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": provider.callback, "client_id": "till"}
    status, _, body = thief.open(f"{provider.url}/token", form)
    assert (status, json.loads(body)["error"]) == (400, "invalid_grant")
    # The provider holds a code that was tried so for stolen.
    browser = Browser()
    place = provider.come_back(browser, "ann", client_id="till")
    session(server, browser.open(place))
    assert error(browser.open(place)) == (401, "ContinuationExpired")


def test_people_whom_no_role_trusts_and_who_do_not_consent_stay_outside(server, provider):
    browser = Browser()
    assert error(browser.open(provider.come_back(browser, "eve", client_id="till"))) == (403, "AccessDenied")
    browser = Browser()
    place = browser.sign_in(provider.start(browser, client_id="till"), "ann", provider.callback, consents=False)
    assert error(browser.open(place)) == (403, "ProviderRefused")
    status, _, page = browser.open(f"{server.url}/signin/v1/session")
    assert status == 401, page


def test_who_is_trusted_by_several_roles_chooses_or_was_sent_for_one(server, provider):
    browser = Browser()
    status, _, body = browser.open(provider.come_back(browser, "zoe", client_id="till"))
    asked = json.loads(body)
    roles = [role["roleArn"].rsplit("/")[-1] for role in asked["roles"]]
    assert (status, asked["outcome"], roles) == (200, "roleRequired", ["Barista", "Manager"])
    role = f"arn:aws:iam::{ACCOUNT}:role/Manager"
    given = json.dumps({"continuation": asked["continuation"], "roleArn": role}).encode()
    request = urllib.request.Request(f"{server.url}/signin/v1/role", given, {"content-type": "application/json"})
    chosen = urllib.request.urlopen(request, timeout=20)
    zoe = session(server, (chosen.status, None, chosen.read().decode()))
    assert zoe.arn() == arn("Manager", "zoe@example.com")
    browser = Browser()
    zoe = session(server, browser.open(provider.come_back(browser, "zoe", client_id="till", role=role)))
    assert zoe.arn() == arn("Manager", "zoe@example.com")


def test_clients_with_secrets_show_them(server, provider):
    for client in ("console", "posting"):
        browser = Browser()
        answer = browser.open(provider.come_back(browser, "ann", client_id=client))
        assert session(server, answer).arn() == arn(client, "ann@example.com")
    browser = Browser()
    answer = browser.open(provider.come_back(browser, "ann", client_id="forgetful"))
    assert error(answer) == (403, "ProviderRefused")
    assert "invalid_client" in json.loads(answer[2])["error"]["message"]
