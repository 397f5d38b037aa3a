# SPDX-License-Identifier: Apache-2.0
"""The AWS SDK for Rust: the tests in rust-sdk/, a crate outside the workspace that `make e2e` builds."""

import os
import pathlib
import re
import shutil
import subprocess

import pytest

from server import ACCOUNT, REPOSITORY, ROOT

CRATE = pathlib.Path(__file__).parent / "rust-sdk"
BUILT = pathlib.Path(os.environ.get("CARGO_TARGET_DIR") or REPOSITORY / "target") / "rust-sdk"


def test_the_rust_sdk(server):
    if shutil.which("cargo") is None or not BUILT.exists():
        pytest.skip("the AWS SDK for Rust is not built: `make e2e` does so")
    finished = subprocess.run(
        ["cargo", "test", "--locked", "--offline", "--manifest-path", CRATE / "Cargo.toml"],
        env={
            **os.environ,
            **ROOT.variables(),
            "AWS_ENDPOINT_URL": server.url,
            "AWS_MAX_ATTEMPTS": "1",
            "CARGO_TARGET_DIR": str(BUILT),
            "PORTCULLIS_ACCOUNT_ID": ACCOUNT,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=140,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    passed = re.search(r"^test result: ok. (\d+) passed", finished.stdout, re.MULTILINE)
    assert int(passed[1]) > 10
