# SPDX-License-Identifier: Apache-2.0
"""Requests and answers of `portcullis policy evaluate` are what their JSON Schema says, and refusals too."""

import json
import re
import subprocess

import pytest
from jsonschema import Draft202012Validator

from server import REPOSITORY, program

SCHEMA = json.loads((REPOSITORY / "docs/policy-evaluate.schema.json").read_text())
REQUEST = Draft202012Validator(SCHEMA)
ANSWER = Draft202012Validator({**SCHEMA, "$ref": "#/$defs/answer"})
GUIDE = (REPOSITORY / "docs/guides/policy-cli.md").read_text()
EXAMPLES = re.search(r"```ndjson requests\n(.*?)```", GUIDE, re.DOTALL)[1].splitlines()

BASE = {
    "id": "1",
    "principal": "arn:aws:iam::111122223333:user/alice",
    "action": "s3:GetObject",
    "resource": {"arn": "arn:aws:s3:::bucket/key", "account": "111122223333"},
}
DOCUMENT = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
NAMED = {"name": "n", "document": DOCUMENT}


def evaluate(requests, *arguments):
    """The answers to requests, which are texts or are made so."""
    lines = [request if isinstance(request, str) else json.dumps(request) for request in requests]
    command = [program(), "policy", "evaluate", *arguments]
    done = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, timeout=60, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("arguments", [[], ["--explain"]])
def test_answers_to_the_guides_examples(arguments):
    answers = evaluate([*EXAMPLES, "broken"], *arguments)
    assert len(answers) == len(EXAMPLES) + 1
    for answer in answers:
        ANSWER.validate(answer)
    assert ["decision" in answer for answer in answers] == [True, True, True, False, False]
    assert [REQUEST.is_valid(json.loads(line)) for line in EXAMPLES] == [True, True, True, False]


VARIANTS = [
    {},
    {"id": 7},
    {"id": None, "context": None, "policies": None, "wildcardOnlyAction": None},
    {"id": ["x"]},
    {"principal": "anonymous"},
    {"principal": {"service": "ec2.amazonaws.com"}},
    {"principal": {"service": ""}},
    {"principal": {"service": "a", "more": 1}},
    {"principal": "arn:aws-cn:iam::111122223333:root"},
    {"principal": "arn:aws:iam::111122223333:rooty"},
    {"principal": "arn:aws:iam::111122223333:user/"},
    {"principal": "arn:aws:iam::111122223333:user/a/b"},
    {"principal": "arn:aws:iam::111122223333:user/a/"},
    {"principal": "arn:aws:iam::111122223333:role/a"},
    {"principal": "arn:aws:iam::1111:role/a"},
    {"principal": "arn:aws:sts::111122223333:assumed-role/a/s"},
    {"principal": "arn:aws:sts::111122223333:assumed-role/a"},
    {"principal": "arn:aws:sts::111122223333:assumed-role/a/s/t"},
    {"principal": "arn:aws:sts::111122223333:federated-user/f"},
    {"principal": "arn:aws:s3:::bucket"},
    {"principal": None},
    {"action": "s3"},
    {"action": "s3:Get*"},
    {"action": "own:Thing-1"},
    {"resource": {"arn": "*"}},
    {"resource": {"arn": "bucket"}},
    {"resource": {"arn": "arn:aws:s3"}},
    {"resource": {"arn": "arn:::::"}},
    {"resource": {"arn": "arn:aws:s3:::b", "account": "1"}},
    {"resource": {"arn": "arn:aws:iam::aws:policy/P", "account": "aws"}},
    {"resource": {"arn": "*", "account": None}},
    {"resource": "*"},
    {"context": {"a:b": "c", "d": [1, True, "x"], "e": 1.5, "f": False, "g": []}},
    {"context": {"a:b": None}},
    {"context": {"a:b": [["c"]]}},
    {"context": {"": "c"}},
    {"wildcardOnlyAction": True},
    {"wildcardOnlyAction": "true"},
    {"policies": {}},
    {"policies": {"identity": [DOCUMENT, NAMED], "boundary": NAMED, "session": [], "resource": DOCUMENT}},
    {"policies": {"scps": [[NAMED], []], "rcps": [], "endpoint": [DOCUMENT]}},
    {"policies": {"identity": None, "boundary": None, "session": None, "scps": None}},
    {"policies": {"identity": DOCUMENT}},
    {"policies": {"boundary": [DOCUMENT]}},
    {"policies": {"scps": [DOCUMENT]}},
    {"policies": {"identity": [{"name": "n"}]}},
    {"policies": {"identity": [{"name": "", "document": DOCUMENT}]}},
    {"policies": {"identity": [{**NAMED, "more": 1}]}},
    {"policies": {"identity": [{}]}},
    {"policies": {"identity": [{"Version": "2020-01-01", "Statement": []}]}},
    {"policies": {"acl": []}},
    {"more": 1},
]


def test_the_schema_and_the_program_accept_the_same():
    requests = [{**BASE, **variant} for variant in VARIANTS]
    answers = evaluate(requests)
    assert len(answers) == len(requests)
    for request, answer in zip(requests, answers):
        ANSWER.validate(answer)
        assert REQUEST.is_valid(request) == ("decision" in answer), (request, answer)


@pytest.mark.parametrize("member", ["principal", "action", "resource"])
def test_what_is_required(member):
    request = {name: value for name, value in BASE.items() if name != member}
    assert not REQUEST.is_valid(request)
    assert evaluate([request])[0]["error"] == f"member `{member}` is missing"
