# SPDX-License-Identifier: Apache-2.0
"""Starts, stops and looks into a server: the program as it is built, on a free port, with a data directory."""

import json
import os
import pathlib
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request

from clients import Credentials

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
ACCOUNT = "111122223333"
# The key ids and secrets that AWS's documentation uses as examples.
ROOT = Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
START_SECONDS_MAX = 30
STOP_SECONDS_MAX = 30


def program():
    """The path of the program: PORTCULLIS_BINARY, or where cargo puts it."""
    given = os.environ.get("PORTCULLIS_BINARY")
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR") or REPOSITORY / "target")
    return pathlib.Path(given) if given else target / "debug" / "portcullis"


class Server:
    """A server with a data directory of its own. The first start makes ACCOUNT with the key ROOT, unattended."""

    def __init__(self, data_dir, **environment):
        self.data_dir = pathlib.Path(data_dir)
        self.environment = {
            "PORTCULLIS_ACCOUNT_ID": ACCOUNT,
            "PORTCULLIS_ROOT_EMAIL": "root@example.com",
            "PORTCULLIS_ROOT_ACCESS_KEY_ID": ROOT.access_key_id,
            "PORTCULLIS_ROOT_SECRET_ACCESS_KEY": ROOT.secret_access_key,
            **environment,
        }
        self.log = self.data_dir.with_name(self.data_dir.name + ".log")
        self.url = None
        self._process = None

    def start(self, *flags):
        """Starts the server and waits until it says that it is ready."""
        before = self.log.stat().st_size if self.log.exists() else 0
        command = [program(), "serve", "--data-dir", self.data_dir, "--listen", "127.0.0.1:0", *flags]
        with open(self.log, "ab") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self._variables()
            )
        deadline = time.monotonic() + START_SECONDS_MAX
        while time.monotonic() < deadline:
            said = self.log.read_bytes()[before:].decode()
            found = re.search(r"listening url=(\S+)", said)
            if found and self._answers(found[1] + "/readyz"):
                self.url = found[1]
                return self
            if self._process.poll() is not None:
                raise AssertionError(f"the server ended with {self._process.returncode}:\n{said}")
            time.sleep(0.02)
        self.kill()
        raise AssertionError(f"the server was not ready after {START_SECONDS_MAX} seconds:\n{said}")

    def stop(self):
        """Asks the server to stop, waits, and returns its exit status."""
        if self._process is None:
            return None
        self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the server did not stop in {STOP_SECONDS_MAX} seconds") from None
        finally:
            self._process = None

    def kill(self):
        """Ends the server without a word, as a kernel does that is out of memory."""
        self._process.kill()
        self._process.wait()
        self._process = None

    def restart(self):
        """Stops the server in order and starts it again."""
        assert self.stop() == 0
        return self.start()

    def run(self, *arguments, **environment):
        """Runs another command of the program on this data directory, for at most half a minute."""
        return subprocess.run(
            [program(), *arguments, "--data-dir", self.data_dir],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=30,
            env={**self._variables(), **environment},
        )

    def audit(self):
        """The audit records so far. Lines are written behind the answers, so the last may come a moment later."""
        files = sorted((self.data_dir / "audit").glob("audit-*.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text().splitlines()]

    def audit_of(self, request_id):
        """The audit record of one request, once it is written."""
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            found = [record for record in self.audit() if record["requestID"] == request_id]
            if found:
                assert len(found) == 1, "one call, one record"
                return found[0]
            time.sleep(0.02)
        raise AssertionError(f"no audit record of request {request_id}")

    def get(self, path):
        """The status and the body of a GET without credentials."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()

    def _answers(self, url):
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def _variables(self):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTCULLIS_")}
        return {**kept, **self.environment}


def printed_credentials(text):
    """The credentials in the `export` lines that the program prints."""
    lines = dict(re.findall(r"^export (\w+)=(\S+)$", text, re.MULTILINE))
    return Credentials(lines["AWS_ACCESS_KEY_ID"], lines["AWS_SECRET_ACCESS_KEY"])
