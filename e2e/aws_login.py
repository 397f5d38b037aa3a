# SPDX-License-Identifier: Apache-2.0
"""`aws login` as its public description has it, for want of a package of version 2 of the AWS CLI; and the browser that
a person has beside it. What comes of it lies where AWS's SDKs look for it, and they do the rest."""

import base64
import datetime
import hashlib
import html
import http.server
import json
import pathlib
import re
import secrets
import time
import urllib.parse
import uuid

import boto3
import botocore
import jwt
from botocore.config import Config
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

SAME_DEVICE = "arn:aws:signin:::devtools/same-device"
CROSS_DEVICE = "arn:aws:signin:::devtools/cross-device"


class Callback(http.server.HTTPServer):
    """Listens for the code on the machine itself."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), self.Handler)
        self.answer = None
        self.url = f"http://127.0.0.1:{self.server_port}/oauth/callback"

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            url = urllib.parse.urlsplit(self.path)
            assert url.path == "/oauth/callback"
            self.server.answer = dict(urllib.parse.parse_qsl(url.query))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass


class Login:
    """One run of the command."""

    def __init__(self, server, remote=False):
        self.client = CROSS_DEVICE if remote else SAME_DEVICE
        self.state, self.key = str(uuid.uuid4()), ec.generate_private_key(ec.SECP256R1())
        self.verifier = secrets.token_urlsafe(48)
        self.server, self.callback = server, Callback()
        self.redirect_uri = f"{server.url}/v1/sessions/confirmation" if remote else self.callback.url

    @property
    def signin(self):
        """A client of the service, wherever the server is now, that proves its key with each call."""
        config = Config(region_name="us-east-1", signature_version=botocore.UNSIGNED)
        client = boto3.client("signin", endpoint_url=self.server.url, config=config)
        client.meta.events.register("before-call.signin.CreateOAuth2Token", self.prove)
        return client

    def close(self):
        self.callback.server_close()

    @property
    def url(self):
        """Where the person's browser is sent."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).decode()
        query = urllib.parse.urlencode(
            {
                "response_type": "code",
                "client_id": self.client,
                "state": self.state,
                "code_challenge_method": "SHA-256",
                "scope": "openid",
                "redirect_uri": self.redirect_uri,
            }
        )
        return f"{self.server.url}/v1/authorize?{query}&code_challenge={challenge.rstrip('=')}"

    def prove(self, params, **_):
        jwk = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(self.key.public_key()))
        claims = {"htm": "POST", "htu": params["url"], "iat": int(time.time()), "jti": str(uuid.uuid4())}
        headers = {"typ": "dpop+jwt", "jwk": jwk}
        params["headers"]["DPoP"] = jwt.encode(claims, self.key, algorithm="ES256", headers=headers)

    def redeem(self, answer):
        """Turns the browser's answer into what the SDKs keep, and the ARN of whose session it is."""
        assert answer["state"] == self.state
        given = self.signin.create_o_auth2_token(
            tokenInput={
                "clientId": self.client,
                "grantType": "authorization_code",
                "code": answer["code"],
                "codeVerifier": self.verifier,
                "redirectUri": self.redirect_uri,
            }
        )["tokenOutput"]
        arn = jwt.decode(given["idToken"], options={"verify_signature": False})["sub"]
        expires_at = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=given["expiresIn"])
        pem = self.key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        token = {
            "accessToken": {
                **given["accessToken"],
                "accountId": arn.split(":")[4],
                "expiresAt": expires_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            },
            "tokenType": given["tokenType"],
            "clientId": self.client,
            "refreshToken": given["refreshToken"],
            "idToken": given["idToken"],
            "dpopKey": pem.decode(),
        }
        return arn, token


class Cache:
    """The directory in which the SDKs look for it."""

    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        self.directory.mkdir(exist_ok=True)

    def _path(self, arn):
        return self.directory / f"{hashlib.sha256(arn.encode()).hexdigest()}.json"

    def save(self, arn, token):
        self._path(arn).write_text(json.dumps(token))

    def load(self, arn):
        return json.loads(self._path(arn).read_text())

    def expire(self, arn):
        """Lets the credentials be over, so that the next program gets new ones."""
        token = self.load(arn)
        token["accessToken"]["expiresAt"] = "2026-01-01T00:00:00Z"
        self.save(arn, token)


def allow(browser, url, decision="allow"):
    """What a person does: follows the link, reads the page, and sends its form. Gives the server's answer."""
    path = url.split(browser.address, 1)[1]
    answer, page = browser.read("GET", path)
    assert answer.status == 200, page
    consent = html.unescape(re.search(r'name="consent" value="([^"]+)"', page)[1])
    form = urllib.parse.urlencode({"consent": consent, "decision": decision})
    headers = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
    return browser.read("POST", "/v1/authorize", form, headers)
