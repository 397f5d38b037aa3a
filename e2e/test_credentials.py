# SPDX-License-Identifier: Apache-2.0
"""The shared config of the AWS SDKs just works: role_arn, mfa_serial, credential_process, containers, machines."""

import contextlib
import os
import re
import socket
import subprocess
import urllib.error
import urllib.request

import pytest

from authenticator import assign
from clients import Aws, allow, callers, document, trust
from server import ACCOUNT, ROOT, program
from test_sign_in import PASSWORD

ROLE = f"arn:aws:iam::{ACCOUNT}:role/Cashier"
SESSION_OF_ROLE = f"arn:aws:sts::{ACCOUNT}:assumed-role/Cashier/"


@pytest.fixture(scope="module")
def seller(server):
    """A user whose key may assume the role Cashier, which an instance profile holds."""
    root = Aws(server, ROOT)
    user = root.user("seller")
    root.iam.put_user_policy(
        UserName="seller", PolicyName="p", PolicyDocument=document(allow(["sts:AssumeRole", "iam:GetInstanceProfile"]))
    )
    root.iam.create_role(
        RoleName="Cashier", AssumeRolePolicyDocument=trust(f"arn:aws:iam::{ACCOUNT}:user/seller")
    )
    root.iam.create_instance_profile(InstanceProfileName="till")
    root.iam.add_role_to_instance_profile(InstanceProfileName="till", RoleName="Cashier")
    return user


@pytest.fixture
def shared(seller, tmp_path, monkeypatch):
    """Writes a shared config, and tells who boto3 and the AWS CLI are with it, which must be the same."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", seller.server.url)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    keys = seller.credentials
    (tmp_path / "credentials").write_text(
        f"[seller]\naws_access_key_id={keys.access_key_id}\naws_secret_access_key={keys.secret_access_key}\n"
    )

    def caller(profile=None, config="", **variables):
        (tmp_path / "config").write_text(config)
        by_boto3, by_cli = callers(profile, **variables)
        # A session that nobody names has another name each time.
        assert by_boto3.rpartition("/")[0] == by_cli.rpartition("/")[0]
        return by_boto3

    return caller


def test_a_profile_assumes_a_role_with_another_profiles_key(shared):
    config = f"[profile till]\nrole_arn = {ROLE}\nsource_profile = seller\n"
    assert shared("till", config).startswith(SESSION_OF_ROLE)


def test_credential_process_assumes_a_role(shared, seller):
    command = f"{program()} credentials assume-role --role-arn {ROLE} --session-name shift"
    config = f"[profile till]\ncredential_process = {command}\n"
    assert shared("till", config, **seller.credentials.variables()) == SESSION_OF_ROLE + "shift"


def test_credential_process_signs_a_user_in_and_keeps_the_session(shared, seller, tmp_path):
    root = Aws(seller.server, ROOT)
    root.iam.create_user(UserName="ann")
    root.iam.create_login_profile(UserName="ann", Password=PASSWORD)
    app = assign(root, "ann")
    kept = tmp_path / "kept"
    command = f"{program()} credentials sign-in --account {ACCOUNT} --user-name ann --cache-dir {kept}"
    config = f"[profile ann]\ncredential_process = {command}\n"
    given = {"PORTCULLIS_PASSWORD": PASSWORD, "PORTCULLIS_MFA_CODE": app.next()}
    arn = f"arn:aws:iam::{ACCOUNT}:user/ann"
    assert shared("ann", config, **given) == arn
    (file,) = kept.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert shared("ann", config, PORTCULLIS_PASSWORD="wrong") == arn, "the kept session serves"


def test_a_wrong_password_is_said(shared, seller, tmp_path):
    command = [program(), "credentials", "sign-in", "--account", ACCOUNT, "--user-name", "nobody"]
    environment = {**os.environ, "AWS_ENDPOINT_URL": seller.server.url, "PORTCULLIS_PASSWORD": "wrong"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0 and "authentication information is incorrect" in done.stderr


@contextlib.contextmanager
def agent(seller, *flags):
    """An agent on a free port; gives what it says to set."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, **seller.credentials.variables(), "AWS_ENDPOINT_URL": seller.server.url}
    command = [program(), "agent", "--listen", f"127.0.0.1:{port}", *flags]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        said = ""
        while "AWS_EC2_METADATA_SERVICE_ENDPOINT" not in said:
            line = process.stdout.readline()
            assert line, said
            said += line
        yield dict(re.findall(r"export (\S+?)=(\S+)", said))
    finally:
        process.kill()
        process.wait()


def test_containers_get_the_role_with_their_token_and_not_without(shared, seller):
    with agent(seller, "--role-arn", ROLE) as said:
        names = ["AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN"]
        assert shared(**{name: said[name] for name in names}).startswith(SESSION_OF_ROLE)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(said["AWS_CONTAINER_CREDENTIALS_FULL_URI"])
        assert refused.value.code == 401


def test_machines_get_the_role_of_their_instance_profile(shared, seller):
    with agent(seller, "--instance-profile", "till") as said:
        address = said["AWS_EC2_METADATA_SERVICE_ENDPOINT"]
        arn = shared(AWS_EC2_METADATA_SERVICE_ENDPOINT=address, AWS_EC2_METADATA_DISABLED="false")
        assert arn.startswith(SESSION_OF_ROLE)

        def ask(path, method="GET", **headers):
            headers = {name.replace("_", "-"): value for name, value in headers.items()}
            request = urllib.request.Request(address + path, method=method, headers=headers)
            try:
                with urllib.request.urlopen(request) as answer:
                    return answer.status, answer.read().decode()
            except urllib.error.HTTPError as error:
                return error.code, ""

        credentials = "/latest/meta-data/iam/security-credentials/"
        lives = {"x_aws_ec2_metadata_token_ttl_seconds": "60"}
        assert ask(credentials)[0] == 401, "version 1 is not spoken"
        assert ask("/latest/api/token", "PUT")[0] == 400
        assert ask("/latest/api/token", "GET", **lives)[0] == 405
        assert ask("/latest/api/token", "PUT", x_forwarded_for="10.0.0.1", **lives)[0] == 403
        status, token = ask("/latest/api/token", "PUT", **lives)
        assert status == 200
        held = {"x_aws_ec2_metadata_token": token}
        assert ask(credentials, **held) == (200, "Cashier")
        assert '"AccessKeyId":"ASIA' in ask(credentials + "Cashier", **held)[1]
        assert ask(credentials + "Other", **held)[0] == 404
        assert "instance-profile/till" in ask("/latest/meta-data/iam/info", **held)[1]
        assert ask(credentials, x_aws_ec2_metadata_token=token[:-1] + "!")[0] == 401


def test_an_agent_that_may_not_assume_says_so(seller):
    environment = {**os.environ, **seller.credentials.variables(), "AWS_ENDPOINT_URL": seller.server.url}
    command = [program(), "agent", "--listen", "127.0.0.1:0", "--role-arn", ROLE + "x"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode != 0 and "AccessDenied" in done.stderr
