# SPDX-License-Identifier: Apache-2.0
"""Every paginator and every waiter that boto3 has for IAM, one thing to a page."""

import re
import threading
import time

import pytest
from botocore import xform_name
from botocore.exceptions import WaiterError

from authenticator import assign
from clients import allow, document, trust
from server import ACCOUNT, REPOSITORY

EC2 = trust({"Service": "ec2.amazonaws.com"})
POLICY = f"arn:aws:iam::{ACCOUNT}:policy/thing-0"
PROVIDER = f"arn:aws:iam::{ACCOUNT}:saml-provider/thing-0"
ISSUER = f"arn:aws:iam::{ACCOUNT}:oidc-provider/things.example.com"
DEVICE = f"arn:aws:iam::{ACCOUNT}:mfa/thing-0"
DOCUMENT = document(allow("s3:*"))
FILES = REPOSITORY / "crates" / "service" / "tests"
USER, GROUP, ROLE = {"UserName": "thing-0"}, {"GroupName": "thing-0"}, {"RoleName": "thing-0"}
SIMULATED = {"ActionNames": ["s3:GetObject", "s3:PutObject", "iam:GetUser"]}

# The operation, what it is asked, and how many there are of what it lists.
ROWS = [
    ("list_access_keys", USER, {"AccessKeyMetadata": 2}),
    ("list_account_aliases", {}, {"AccountAliases": 1}),
    ("list_attached_group_policies", GROUP, {"AttachedPolicies": 3}),
    ("list_attached_role_policies", ROLE, {"AttachedPolicies": 3}),
    ("list_attached_user_policies", USER, {"AttachedPolicies": 3}),
    ("list_entities_for_policy", {"PolicyArn": POLICY}, {"PolicyUsers": 1, "PolicyGroups": 1, "PolicyRoles": 1}),
    ("list_group_policies", GROUP, {"PolicyNames": 3}),
    ("get_group", GROUP, {"Users": 3}),
    ("list_groups", {}, {"Groups": 3}),
    ("list_groups_for_user", USER, {"Groups": 3}),
    ("list_instance_profile_tags", {"InstanceProfileName": "thing-0"}, {"Tags": 3}),
    ("list_instance_profiles", {}, {"InstanceProfiles": 3}),
    ("list_instance_profiles_for_role", ROLE, {"InstanceProfiles": 3}),
    ("list_mfa_device_tags", {"SerialNumber": DEVICE}, {"Tags": 3}),
    ("list_mfa_devices", USER, {"MFADevices": 2}),
    ("list_open_id_connect_provider_tags", {"OpenIDConnectProviderArn": ISSUER}, {"Tags": 3}),
    ("list_policies", {"Scope": "Local"}, {"Policies": 3}),
    ("list_policy_tags", {"PolicyArn": POLICY}, {"Tags": 3}),
    ("list_policy_versions", {"PolicyArn": POLICY}, {"Versions": 4}),
    ("list_role_policies", ROLE, {"PolicyNames": 3}),
    ("list_role_tags", ROLE, {"Tags": 3}),
    ("list_roles", {}, {"Roles": 3}),
    ("list_saml_provider_tags", {"SAMLProviderArn": PROVIDER}, {"Tags": 3}),
    ("list_server_certificate_tags", {"ServerCertificateName": "thing-0"}, {"Tags": 3}),
    ("list_server_certificates", {}, {"ServerCertificateMetadataList": 3}),
    ("list_signing_certificates", USER, {"Certificates": 2}),
    ("list_ssh_public_keys", USER, {"SSHPublicKeys": 2}),
    ("list_user_policies", USER, {"PolicyNames": 3}),
    ("list_user_tags", USER, {"Tags": 3}),
    ("list_users", {}, {"Users": 3}),
    ("list_virtual_mfa_devices", {}, {"VirtualMFADevices": 2}),
    ("simulate_custom_policy", {"PolicyInputList": [DOCUMENT], **SIMULATED}, {"EvaluationResults": 3}),
    (
        "simulate_principal_policy",
        {"PolicySourceArn": f"arn:aws:iam::{ACCOUNT}:user/thing-0", **SIMULATED},
        {"EvaluationResults": 3},
    ),
    (
        "get_account_authorization_details",
        {"Filter": ["User", "Group", "Role", "LocalManagedPolicy"]},
        {"UserDetailList": 3, "GroupDetailList": 3, "RoleDetailList": 3, "Policies": 3},
    ),
]


def file(path):
    return (FILES / path).read_text()


@pytest.fixture(scope="module")
def things(root):
    """Three of each kind of thing, and three of everything on the first of them."""
    iam = root.iam
    names = [f"thing-{number}" for number in range(3)]
    for name in names:
        iam.create_user(UserName=name)
        iam.create_group(GroupName=name)
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=EC2)
        iam.create_instance_profile(InstanceProfileName=name)
        iam.upload_server_certificate(
            ServerCertificateName=name,
            CertificateBody=file("certificates/leaf.pem"),
            PrivateKey=file("certificates/leaf-key.pem"),
        )
        iam.create_policy(PolicyName=name, PolicyDocument=DOCUMENT)
        iam.create_saml_provider(Name=name, SAMLMetadataDocument=file("saml/metadata.xml"))
    thumbprint = "0" * 40
    iam.create_open_id_connect_provider(Url="https://things.example.com", ThumbprintList=[thumbprint])
    for name in names[:2]:
        assign(root, "thing-0", name)
    for name in names:
        iam.add_user_to_group(UserName="thing-0", GroupName=name)
        iam.add_role_to_instance_profile(InstanceProfileName=name, **ROLE)
        for kind, owner in [("user", USER), ("group", GROUP), ("role", ROLE)]:
            getattr(iam, f"put_{kind}_policy")(PolicyName=name, PolicyDocument=DOCUMENT, **owner)
            getattr(iam, f"attach_{kind}_policy")(PolicyArn=POLICY.replace("thing-0", name), **owner)
        tags = [{"Key": name, "Value": ""}]
        iam.tag_user(Tags=tags, **USER)
        iam.tag_role(Tags=tags, **ROLE)
        iam.tag_policy(PolicyArn=POLICY, Tags=tags)
        iam.tag_instance_profile(InstanceProfileName="thing-0", Tags=tags)
        iam.tag_server_certificate(ServerCertificateName="thing-0", Tags=tags)
        iam.tag_mfa_device(SerialNumber=DEVICE, Tags=tags)
        iam.tag_saml_provider(SAMLProviderArn=PROVIDER, Tags=tags)
        iam.tag_open_id_connect_provider(OpenIDConnectProviderArn=ISSUER, Tags=tags)
        iam.create_policy_version(PolicyArn=POLICY, PolicyDocument=DOCUMENT)
    for name in names[1:]:
        iam.add_user_to_group(UserName=name, GroupName="thing-0")
    iam.create_account_alias(AccountAlias="things")
    for number in range(2):
        iam.create_access_key(**USER)
    for key in ("ssh-rsa-2048.pub", "ssh-rsa-other-1.pub"):
        iam.upload_ssh_public_key(SSHPublicKeyBody=file(f"keys/{key}"), **USER)
    for certificate in ("self-p256.pem", "self-p384.pem"):
        iam.upload_signing_certificate(CertificateBody=file(f"certificates/{certificate}"), **USER)
    return names


@pytest.mark.parametrize(("operation", "parameters", "counts"), ROWS, ids=[row[0] for row in ROWS])
def test_one_thing_to_a_page(root, things, operation, parameters, counts):
    paginator = root.iam.get_paginator(operation)
    pages = list(paginator.paginate(**parameters, PaginationConfig={"PageSize": 1}))
    found = [(key, str(thing)) for page in pages for key in counts for thing in page.get(key, [])]
    assert [sum(len(page.get(key, [])) for key in counts) for page in pages] == [1] * sum(counts.values())
    assert len(set(found)) == len(found), "each once"
    assert {key: sum(at == key for at, _ in found) for key in counts} == counts
    assert all(page["IsTruncated"] == ("Marker" in page) for page in pages)
    assert [page["IsTruncated"] for page in pages] == [True] * (len(pages) - 1) + [False]


def test_a_paginator_goes_on_from_a_token(root, things):
    paginator = root.iam.get_paginator("list_users")
    first = paginator.paginate(PaginationConfig={"MaxItems": 2, "PageSize": 1}).build_full_result()
    rest = paginator.paginate(PaginationConfig={"StartingToken": first["NextToken"]}).build_full_result()
    assert [user["UserName"] for user in first["Users"] + rest["Users"]] == things


def test_the_rows_leave_no_paginator_out(root):
    """Whoever adds an operation with a paginator adds its row."""
    iam = root.iam
    coverage = (REPOSITORY / "COVERAGE.md").read_text()
    present = {xform_name(name) for name in re.findall(r"^\| (\w+) \| \[done\]", coverage, re.MULTILINE)}
    known = {xform_name(name) for name in iam.meta.service_model.operation_names}
    paginators = {name for name in known if iam.can_paginate(name)}
    assert len(paginators) >= 34
    assert {row[0] for row in ROWS} == paginators & present


# The waiter, the thing it waits for, and how that comes to be.
WAITERS = [
    ("user_exists", {"UserName": "awaited"}, "create_user", {"UserName": "awaited"}),
    (
        "role_exists",
        {"RoleName": "awaited"},
        "create_role",
        {"RoleName": "awaited", "AssumeRolePolicyDocument": EC2},
    ),
    (
        "policy_exists",
        {"PolicyArn": f"arn:aws:iam::{ACCOUNT}:policy/awaited"},
        "create_policy",
        {"PolicyName": "awaited", "PolicyDocument": DOCUMENT},
    ),
    (
        "instance_profile_exists",
        {"InstanceProfileName": "awaited"},
        "create_instance_profile",
        {"InstanceProfileName": "awaited"},
    ),
]


@pytest.mark.parametrize(("waiter", "thing", "create", "parameters"), WAITERS, ids=[row[0] for row in WAITERS])
def test_waiters(root, waiter, thing, create, parameters):
    waiter = root.iam.get_waiter(waiter)
    with pytest.raises(WaiterError, match="Max attempts exceeded"):
        waiter.wait(WaiterConfig={"Delay": 0, "MaxAttempts": 2}, **thing)
    later = threading.Timer(0.3, lambda: getattr(root.iam, create)(**parameters))
    begun = time.monotonic()
    later.start()
    waiter.wait(WaiterConfig={"Delay": 0.1, "MaxAttempts": 200}, **thing)
    later.join()
    assert time.monotonic() - begun >= 0.3
    waiter.wait(WaiterConfig={"Delay": 0, "MaxAttempts": 1}, **thing)


def test_no_waiter_is_left_out(root):
    assert sorted(root.iam.waiter_names) == sorted(row[0] for row in WAITERS)
    assert root.sts.waiter_names == []
