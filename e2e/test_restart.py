# SPDX-License-Identifier: Apache-2.0
"""What was answered stays: over restarts and kills; and data opens only for its key, and for one server."""

import secrets
import socket
import threading
import time

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from clients import Aws, Credentials, allow, document, trust
from server import ACCOUNT, ROOT, Server, printed_credentials


def furnished(root):
    """Fills the account with one of everything and returns a user and a session of a role."""
    iam = root.iam
    ada = root.user("ada", Path="/staff/", Tags=[{"Key": "team", "Value": "blue"}])
    arn = iam.create_policy(PolicyName="Read", PolicyDocument=document(allow("iam:Get*")))["Policy"]["Arn"]
    iam.create_policy_version(
        PolicyArn=arn, PolicyDocument=document(allow(["iam:Get*", "iam:List*"])), SetAsDefault=True
    )
    iam.create_group(GroupName="Readers")
    iam.attach_group_policy(GroupName="Readers", PolicyArn=arn)
    iam.add_user_to_group(GroupName="Readers", UserName="ada")
    iam.put_user_policy(UserName="ada", PolicyName="inline", PolicyDocument=document(allow("sts:AssumeRole")))
    iam.put_user_permissions_boundary(
        UserName="ada", PermissionsBoundary="arn:aws:iam::aws:policy/AdministratorAccess"
    )
    role = iam.create_role(
        RoleName="Reader",
        AssumeRolePolicyDocument=trust(f"arn:aws:iam::{ACCOUNT}:user/staff/ada"),
        MaxSessionDuration=7200,
        Description="reads",
    )["Role"]
    iam.attach_role_policy(RoleName="Reader", PolicyArn=arn)
    iam.create_instance_profile(InstanceProfileName="Machine")
    iam.add_role_to_instance_profile(InstanceProfileName="Machine", RoleName="Reader")
    iam.create_account_alias(AccountAlias="coffee")
    return ada, ada.assume(role["Arn"])


def everything(root):
    """All that the account holds, as its answers tell it."""
    pages = root.iam.get_paginator("get_account_authorization_details").paginate()
    found = pages.build_full_result()
    found["summary"] = root.iam.get_account_summary()["SummaryMap"]
    found["aliases"] = root.iam.list_account_aliases()["AccountAliases"]
    found["profiles"] = root.iam.list_instance_profiles()["InstanceProfiles"]
    found["keys"] = root.iam.list_access_keys(UserName="ada")["AccessKeyMetadata"]
    return found


def test_a_restart_keeps_everything(own_server):
    root = Aws(own_server, ROOT)
    ada, session = furnished(root)
    before = everything(root)
    assert len(before["UserDetailList"]) == 1 and len(before["RoleDetailList"]) == 1
    own_server.restart()
    assert everything(root) == before
    assert ada.iam.get_user()["User"]["UserName"] == "ada"
    assert session.iam.list_users()["Users"], "a session lives on, for its token is all there is of it"


def test_a_killed_server_loses_nothing_that_was_answered(own_server):
    root = Aws(own_server, ROOT)
    root.iam.list_users()
    answered, asked = [], []

    def write(number):
        iam = root.iam
        for count in range(10_000):
            name = f"writer-{number}-{count}"
            asked.append(name)
            try:
                iam.create_user(UserName=name)
            except (BotoCoreError, ClientError):
                return
            answered.append(name)

    writers = [threading.Thread(target=write, args=[number]) for number in range(6)]
    for writer in writers:
        writer.start()
    deadline = time.monotonic() + 20
    while len(answered) < 60 and time.monotonic() < deadline:
        time.sleep(0.01)
    own_server.kill()
    for writer in writers:
        writer.join()
    assert len(answered) >= 60
    own_server.start()
    kept = {user["UserName"] for page in root.iam.get_paginator("list_users").paginate() for user in page["Users"]}
    assert set(answered) <= kept <= set(asked)
    assert own_server.run("account", "list").returncode != 0, "the server holds the directory"
    root.iam.create_user(UserName="afterwards")


def test_an_orderly_stop_answers_what_is_under_way(own_server):
    root = Aws(own_server, ROOT)
    root.iam.list_users()
    answered, asked = [], []

    def write():
        for count in range(10_000):
            asked.append(f"user-{count}")
            try:
                root.iam.create_user(UserName=f"user-{count}")
            except (BotoCoreError, ClientError):
                return
            answered.append(f"user-{count}")

    writer = threading.Thread(target=write)
    writer.start()
    while len(answered) < 20 and writer.is_alive():
        time.sleep(0.01)
    assert own_server.stop() == 0
    writer.join()
    own_server.start()
    kept = {user["UserName"] for page in root.iam.get_paginator("list_users").paginate() for user in page["Users"]}
    assert set(answered) <= kept <= set(asked)


def test_a_wrong_master_key_refuses_to_start(own_server):
    root = Aws(own_server, ROOT)
    root.iam.create_user(UserName="ada")
    own_server.stop()
    wrong = secrets.token_hex(32)
    refusal = own_server.run("serve", "--listen", "127.0.0.1:0", PORTCULLIS_MASTER_KEY=wrong)
    assert refusal.returncode == 1
    assert "portcullis: error: " in refusal.stderr and "master key" in refusal.stderr
    assert "hint: give the key this data directory was made with" in refusal.stderr
    assert wrong not in refusal.stderr
    key_file = own_server.data_dir / "master.key"
    kept = key_file.read_bytes()
    key_file.unlink()
    refusal = own_server.run("serve", "--listen", "127.0.0.1:0")
    assert refusal.returncode == 1, "a lost key is not replaced by a new one"
    assert not key_file.exists()
    key_file.touch(mode=0o600)
    key_file.write_bytes(kept)
    own_server.start()
    assert root.iam.get_user(UserName="ada")["User"]["UserName"] == "ada"


def test_the_master_key_may_come_from_the_environment(tmp_path):
    key = secrets.token_hex(32)
    server = Server(tmp_path / "data", PORTCULLIS_MASTER_KEY=key).start()
    root = Aws(server, ROOT)
    root.iam.create_user(UserName="ada")
    server.restart()
    assert root.iam.get_user(UserName="ada")["User"]["UserName"] == "ada"
    assert not (server.data_dir / "master.key").exists()
    server.stop()


def test_the_second_server_on_one_directory_refuses(own_server):
    for command in (["serve", "--listen", "127.0.0.1:0"], ["account", "list"], ["root", "rotate-key"]):
        refusal = own_server.run(*command)
        assert refusal.returncode == 1, command
        assert "another process holds the data directory" in refusal.stderr
    assert Aws(own_server, ROOT).arn() == f"arn:aws:iam::{ACCOUNT}:root", "the first serves on"


def test_a_port_in_use_is_named(own_server, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refusal = Server(tmp_path / "other").run("serve", "--listen", f"127.0.0.1:{port}")
    assert refusal.returncode == 1
    assert f"127.0.0.1:{port}" in refusal.stderr and "hint: " in refusal.stderr


def test_a_lost_root_key_is_replaced_at_the_machine(own_server):
    root = Aws(own_server, ROOT)
    furnished(root)
    own_server.stop()
    made = own_server.run("root", "rotate-key")
    assert made.returncode == 0, made.stderr
    own_server.start()
    new = Aws(own_server, printed_credentials(made.stdout))
    assert new.arn() == f"arn:aws:iam::{ACCOUNT}:root"
    assert len(everything(new)["UserDetailList"]) == 1
    with pytest.raises(ClientError, match="InvalidClientTokenId"):
        root.sts.get_caller_identity()


def test_the_first_start_prints_what_to_paste(tmp_path):
    given = {name: "" for name in Server(tmp_path / "any").environment}
    server = Server(tmp_path / "data", **given).start("--root-access-key")
    printed = server.log.read_text()
    credentials = printed_credentials(printed)
    assert f"export AWS_ENDPOINT_URL={server.url}" in printed
    caller = Aws(server, credentials)
    account = caller.sts.get_caller_identity()["Account"]
    assert caller.arn() == f"arn:aws:iam::{account}:root"
    server.restart()
    assert server.log.read_text().count(credentials.secret_access_key) == 1, "shown once"
    assert caller.arn() == f"arn:aws:iam::{account}:root"
    server.stop()


def test_secrets_are_nowhere_on_disk_in_the_clear(own_server):
    root = Aws(own_server, ROOT)
    ada = root.user("ada")
    session = Credentials.of(ada.sts.get_session_token()["Credentials"])
    own_server.stop()
    hidden = [
        ROOT.secret_access_key,
        ada.credentials.secret_access_key,
        session.secret_access_key,
        session.session_token,
    ]
    files = [path for path in own_server.data_dir.rglob("*") if path.is_file()]
    assert {"portcullis.db", "master.key"} <= {path.name for path in files}
    for path in [*files, own_server.log]:
        content = path.read_bytes()
        assert not [secret for secret in hidden if secret.encode() in content], path
    for path in files:
        assert path.stat().st_mode & 0o077 == 0, path


def test_probes(server):
    assert server.get("/livez") == (200, "alive\n")
    assert server.get("/readyz") == (200, "ready\n")
    status, metrics = server.get("/metrics")
    assert status == 200 and "# TYPE portcullis_" in metrics
