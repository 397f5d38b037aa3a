# SPDX-License-Identifier: Apache-2.0
"""Two accounts on one server: they see nothing of each other, except through a role that trusts."""

import pytest

from clients import Aws, allow, denied, document, refused, trust
from server import ACCOUNT, ROOT, Server, printed_credentials

PARTNER = "444455556666"
AUDITOR = f"arn:aws:iam::{ACCOUNT}:role/Auditor"
TICKET = {"StringEquals": {"sts:ExternalId": "ticket-7"}}


@pytest.fixture(scope="module")
def accounts(tmp_path_factory):
    """The root users of the two accounts."""
    server = Server(tmp_path_factory.mktemp("server") / "data").start()
    assert server.stop() == 0
    made = server.run("account", "create", "--id", PARTNER, "--email", "partner@example.com", "--root-access-key")
    assert made.returncode == 0, made.stderr
    server.start()
    yield Aws(server, ROOT), Aws(server, printed_credentials(made.stdout))
    assert server.stop() == 0


@pytest.fixture(scope="module")
def visitor(accounts):
    """A user of the other account who may assume any role, and the role that awaits it."""
    home, partner = accounts
    visitor = partner.user("visitor")
    partner.iam.put_user_policy(
        UserName="visitor", PolicyName="visit", PolicyDocument=document(allow("sts:AssumeRole"))
    )
    home.iam.create_role(
        RoleName="Auditor",
        AssumeRolePolicyDocument=trust(f"arn:aws:iam::{PARTNER}:root", Condition=TICKET),
    )
    home.iam.put_role_policy(RoleName="Auditor", PolicyName="audit", PolicyDocument=document(allow("iam:ListUsers")))
    return visitor


def test_each_account_has_its_own_names(accounts):
    home, partner = accounts
    assert home.sts.get_caller_identity()["Account"] == ACCOUNT
    assert partner.sts.get_caller_identity()["Account"] == PARTNER
    for caller in accounts:
        caller.iam.create_user(UserName="twin")
    arns = [caller.iam.get_user(UserName="twin")["User"]["Arn"] for caller in accounts]
    assert arns == [f"arn:aws:iam::{ACCOUNT}:user/twin", f"arn:aws:iam::{PARTNER}:user/twin"]


def test_key_ids_tell_their_account(accounts):
    home, partner = accounts
    key = partner.iam.create_access_key(UserName="twin")["AccessKey"]["AccessKeyId"]
    assert home.sts.get_access_key_info(AccessKeyId=key)["Account"] == PARTNER


def test_with_the_external_id_the_role_is_assumed(visitor):
    session = visitor.assume(AUDITOR, "audit", ExternalId="ticket-7")
    assert session.arn() == f"arn:aws:sts::{ACCOUNT}:assumed-role/Auditor/audit"
    names = {user["Arn"].split(":")[4] for user in session.iam.list_users()["Users"]}
    assert names == {ACCOUNT}
    with refused("AccessDenied"):
        session.iam.list_roles()


@pytest.mark.parametrize("ticket", [{}, {"ExternalId": "ticket-8"}, {"ExternalId": "Ticket-7"}])
def test_without_it_denied(visitor, ticket):
    arn = f"arn:aws:iam::{PARTNER}:user/visitor"
    with refused("AccessDenied", denied(arn, "sts:AssumeRole", AUDITOR, why=""), status=403):
        visitor.assume(AUDITOR, "audit", **ticket)


def test_trust_alone_is_not_enough(accounts, visitor):
    """Across accounts both sides must allow, even when the trust policy names the user itself."""
    home, partner = accounts
    stranger = partner.user("stranger")
    arn = f"arn:aws:iam::{PARTNER}:user/stranger"
    home.iam.create_role(RoleName="Named", AssumeRolePolicyDocument=trust(arn))
    with refused("AccessDenied", denied(arn, "sts:AssumeRole", f"arn:aws:iam::{ACCOUNT}:role/Named", why="")):
        stranger.assume(f"arn:aws:iam::{ACCOUNT}:role/Named")
    partner.iam.put_user_policy(
        UserName="stranger", PolicyName="go", PolicyDocument=document(allow("sts:AssumeRole"))
    )
    assert stranger.assume(f"arn:aws:iam::{ACCOUNT}:role/Named").arn().endswith("assumed-role/Named/session")


def test_nor_is_permission_alone(accounts, visitor):
    home, _ = accounts
    home.iam.create_role(RoleName="Private", AssumeRolePolicyDocument=trust(f"arn:aws:iam::{ACCOUNT}:root"))
    with refused("AccessDenied"):
        visitor.assume(f"arn:aws:iam::{ACCOUNT}:role/Private")


def test_a_role_that_is_not_there_looks_like_one_that_refuses(visitor):
    arn = f"arn:aws:iam::{PARTNER}:user/visitor"
    missing = f"arn:aws:iam::{ACCOUNT}:role/Missing"
    with refused("AccessDenied", denied(arn, "sts:AssumeRole", missing, why="")):
        visitor.assume(missing)


def test_policies_of_another_account_cannot_be_used(accounts):
    home, partner = accounts
    policy = home.iam.create_policy(PolicyName="Mine", PolicyDocument=document(allow("*")))["Policy"]["Arn"]
    with refused("NoSuchEntity"):
        partner.iam.attach_user_policy(UserName="twin", PolicyArn=policy)
    with refused(code="AccessDenied"):
        partner.iam.get_policy(PolicyArn=policy)


def test_a_trusted_principal_must_exist(accounts):
    home, _ = accounts
    gone = f"arn:aws:iam::{PARTNER}:user/nobody"
    with refused("MalformedPolicyDocument", f'Invalid principal in policy: "AWS":"{gone}"'):
        home.iam.create_role(RoleName="Orphan", AssumeRolePolicyDocument=trust(gone))


def test_account_list_names_both(accounts):
    home, _ = accounts
    server = home.server
    assert server.stop() == 0
    listed = server.run("account", "list")
    assert [line.split()[:2] for line in listed.stdout.splitlines()] == [
        [ACCOUNT, "root@example.com"],
        [PARTNER, "partner@example.com"],
    ]
    server.start()
