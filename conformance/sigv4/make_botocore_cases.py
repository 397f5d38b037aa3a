# SPDX-License-Identifier: Apache-2.0
"""Writes botocore.json: odd requests with the signatures that botocore puts on them.

Run with botocore 1.44.5 installed: python3 make_botocore_cases.py > botocore.json
The file is committed, so the tests need neither Python nor botocore.
"""

import datetime
import json
import sys
from unittest import mock
from urllib.parse import quote, urlencode, urlsplit

import botocore
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

NOW = datetime.datetime(2026, 2, 28, 23, 59, 58, tzinfo=datetime.timezone.utc)
KEY_ID = "AKIAIOSFODNN7EXAMPLE"
SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
TOKEN = "FwoGZXIvYXdzEBYaDEXAMPLE//+token==&with=odd characters"
HOST = "iam.amazonaws.com"
FORM = "application/x-www-form-urlencoded; charset=utf-8"

# A value for each thing that encoders disagree about.
VALUES = {
    "empty": "",
    "space": "a b  c",
    "plus": "a+b",
    "tilde": "~user~",
    "percent": "100%25%",
    "unicode": "Zoë ☃ 日本語 𝒳",
    "reserved": "!*'();:@&=+$,/?#[]",
    "unreserved": "A-Za_z0.9~",
    "newline": "line\r\nline\t",
    "quotes": "\"<>\\^`{|}",
    "policy": '{"Version":"2012-10-17","Statement":[]}',
    "arn": "arn:aws:iam::123456789012:role/path/to/Röle",
    "control": "\x00\x1f\x7f",
}

PATHS = {
    "root": "/",
    "segment": "/federation",
    "trailing-slash": "/a/b/",
    "double-slash": "/a//b",
    "dot": "/a/./b",
    "dot-dot": "/a/../b",
    "above-root": "/../../b",
    "encoded-space": "/a%20b",
    "encoded-slash": "/a%2Fb",
    "encoded-percent": "/a%2525",
    "encoded-unicode": "/%E2%98%83",
    "lower-case-escape": "/%e2%98%83",
    "plus": "/a+b",
    "tilde": "/~a",
    "reserved": "/a!$&'()*,;=:@b",
}


def encode(pairs):
    return urlencode(pairs, quote_via=quote, safe="-_.~")


def case(name, method, path, query, body, headers, token, service, region, presigned):
    url = f"https://{HOST}{path}" + (f"?{query}" if query else "")
    request = AWSRequest(method=method, url=url, data=body.encode() or None, headers=dict(headers))
    signer = (
        SigV4QueryAuth(Credentials(KEY_ID, SECRET, token), service, region, expires=presigned)
        if presigned
        else SigV4Auth(Credentials(KEY_ID, SECRET, token), service, region)
    )
    signer.add_auth(request)
    parts = urlsplit(request.url)
    # The authorization of the signer is what is sent; `host` is set by the HTTP client.
    sent = [(header.lower(), value) for header, value in request.headers.items()]
    return {
        "name": name,
        "method": method,
        "path": parts.path,
        "query": parts.query,
        "headers": [["host", HOST], *sorted(sent)],
        "body": body,
        "service": service,
        "region": region,
        "token": token,
        "presigned": bool(presigned),
    }


def cases():
    for name, value in VALUES.items():
        pairs = [("Action", "CreateUser"), ("Version", "2010-05-08"), ("UserName", value)]
        headers = {"Content-Type": FORM, "User-Agent": "not signed"}
        yield case(f"post-{name}", "POST", "/", "", encode(pairs), headers, None, "iam", "us-east-1", 0)
        query = encode(pairs + [("Tag.member.1.Key", value)])
        yield case(f"get-{name}", "GET", "/", query, "", {}, TOKEN, "sts", "eu-central-1", 0)
        yield case(f"presigned-{name}", "GET", "/", encode(pairs), "", {}, TOKEN, "sts", "us-west-2", 60)
    for name, path in PATHS.items():
        yield case(f"path-{name}", "GET", path, "Action=ListUsers", "", {}, None, "iam", "us-east-1", 0)
    repeated = encode([("a", "2"), ("a", "1"), ("A", "0"), ("a", ""), ("a-b", "3"), ("é", "4"), ("a b", "5")])
    yield case("repeated", "GET", "/", repeated, "", {}, None, "iam", "us-east-1", 0)
    yield case("presigned-without-token", "GET", "/", "Action=A", "", {}, None, "iam", "us-east-1", 604800)
    yield case("presigned-header", "GET", "/", "Action=A", "", {"x-k8s-aws-id": "c 1"}, None, "sts", "us-east-1", 60)
    yield case("no-value", "GET", "/", "b&a=&c", "", {}, None, "iam", "us-east-1", 0)
    yield case("equal-signs", "GET", "/", "a=b%3Dc%3D", "", {}, None, "iam", "us-east-1", 0)
    blanks = {"x-amz-meta": "  two   blanks\t and a tab ", "x-empty": "", "X-Custom": "ü"}
    yield case("header-blanks", "POST", "/", "", "Action=A", blanks, TOKEN, "sts", "ap-south-1", 0)
    yield case("post-with-query", "POST", "/", "Action=A&b=%20", "c=d+e", {}, None, "iam", "us-east-1", 0)
    yield case("gov-region", "POST", "/", "", "Action=A", {}, None, "iam", "us-gov-west-1", 0)


def main():
    assert botocore.__version__ == "1.44.5", botocore.__version__
    with mock.patch("botocore.auth.get_current_datetime", return_value=NOW.replace(tzinfo=None)):
        document = {
            "botocore": botocore.__version__,
            "now": int(NOW.timestamp()),
            "access_key_id": KEY_ID,
            "secret_access_key": SECRET,
            "cases": list(cases()),
        }
    json.dump(document, sys.stdout, indent=1, ensure_ascii=True)
    print()


main()
