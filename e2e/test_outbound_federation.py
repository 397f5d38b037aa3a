# SPDX-License-Identifier: Apache-2.0
"""Tokens for services outside: a JWT library that knows nothing of Portcullis finds the keys and verifies them."""

import base64
import json
import urllib.error
import urllib.request

import jwt
import pytest

from clients import Aws, allow, document, refused
from server import ACCOUNT, ROOT

AUDIENCE = "https://api.example.com"
ALGORITHMS = ["RS256", "ES384"]


@pytest.fixture(scope="module")
def issuer(root):
    with refused("FeatureDisabled", status=404):
        root.iam.get_outbound_web_identity_federation_info()
    with refused("OutboundWebIdentityFederationDisabledException", status=403):
        token(root, "RS256")
    made = root.iam.enable_outbound_web_identity_federation()["IssuerIdentifier"]
    info = root.iam.get_outbound_web_identity_federation_info()
    assert (info["IssuerIdentifier"], info["JwtVendingEnabled"]) == (made, True)
    return made


def token(caller, algorithm, **more):
    answer = caller.sts.get_web_identity_token(Audience=[AUDIENCE], SigningAlgorithm=algorithm, **more)
    return answer["WebIdentityToken"]


def fetch(url):
    """What anybody gets, without credentials."""
    with urllib.request.urlopen(url, timeout=10) as answer:
        assert answer.headers["Content-Type"] == "application/json"
        assert "max-age" in answer.headers["Cache-Control"]
        return json.load(answer)


def verified(issuer, text, audience=AUDIENCE):
    """The claims of a token, verified as OpenID Connect says: by way of the issuer's discovery document."""
    found = fetch(f"{issuer}/.well-known/openid-configuration")
    assert found["issuer"] == issuer
    key = jwt.PyJWKClient(found["jwks_uri"], timeout=10).get_signing_key_from_jwt(text)
    options = {"require": ["exp", "iat", "iss", "aud", "sub", "jti"]}
    algorithms = found["id_token_signing_alg_values_supported"]
    return jwt.decode(text, key, algorithms, options, audience=audience, issuer=issuer)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_jwt_library_verifies_the_token_of_a_session(root, issuer, algorithm):
    alice = root.user(f"alice-{algorithm}", Tags=[{"Key": "team", "Value": "blue"}])
    rights = document(allow(["sts:GetWebIdentityToken", "sts:TagGetWebIdentityToken"]))
    root.iam.put_user_policy(UserName=f"alice-{algorithm}", PolicyName="tokens", PolicyDocument=rights)
    text = token(alice, algorithm, DurationSeconds=60, Tags=[{"Key": "job", "Value": "42"}])
    claims = verified(issuer, text)
    assert jwt.get_unverified_header(text)["alg"] == algorithm
    assert claims["sub"] == alice.arn()
    assert claims["exp"] - claims["iat"] == 60
    assert claims["https://sts.amazonaws.com/"] == {
        "aws_account": ACCOUNT,
        "source_region": "us-east-1",
        "principal_id": alice.arn(),
        "principal_tags": {"team": "blue"},
        "request_tags": {"job": "42"},
    }


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_nobody_believes_a_token_that_was_changed(root, issuer, algorithm):
    header, payload, signature = token(root, algorithm).split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    claims["sub"] = f"arn:aws:iam::{ACCOUNT}:user/somebody-else"
    forged = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    with pytest.raises(jwt.InvalidSignatureError):
        verified(issuer, f"{header}.{forged}.{signature}")
    with pytest.raises(jwt.InvalidAudienceError):
        key = jwt.PyJWKClient(f"{issuer}/.well-known/jwks.json").get_signing_key_from_jwt(f"{header}.{payload}.")
        jwt.decode(f"{header}.{payload}.{signature}", key, [algorithm], audience="https://elsewhere.example.com")


def test_the_keys_are_public_and_hold_nothing_private(issuer):
    keys = fetch(f"{issuer}/.well-known/jwks.json")["keys"]
    assert sorted(key["alg"] for key in keys) == sorted(ALGORITHMS)
    for key in keys:
        assert key["use"] == "sig" and not {"d", "p", "q", "dp", "dq", "qi"} & set(key)


def test_other_paths_tell_nothing(server, issuer):
    for path in ["/oidc/", "/oidc/none/.well-known/jwks.json", "/oidc/../livez"]:
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(server.url + path, timeout=10)
        assert caught.value.code == 404
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"{issuer}/.well-known/jwks.json", data=b"", timeout=10)
    assert caught.value.code == 405


def test_the_cli_gets_a_token_and_turns_the_feature_off(root, issuer):
    # The CLI would fetch what looks like a URL.
    arguments = ["--audience", "api.example.com", "--signing-algorithm", "ES384"]
    text = root.cli("sts", "get-web-identity-token", *arguments)["WebIdentityToken"]
    assert verified(issuer, text, "api.example.com")["sub"] == f"arn:aws:iam::{ACCOUNT}:root"
    root.cli("iam", "disable-outbound-web-identity-federation")
    with refused("OutboundWebIdentityFederationDisabledException"):
        root.cli("sts", "get-web-identity-token", *arguments)
    assert verified(issuer, text, "api.example.com"), "a token that is out stays valid"
    root.cli("iam", "enable-outbound-web-identity-federation")


def test_keys_and_issuer_outlive_the_server(own_server):
    root = Aws(own_server, ROOT)
    own_server.environment["PORTCULLIS_PUBLIC_URL"] = "https://iam.example.com/tokens"
    own_server.restart()
    issuer = root.iam.enable_outbound_web_identity_federation()["IssuerIdentifier"]
    assert issuer.startswith("https://iam.example.com/tokens/oidc/")
    # A proxy under the public URL would hand these paths on.
    path = issuer.removeprefix("https://iam.example.com/tokens") + "/.well-known/"
    found = fetch(f"{own_server.url}{path}openid-configuration")
    assert found["jwks_uri"] == f"{issuer}/.well-known/jwks.json"
    before = fetch(f"{own_server.url}{path}jwks.json")
    text = token(root, "RS256")
    own_server.restart()
    assert fetch(f"{own_server.url}{path}jwks.json") == before
    assert root.iam.get_outbound_web_identity_federation_info()["IssuerIdentifier"] == issuer
    key = jwt.PyJWKClient(f"{own_server.url}{path}jwks.json").get_signing_key_from_jwt(text)
    assert jwt.decode(text, key, ["RS256"], audience=AUDIENCE, issuer=issuer)["iss"] == issuer
    secrets = [record for record in own_server.audit() if text.split(".")[2] in json.dumps(record)]
    assert not secrets, "no token stands in the audit"
