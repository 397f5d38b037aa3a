# SPDX-License-Identifier: Apache-2.0
"""What every end-to-end test stands on: a server for each file of tests, and its root user."""

import os

import pytest

# Whatever this machine knows of AWS stays outside: no profile, no proxy, no metadata service, no variable.
for name in [name for name in os.environ if name.upper().startswith("AWS_")]:
    del os.environ[name]
os.environ.update(
    AWS_CONFIG_FILE=os.devnull,
    AWS_SHARED_CREDENTIALS_FILE=os.devnull,
    AWS_EC2_METADATA_DISABLED="true",
    AWS_DEFAULT_REGION="us-east-1",
    AWS_REGION="us-east-1",
    AWS_PAGER="",
    AWS_DEFAULT_OUTPUT="json",
    NO_PROXY="127.0.0.1,localhost",
    no_proxy="127.0.0.1,localhost",
    PYTHONWARNINGS="ignore",
)

from clients import Aws
from server import ROOT, Server, program


def pytest_sessionstart(session):
    if not program().exists():
        pytest.exit(f"there is no program at `{program()}`: build it with `cargo build`", returncode=2)


@pytest.fixture(scope="module")
def flags():
    """What the server of a file of tests is started with; a file may say something else."""
    return []


@pytest.fixture(scope="module")
def server(tmp_path_factory, flags):
    """A fresh server, shared by the tests of one file."""
    server = Server(tmp_path_factory.mktemp("server") / "data").start(*flags)
    yield server
    assert server.stop() == 0, server.log.read_text()
    assert "panicked" not in server.log.read_text()


@pytest.fixture(scope="module")
def root(server):
    """The root user of the server's account."""
    return Aws(server, ROOT)


@pytest.fixture
def own_server(tmp_path):
    """A server for one test alone, which may stop, kill and restart it."""
    server = Server(tmp_path / "data").start()
    yield server
    server.stop()
    assert "panicked" not in server.log.read_text()
