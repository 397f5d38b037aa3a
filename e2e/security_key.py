# SPDX-License-Identifier: Apache-2.0
"""A security key in software, with the browser around it. Yubico's library for WebAuthn reads what the server asks and
writes the answers; only the key's own habits are ours."""

import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorAssertionResponse,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    PublicKeyCredentialCreationOptions,
    PublicKeyCredentialRequestOptions,
    RegistrationResponse,
)

FLAG = AuthenticatorData.FLAG


class SecurityKey:
    """A key that holds one credential, and a browser on a page of `origin`."""

    def __init__(self, origin):
        self.origin = origin
        self.aaguid = bytes(range(16))
        self.count = 0
        # A real one asks for a finger or a PIN; one that was only touched has not seen who it is.
        self.verifies = True
        self._private = ec.generate_private_key(ec.SECP256R1())
        self._id = os.urandom(32)

    def create(self, options):
        """What `navigator.credentials.create` answers."""
        asked = PublicKeyCredentialCreationOptions.from_dict(options)
        assert any(parameter.alg == ES256.ALGORITHM for parameter in asked.pub_key_cred_params)
        if self._id in [known.id for known in asked.exclude_credentials or ()]:
            raise ValueError("the key is registered already")
        public = ES256.from_cryptography_key(self._private.public_key())
        credential = AttestedCredentialData.create(self.aaguid, self._id, public)
        data = AuthenticatorData.create(sha256(asked.rp.id.encode()), self._flags() | FLAG.AT, self.count, credential)
        response = AuthenticatorAttestationResponse(
            client_data=self._client_data(CollectedClientData.TYPE.CREATE, asked.challenge),
            attestation_object=AttestationObject.create("none", data, {}),
        )
        return dict(RegistrationResponse(raw_id=self._id, response=response))

    def get(self, options):
        """What `navigator.credentials.get` answers."""
        asked = PublicKeyCredentialRequestOptions.from_dict(options)
        assert self._id in [known.id for known in asked.allow_credentials], "the key is not asked for"
        self.count += 1
        client_data = self._client_data(CollectedClientData.TYPE.GET, asked.challenge)
        data = AuthenticatorData.create(sha256(asked.rp_id.encode()), self._flags(), self.count)
        signature = self._private.sign(data + client_data.hash, ec.ECDSA(hashes.SHA256()))
        response = AuthenticatorAssertionResponse(
            client_data=client_data, authenticator_data=data, signature=signature
        )
        return dict(AuthenticationResponse(raw_id=self._id, response=response))

    def _flags(self):
        return FLAG.UP | FLAG.UV if self.verifies else FLAG.UP

    def _client_data(self, kind, challenge):
        return CollectedClientData.create(kind, challenge, self.origin)
