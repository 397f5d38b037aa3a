# SPDX-License-Identifier: Apache-2.0
"""People sign in with a browser at a SAML identity provider of others' making, from its portal and from here."""

import concurrent.futures
import html.parser
import http.client
import json
import urllib.parse

import boto3
import pytest
import saml2

from clients import Aws, refused
from identity_provider import SIGN_ON, IdentityProvider
from server import ACCOUNT, ROOT, Server

PROVIDER = f"arn:aws:iam::{ACCOUNT}:saml-provider/office"
TRUST = """{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "%s"},
    "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"], "Condition": {"StringEquals": {"SAML:aud": "%s"}}}]}"""


def role(name):
    return f"arn:aws:iam::{ACCOUNT}:role/{name}"


class Form(html.parser.HTMLParser):
    """The form of a page: where it goes, and what it holds; the choices of radio buttons apart."""

    def __init__(self, page):
        super().__init__()
        self.action, self.fields, self.choices = None, {}, []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        said = dict(attributes)
        if tag == "form":
            self.action = said["action"]
        if tag == "input" and said["type"] == "radio":
            self.choices.append(said["value"])
        elif tag == "input":
            self.fields[said["name"]] = said["value"]


class Browser:
    """Keeps cookies by name and path, follows nothing by itself."""

    def __init__(self, server):
        self.address = urllib.parse.urlsplit(server.url).netloc
        self.cookies = {}

    def ask(self, method, url, fields=None):
        path = url.split("?")[0]
        sent = [f"{name}={value}" for name, (value, at) in self.cookies.items() if path.startswith(at)]
        headers = {"accept": "text/html", "cookie": "; ".join(sent)}
        if fields is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(self.address, timeout=10)
        connection.request(method, url, urllib.parse.urlencode(fields) if fields is not None else None, headers)
        answer = connection.getresponse()
        content = answer.read().decode()
        for cookie in answer.headers.get_all("set-cookie") or []:
            pair, *attributes = cookie.split("; ")
            name, _, value = pair.partition("=")
            said = dict(attribute.partition("=")[::2] for attribute in attributes)
            self.cookies[name] = (value, said["Path"])
            if said["Max-Age"] == "0":
                del self.cookies[name]
        connection.close()
        return answer, content

    def session(self):
        """What the API tells of the session that the browser has."""
        answer, content = self.ask("GET", "/signin/v1/session")
        return json.loads(content) if answer.status == 200 else None


class Office:
    """The provider, the server that knows it, and two roles that trust it."""

    def __init__(self, server, folder, url):
        self.server = server
        self.place = url + "/saml"
        _, metadata = server.get("/saml/metadata.xml")
        self.provider = IdentityProvider(folder, metadata)
        root = Aws(server, ROOT)
        root.iam.create_saml_provider(Name="office", SAMLMetadataDocument=self.provider.metadata())
        for name in ["Cashier", "Baker"]:
            root.iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST % (PROVIDER, self.place))

    def response(self, *roles, **more):
        said = {"Role": [f"{role(name)},{PROVIDER}" for name in roles], "RoleSessionName": "ann"}
        return self.provider.response(self.place, **more, **said)


@pytest.fixture(scope="module")
def office(server, tmp_path_factory):
    return Office(server, tmp_path_factory.mktemp("idp"), server.url)


def test_from_the_portal_of_the_provider(office):
    browser = Browser(office.server)
    form = {"SAMLResponse": office.response("Cashier"), "RelayState": office.server.url + "/signin?from=portal"}
    answer, _ = browser.ask("POST", "/saml", form)
    assert (answer.status, answer.headers["location"]) == (302, "/signin?from=portal")
    session = browser.session()
    assert session["principal"]["arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/Cashier/ann"
    keys = session["credentials"]
    sts = boto3.client(
        "sts",
        endpoint_url=office.server.url,
        aws_access_key_id=keys["accessKeyId"],
        aws_secret_access_key=keys["secretAccessKey"],
        aws_session_token=keys["sessionToken"],
    )
    assert sts.get_caller_identity()["Arn"] == session["principal"]["arn"]
    record = office.server.audit_of(answer.headers["x-amzn-RequestId"])
    assert (record["eventName"], record["userIdentity"]["type"]) == ("ConsoleLogin", "AssumedRole")
    assert record["additionalEventData"]["SamlProviderArn"] == PROVIDER
    assert browser.ask("POST", "/signin/v1/sign-out", {})[0].status == 200
    with refused("ExpiredToken"):
        sts.get_caller_identity()
    assert browser.session() is None
    answer, page = Browser(office.server).ask("POST", "/saml", form)
    assert answer.status == 400 and "the assertion has been used already" in page


def begin(office, browser, more=""):
    """Sends a browser away, and gives the request as the provider reads it."""
    answer, _ = browser.ask("GET", f"/signin/v1/saml?provider={urllib.parse.quote(PROVIDER)}{more}")
    assert answer.status == 302
    location = urllib.parse.urlsplit(answer.headers["location"])
    assert location.geturl().startswith(SIGN_ON + "?")
    (request,) = urllib.parse.parse_qs(location.query)["SAMLRequest"]
    return office.provider.read_request(request, saml2.BINDING_HTTP_REDIRECT)


def test_from_here_by_way_of_the_provider(office):
    browser = Browser(office.server)
    request = begin(office, browser, "&destination=/signin")
    assert request.issuer.text == office.place
    assert request.assertion_consumer_service_url == office.place
    form = {"SAMLResponse": office.response("Cashier", in_response_to=request.id)}
    answer, page = Browser(office.server).ask("POST", "/saml", form)
    assert answer.status == 403 and "not by this browser" in page, "another browser brings the answer"
    answer, _ = browser.ask("POST", "/saml", form)
    assert (answer.status, answer.headers["location"]) == (302, "/signin")
    assert browser.session()["principal"]["arn"].endswith("assumed-role/Cashier/ann")
    form = {"SAMLResponse": office.response("Cashier", in_response_to=request.id)}
    answer, _ = browser.ask("POST", "/saml", form)
    assert answer.status == 403, "the request has been answered"


def test_who_is_granted_two_roles_chooses_one(office):
    browser = Browser(office.server)
    request = begin(office, browser, "&destination=/signin%3Fchosen")
    form = {"SAMLResponse": office.response("Cashier", "Baker", in_response_to=request.id)}
    answer, page = browser.ask("POST", "/saml", form)
    assert answer.status == 200 and browser.session() is None
    asked = Form(page)
    assert asked.choices == [role("Cashier"), role("Baker")]
    chosen = {**asked.fields, "roleArn": role("Baker")}
    assert Browser(office.server).ask("POST", asked.action, chosen)[0].status == 403, "another browser chooses"
    answer, _ = browser.ask("POST", asked.action, chosen)
    assert (answer.status, answer.headers["location"]) == (302, "/signin?chosen")
    assert browser.session()["principal"]["arn"].endswith("assumed-role/Baker/ann")
    assert browser.ask("POST", asked.action, chosen)[0].status == 401, "a choice is made once"


def test_of_many_who_bring_the_same_at_once_one_is_let_in(office):
    form = {"SAMLResponse": office.response("Cashier")}
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(Browser(office.server).ask, "POST", "/saml", form) for _ in range(24)]
    statuses = sorted(answer.result()[0].status for answer in asked)
    assert statuses == [302] + [400] * 23
    browser = Browser(office.server)
    _, page = browser.ask("POST", "/saml", {"SAMLResponse": office.response("Cashier", "Baker")})
    form = Form(page)
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        chosen = [{**form.fields, "roleArn": form.choices[number % 2]} for number in range(24)]
        asked = [pool.submit(browser.ask, "POST", form.action, fields) for fields in chosen]
    statuses = sorted(answer.result()[0].status for answer in asked)
    assert statuses == [302] + [401] * 23


def test_a_server_that_is_killed_forgets_no_use(tmp_path):
    url = "https://iam.example.com"
    server = Server(tmp_path / "data").start("--public-url", url)
    office = Office(server, tmp_path, url)
    form = {"SAMLResponse": office.response("Cashier")}
    assert Browser(server).ask("POST", "/saml", form)[0].status == 302
    server.kill()
    server.start("--public-url", url)
    answer, page = Browser(server).ask("POST", "/saml", form)
    assert answer.status == 400 and "the assertion has been used already" in page
    assert server.stop() == 0
