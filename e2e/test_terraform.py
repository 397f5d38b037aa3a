# SPDX-License-Identifier: Apache-2.0
"""Terraform with AWS's provider keeps an account: apply, no drift, update, import, destroy."""

import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest

from authenticator import assign
from clients import Aws, Credentials, allow, document, refused
from server import ACCOUNT, REPOSITORY, ROOT

ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
CONFIGURATION = pathlib.Path(__file__).parent / "terraform"
# Where Terraform looks for providers without a network, besides PORTCULLIS_TF_MIRROR.
MIRRORS = [
    "/usr/share/terraform/plugins",
    "/usr/local/share/terraform/plugins",
    "/opt/tf-plugins",
    "~/.terraform.d/plugins",
]

# Types of the provider that no configuration here has, each with its reason.
NOT_COVERED = {
    "aws_iam_organizations_features": "needs an organization",
}
# Types that are not imported, each with its reason.
NOT_IMPORTED = {
    "aws_iam_group_membership": "the provider cannot import it",
    "aws_iam_policy_attachment": "the provider cannot import it",
    "aws_iam_security_token_service_preferences": "the provider cannot import it",
}

# What is imported, and the id it has: `{type.name.attribute}` stands for what the state says.
IMPORTED = {
    "aws_iam_user.admin": "admin",
    'aws_iam_user.cashier["zoe"]': "zoe",
    "aws_iam_group.cashiers": "Cashiers",
    "aws_iam_role.cashier": "Cashier",
    "aws_iam_policy.menu": f"arn:aws:iam::{ACCOUNT}:policy/shop/ReadMenu",
    "aws_iam_group_policy.till": "Cashiers:Till",
    "aws_iam_group_policy_attachment.menu": f"Cashiers/arn:aws:iam::{ACCOUNT}:policy/shop/ReadMenu",
    "aws_iam_user_group_membership.admin": "admin/Office",
    "aws_iam_user_policy.admin": "admin:Own",
    "aws_iam_user_policy_attachment.admin": "admin/arn:aws:iam::aws:policy/AdministratorAccess",
    "aws_iam_role_policy.inventory": "Inventory:Count",
    "aws_iam_role_policy_attachment.cashier": f"Cashier/arn:aws:iam::{ACCOUNT}:policy/shop/ReadMenu",
    "aws_iam_instance_profile.inventory": "Inventory",
    "aws_iam_account_alias.shop": "coffee-shop",
    "aws_iam_saml_provider.office": f"arn:aws:iam::{ACCOUNT}:saml-provider/office",
    "aws_iam_openid_connect_provider.suppliers": f"arn:aws:iam::{ACCOUNT}:oidc-provider/suppliers.example.com",
    "aws_iam_account_password_policy.shop": "iam-account-password-policy",
    "aws_iam_access_key.technician": "{aws_iam_access_key.technician.id}",
    "aws_iam_user_login_profile.technician": "technician",
    "aws_iam_user_ssh_key.technician": "technician:{aws_iam_user_ssh_key.technician.ssh_public_key_id}:SSH",
    "aws_iam_signing_certificate.technician": "{aws_iam_signing_certificate.technician.id}",
    "aws_iam_service_specific_credential.technician": "{aws_iam_service_specific_credential.technician.id}",
    "aws_iam_server_certificate.till": "{aws_iam_server_certificate.till.name}",
    "aws_iam_service_linked_role.scaling": "{aws_iam_service_linked_role.scaling.arn}",
    "aws_iam_virtual_mfa_device.technician": f"arn:aws:iam::{ACCOUNT}:mfa/machines/technician",
    "aws_iam_user_policies_exclusive.auditor": "auditor",
    "aws_iam_group_policies_exclusive.auditors": "Auditors",
    "aws_iam_role_policies_exclusive.auditor": "{aws_iam_role.auditor.name}",
    "aws_iam_user_policy_attachments_exclusive.auditor": "auditor",
    "aws_iam_group_policy_attachments_exclusive.auditors": "Auditors",
    "aws_iam_role_policy_attachments_exclusive.auditor": "{aws_iam_role.auditor.name}",
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
            "TF_VAR_files": str(REPOSITORY / "crates" / "service" / "tests"),
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

    def json(self, *arguments):
        """Runs Terraform and returns what it prints as JSON."""
        return json.loads(self.run(*arguments))

    def state(self):
        """The attributes of every resource and data source in the state, by address."""
        resources = self.json("show", "-json")["values"]["root_module"]["resources"]
        return {resource["address"]: resource["values"] for resource in resources}

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
    for file in CONFIGURATION.glob("*.tf"):
        shutil.copy(file, directory)
    terraform = Terraform(directory, server)
    started = terraform.try_to("init", "-no-color")
    if started.returncode != 0:
        assert "provider" in started.stderr, started.stderr
        pytest.skip("terraform finds no AWS provider: name a plugin mirror with PORTCULLIS_TF_MIRROR")
    return terraform


def counts(printed):
    """How many resources Terraform says it added, changed and destroyed."""
    found = re.search(r"Resources:(?: \d+ imported,)? (\d+) added, (\d+) changed, (\d+) destroyed", printed)
    return tuple(int(count) for count in found.groups())


def test_apply(terraform, root):
    added, changed, destroyed = counts(terraform.apply())
    assert added == sum(not address.startswith("data.") for address in terraform.state()) > 40
    assert changed == destroyed == 0
    assert {user["UserName"] for user in root.iam.get_group(GroupName="Cashiers")["Users"]} == {"zoe", "mateo"}
    key = terraform.json("output", "-json", "admin")
    admin = Aws(root.server, Credentials(key["id"], key["secret"]))
    assert admin.iam.list_account_aliases()["AccountAliases"] == ["coffee-shop"]


def test_no_drift(terraform):
    assert "No changes." in terraform.run("plan", "-detailed-exitcode", "-no-color")


def test_every_type_is_covered(terraform):
    """A type of the provider's, resource or data source, is in the configuration, or stands above with its reason."""
    provider = next(iter(terraform.json("providers", "schema", "-json")["provider_schemas"].values()))
    addresses = [address.partition("[")[0] for address in terraform.state()]
    resources = {address.split(".")[0] for address in addresses if not address.startswith("data.")}
    data_sources = {address.split(".")[1] for address in addresses if address.startswith("data.")}
    for covered, kind in [(resources, "resource_schemas"), (data_sources, "data_source_schemas")]:
        known = {name for name in provider[kind] if name.startswith("aws_iam_")}
        assert len(known) > 15
        assert known - covered == known & NOT_COVERED.keys()
    imported = {address.split(".")[0] for address in IMPORTED}
    assert resources - imported == NOT_IMPORTED.keys()


def test_data_sources(terraform):
    read = terraform.json("output", "-json", "read")
    policy = f"arn:aws:iam::{ACCOUNT}:policy/shop/ReadMenu"
    assert read == {
        "alias": "coffee-shop",
        "user": f"arn:aws:iam::{ACCOUNT}:user/admin",
        "users": ["mateo", "zoe"],
        "access_keys": ["Active"],
        "ssh_key": "-----BEGIN PUBLIC KEY-----",
        "group": ["mateo", "zoe"],
        "role": 3600,
        "roles": ["Cashier"],
        "profile": "Inventory",
        "profiles": ["Inventory"],
        "policies": ["ReadMenu", policy],
        "server_certificate": "/shop/",
        "issuers": [f"arn:aws:iam::{ACCOUNT}:root", f"arn:aws:iam::{ACCOUNT}:role/shop/Cashier"],
        "simulated": True,
    }


def test_drift_is_seen_and_mended(terraform, root):
    root.iam.remove_user_from_group(GroupName="Cashiers", UserName="zoe")
    root.iam.untag_role(RoleName="Cashier", TagKeys=["shop"])
    root.iam.delete_group_policy(GroupName="Cashiers", PolicyName="Till")
    root.iam.attach_user_policy(UserName="auditor", PolicyArn=ADMINISTRATOR)
    root.iam.put_group_policy(GroupName="Auditors", PolicyName="More", PolicyDocument=document(allow("*")))
    assert counts(terraform.apply()) == (1, 4, 0)
    assert root.iam.get_group_policy(GroupName="Cashiers", PolicyName="Till")["PolicyName"] == "Till"
    assert root.iam.list_group_policies(GroupName="Auditors")["PolicyNames"] == ["Own"]
    attached = root.iam.list_attached_user_policies(UserName="auditor")["AttachedPolicies"]
    assert [policy["PolicyArn"] == ADMINISTRATOR for policy in attached] == [False]


def test_update(terraform, root):
    settings = {
        "session_seconds": 7200,
        "cashiers": ["zoe", "ines"],
        "menu_actions": ["s3:GetObject", "s3:ListBucket"],
        "status": "Inactive",
        "password_length": 16,
        "token_version": "v1Token",
        "shift": "late",
    }
    (terraform.directory / "terraform.tfvars.json").write_text(json.dumps(settings))
    added, changed, destroyed = counts(terraform.apply())
    # One cashier comes and one goes; everything else is changed in its place.
    assert (added, destroyed) == (1, 1) and changed > 12
    iam = root.iam
    assert iam.get_role(RoleName="Cashier")["Role"]["MaxSessionDuration"] == 7200
    policy = iam.get_policy(PolicyArn=f"arn:aws:iam::{ACCOUNT}:policy/shop/ReadMenu")["Policy"]
    assert policy["DefaultVersionId"] == "v2"
    with refused("NoSuchEntity"):
        iam.get_user(UserName="mateo")
    assert iam.list_access_keys(UserName="technician")["AccessKeyMetadata"][0]["Status"] == "Inactive"
    assert iam.list_ssh_public_keys(UserName="technician")["SSHPublicKeys"][0]["Status"] == "Inactive"
    assert iam.list_signing_certificates(UserName="technician")["Certificates"][0]["Status"] == "Inactive"
    assert iam.get_account_password_policy()["PasswordPolicy"]["MinimumPasswordLength"] == 16
    assert iam.get_account_summary()["SummaryMap"]["GlobalEndpointTokenVersion"] == 1
    assert {"Key": "shift", "Value": "late"} in iam.list_user_tags(UserName="technician")["Tags"]
    assert "No changes." in terraform.run("plan", "-detailed-exitcode", "-no-color")


def test_import(terraform):
    state = terraform.state()
    terraform.run("state", "rm", *IMPORTED)
    blocks = [f"import {{\n  to = {to}\n  id = {json.dumps(told(id_, state))}\n}}\n" for to, id_ in IMPORTED.items()]
    (terraform.directory / "imports.tf").write_text("".join(blocks))
    done = terraform.apply()
    # What exists only in Terraform's own state is told to it again; the server has nothing to change.
    assert f"{len(IMPORTED)} imported, 0 added" in done and "0 destroyed" in done
    (terraform.directory / "imports.tf").unlink()
    assert "No changes." in terraform.run("plan", "-detailed-exitcode", "-no-color")


def test_what_is_not_imported_cannot_be(terraform):
    addresses = [address for address in terraform.state() if address.split(".")[0] in NOT_IMPORTED]
    assert {address.split(".")[0] for address in addresses} == NOT_IMPORTED.keys()
    terraform.run("state", "rm", *addresses)
    for address in addresses:
        refusal = terraform.try_to("import", "-no-color", address, "any")
        assert refusal.returncode == 1 and "doesn't support import" in refusal.stderr, refusal.stderr
    terraform.apply()


def told(id_, state):
    """An id with what the state says in the place of `{type.name.attribute}`."""

    def said(found):
        address, _, attribute = found[1].rpartition(".")
        return state[address][attribute]

    return re.sub(r"\{(.+?)\}", said, id_)


def test_destroy(terraform, root):
    # Made outside Terraform: a user that is destroyed by force takes it along.
    root.iam.create_access_key(UserName="technician")
    root.iam.create_service_specific_credential(UserName="technician", ServiceName="cassandra.amazonaws.com")
    assign(root, "technician", "app")
    terraform.run("destroy", "-auto-approve", "-no-color")
    iam = root.iam
    summary = iam.get_account_summary()["SummaryMap"]
    kinds = ("Users", "Groups", "Roles", "Policies", "InstanceProfiles", "ServerCertificates")
    assert not any(summary[kind] for kind in kinds), summary
    assert not iam.list_account_aliases()["AccountAliases"]
    assert not iam.list_virtual_mfa_devices()["VirtualMFADevices"]
    with refused("NoSuchEntity"):
        iam.get_account_password_policy()
