# SPDX-License-Identifier: Apache-2.0
"""An authenticator app for tests that need MFA."""

import base64
import hashlib
import hmac
import struct
import time


class App:
    """An authenticator app, as RFC 6238 describes it, on a device whose clock runs fast: each code it shows is of a
    step later, which the server follows. So nobody waits half a minute for the next code."""

    def __init__(self, device):
        self.serial = device["SerialNumber"]
        self.seed = base64.b32decode(device["Base32StringSeed"])
        self.step, self.steps_ahead = int(time.time()) // 30 - 2, -2

    def code(self, step):
        digest = hmac.digest(self.seed, struct.pack(">Q", step), hashlib.sha1)
        (number,) = struct.unpack(">I", digest[digest[-1] & 15 :][:4])
        return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"

    def next(self):
        """The next code."""
        now = int(time.time()) // 30
        self.step = max(self.step + 1, now + self.steps_ahead)
        self.steps_ahead = self.step - now
        return self.code(self.step)


def assign(caller, user, name=None):
    """Makes a device for a user and shows two codes of it."""
    device = caller.iam.create_virtual_mfa_device(VirtualMFADeviceName=name or user)["VirtualMFADevice"]
    assert device["QRCodePNG"].startswith(b"\x89PNG")
    app = App(device)
    caller.iam.enable_mfa_device(
        UserName=user, SerialNumber=app.serial, AuthenticationCode1=app.next(), AuthenticationCode2=app.next()
    )
    return app
