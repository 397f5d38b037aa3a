# SPDX-License-Identifier: Apache-2.0
"""AssumeRoleWithSAML with the assertions of an identity provider of others' making."""

import base64

import boto3
import lxml.etree
import pytest
import saml2
from botocore import UNSIGNED
from botocore.config import Config
from cryptography.hazmat.primitives.asymmetric import rsa

from clients import Aws, refused
from identity_provider import ISSUER, SIGNATURES, IdentityProvider
from server import ACCOUNT, ROOT

PLACE = "https://signin.aws.amazon.com/saml"
PROVIDER = f"arn:aws:iam::{ACCOUNT}:saml-provider/office"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/Cashier"
# What the identity provider knows of the service that consumes its assertions.
CONSUMER = f"""<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{PLACE}">
    <SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <AssertionConsumerService index="0" Location="{PLACE}" Binding="{saml2.BINDING_HTTP_POST}"/>
    </SPSSODescriptor></EntityDescriptor>"""
TRUST = """{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "%s"},
    "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"],
    "Condition": {"StringEquals": {"SAML:aud": "%s", "aws:RequestTag/team": "milk"}}}]}"""


@pytest.fixture(scope="module")
def office(server, tmp_path_factory):
    """An identity provider that the account knows, and a role that trusts it."""
    provider = IdentityProvider(tmp_path_factory.mktemp("idp"), CONSUMER)
    root = Aws(server, ROOT)
    root.iam.create_saml_provider(Name="office", SAMLMetadataDocument=provider.metadata())
    root.iam.create_role(RoleName="Cashier", AssumeRolePolicyDocument=TRUST % (PROVIDER, PLACE))
    return provider


@pytest.fixture
def sts(server):
    """STS as one without credentials asks it."""
    return boto3.client(
        "sts", endpoint_url=server.url, region_name="us-east-1", config=Config(signature_version=UNSIGNED)
    )


def said(**more):
    return {
        "Role": f"{ROLE},{PROVIDER}",
        "RoleSessionName": "ann",
        "PrincipalTag_team": "milk",
        **more,
    }


def assume(sts, response):
    return sts.assume_role_with_saml(RoleArn=ROLE, PrincipalArn=PROVIDER, SAMLAssertion=response)


def test_an_assertion_makes_one_session(office, sts, server):
    response = office.response(PLACE, **said())
    answer = assume(sts, response)
    assert (answer["Subject"], answer["Issuer"], answer["Audience"]) == ("ann@example.org", ISSUER, PLACE)
    keys = answer["Credentials"]
    session = boto3.client(
        "sts",
        endpoint_url=server.url,
        region_name="us-east-1",
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys["SessionToken"],
    )
    assert session.get_caller_identity()["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/Cashier/ann"
    with refused("InvalidIdentityToken"):
        assume(sts, response)


def test_tags_of_the_assertion_are_what_the_trust_policy_sees(office, sts):
    with refused("AccessDenied"):
        assume(sts, office.response(PLACE, **said(PrincipalTag_team="tea")))


def test_a_response_of_another_key_is_none_of_the_providers(office, sts):
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    with refused("InvalidIdentityToken"):
        assume(sts, office.response(PLACE, key=stranger, **said()))


def test_a_response_without_a_signature_is_refused(office, sts):
    document = lxml.etree.fromstring(base64.b64decode(office.response(PLACE, **said())))
    for signature in document.findall(f".//{{{SIGNATURES}}}Signature"):
        signature.getparent().remove(signature)
    with refused("InvalidIdentityToken"):
        assume(sts, base64.b64encode(lxml.etree.tostring(document)).decode())


def test_a_response_that_was_changed_is_refused(office, sts):
    document = base64.b64decode(office.response(PLACE, **said()))
    changed = document.replace(b"ann@example.org", b"eve@example.org")
    assert changed != document
    with refused("InvalidIdentityToken"):
        assume(sts, base64.b64encode(changed).decode())


def test_a_role_that_the_assertion_does_not_name_is_not_assumed(office, sts):
    other = f"arn:aws:iam::{ACCOUNT}:role/Other,{PROVIDER}"
    with pytest.raises(sts.exceptions.ClientError):
        assume(sts, office.response(PLACE, **said(Role=other)))
