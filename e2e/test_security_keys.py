# SPDX-License-Identifier: Apache-2.0
"""Security keys over HTTP: registered by whoever is signed in, listed by AWS's clients, and asked for at each sign-in."""

import re

import pytest

from authenticator import assign
from clients import Aws, CliError, Credentials, allow, document, refused
from security_key import SecurityKey
from server import ACCOUNT, ROOT
from test_sign_in import PASSWORD, Browser

HOST = "iam.example.com"
ORIGIN = f"https://{HOST}"
# The policy of AWS's documentation: without MFA users set up their own, and nothing else.
WITHOUT_MFA = {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}
SET_UP = ["iam:EnableMFADevice", "iam:GetMFADevice", "iam:GetUser", "iam:ListMFADevices", "sts:GetSessionToken"]


@pytest.fixture
def office(own_server):
    """The root user of a server that browsers know by name, with Ann, who may everything, but only with MFA."""
    own_server.environment["PORTCULLIS_PUBLIC_URL"] = ORIGIN
    own_server.restart()
    root = Aws(own_server, ROOT)
    root.iam.create_user(UserName="ann")
    root.iam.create_login_profile(UserName="ann", Password=PASSWORD)
    deny = {"Effect": "Deny", "NotAction": SET_UP, "Resource": "*", "Condition": WITHOUT_MFA}
    root.iam.put_user_policy(UserName="ann", PolicyName="mfa", PolicyDocument=document(allow("*"), deny))
    return root


def signed_in(browser, body):
    """The caller that a sign-in gives."""
    assert body["outcome"] == "signedIn", body
    credentials = body["credentials"]
    return Aws(
        browser.server,
        Credentials(credentials["accessKeyId"], credentials["secretAccessKey"], credentials["sessionToken"]),
    )


def register(browser, key, name="key"):
    """Registers a key by whoever is signed in: the status, and the serial number or the error."""
    status, begun = browser.step("security-keys/begin")
    assert status == 200, begun
    status, body = browser.step("security-keys", name=name, response=key.create(begun["options"]))
    return status, body["serialNumber"] if status == 200 else body["error"]


def with_key(root, key=None):
    """Ann with a key, signed in without it: her browser, the key, and its serial number."""
    browser, key = Browser(root.server), key or SecurityKey(ORIGIN)
    signed_in(browser, browser.sign_in()[1])
    status, serial = register(browser, key)
    assert status == 200, serial
    return browser, key, serial


def answer(browser, asked, key):
    """Gives what a key answers as the second step of a sign-in."""
    assertion = key.get(asked["securityKeyOptions"])
    return browser.step("mfa", continuation=asked["continuation"], assertion=assertion)


def test_a_key_is_registered_listed_and_asked_for(office):
    browser, key, serial = with_key(office)
    assert re.fullmatch(rf"arn:aws:iam::{ACCOUNT}:u2f/user/ann/key-[A-Z2-7]{{26}}", serial)
    [listed] = office.iam.list_mfa_devices(UserName="ann")["MFADevices"]
    assert (listed["UserName"], listed["SerialNumber"]) == ("ann", serial)
    shown = office.iam.get_mfa_device(UserName="ann", SerialNumber=serial)
    assert (shown["UserName"], shown["EnableDate"]) == ("ann", listed["EnableDate"])
    # Nothing attests the key's model, so nothing is said to be certified of it.
    assert shown["Certifications"] == {}
    by_cli = office.cli("iam", "get-mfa-device", "--user-name", "ann", "--serial-number", serial)
    assert (by_cli["SerialNumber"], by_cli["UserName"]) == (serial, "ann")
    assert office.iam.list_virtual_mfa_devices()["VirtualMFADevices"] == []

    other = Browser(office.server)
    status, asked = other.sign_in()
    assert (status, asked["outcome"]) == (200, "mfaRequired")
    assert asked["devices"] == [{"serialNumber": serial, "kind": "securityKey"}]
    assert asked["securityKeyOptions"]["rpId"] == HOST
    status, body = answer(other, asked, key)
    assert status == 200
    session = signed_in(other, body)
    assert session.iam.list_users()["Users"][0]["UserName"] == "ann"

    office.iam.deactivate_mfa_device(UserName="ann", SerialNumber=serial)
    assert browser.sign_in()[1]["outcome"] == "signedIn", "the key is asked for no more"


def test_without_mfa_users_set_up_a_key_and_nothing_else(office):
    browser = Browser(office.server)
    before = signed_in(browser, browser.sign_in()[1])
    with refused("AccessDenied", re.compile("with an explicit deny in an identity-based policy")):
        before.iam.list_users()
    assert before.iam.list_mfa_devices()["MFADevices"] == []
    key = SecurityKey(ORIGIN)
    status, serial = register(browser, key)
    assert status == 200, serial
    assert before.iam.list_mfa_devices()["MFADevices"][0]["SerialNumber"] == serial
    with refused("AccessDenied", re.compile("explicit deny")):
        before.iam.list_users()
    with refused("AccessDenied", re.compile("explicit deny")):
        before.iam.deactivate_mfa_device(UserName="ann", SerialNumber=serial)

    asked = browser.sign_in()[1]
    given = {"continuation": asked["continuation"], "assertion": key.get(asked["securityKeyOptions"])}
    reply, body = browser.ask("POST", "/signin/v1/mfa", given)
    session = signed_in(browser, body)
    assert session.iam.list_users()["Users"][0]["UserName"] == "ann"
    record = office.server.audit_of(reply.headers["x-amzn-RequestId"])
    assert (record["eventName"], record["additionalEventData"]["MFAUsed"]) == ("ConsoleLogin", "Yes")
    session.iam.deactivate_mfa_device(UserName="ann", SerialNumber=serial)


def test_what_a_key_did_not_sign_for_us_now_is_refused(office):
    browser, key, _ = with_key(office)

    def refusal(asked, assertion):
        status, body = browser.step("mfa", continuation=asked["continuation"], assertion=assertion)
        return status, body["error"]["code"] if status != 200 else body["outcome"]

    failed = (401, "AuthenticationFailed")
    asked = browser.sign_in()[1]
    for origin in ["https://iam.example.com.evil.example", "http://iam.example.com", "https://evil.example"]:
        key.origin = origin
        assert refusal(asked, key.get(asked["securityKeyOptions"])) == failed, origin
    key.origin = ORIGIN

    stranger = SecurityKey(ORIGIN)
    stranger._id = key._id
    assert refusal(asked, stranger.get(asked["securityKeyOptions"])) == failed, "the signature is another key's"

    elsewhere = {**asked["securityKeyOptions"], "rpId": "evil.example"}
    assert refusal(asked, key.get(elsewhere)) == failed, "another party's"

    assertion = key.get(asked["securityKeyOptions"])
    assert refusal(asked, assertion) == (200, "signedIn")
    assert refusal(asked, assertion) == failed, "an answer is taken once"
    again = browser.sign_in()[1]
    assert refusal(again, assertion) == failed, "and for no other sign-in"
    old = {**again["securityKeyOptions"], "challenge": asked["securityKeyOptions"]["challenge"]}
    assert refusal(again, key.get(old)) == failed, "nor is its challenge answered again"
    assert refusal(again, key.get(again["securityKeyOptions"])) == (200, "signedIn")


def test_a_copy_of_a_key_is_noticed_by_its_counter(office):
    browser, key, _ = with_key(office)
    key.count = 41
    assert answer(browser, browser.sign_in()[1], key)[0] == 200
    for count in [41, 7]:
        key.count = count - 1
        assert answer(browser, browser.sign_in()[1], key)[0] == 401, f"it counted to {count} after 42"
    key.count = 42
    assert answer(browser, browser.sign_in()[1], key)[0] == 200
    office.server.restart()
    key.count = 42
    browser = Browser(office.server)
    assert answer(browser, browser.sign_in()[1], key)[0] == 401, "it is remembered"


def test_a_user_has_eight_devices_of_both_kinds_at_most(office):
    app = assign(office, "ann", "phone")
    browser = Browser(office.server)
    asked = browser.sign_in()[1]
    status, body = browser.step(
        "mfa", continuation=asked["continuation"], serialNumber=app.serial, code=app.next()
    )
    assert status == 200, body
    keys = [SecurityKey(ORIGIN) for _ in range(8)]
    serials = [register(browser, key, f"key{number}") for number, key in enumerate(keys[:7])]
    assert [status for status, _ in serials] == [200] * 7
    status, begun = browser.step("security-keys/begin")
    assert (status, begun["error"]["code"]) == (409, "NotPossible"), begun
    assert len(office.iam.list_mfa_devices(UserName="ann")["MFADevices"]) == 8
    with pytest.raises(CliError):
        office.cli("iam", "deactivate-mfa-device", "--user-name", "ann", "--serial-number", serials[0][1] + "x")
    office.cli("iam", "deactivate-mfa-device", "--user-name", "ann", "--serial-number", serials[0][1])
    assert register(browser, keys[7], "eighth")[0] == 200
    # Any of them will do.
    for key in keys[5:]:
        assert answer(browser, browser.sign_in()[1], key)[0] == 200


def test_a_key_is_registered_once_on_our_own_page_by_somebody_signed_in(office):
    browser, key, _ = with_key(office)
    signed_in(browser, answer(browser, browser.sign_in()[1], key)[1])
    status, begun = browser.step("security-keys/begin")
    assert status == 200
    with pytest.raises(ValueError, match="registered already"):
        key.create(begun["options"])
    other = SecurityKey("https://evil.example")
    given = {"name": "other", "response": other.create(begun["options"])}
    status, body = browser.step("security-keys", **given)
    assert (status, body["error"]["code"]) == (400, "InvalidRequest")
    other.origin = ORIGIN
    given["response"] = other.create(begun["options"])
    stranger = Browser(office.server)
    assert stranger.step("security-keys", **given)[0] == 401
    assert stranger.step("security-keys/begin")[0] == 401
    assert browser.step("security-keys", **given)[0] == 200
    assert browser.step("security-keys", **given)[0] == 400, "a challenge is answered once"
    assert len(office.iam.list_mfa_devices(UserName="ann")["MFADevices"]) == 2


def test_the_root_users_key_has_to_see_who_uses_it(office):
    server = office.server
    assert server.stop() == 0
    printed = server.run("root", "set-password")
    assert printed.returncode == 0, printed.stderr
    password = re.search(r"^password +(\S+)$", printed.stdout, re.MULTILINE)[1]
    server.start()
    root = Aws(server, ROOT)
    browser = Browser(root.server)

    def sign_in(password):
        return browser.step("password", email="root@example.com", password=password)[1]

    asked = sign_in(password)
    if asked["outcome"] == "newPasswordRequired":
        asked = browser.step("new-password", continuation=asked["continuation"], newPassword=PASSWORD)[1]
        password = PASSWORD
    caller = signed_in(browser, asked)
    assert caller.arn() == f"arn:aws:iam::{ACCOUNT}:root"

    key = SecurityKey(ORIGIN)
    key.verifies = False
    assert register(browser, key)[0] == 400
    key.verifies = True
    status, serial = register(browser, key)
    assert status == 200, serial
    assert serial.startswith(f"arn:aws:iam::{ACCOUNT}:u2f/root/key-")
    assert caller.iam.list_mfa_devices()["MFADevices"][0]["SerialNumber"] == serial
    assert caller.iam.get_account_summary()["SummaryMap"]["AccountMFAEnabled"] == 1

    asked = sign_in(password)
    assert asked["securityKeyOptions"]["userVerification"] == "required"
    key.verifies = False
    assert answer(browser, asked, key)[0] == 401
    key.verifies = True
    status, body = answer(browser, asked, key)
    assert signed_in(browser, body).arn() == f"arn:aws:iam::{ACCOUNT}:root"
    assert not any("no MFA device" in warning for warning in body["warnings"])
