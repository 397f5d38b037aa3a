# SPDX-License-Identifier: Apache-2.0
"""A SAML identity provider of others' making: pysaml2 writes and reads, signxml signs."""

import base64
import datetime

import lxml.etree
import saml2
import signxml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from saml2.config import IdPConfig
from saml2.metadata import entity_descriptor
from saml2.saml import NAME_FORMAT_URI, NAMEID_FORMAT_PERSISTENT, NameID
from saml2.server import Server

ISSUER = "https://idp.example.org/metadata"
SIGN_ON = "https://idp.example.org/sso"
AWS = "https://aws.amazon.com/SAML/Attributes/"
SIGNATURES = "http://www.w3.org/2000/09/xmldsig#"
ASSERTIONS = "urn:oasis:names:tc:SAML:2.0:assertion"


class IdentityProvider:
    """One provider with one key, whose files stand in a folder. It knows one service by the metadata of that."""

    def __init__(self, folder, consumer):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "idp.example.org")])
        now = datetime.datetime.now(datetime.UTC)
        builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(7)
        builder = builder.public_key(self.key.public_key()).not_valid_before(now)
        builder = builder.not_valid_after(now + datetime.timedelta(days=9))
        self.certificate = builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        file = folder / "idp.pem"
        file.write_bytes(self.certificate)
        places = [(SIGN_ON, saml2.BINDING_HTTP_REDIRECT)]
        # pysaml2's own signing needs a program, xmlsec1, which it looks for unless it is told of another way.
        self.config = IdPConfig().load(
            {
                "entityid": ISSUER,
                "crypto_backend": "XMLSecurity",
                "cert_file": str(file),
                "metadata": {"inline": [consumer]},
                "service": {"idp": {"endpoints": {"single_sign_on_service": places}}},
            }
        )
        self.server = Server(config=self.config)

    def metadata(self):
        return str(entity_descriptor(self.config))

    def read_request(self, request, binding):
        """What a service asks, as the provider reads it."""
        return self.server.parse_authn_request(request, binding).message

    def response(self, place, key=None, in_response_to=None, **attributes):
        """A response for a service and its place, whose assertion is signed, in base64."""
        made = self.server.create_authn_response(
            {},
            in_response_to=in_response_to,
            destination=place,
            sp_entity_id=place,
            name_id=NameID(format=NAMEID_FORMAT_PERSISTENT, text="ann@example.org"),
            authn={"class_ref": "urn:oasis:names:tc:SAML:2.0:ac:classes:Password"},
            sign_response=False,
            sign_assertion=False,
        )
        document = lxml.etree.fromstring(str(made).encode())
        names = {"a": ASSERTIONS}
        (assertion,) = document.findall("a:Assertion", names)
        statement = assertion.find("a:AttributeStatement", names)
        if statement is None:
            statement = lxml.etree.SubElement(assertion, f"{{{ASSERTIONS}}}AttributeStatement")
        for name, value in attributes.items():
            said = {"Name": AWS + name.replace("_", ":"), "NameFormat": NAME_FORMAT_URI}
            attribute = lxml.etree.SubElement(statement, f"{{{ASSERTIONS}}}Attribute", said)
            for text in [value] if isinstance(value, str) else value:
                lxml.etree.SubElement(attribute, f"{{{ASSERTIONS}}}AttributeValue").text = text
        # The signature's place is behind the issuer, as the schema has it.
        names_of_signature = {"ds": SIGNATURES}
        placeholder = lxml.etree.Element(f"{{{SIGNATURES}}}Signature", Id="placeholder", nsmap=names_of_signature)
        assertion.find("a:Issuer", names).addnext(placeholder)
        signer = signxml.XMLSigner(c14n_algorithm="http://www.w3.org/2001/10/xml-exc-c14n#")
        signed = signer.sign(
            assertion, key=key or self.key, cert=self.certificate, reference_uri=assertion.get("ID")
        )
        document.replace(assertion, signed)
        return base64.b64encode(lxml.etree.tostring(document)).decode()
