# SPDX-License-Identifier: Apache-2.0
"""The AWS SDK for JavaScript: the programs in javascript/, which node's own test runner runs."""

import os
import pathlib
import shutil
import subprocess

import pytest

from server import ACCOUNT, ROOT, Server

PROGRAMS = pathlib.Path(__file__).parent / "javascript"


@pytest.fixture(scope="module", autouse=True)
def sdk():
    if shutil.which("node") is None:
        pytest.skip("there is no node on this machine: the AWS SDK for JavaScript is not tested")
    if not (PROGRAMS / "node_modules" / ".ready").exists():
        pytest.skip("the AWS SDK for JavaScript is not installed: `make e2e` does so where there are npm and node 20")


@pytest.mark.parametrize("program", sorted(path.name for path in PROGRAMS.glob("*.test.js")))
def test_the_javascript_sdk(own_server: Server, program):
    variables = {
        **os.environ,
        **ROOT.variables(),
        "AWS_ENDPOINT_URL": own_server.url,
        "AWS_MAX_ATTEMPTS": "1",
        "PORTCULLIS_ACCOUNT_ID": ACCOUNT,
    }
    finished = subprocess.run(
        ["node", "--test", "--test-reporter=tap", program],
        cwd=PROGRAMS,
        env=variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert "\n# fail 0" in finished.stdout and "\n# pass 0" not in finished.stdout
