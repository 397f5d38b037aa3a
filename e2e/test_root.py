# SPDX-License-Identifier: Apache-2.0
"""A root user without an access key: the password of the first start is all there is, until somebody asks for more."""

import json
import re
import subprocess

import pytest
from clients import Aws, Credentials
from server import Server, program

NEW_PASSWORD = "Correct-horse-1"


@pytest.fixture
def keyless(tmp_path):
    """A server whose first start was asked for no key."""
    server = Server(
        tmp_path / "data", PORTCULLIS_ROOT_ACCESS_KEY_ID="", PORTCULLIS_ROOT_SECRET_ACCESS_KEY=""
    ).start()
    yield server
    server.stop()


def sign_in(server, folder, password, **more):
    """Runs the program as a person at a terminal would, with the answers in the environment."""
    return subprocess.run(
        [program(), "credentials", "sign-in", "--email", "root@example.com", "--cache-dir", folder],
        env={"AWS_ENDPOINT_URL": server.url, "PORTCULLIS_PASSWORD": password, **more},
        capture_output=True,
        text=True,
        timeout=30,
    )


def test_the_root_user_begins_with_a_password_and_makes_an_administrator(keyless, tmp_path):
    printed = keyless.log.read_text()
    assert "AWS_ACCESS_KEY_ID" not in printed
    password = re.search(r"^password +(\S+)$", printed, re.MULTILINE)[1]

    # The printed password opens nothing but the way to a new one.
    refused = sign_in(keyless, tmp_path / "kept", password, PORTCULLIS_NEW_PASSWORD="short")
    assert refused.returncode == 1 and "the server refuses" in refused.stderr
    signed_in = sign_in(keyless, tmp_path / "kept", password, PORTCULLIS_NEW_PASSWORD=NEW_PASSWORD)
    assert signed_in.returncode == 0, signed_in.stderr
    root = Aws(keyless, Credentials.of(json.loads(signed_in.stdout)))

    assert root.iam.get_account_summary()["SummaryMap"]["AccountAccessKeysPresent"] == 0
    ada = root.user("ada")
    root.iam.attach_user_policy(UserName="ada", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    assert ada.iam.list_users()["Users"][0]["UserName"] == "ada"

    again = sign_in(keyless, tmp_path / "other", password)
    assert again.returncode == 1, "the printed password is used up"
    assert sign_in(keyless, tmp_path / "another", NEW_PASSWORD).returncode == 0
