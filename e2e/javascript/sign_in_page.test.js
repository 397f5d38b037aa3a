// SPDX-License-Identifier: Apache-2.0
// The script of the sign-in page against the server: what it sends is what the description of the API says.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  CreateLoginProfileCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  IAMClient,
} from "@aws-sdk/client-iam";

import { consecutiveCodes } from "./authenticator.js";
import { Browser } from "./page.js";

const account = process.env.PORTCULLIS_ACCOUNT_ID;
const server = process.env.AWS_ENDPOINT_URL;
const description = JSON.parse(readFileSync(new URL("../../docs/sign-in.openapi.json", import.meta.url)));
const iam = new IAMClient({ region: "us-east-1" });

async function user(UserName, PasswordResetRequired = false) {
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new CreateLoginProfileCommand({ UserName, Password: "Correct-horse-1", PasswordResetRequired }));
  return { kind: "user", account, userName: UserName, password: "Correct-horse-1" };
}

async function open(address = "/signin") {
  const browser = new Browser(server, address);
  await browser.open();
  return browser;
}

// Everything that was sent has the members that the description knows, and all that it requires.
function assertDescribed(browser) {
  for (const { path, body, method } of browser.sent) {
    const content = description.paths[`/${path}`][method.toLowerCase()].requestBody?.content["application/json"];
    const { properties, required = [] } = content?.schema ?? { properties: {} };
    for (const [name, value] of Object.entries(body ?? {})) {
      assert.equal(typeof value, properties[name]?.type, `${path}: ${name}`);
    }
    for (const name of required) assert.ok(name in body, `${path}: ${name} is missing`);
  }
}

test("a password, and on to the destination", async () => {
  const typed = await user("page-ann");
  const browser = await open("/signin?destination=/device%3Fcode=A");
  assert.equal(browser.step, "password");
  await browser.submit("password", { ...typed, password: "wrong" });
  assert.match(browser.problem, /authentication information is incorrect/);
  await browser.submit("password", typed);
  assert.equal(browser.went, "/device?code=A");
  assertDescribed(browser);
});

test("who is signed in already is shown, and may sign out", async () => {
  const typed = await user("page-bob");
  const first = await open();
  await first.submit("password", { ...typed, userName: " page-bob " });
  assert.equal(first.step, "signed-in");
  const second = new Browser(server, "/signin?destination=/device");
  second.cookie = first.cookie;
  await second.open();
  assert.deepEqual([second.step, second.went], ["signed-in", undefined]);
  assert.equal(second.elements.principal.textContent, `arn:aws:iam::${account}:user/page-bob`);
  assert.equal(second.elements.continue.hidden, false);
  await second.elements["sign-out"].listeners.click();
  const third = new Browser(server, "/signin");
  third.cookie = first.cookie;
  for (let waited = 0; waited < 100 && second.step !== "password"; waited += 1) await new Promise((go) => setTimeout(go, 25));
  await third.open();
  assert.equal(third.step, "password");
});

test("links to identity providers come back to the destination", async () => {
  const links = [
    { label: "Office", url: "/signin/v1/saml?provider=a" },
    { label: "<b>", url: "/signin/v1/oidc?provider=b" },
  ];
  const withLinks = async (address) => {
    const browser = new Browser(server, address);
    const fetch = browser.fetch.bind(browser);
    const given = async () => new Response(JSON.stringify({ links }));
    browser.fetch = (path, options) => (path.endsWith("/links") ? given() : fetch(path, options));
    await browser.open();
    return browser.elements.elsewhere;
  };
  const shown = await withLinks("/signin?destination=/device%3Fcode=A");
  assert.equal(shown.hidden, false);
  assert.deepEqual(
    shown.children.map(({ textContent, href }) => [textContent, href]),
    [
      ["Sign in with Office", "/signin/v1/saml?provider=a&destination=%2Fdevice%3Fcode%3DA"],
      ["Sign in with <b>", "/signin/v1/oidc?provider=b&destination=%2Fdevice%3Fcode%3DA"],
    ],
  );
  const plain = await withLinks("/signin?destination=https://evil.example/");
  assert.equal(plain.children[0].href, links[0].url);
  // The server itself has none.
  const browser = await open();
  assert.equal(browser.elements.elsewhere.hidden, true);
  assert.ok(browser.sent.some(({ path }) => path === "signin/v1/links"));
  assertDescribed(browser);
});

test("a code, a new password, and a beginning anew when it took too long", async () => {
  const typed = await user("page-eve", true);
  const made = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "page-eve" }));
  const { SerialNumber, Base32StringSeed } = made.VirtualMFADevice;
  const [AuthenticationCode1, AuthenticationCode2, code] = consecutiveCodes(Base32StringSeed, -1, 3);
  await iam.send(
    new EnableMFADeviceCommand({ UserName: "page-eve", SerialNumber, AuthenticationCode1, AuthenticationCode2 }),
  );
  const browser = await open();
  await browser.submit("password", typed);
  assert.equal(browser.step, "mfa");
  const offered = browser.elements["serial-number"].children.map((option) => option.value);
  assert.deepEqual(offered, [SerialNumber]);
  await browser.submit("mfa", { serialNumber: SerialNumber, code });
  assert.equal(browser.step, "new-password");
  await browser.submit("new-password", { newPassword: "Other-horse-1", repeated: "Other-horse-2" });
  assert.match(browser.problem, /not the same/);
  await browser.submit("new-password", { newPassword: "Other-horse-1", repeated: "Other-horse-1" });
  assert.equal(browser.step, "signed-in");
  assertDescribed(browser);
});

test("a destination is a page of this server", async () => {
  const steps = await (await Browser.network(new URL("/signin/steps.mjs", server))).text();
  const { destinationOf } = await import(`data:text/javascript,${encodeURIComponent(steps)}`);
  const origin = "https://iam.example.com";
  const table = [
    ["/device?code=A", "/device?code=A"],
    ["/v1/authorize?a=b&c=d#e", "/v1/authorize?a=b&c=d#e"],
    ["https://evil.example.com/", null],
    ["https://iam.example.com/a", null],
    ["//evil.example.com/", null],
    ["/\\evil.example.com/", null],
    ["/\t/evil.example.com/", null],
    ["javascript:alert(1)", null],
    ["", null],
  ];
  for (const [asked, expected] of table) {
    assert.equal(destinationOf(`?destination=${encodeURIComponent(asked)}`, origin), expected, asked);
  }
  assert.equal(destinationOf("", origin), null);
});

test("what a security key is asked and answers goes through unharmed", async () => {
  const steps = await (await Browser.network(new URL("/signin/steps.mjs", server))).text();
  const { assertionOf, requestOptions } = await import(`data:text/javascript,${encodeURIComponent(steps)}`);
  const json = { challenge: "-_8", rpId: "iam.example.com", allowCredentials: [{ type: "public-key", id: "AQI" }] };
  const options = requestOptions(json);
  assert.deepEqual([...options.challenge], [251, 255]);
  assert.deepEqual([...options.allowCredentials[0].id], [1, 2]);
  const bytes = (...values) => Uint8Array.from(values).buffer;
  const credential = {
    id: "AQI",
    rawId: bytes(1, 2),
    type: "public-key",
    response: { clientDataJSON: bytes(251, 255), authenticatorData: bytes(0), signature: bytes(1), userHandle: null },
    getClientExtensionResults: () => ({}),
  };
  assert.deepEqual(assertionOf(credential), {
    id: "AQI",
    rawId: "AQI",
    type: "public-key",
    response: { clientDataJSON: "-_8", authenticatorData: "AA", signature: "AQ" },
    clientExtensionResults: {},
  });
});
