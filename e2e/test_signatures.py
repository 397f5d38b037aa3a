# SPDX-License-Identifier: Apache-2.0
"""Only a request that is signed by a known key, now, with the right secret, gets in."""

import datetime
import re
import urllib.error
import urllib.parse
import urllib.request
from xml.etree import ElementTree

import boto3
import pytest
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest

from clients import Aws, Credentials, refused
from server import ACCOUNT, ROOT

CALL = {"Action": "GetCallerIdentity", "Version": "2011-06-15"}


def test_root_is_who_it_says(root):
    identity = root.sts.get_caller_identity()
    assert identity["Account"] == identity["UserId"] == ACCOUNT
    assert identity["Arn"] == f"arn:aws:iam::{ACCOUNT}:root"


@pytest.mark.parametrize("region", ["eu-central-1", "us-gov-west-1", "ap-southeast-4", "aws-global"])
def test_every_region_is_served(server, region):
    sts = boto3.client(
        "sts",
        region_name=region,
        endpoint_url=server.url,
        aws_access_key_id=ROOT.access_key_id,
        aws_secret_access_key=ROOT.secret_access_key,
    )
    assert sts.get_caller_identity()["Account"] == ACCOUNT


def test_wrong_secret(server):
    stranger = Aws(server, ROOT._replace(secret_access_key="wrong"))
    message = re.compile(
        r"^The request signature we calculated does not match the signature you provided\. "
        r"Check your AWS Secret Access Key and signing method\. Consult the service documentation for details\."
    )
    with refused("SignatureDoesNotMatch", message, status=403):
        stranger.sts.get_caller_identity()


def test_unknown_key(server):
    stranger = Aws(server, Credentials("AKIAI44QH8DHBEXAMPLE", ROOT.secret_access_key))
    for call in (stranger.sts.get_caller_identity, stranger.iam.list_users):
        with refused("InvalidClientTokenId", "The security token included in the request is invalid.", status=403):
            call()


def test_tampered_session_token(root):
    session = Credentials.of(root.sts.get_session_token()["Credentials"])
    assert Aws(root.server, session).arn() == f"arn:aws:iam::{ACCOUNT}:root"
    middle = len(session.session_token) // 2
    letter = "A" if session.session_token[middle] != "A" else "B"
    tampered = session.session_token[:middle] + letter + session.session_token[middle + 1 :]
    for token in (tampered, "no token", session.session_token[:-8], None):
        with refused("InvalidClientTokenId", "The security token included in the request is invalid.", status=403):
            Aws(root.server, session._replace(session_token=token)).sts.get_caller_identity()


def test_token_of_another_session(root):
    one, other = (Credentials.of(root.sts.get_session_token()["Credentials"]) for _ in range(2))
    with refused("InvalidClientTokenId", status=403):
        Aws(root.server, one._replace(session_token=other.session_token)).sts.get_caller_identity()


def test_inactive_and_deleted_keys(root):
    bob = root.user("bob")
    key_id = bob.credentials.access_key_id
    assert bob.arn() == f"arn:aws:iam::{ACCOUNT}:user/bob"
    root.iam.update_access_key(UserName="bob", AccessKeyId=key_id, Status="Inactive")
    with refused("InvalidClientTokenId", status=403):
        bob.sts.get_caller_identity()
    root.iam.update_access_key(UserName="bob", AccessKeyId=key_id, Status="Active")
    assert bob.arn() == f"arn:aws:iam::{ACCOUNT}:user/bob"
    root.iam.delete_access_key(UserName="bob", AccessKeyId=key_id)
    with refused("InvalidClientTokenId", status=403):
        bob.sts.get_caller_identity()


def test_unsigned(server):
    status, code, message = send(server, AWSRequest("POST", server.url + "/", data=urllib.parse.urlencode(CALL)))
    assert (status, code, message) == (403, "MissingAuthenticationToken", "Request is missing Authentication Token")


def test_half_a_signature(server):
    request = AWSRequest("POST", server.url + "/", data=urllib.parse.urlencode(CALL))
    request.headers["Authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={ROOT.access_key_id}/20260101/us-east-1/sts/aws4_request"
    )
    status, code, message = send(server, request)
    assert (status, code) == (400, "IncompleteSignature")
    assert "Authorization header requires 'Signature' parameter." in message


@pytest.mark.parametrize(
    "minutes, words",
    [(-16, r"^Signature expired: \d{8}T\d{6}Z is now earlier than "), (16, r"^Signature not yet current: ")],
)
def test_a_clock_that_is_far_off(server, monkeypatch, minutes, words):
    status, code, message = send(server, signed(server, monkeypatch, minutes))
    assert (status, code) == (403, "SignatureDoesNotMatch")
    assert re.search(words, message), message


@pytest.mark.parametrize("minutes", [-14, 14])
def test_a_clock_that_is_a_little_off(server, monkeypatch, minutes):
    assert send(server, signed(server, monkeypatch, minutes))[0] == 200


def test_a_body_changed_on_the_way(server, monkeypatch):
    request = signed(server, monkeypatch, 0)
    request.data = request.data.replace("GetCallerIdentity", "GetSessionToken")
    assert send(server, request)[:2] == (403, "SignatureDoesNotMatch")


def test_presigned_url(root):
    url = root.sts.generate_presigned_url("get_caller_identity", ExpiresIn=60, HttpMethod="GET")
    with urllib.request.urlopen(url) as answer:
        assert f"<Arn>arn:aws:iam::{ACCOUNT}:root</Arn>" in answer.read().decode()
    forged = url.replace("GetCallerIdentity", "GetSessionToken")
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(forged)
    assert refusal.value.code == 403
    assert "SignatureDoesNotMatch" in refusal.value.read().decode()


@pytest.mark.parametrize("minutes, status", [(-14, 200), (-16, 403)])
def test_presigned_url_lives_fifteen_minutes_whatever_it_asks(server, monkeypatch, minutes, status):
    """So it is at STS; other systems build on it, as Kubernetes does when it proves who a caller is."""
    request = AWSRequest("GET", server.url + "/", params=CALL)
    sign(SigV4QueryAuth(key(), "sts", "us-east-1", expires=60), request, monkeypatch, minutes)
    assert send(server, request)[0] == status


def signed(server, monkeypatch, minutes):
    request = AWSRequest("POST", server.url + "/", data=urllib.parse.urlencode(CALL))
    request.headers["Content-Type"] = "application/x-www-form-urlencoded"
    return sign(SigV4Auth(key(), "sts", "us-east-1"), request, monkeypatch, minutes)


def sign(signer, request, monkeypatch, minutes):
    """Signs with a clock that is some minutes off."""
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)
    with monkeypatch.context() as clock:
        clock.setattr("botocore.auth.get_current_datetime", lambda remove_tzinfo=True: moment.replace(tzinfo=None))
        signer.add_auth(request)
    return request


def key():
    return boto3.Session(ROOT.access_key_id, ROOT.secret_access_key).get_credentials()


def send(server, request):
    """Sends a request as it is: the status, and the code and message of a fault."""
    prepared = request.prepare()
    body = prepared.body.encode() if isinstance(prepared.body, str) else prepared.body
    plain = urllib.request.Request(
        prepared.url, data=body, method=prepared.method, headers=dict(prepared.headers.items())
    )
    try:
        with urllib.request.urlopen(plain, timeout=10) as answer:
            return answer.status, None, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        error = ElementTree.fromstring(refusal.read()).find("{*}Error")
        return refusal.code, error.findtext("{*}Code"), error.findtext("{*}Message")
