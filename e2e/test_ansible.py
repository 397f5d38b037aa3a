# SPDX-License-Identifier: Apache-2.0
"""Ansible's modules for IAM and STS keep an account: made once, unchanged the second time, changed, checked, gone."""

import json
import os
import pathlib
import re
import subprocess
import sys

import pytest

from clients import allow, document, refused, trust
from server import ACCOUNT, REPOSITORY, ROOT

PLAYBOOKS = pathlib.Path(__file__).parent / "ansible"
PROGRAM = pathlib.Path(sys.executable).with_name("ansible-playbook")
# Where .ci/venv puts the collections.
COLLECTIONS = pathlib.Path(sys.prefix) / "collections"
FILES = str(REPOSITORY / "crates" / "service" / "tests")
NIGHT = {"shift": "night", "session_seconds": 7200, "baking": ["s3:GetObject", "s3:PutObject"], "password_length": 16}


@pytest.fixture(scope="module")
def play(server, tmp_path_factory):
    """Runs a playbook and returns how many of its tasks changed something; none may fail."""
    if not PROGRAM.exists() or not COLLECTIONS.exists():
        pytest.skip("Ansible and its collections are not beside this Python: `make e2e` installs them in .venv")
    home = tmp_path_factory.mktemp("ansible")
    # A file of its own, so that none of this machine's is read.
    configuration = home / "ansible.cfg"
    configuration.write_text("[defaults]\ndeprecation_warnings = false\n")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ANSIBLE_")}

    def play(name, *flags, **variables):
        finished = subprocess.run(
            [PROGRAM, *flags, "--inventory", "localhost,", "--connection", "local", PLAYBOOKS / f"{name}.yml"]
            + ["--extra-vars", json.dumps({"account": ACCOUNT, "files": FILES, **variables})],
            env={
                **kept,
                **ROOT.variables(),
                "AWS_ENDPOINT_URL": server.url,
                "AWS_MAX_ATTEMPTS": "1",
                "ANSIBLE_CONFIG": str(configuration),
                "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS),
                "ANSIBLE_HOME": str(home),
                "ANSIBLE_PIPELINING": "1",
                "ANSIBLE_PYTHON_INTERPRETER": sys.executable,
                "ANSIBLE_NOCOLOR": "1",
                "LC_ALL": "C.UTF-8",
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=140,
        )
        recap = re.search(r"localhost +: ok=(\d+) +changed=(\d+) +unreachable=0 +failed=0 ", finished.stdout)
        assert finished.returncode == 0 and recap, finished.stdout + finished.stderr
        return int(recap[2])

    return play


def test_the_first_run_makes_everything(play, root):
    # Every task but the one that only reads.
    assert play("present") == 9
    details = root.iam.get_account_authorization_details(Filter=["User", "Group", "Role", "LocalManagedPolicy"])
    user, group, role = (details[f"{kind}DetailList"][0] for kind in ("User", "Group", "Role"))
    assert user["GroupList"] == ["Bakers"] and user["UserPolicyList"][0]["PolicyName"] == "Flour"
    assert group["AttachedManagedPolicies"][0]["PolicyName"] == "ReadOnlyAccess"
    assert role["PermissionsBoundary"]["PermissionsBoundaryArn"] == "arn:aws:iam::aws:policy/PowerUserAccess"
    assert details["Policies"][0]["AttachmentCount"] == 2


def test_the_second_run_changes_nothing(play):
    assert play("present") == 0


def test_check_mode_only_says_what_it_would_change(play):
    """The next test finds everything as it was, and changes it."""
    assert play("present", "--check", **NIGHT) == 5
    assert play("info") == 0


def test_changes_are_made(play, root):
    assert play("present", **NIGHT) == 6
    assert play("info", **NIGHT) == 0
    policy = root.iam.get_policy(PolicyArn=f"arn:aws:iam::{ACCOUNT}:policy/bakery/Recipes")["Policy"]
    assert policy["DefaultVersionId"] == "v2"
    assert root.iam.get_account_password_policy()["PasswordPolicy"]["MinimumPasswordLength"] == 16


def test_everything_goes_and_is_gone(play, root):
    assert play("absent") == 8
    assert play("absent") == 0
    summary = root.iam.get_account_summary()["SummaryMap"]
    assert not any(summary[kind] for kind in ("Users", "Groups", "Roles", "Policies", "ServerCertificates"))
    assert not root.iam.list_instance_profiles()["InstanceProfiles"]
    with refused("NoSuchEntity"):
        root.iam.get_account_password_policy()


def test_sessions(play, root):
    courier = root.user("courier")
    statements = [allow("sts:AssumeRole"), allow(["iam:Get*", "iam:List*"])]
    root.iam.put_user_policy(UserName="courier", PolicyName="p", PolicyDocument=document(statements[0]))
    root.iam.create_role(
        RoleName="Courier", AssumeRolePolicyDocument=trust(f"arn:aws:iam::{ACCOUNT}:user/courier")
    )
    root.iam.put_role_policy(RoleName="Courier", PolicyName="p", PolicyDocument=document(*statements[1:]))
    key = courier.credentials
    play("sessions", user_key={"id": key.access_key_id, "secret": key.secret_access_key})
