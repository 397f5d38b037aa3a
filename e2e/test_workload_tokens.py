# SPDX-License-Identifier: Apache-2.0
"""Tokens of workloads: service accounts of Kubernetes and jobs of GitHub, as their issuers write them, through the SDK."""

import http.server
import json
import ssl
import threading
import time
import uuid

import boto3
import botocore.session
import jwt
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from cryptography.hazmat.primitives.asymmetric import rsa

from clients import Aws, document, refused
from server import ACCOUNT, REPOSITORY, ROOT

TLS = REPOSITORY / "crates" / "server" / "tests" / "tls"
CERTIFICATE, KEY = TLS / "localhost.pem", TLS / "localhost.key"


class Issuer:
    """What an issuer publishes, at paths below a port of localhost, and the tokens that it signs."""

    def __init__(self, documents, path):
        self._documents, self._path = documents, path
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.key_id = uuid.uuid4().hex

    def publish(self, port, keys_path, **more):
        self.url = f"https://localhost:{port}{self._path}"
        self.name = self.url.removeprefix("https://")
        self._documents[f"{self._path}/.well-known/openid-configuration"] = {
            "issuer": self.url,
            "jwks_uri": f"{self.url}{keys_path}",
            "response_types_supported": ["id_token"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            **more,
        }
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key()))
        members = {"use": "sig", "kty": "RSA", "kid": self.key_id, "alg": "RS256", "n": public["n"], "e": public["e"]}
        self._documents[f"{self._path}{keys_path}"] = {"keys": [members]}

    def sign(self, claims, **header):
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": self.key_id, **header})


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        found = self.server.documents.get(self.path)
        body = json.dumps(found).encode()
        self.send_response(200 if found else 404)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def issuers():
    """A cluster, whose API server is the issuer, and GitHub's server of an enterprise, which issues under a path."""
    web = http.server.ThreadingHTTPServer(("localhost", 0), Handler)
    web.documents = {}
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, KEY)
    web.socket = context.wrap_socket(web.socket, server_side=True)
    cluster, github = Issuer(web.documents, ""), Issuer(web.documents, "/_services/token")
    cluster.publish(web.server_port, "/openid/v1/jwks")
    github.publish(web.server_port, "/.well-known/jwks", scopes_supported=["openid"],
                   claims_supported=["sub", "aud", "exp", "iat", "iss", "jti", "nbf", "ref", "repository"])
    thread = threading.Thread(target=web.serve_forever, args=(0.1,))
    thread.start()
    yield cluster, github
    web.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def flags():
    return ["--allow-private-identity-providers", "--identity-provider-ca", str(CERTIFICATE)]


def role(server, issuer, name, conditions):
    """A role for tokens of an issuer under these conditions, and its ARN."""
    iam = Aws(server, ROOT).iam
    arns = [one["Arn"] for one in iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]]
    provider = f"arn:aws:iam::{ACCOUNT}:oidc-provider/{issuer.name}"
    if provider not in arns:
        iam.create_open_id_connect_provider(Url=issuer.url, ClientIDList=["sts.amazonaws.com"])
    statement = {"Effect": "Allow", "Principal": {"Federated": provider}, "Action": "sts:AssumeRoleWithWebIdentity",
                 "Condition": conditions}
    return iam.create_role(RoleName=name, AssumeRolePolicyDocument=document(statement))["Role"]["Arn"]


def service_account_token(cluster, namespace="shop", name="till", **more):
    """A projected token, as the TokenRequest API of Kubernetes writes them."""
    now = int(time.time())
    return cluster.sign(
        {
            "aud": ["sts.amazonaws.com"],
            "exp": now + 86400,
            "iat": now,
            "iss": cluster.url,
            "jti": str(uuid.uuid4()),
            "kubernetes.io": {
                "namespace": namespace,
                "node": {"name": "node-1", "uid": str(uuid.uuid4())},
                "pod": {"name": f"{name}-5d8f9c7b6-x2x4q", "uid": str(uuid.uuid4())},
                "serviceaccount": {"name": name, "uid": str(uuid.uuid4())},
            },
            "nbf": now,
            "sub": f"system:serviceaccount:{namespace}:{name}",
            **more,
        },
        typ=None,
    )


def job_token(github, repository="acme/shop", ref="refs/heads/main", **more):
    """A token of a job, as GitHub writes them."""
    now = int(time.time())
    owner = repository.split("/")[0]
    return github.sign(
        {
            "jti": str(uuid.uuid4()),
            "sub": f"repo:{repository}:ref:{ref}",
            "aud": "sts.amazonaws.com",
            "ref": ref,
            "sha": "0" * 40,
            "repository": repository,
            "repository_owner": owner,
            "repository_owner_id": "65",
            "run_id": "2",
            "run_number": "10",
            "run_attempt": "1",
            "repository_visibility": "private",
            "repository_id": "74",
            "actor_id": "12",
            "actor": "ann",
            "workflow": "deploy",
            "head_ref": "",
            "base_ref": "",
            "event_name": "push",
            "ref_protected": "true",
            "ref_type": "branch",
            "workflow_ref": f"{repository}/.github/workflows/deploy.yml@{ref}",
            "workflow_sha": "0" * 40,
            "job_workflow_ref": f"{owner}/pipelines/.github/workflows/deploy.yml@refs/heads/main",
            "job_workflow_sha": "0" * 40,
            "runner_environment": "self-hosted",
            "enterprise": owner,
            "enterprise_id": "1",
            "iss": github.url,
            "nbf": now - 600,
            "exp": now + 300,
            "iat": now,
            **more,
        },
        x5t=github.key_id,
    )


def assume(server, role_arn, token):
    client = boto3.client("sts", endpoint_url=server.url, config=Config(signature_version=UNSIGNED))
    return client.assume_role_with_web_identity(RoleArn=role_arn, RoleSessionName="work", WebIdentityToken=token)


def with_token_file(monkeypatch, tmp_path, server, role_arn, token):
    """The SDK with what the webhooks of Kubernetes and the steps of GitHub put into a job's environment."""
    file = tmp_path / "token"
    file.write_text(token)
    for name, value in {
        "AWS_ROLE_ARN": role_arn,
        "AWS_WEB_IDENTITY_TOKEN_FILE": str(file),
        "AWS_ENDPOINT_URL": server.url,
        "AWS_REGION": "us-east-1",
        "AWS_CONFIG_FILE": str(tmp_path / "none"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
    }.items():
        monkeypatch.setenv(name, value)
    return boto3.Session(botocore_session=botocore.session.Session())


def test_a_pod_has_the_role_of_its_service_account(server, issuers, monkeypatch, tmp_path):
    cluster, _ = issuers
    conditions = {"StringEquals": {f"{cluster.name}:sub": "system:serviceaccount:shop:till",
                                   f"{cluster.name}:aud": "sts.amazonaws.com"}}
    arn = role(server, cluster, "pod", conditions)
    session = with_token_file(monkeypatch, tmp_path, server, arn, service_account_token(cluster))
    caller = session.client("sts").get_caller_identity()["Arn"]
    assert caller.startswith(f"arn:aws:sts::{ACCOUNT}:assumed-role/pod/botocore-session-")
    for more in ({"name": "bar"}, {"namespace": "other"}, {"sub": "system:serviceaccount:shop:till:x"}):
        with refused("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"):
            assume(server, arn, service_account_token(cluster, **more))
    # Tokens for the API server itself, which pods have too, are none for here.
    with refused("InvalidIdentityToken", "Incorrect token audience"):
        assume(server, arn, service_account_token(cluster, aud=["https://kubernetes.default.svc"]))
    with refused("ExpiredTokenException"):
        assume(server, arn, service_account_token(cluster, exp=int(time.time()) - 1))


def test_a_job_has_the_role_of_its_repository_and_branch(server, issuers, monkeypatch, tmp_path):
    _, github = issuers
    conditions = {"StringEquals": {f"{github.name}:aud": "sts.amazonaws.com"},
                  "StringLike": {f"{github.name}:sub": "repo:acme/shop:ref:refs/heads/*"}}
    arn = role(server, github, "job", conditions)
    session = with_token_file(monkeypatch, tmp_path, server, arn, job_token(github))
    assert "/job/" in session.client("sts").get_caller_identity()["Arn"]
    for more in ({"repository": "acme/shop-fork"}, {"repository": "eve/shop"}, {"ref": "refs/pull/7/merge"},
                 {"sub": "repo:acme/shop:pull_request"}):
        with refused("AccessDenied"):
            assume(server, arn, job_token(github, **more))


def test_tokens_of_one_issuer_are_none_of_another_on_the_same_host(server, issuers):
    cluster, github = issuers
    arn = f"arn:aws:iam::{ACCOUNT}:role/job"
    with refused("AccessDenied"):
        assume(server, arn, service_account_token(cluster, sub="repo:acme/shop:ref:refs/heads/main"))
    with refused("InvalidIdentityToken"):
        assume(server, arn, service_account_token(cluster, iss=github.url, sub="repo:acme/shop:ref:refs/heads/main"))
