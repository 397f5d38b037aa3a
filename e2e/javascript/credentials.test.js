// SPDX-License-Identifier: Apache-2.0
// How programs come to their credentials: the providers of the SDK, each against a server that checks what they give.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { IAM } from "@aws-sdk/client-iam";
import { ExpiredTokenException, STS, STSClient, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import {
  createCredentialChain,
  fromEnv,
  fromIni,
  fromNodeProviderChain,
  fromProcess,
  fromTemporaryCredentials,
} from "@aws-sdk/credential-providers";

import { account, allow, trust } from "./documents.js";

const root = new IAM({});
const roleArn = (name) => `arn:aws:iam::${account}:role/${name}`;
const session = (role, name) => `arn:aws:sts::${account}:assumed-role/${role}/${name}`;
const directory = mkdtempSync(join(tmpdir(), "portcullis-javascript-"));
let baker;

const arn = async (credentials) =>
  (await new STSClient({ credentials }).send(new GetCallerIdentityCommand({}))).Arn;

before(async () => {
  await root.createUser({ UserName: "baker" });
  await root.putUserPolicy({ UserName: "baker", PolicyName: "sts", PolicyDocument: allow("sts:*") });
  const actions = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];
  const baked = trust({ AWS: `arn:aws:iam::${account}:user/baker` }, actions);
  await root.createRole({ RoleName: "Oven", AssumeRolePolicyDocument: baked });
  await root.putRolePolicy({ RoleName: "Oven", PolicyName: "all", PolicyDocument: allow("*") });
  await root.createRole({ RoleName: "Shelf", AssumeRolePolicyDocument: trust({ AWS: roleArn("Oven") }, actions) });
  await root.putRolePolicy({ RoleName: "Shelf", PolicyName: "list", PolicyDocument: allow("iam:ListUsers") });
  const { AccessKey } = await root.createAccessKey({ UserName: "baker" });
  baker = { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
  writeFileSync(
    join(directory, "credentials"),
    `[baker]\naws_access_key_id = ${baker.accessKeyId}\naws_secret_access_key = ${baker.secretAccessKey}\n`,
  );
  const answer = { Version: 1, AccessKeyId: baker.accessKeyId, SecretAccessKey: baker.secretAccessKey };
  writeFileSync(join(directory, "key.json"), JSON.stringify(answer));
  writeFileSync(
    join(directory, "config"),
    `[profile oven]
role_arn = ${roleArn("Oven")}
source_profile = baker
role_session_name = morning
duration_seconds = 900
region = us-east-1
[profile shelf]
role_arn = ${roleArn("Shelf")}
source_profile = oven
role_session_name = noon
region = us-east-1
[profile program]
credential_process = cat ${join(directory, "key.json")}
region = us-east-1
`,
  );
});

after(() => rmSync(directory, { recursive: true }));

const files = () => ({ filepath: join(directory, "credentials"), configFilepath: join(directory, "config") });

test("the environment", async () => {
  assert.equal(await arn(fromEnv()), `arn:aws:iam::${account}:root`);
  assert.equal(await arn(fromNodeProviderChain()), `arn:aws:iam::${account}:root`);
});

test("a profile with a key", async () => {
  assert.equal(await arn(fromIni({ profile: "baker", ...files() })), `arn:aws:iam::${account}:user/baker`);
});

test("a profile with a role, which the SDK assumes by itself", async () => {
  assert.equal(await arn(fromIni({ profile: "oven", ...files() })), session("Oven", "morning"));
});

test("a role assumed from a role", async () => {
  const shelf = new IAM({ credentials: fromIni({ profile: "shelf", ...files() }) });
  const { Users } = await shelf.listUsers({});
  assert.deepEqual(Users.map((user) => user.UserName), ["baker"]);
  await assert.rejects(shelf.listRoles({}), {
    name: "AccessDenied",
    message: `User: ${session("Shelf", "noon")} is not authorized to perform: iam:ListRoles on resource: arn:aws:iam::${account}:role/ because no identity-based policy allows the iam:ListRoles action`,
  });
});

test("a program that prints credentials", async () => {
  assert.equal(await arn(fromProcess({ profile: "program", ...files() })), `arn:aws:iam::${account}:user/baker`);
});

test("temporary credentials, with a policy and tags of the session", async () => {
  const credentials = fromTemporaryCredentials({
    masterCredentials: baker,
    params: {
      RoleArn: roleArn("Oven"),
      RoleSessionName: "evening",
      DurationSeconds: 900,
      Policy: allow("iam:ListUsers"),
      Tags: [{ Key: "shift", Value: "late" }],
      TransitiveTagKeys: ["shift"],
      SourceIdentity: "ana",
    },
  });
  assert.equal(await arn(credentials), session("Oven", "evening"));
  const iam = new IAM({ credentials });
  await iam.listUsers({});
  await assert.rejects(iam.listRoles({}), { name: "AccessDenied", message: /no session policy allows/ });
  const { expiration } = await credentials();
  const seconds = (expiration.getTime() - Date.now()) / 1000;
  assert.ok(seconds > 880 && seconds <= 901, `${seconds}`);
});

test("a chain goes on to the next provider", async () => {
  const chain = createCredentialChain(fromIni({ profile: "nobody", ...files() }), fromIni({ profile: "oven", ...files() }));
  assert.equal(await arn(chain), session("Oven", "morning"));
});

test("sessions of users, of federated users, and what they may not", async () => {
  const sts = new STS({ credentials: baker });
  const of = ({ Credentials }) => ({
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: Credentials.SecretAccessKey,
    sessionToken: Credentials.SessionToken,
  });
  const own = of(await sts.getSessionToken({ DurationSeconds: 900 }));
  assert.equal(await arn(own), `arn:aws:iam::${account}:user/baker`);
  await assert.rejects(new IAM({ credentials: own }).listUsers({}), { name: "InvalidClientTokenId" });
  const guest = of(await sts.getFederationToken({ Name: "guest", Policy: allow("s3:*") }));
  assert.equal(await arn(guest), `arn:aws:sts::${account}:federated-user/guest`);
  await assert.rejects(arn({ ...guest, sessionToken: guest.sessionToken.slice(0, -8) + "AAAAAAAA" }), (fault) => {
    assert.ok(!(fault instanceof ExpiredTokenException));
    assert.equal(fault.name, "InvalidClientTokenId");
    return true;
  });
});

test("a role that nobody trusts the caller with", async () => {
  const credentials = fromTemporaryCredentials({ masterCredentials: baker, params: { RoleArn: roleArn("Shelf") } });
  await assert.rejects(credentials(), {
    name: "AccessDenied",
    message: `User: arn:aws:iam::${account}:user/baker is not authorized to perform: sts:AssumeRole on resource: ${roleArn("Shelf")} because no role trust policy allows the sts:AssumeRole action`,
  });
});
