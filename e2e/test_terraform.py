# SPDX-License-Identifier: Apache-2.0
"""Terraform with AWS's provider keeps an account: apply, no drift, update, import, destroy."""

import json
import os
import pathlib
import shutil
import subprocess

import pytest

from clients import Aws, Credentials, refused
from server import ACCOUNT, ROOT

# Where Terraform looks for providers without a network, besides PORTCULLIS_TF_MIRROR.
MIRRORS = [
    "/usr/share/terraform/plugins",
    "/usr/local/share/terraform/plugins",
    "/opt/tf-plugins",
    "~/.terraform.d/plugins",
]

IMPORTED = {
    "aws_iam_user.admin": "admin",
    'aws_iam_user.cashier["zoe"]': "zoe",
    "aws_iam_group.cashiers": "Cashiers",
    "aws_iam_role.cashier": "Cashier",
    "aws_iam_policy.menu": f"arn:aws:iam::{ACCOUNT}:policy/shop/ReadMenu",
    "aws_iam_group_policy.till": "Cashiers:Till",
    "aws_iam_user_policy_attachment.admin": "admin/arn:aws:iam::aws:policy/AdministratorAccess",
    "aws_iam_role_policy.inventory": "Inventory:Count",
    "aws_iam_instance_profile.inventory": "Inventory",
    "aws_iam_account_alias.shop": "coffee-shop",
}


class Terraform:
    """Terraform in a directory of its own, talking to a server."""

    def __init__(self, directory, server):
        self.directory = directory
        mirror = given_mirror()
        configuration = directory / "terraform.rc"
        configuration.write_text(installation(mirror))
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TF_")}
        self.variables = {
            **kept,
            **ROOT.variables(),
            "AWS_ENDPOINT_URL": server.url,
            "TF_CLI_CONFIG_FILE": str(configuration),
            "TF_IN_AUTOMATION": "1",
            "TF_INPUT": "0",
            "CHECKPOINT_DISABLE": "1",
        }

    def run(self, *arguments, status=0):
        """Runs Terraform, which must end with this status, and returns what it prints."""
        finished = self.try_to(*arguments)
        assert finished.returncode == status, f"terraform {' '.join(arguments)}\n{finished.stdout}{finished.stderr}"
        return finished.stdout

    def try_to(self, *arguments):
        return subprocess.run(
            ["terraform", *arguments],
            cwd=self.directory,
            env=self.variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=150,
        )

    def apply(self, *arguments):
        return self.run("apply", "-auto-approve", "-no-color", *arguments)


def given_mirror():
    """The first directory that may hold providers."""
    places = [os.environ.get("PORTCULLIS_TF_MIRROR"), *MIRRORS]
    found = (pathlib.Path(place).expanduser() for place in places if place)
    return next((place for place in found if place.is_dir() and any(place.iterdir())), None)


def installation(mirror):
    """Terraform's settings: the mirror if there is one, the registry otherwise."""
    if mirror is None:
        return ""
    return f"provider_installation {{\n  filesystem_mirror {{\n    path = {json.dumps(str(mirror))}\n  }}\n}}\n"


@pytest.fixture(scope="module")
def terraform(server, tmp_path_factory):
    if shutil.which("terraform") is None:
        pytest.skip("there is no terraform on this machine")
    directory = tmp_path_factory.mktemp("terraform")
    shutil.copy(pathlib.Path(__file__).parent / "terraform" / "main.tf", directory)
    terraform = Terraform(directory, server)
    started = terraform.try_to("init", "-no-color")
    if started.returncode != 0:
        assert "provider" in started.stderr, started.stderr
        pytest.skip("terraform finds no AWS provider: name a plugin mirror with PORTCULLIS_TF_MIRROR")
    return terraform


def test_apply(terraform, root):
    assert "Apply complete! Resources: 20 added" in terraform.apply()
    assert {user["UserName"] for user in root.iam.get_group(GroupName="Cashiers")["Users"]} == {"zoe", "mateo"}
    key = json.loads(terraform.run("output", "-json", "admin"))
    admin = Aws(root.server, Credentials(key["id"], key["secret"]))
    assert admin.iam.list_account_aliases()["AccountAliases"] == ["coffee-shop"]


def test_no_drift(terraform):
    assert "No changes." in terraform.run("plan", "-detailed-exitcode", "-no-color")


def test_drift_is_seen_and_mended(terraform, root):
    root.iam.remove_user_from_group(GroupName="Cashiers", UserName="zoe")
    root.iam.untag_role(RoleName="Cashier", TagKeys=["shop"])
    root.iam.delete_group_policy(GroupName="Cashiers", PolicyName="Till")
    assert "Apply complete! Resources: 1 added, 2 changed, 0 destroyed." in terraform.apply()
    assert root.iam.get_group_policy(GroupName="Cashiers", PolicyName="Till")["PolicyName"] == "Till"


def test_update(terraform, root):
    (terraform.directory / "terraform.tfvars").write_text(
        'session_seconds = 7200\ncashiers = ["zoe", "ines"]\nmenu_actions = ["s3:GetObject", "s3:ListBucket"]\n'
    )
    done = terraform.apply()
    assert "1 added" in done and "1 destroyed" in done
    assert root.iam.get_role(RoleName="Cashier")["Role"]["MaxSessionDuration"] == 7200
    policy = root.iam.get_policy(PolicyArn=f"arn:aws:iam::{ACCOUNT}:policy/shop/ReadMenu")["Policy"]
    assert policy["DefaultVersionId"] == "v2"
    with refused("NoSuchEntity"):
        root.iam.get_user(UserName="mateo")


def test_import(terraform):
    terraform.run("state", "rm", *IMPORTED)
    blocks = [f"import {{\n  to = {to}\n  id = {json.dumps(id_)}\n}}\n" for to, id_ in IMPORTED.items()]
    (terraform.directory / "imports.tf").write_text("".join(blocks))
    done = terraform.apply()
    # What exists only in Terraform's own state is told to it again; the server has nothing to change.
    assert f"{len(IMPORTED)} imported, 0 added" in done and "0 destroyed" in done
    (terraform.directory / "imports.tf").unlink()
    assert "No changes." in terraform.run("plan", "-detailed-exitcode", "-no-color")


def test_destroy(terraform, root):
    terraform.run("destroy", "-auto-approve", "-no-color")
    iam = root.iam
    assert not iam.list_users()["Users"] and not iam.list_groups()["Groups"] and not iam.list_roles()["Roles"]
    assert not iam.list_policies(Scope="Local")["Policies"]
    assert not iam.list_instance_profiles()["InstanceProfiles"]
    assert not iam.list_account_aliases()["AccountAliases"]
