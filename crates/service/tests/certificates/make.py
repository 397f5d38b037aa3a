# SPDX-License-Identifier: Apache-2.0
"""Writes the certificates and keys that tests read. They are valid from 2025 to 2035 unless their name says otherwise.

Needs the Python package `cryptography`, and OpenSSL for what that no longer signs. The keys protect nothing.
"""

import base64
import datetime
import hashlib
import pathlib
import subprocess

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.x509.oid import NameOID

HERE = pathlib.Path(__file__).parent
BEGIN = datetime.datetime(2025, 1, 1, tzinfo=datetime.timezone.utc)
END = datetime.datetime(2035, 1, 1, tzinfo=datetime.timezone.utc)
PKCS8 = serialization.PrivateFormat.PKCS8
TRADITIONAL = serialization.PrivateFormat.TraditionalOpenSSL


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def rsa_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def certificate(subject, key, issuer=None, by=None, ca=False, begin=BEGIN, end=END, digest=hashes.SHA256(), **more):
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer or subject))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
    )
    if ca is not None:
        builder = builder.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    return builder.sign(by or key, digest, **more)


def write(stem, thing, form=PKCS8, password=None):
    encryption = serialization.NoEncryption()
    if password:
        encryption = serialization.BestAvailableEncryption(password)
    if isinstance(thing, x509.Certificate):
        pem = thing.public_bytes(serialization.Encoding.PEM)
    else:
        pem = thing.private_bytes(serialization.Encoding.PEM, form, encryption)
    (HERE / f"{stem}.pem").write_bytes(pem)


def chain():
    keys = {part: rsa_key() for part in ("root", "intermediate", "leaf", "impostor")}
    root = certificate("Test Root", keys["root"], ca=True)
    write("root", root)
    write("intermediate", certificate("Test Intermediate", keys["intermediate"], "Test Root", keys["root"], True))
    write("impostor", certificate("Test Intermediate", keys["impostor"], ca=True))
    leaf = certificate("shop.example.com", keys["leaf"], "Test Intermediate", keys["intermediate"])
    write("leaf", leaf)
    der = leaf.public_bytes(serialization.Encoding.DER)
    (HERE / "leaf.id").write_bytes(base64.b32encode(hashlib.sha1(der).digest()) + b"\n")
    write("leaf-key", keys["leaf"])
    write("leaf-key-pkcs1", keys["leaf"], TRADITIONAL)
    write("leaf-key-encrypted", keys["leaf"], password=b"secret")
    early = datetime.datetime(2025, 6, 1, tzinfo=datetime.timezone.utc)
    late = datetime.datetime(2030, 1, 1, tzinfo=datetime.timezone.utc)
    write("leaf-expired", certificate("shop.example.com", keys["leaf"], end=early))
    write("leaf-not-yet", certificate("shop.example.com", keys["leaf"], begin=late))
    write("rsa-1024-key", rsa.generate_private_key(public_exponent=65537, key_size=1024))


def alone():
    out = str(HERE / "self-rsa-sha1.pem")
    make = "openssl req -x509 -sha1 -newkey rsa:2048 -nodes -keyout /dev/null -subj /CN=Alone -days 3650 -out"
    subprocess.run([*make.split(), out], check=True)
    key = rsa_key()
    for digest in (hashes.SHA384(), hashes.SHA512()):
        write(f"self-rsa-{digest.name}", certificate("Alone", key, ca=True, digest=digest))
    write("self-rsa-pss", certificate("Alone", key, ca=True, rsa_padding=padding.PSS(padding.MGF1(hashes.SHA256()), 32)))
    for curve, digest in ((ec.SECP256R1(), hashes.SHA256()), (ec.SECP384R1(), hashes.SHA384()), (ec.SECP521R1(), hashes.SHA512())):
        key = ec.generate_private_key(curve)
        stem = {256: "self-p256", 384: "self-p384", 521: "self-p521"}[curve.key_size]
        write(stem, certificate("Alone", key, ca=None, digest=digest))
        write(f"{stem}-key", key)
        if curve.key_size == 256:
            write(f"{stem}-key-sec1", key, TRADITIONAL)
    key = ed25519.Ed25519PrivateKey.generate()
    write("self-ed25519", certificate("Alone", key, ca=True, digest=None))
    write("self-ed25519-key", key)


chain()
alone()
