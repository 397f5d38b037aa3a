# SPDX-License-Identifier: Apache-2.0
"""Assertions of a SAML identity provider of others' making: pysaml2 writes them, signxml signs them."""

import base64
import datetime

import boto3
import lxml.etree
import pytest
import saml2
import signxml
from botocore import UNSIGNED
from botocore.config import Config
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from saml2.config import IdPConfig
from saml2.metadata import entity_descriptor
from saml2.saml import NAME_FORMAT_URI, NAMEID_FORMAT_PERSISTENT, NameID
from saml2.server import Server as IdentityProviderServer

from clients import Aws, refused
from server import ACCOUNT, ROOT

ISSUER = "https://idp.example.org/metadata"
AWS = "https://aws.amazon.com/SAML/Attributes/"
PLACE = "https://signin.aws.amazon.com/saml"
SIGNATURES = "http://www.w3.org/2000/09/xmldsig#"
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


class IdentityProvider:
    """One provider with one key, whose files stand in a folder."""

    def __init__(self, folder):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "idp.example.org")])
        now = datetime.datetime.now(datetime.UTC)
        builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(7)
        builder = builder.public_key(self.key.public_key()).not_valid_before(now)
        builder = builder.not_valid_after(now + datetime.timedelta(days=9))
        self.certificate = builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        file = folder / "idp.pem"
        file.write_bytes(self.certificate)
        places = [("https://idp.example.org/sso", saml2.BINDING_HTTP_REDIRECT)]
        # pysaml2's own signing needs a program, xmlsec1, which it looks for unless it is told of another way.
        self.config = IdPConfig().load(
            {
                "entityid": ISSUER,
                "crypto_backend": "XMLSecurity",
                "cert_file": str(file),
                "metadata": {"inline": [CONSUMER]},
                "service": {"idp": {"endpoints": {"single_sign_on_service": places}}},
            }
        )

    def metadata(self):
        return str(entity_descriptor(self.config))

    def response(self, key=None, **attributes):
        """A response whose assertion is signed, in base64."""
        server = IdentityProviderServer(config=self.config)
        made = server.create_authn_response(
            {},
            in_response_to=None,
            destination=PLACE,
            sp_entity_id=PLACE,
            name_id=NameID(format=NAMEID_FORMAT_PERSISTENT, text="ann@example.org"),
            authn={"class_ref": "urn:oasis:names:tc:SAML:2.0:ac:classes:Password"},
            sign_response=False,
            sign_assertion=False,
        )
        document = lxml.etree.fromstring(str(made).encode())
        names = {"a": "urn:oasis:names:tc:SAML:2.0:assertion"}
        (assertion,) = document.findall("a:Assertion", names)
        statement = assertion.find("a:AttributeStatement", names)
        if statement is None:
            statement = lxml.etree.SubElement(assertion, f"{{{names['a']}}}AttributeStatement")
        for name, value in attributes.items():
            said = {"Name": AWS + name.replace("_", ":"), "NameFormat": NAME_FORMAT_URI}
            attribute = lxml.etree.SubElement(statement, f"{{{names['a']}}}Attribute", said)
            lxml.etree.SubElement(attribute, f"{{{names['a']}}}AttributeValue").text = value
        # The signature's place is behind the issuer, as the schema has it.
        names_of_signature = {"ds": SIGNATURES}
        place = lxml.etree.Element(f"{{{SIGNATURES}}}Signature", Id="placeholder", nsmap=names_of_signature)
        assertion.find("a:Issuer", names).addnext(place)
        signer = signxml.XMLSigner(c14n_algorithm="http://www.w3.org/2001/10/xml-exc-c14n#")
        signed = signer.sign(
            assertion, key=key or self.key, cert=self.certificate, reference_uri=assertion.get("ID")
        )
        document.replace(assertion, signed)
        return base64.b64encode(lxml.etree.tostring(document)).decode()


@pytest.fixture(scope="module")
def office(server, tmp_path_factory):
    """An identity provider that the account knows, and a role that trusts it."""
    provider = IdentityProvider(tmp_path_factory.mktemp("idp"))
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
    response = office.response(**said())
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
        assume(sts, office.response(**said(PrincipalTag_team="tea")))


def test_a_response_of_another_key_is_none_of_the_providers(office, sts):
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    with refused("InvalidIdentityToken"):
        assume(sts, office.response(key=stranger, **said()))


def test_a_response_without_a_signature_is_refused(office, sts):
    document = lxml.etree.fromstring(base64.b64decode(office.response(**said())))
    for signature in document.findall(f".//{{{SIGNATURES}}}Signature"):
        signature.getparent().remove(signature)
    with refused("InvalidIdentityToken"):
        assume(sts, base64.b64encode(lxml.etree.tostring(document)).decode())


def test_a_response_that_was_changed_is_refused(office, sts):
    document = base64.b64decode(office.response(**said()))
    changed = document.replace(b"ann@example.org", b"eve@example.org")
    assert changed != document
    with refused("InvalidIdentityToken"):
        assume(sts, base64.b64encode(changed).decode())


def test_a_role_that_the_assertion_does_not_name_is_not_assumed(office, sts):
    other = f"arn:aws:iam::{ACCOUNT}:role/Other,{PROVIDER}"
    with pytest.raises(sts.exceptions.ClientError):
        assume(sts, office.response(**said(Role=other)))
