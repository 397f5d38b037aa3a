// SPDX-License-Identifier: Apache-2.0
// Profiles with `sso_session`: the SDK takes a token that a person allowed, refreshes it, and gets a role's credentials.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { IAM } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { fromSSO } from "@aws-sdk/credential-providers";

import { account, trust } from "./documents.js";

const server = process.env.AWS_ENDPOINT_URL;
const password = "Correct-horse-1";
const home = mkdtempSync(join(tmpdir(), "portcullis-sso-"));
const cached = join(home, ".aws", "sso", "cache", `${createHash("sha1").update("coffee").digest("hex")}.json`);
let client;
let tokens;

const ask = async (path, body) => {
  const answer = await fetch(server + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  assert.equal(answer.status, 200, path);
  return { cookie: answer.headers.get("set-cookie")?.split(";")[0], ...(await answer.json()) };
};

const keep = (accessToken, seconds) =>
  writeFileSync(
    cached,
    JSON.stringify({
      startUrl: `${server}/start`,
      region: "us-east-1",
      accessToken,
      refreshToken: tokens.refreshToken,
      expiresAt: new Date(Date.now() + seconds * 1000).toISOString(),
      registrationExpiresAt: new Date(Date.now() + 80_000_000).toISOString(),
      ...client,
    }),
  );

const arn = async () => {
  const credentials = fromSSO({ profile: "till", configFilepath: join(home, "config"), filepath: join(home, "none") });
  return (await new STSClient({ credentials }).send(new GetCallerIdentityCommand({}))).Arn;
};

before(async () => {
  const root = new IAM({});
  await root.createUser({ UserName: "ann" });
  await root.createLoginProfile({ UserName: "ann", Password: password });
  const trusted = trust({ AWS: `arn:aws:iam::${account}:user/ann` }, ["sts:AssumeRole"]);
  await root.createRole({ RoleName: "Cashier", AssumeRolePolicyDocument: trusted });
  process.env.HOME = home;
  mkdirSync(join(cached, ".."), { recursive: true });
  writeFileSync(join(home, "none"), "");
  writeFileSync(
    join(home, "config"),
    `[sso-session coffee]
sso_start_url = ${server}/start
sso_region = us-east-1
sso_registration_scopes = sso:account:access
[profile till]
sso_session = coffee
sso_account_id = ${account}
sso_role_name = Cashier
`,
  );
  const made = await ask("/client/register", {
    clientName: "javascript",
    clientType: "public",
    scopes: ["sso:account:access"],
  });
  client = { clientId: made.clientId, clientSecret: made.clientSecret };
  const device = await ask("/device_authorization", { ...client, startUrl: `${server}/start` });
  const { cookie } = await ask("/signin/v1/password", { account, userName: "ann", password });
  const page = await (await fetch(`${server}/device?user_code=${device.userCode}`, { headers: { cookie } })).text();
  const [, confirmation] = page.match(/name="confirmation" value="([^"]+)"/);
  const body = new URLSearchParams({ confirmation, decision: "allow" });
  assert.equal((await fetch(`${server}/device`, { method: "POST", headers: { cookie }, body })).status, 200);
  const grantType = "urn:ietf:params:oauth:grant-type:device_code";
  tokens = await ask("/token", { ...client, grantType, deviceCode: device.deviceCode });
});

after(() => rmSync(home, { recursive: true }));

test("a profile gets the credentials of its role", async () => {
  keep(tokens.accessToken, 3_000);
  assert.equal(await arn(), `arn:aws:sts::${account}:assumed-role/Cashier/ann`);
});

test("a token that is about to expire is refreshed", async () => {
  keep("expired", 60);
  assert.equal(await arn(), `arn:aws:sts::${account}:assumed-role/Cashier/ann`);
  assert.notEqual(JSON.parse(readFileSync(cached, "utf8")).accessToken, "expired");
});
