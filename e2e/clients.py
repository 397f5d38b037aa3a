# SPDX-License-Identifier: Apache-2.0
"""AWS's own clients, pointed at a Portcullis server: boto3, and the AWS CLI as a program."""

import contextlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from typing import NamedTuple

import boto3
import botocore.config
import pytest
from botocore.exceptions import ClientError

REGION = "us-east-1"
CLI = pathlib.Path(sys.executable).with_name("aws")
# A fault is a result here, so nothing is tried twice.
ONCE = botocore.config.Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=30)


class Credentials(NamedTuple):
    """An access key, with the session token of a temporary one."""

    access_key_id: str
    secret_access_key: str
    session_token: str | None = None

    @classmethod
    def of(cls, answer):
        """The credentials in an answer of STS, or in the access key of IAM."""
        return cls(answer["AccessKeyId"], answer["SecretAccessKey"], answer.get("SessionToken"))

    def variables(self):
        """The variables from which clients read credentials."""
        variables = {"AWS_ACCESS_KEY_ID": self.access_key_id, "AWS_SECRET_ACCESS_KEY": self.secret_access_key}
        if self.session_token:
            variables["AWS_SESSION_TOKEN"] = self.session_token
        return variables


def callers(profile=None, answer=lambda: "", **environment):
    """Who boto3 is with a profile, or with what the environment says, and who the AWS CLI is, which may ask something."""
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as home:
        # The CLI keeps sessions of roles there, which must not be those of another server.
        patch.setenv("HOME", home)
        for name, value in environment.items():
            patch.setenv(name, value)
        client = boto3.Session(profile_name=profile, region_name=REGION).client("sts")
        yield client.get_caller_identity()["Arn"]
        named = ["--profile", profile] if profile else []
        finished = subprocess.run(
            [sys.executable, CLI, "sts", "get-caller-identity", "--region", REGION, *named],
            # What the CLI asks for comes from its input, for there is no terminal.
            input=answer(),
            start_new_session=True,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert finished.returncode == 0, finished.stderr
        yield json.loads(finished.stdout)["Arn"]


class Aws:
    """One caller at one server: `iam` and `sts` are boto3's clients, `cli` runs the AWS CLI."""

    def __init__(self, server, credentials):
        self.server = server
        self.credentials = credentials

    @property
    def iam(self):
        return self.client("iam")

    @property
    def sts(self):
        return self.client("sts")

    def arn(self):
        """Who this caller is."""
        return self.sts.get_caller_identity()["Arn"]

    def cli(self, *arguments):
        """Runs `aws …` and returns what it prints: parsed when it is JSON."""
        finished = subprocess.run(
            [sys.executable, CLI, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, **self.credentials.variables(), "AWS_ENDPOINT_URL": self.server.url},
        )
        if finished.returncode != 0:
            raise CliError(finished)
        text = finished.stdout
        return json.loads(text) if text.startswith(("{", "[")) else text.strip()

    def user(self, name, **options):
        """Makes a user with an access key and returns it as a caller."""
        self.iam.create_user(UserName=name, **options)
        key = self.iam.create_access_key(UserName=name)["AccessKey"]
        return Aws(self.server, Credentials.of(key))

    def assume(self, role_arn, session="session", **options):
        """Assumes a role and returns the session as a caller."""
        answer = self.sts.assume_role(RoleArn=role_arn, RoleSessionName=session, **options)
        return Aws(self.server, Credentials.of(answer["Credentials"]))

    def client(self, service):
        key = (self.server.url, self.credentials, service)
        if key not in _CLIENTS:
            _CLIENTS[key] = boto3.client(
                service,
                region_name=REGION,
                endpoint_url=self.server.url,
                config=ONCE,
                aws_access_key_id=self.credentials.access_key_id,
                aws_secret_access_key=self.credentials.secret_access_key,
                aws_session_token=self.credentials.session_token,
            )
        return _CLIENTS[key]


_CLIENTS = {}


class CliError(Exception):
    """The AWS CLI ended with an error; `code` and `message` are the server's, if it was the server that refused."""

    def __init__(self, finished):
        super().__init__(f"`aws {' '.join(finished.args[2:])}` ended with {finished.returncode}: {finished.stderr}")
        found = re.search(
            r"An error occurred \((\w+)\) when calling the (\w+) operation: (.*)", finished.stderr, re.DOTALL
        )
        self.code, self.operation, self.message = found.groups() if found else (None, None, finished.stderr)
        self.message = self.message.strip()


@contextlib.contextmanager
def refused(code, message=None, status=None):
    """Within, the server must refuse with this code; `message` is its whole text, or a pattern of it."""
    with pytest.raises((ClientError, CliError)) as caught:
        yield caught
    error = caught.value
    if isinstance(error, ClientError):
        said = error.response["Error"]
        assert said["Code"] == code, f"{said['Code']}: {said.get('Message')}"
        text = said.get("Message", "").strip()
        if status is not None:
            assert error.response["ResponseMetadata"]["HTTPStatusCode"] == status
    else:
        assert error.code == code, str(error)
        text = error.message
    if isinstance(message, re.Pattern):
        assert message.search(text), text
    elif message is not None:
        assert text == message


def denied(arn, action, resource, why=None):
    """The words in which AWS denies."""
    reason = why if why is not None else f"because no identity-based policy allows the {action} action"
    return f"User: {arn} is not authorized to perform: {action} on resource: {resource} {reason}".strip()


def document(*statements):
    """A policy document as JSON."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(action, resource="*", **more):
    """A statement that allows."""
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action, resource="*", **more):
    """A statement that denies."""
    return {"Effect": "Deny", "Action": action, "Resource": resource, **more}


def trust(principal, action="sts:AssumeRole", **more):
    """A role's trust policy."""
    who = principal if isinstance(principal, dict) else {"AWS": principal}
    return document({"Effect": "Allow", "Principal": who, "Action": action, **more})
