// SPDX-License-Identifier: Apache-2.0
// Every paginator and every waiter that the SDK has for IAM.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import * as sdk from "@aws-sdk/client-iam";

import { consecutiveCodes } from "./authenticator.js";
import { account, allow, ec2, presentOperations, testFile } from "./documents.js";

const client = new sdk.IAMClient({});
const iam = new sdk.IAM({});
const names = ["thing-a", "thing-b"];
const [first] = names;
const policyArn = (name) => `arn:aws:iam::${account}:policy/${name}`;
const [UserName, GroupName, RoleName, PolicyArn] = [first, first, first, policyArn(first)];
const SAMLProviderArn = `arn:aws:iam::${account}:saml-provider/${first}`;
const providerArn = `arn:aws:iam::${account}:oidc-provider/things.example.com`;
const deviceArn = `arn:aws:iam::${account}:mfa/${first}`;
const ActionNames = ["s3:GetObject", "s3:PutObject"];

// What each paginator is asked, and where its answers have what it lists: two of everything, if not said otherwise.
const rows = {
  GetAccountAuthorizationDetails: [{ Filter: ["User"] }, "UserDetailList"],
  GetGroup: [{ GroupName }, "Users"],
  ListAccessKeys: [{ UserName }, "AccessKeyMetadata"],
  ListAccountAliases: [{}, "AccountAliases", 1],
  ListAttachedGroupPolicies: [{ GroupName }, "AttachedPolicies"],
  ListAttachedRolePolicies: [{ RoleName }, "AttachedPolicies"],
  ListAttachedUserPolicies: [{ UserName }, "AttachedPolicies"],
  ListEntitiesForPolicy: [{ PolicyArn, EntityFilter: "User" }, "PolicyUsers", 1],
  ListGroupPolicies: [{ GroupName }, "PolicyNames"],
  ListGroups: [{}, "Groups"],
  ListGroupsForUser: [{ UserName }, "Groups"],
  ListInstanceProfiles: [{}, "InstanceProfiles"],
  ListInstanceProfilesForRole: [{ RoleName }, "InstanceProfiles"],
  ListInstanceProfileTags: [{ InstanceProfileName: first }, "Tags"],
  ListMFADevices: [{ UserName }, "MFADevices"],
  ListMFADeviceTags: [{ SerialNumber: deviceArn }, "Tags"],
  ListOpenIDConnectProviderTags: [{ OpenIDConnectProviderArn: providerArn }, "Tags"],
  ListPolicies: [{ Scope: "Local" }, "Policies"],
  ListPolicyTags: [{ PolicyArn }, "Tags"],
  ListPolicyVersions: [{ PolicyArn }, "Versions", 3],
  ListRolePolicies: [{ RoleName }, "PolicyNames"],
  ListRoles: [{}, "Roles"],
  ListRoleTags: [{ RoleName }, "Tags"],
  ListSAMLProviderTags: [{ SAMLProviderArn }, "Tags"],
  ListServerCertificates: [{}, "ServerCertificateMetadataList"],
  ListServerCertificateTags: [{ ServerCertificateName: first }, "Tags"],
  ListSigningCertificates: [{ UserName }, "Certificates"],
  ListSSHPublicKeys: [{ UserName }, "SSHPublicKeys"],
  ListUserPolicies: [{ UserName }, "PolicyNames"],
  ListUsers: [{}, "Users"],
  ListUserTags: [{ UserName }, "Tags"],
  ListVirtualMFADevices: [{}, "VirtualMFADevices"],
  SimulateCustomPolicy: [{ PolicyInputList: [allow("*")], ActionNames }, "EvaluationResults"],
  SimulatePrincipalPolicy: [
    { PolicySourceArn: `arn:aws:iam::${account}:user/${first}`, ActionNames },
    "EvaluationResults",
  ],
};

before(async () => {
  await iam.createAccountAlias({ AccountAlias: "things" });
  await iam.createOpenIDConnectProvider({ Url: "https://things.example.com", ThumbprintList: ["0".repeat(40)] });
  for (const name of names) {
    await iam.createUser({ UserName: name });
    await iam.createGroup({ GroupName: name });
    await iam.createRole({ RoleName: name, AssumeRolePolicyDocument: ec2 });
    await iam.createInstanceProfile({ InstanceProfileName: name });
    await iam.createPolicy({ PolicyName: name, PolicyDocument: allow("s3:*") });
    await iam.uploadServerCertificate({
      ServerCertificateName: name,
      CertificateBody: testFile("certificates/leaf.pem"),
      PrivateKey: testFile("certificates/leaf-key.pem"),
    });
    await iam.createSAMLProvider({ Name: name, SAMLMetadataDocument: testFile("saml/metadata.xml") });
  }
  for (const name of names) {
    const { VirtualMFADevice } = await iam.createVirtualMFADevice({ VirtualMFADeviceName: name });
    const [AuthenticationCode1, AuthenticationCode2] = consecutiveCodes(VirtualMFADevice.Base32StringSeed);
    const { SerialNumber } = VirtualMFADevice;
    await iam.enableMFADevice({ UserName, SerialNumber, AuthenticationCode1, AuthenticationCode2 });
  }
  for (const name of names) {
    const inline = { PolicyName: name, PolicyDocument: allow("s3:*") };
    const managed = { PolicyArn: policyArn(name) };
    const Tags = [{ Key: name, Value: "" }];
    await iam.putUserPolicy({ UserName, ...inline });
    await iam.putGroupPolicy({ GroupName, ...inline });
    await iam.putRolePolicy({ RoleName, ...inline });
    await iam.attachUserPolicy({ UserName, ...managed });
    await iam.attachGroupPolicy({ GroupName, ...managed });
    await iam.attachRolePolicy({ RoleName, ...managed });
    await iam.addUserToGroup({ UserName, GroupName: name });
    await iam.addUserToGroup({ UserName: name, GroupName });
    await iam.addRoleToInstanceProfile({ RoleName, InstanceProfileName: name });
    await iam.createPolicyVersion({ PolicyArn, PolicyDocument: allow("s3:*") });
    await iam.createAccessKey({ UserName });
    await iam.tagUser({ UserName, Tags });
    await iam.tagRole({ RoleName, Tags });
    await iam.tagPolicy({ PolicyArn, Tags });
    await iam.tagInstanceProfile({ InstanceProfileName: first, Tags });
    await iam.tagSAMLProvider({ SAMLProviderArn, Tags });
    await iam.tagMFADevice({ SerialNumber: deviceArn, Tags });
    await iam.tagOpenIDConnectProvider({ OpenIDConnectProviderArn: providerArn, Tags });
    await iam.tagServerCertificate({ ServerCertificateName: first, Tags });
  }
  for (const key of ["ssh-rsa-2048.pub", "ssh-rsa-other-1.pub"]) {
    await iam.uploadSSHPublicKey({ UserName, SSHPublicKeyBody: testFile(`keys/${key}`) });
  }
  for (const certificate of ["self-p256.pem", "self-p384.pem"]) {
    await iam.uploadSigningCertificate({ UserName, CertificateBody: testFile(`certificates/${certificate}`) });
  }
});

for (const [operation, [input, member, count = 2]] of Object.entries(rows)) {
  test(`${operation}, one thing to a page`, async () => {
    const pages = [];
    for await (const page of sdk[`paginate${operation}`]({ client, pageSize: 1 }, input)) {
      pages.push(page);
    }
    assert.deepEqual(pages.map((page) => page[member].length), Array(count).fill(1));
    assert.equal(new Set(pages.map((page) => JSON.stringify(page[member][0]))).size, count, "each once");
    assert.deepEqual(pages.map((page) => page.IsTruncated), [...Array(count - 1).fill(true), false]);
  });
}

test("no paginator is left out", () => {
  const present = presentOperations();
  const paginators = Object.keys(sdk)
    .filter((name) => name.startsWith("paginate"))
    .map((name) => name.slice("paginate".length));
  assert.ok(paginators.length >= 34);
  assert.deepEqual(Object.keys(rows).sort(), paginators.filter((name) => present.has(name)).sort());
});

const awaited = {
  User: [{ UserName: "awaited" }, () => iam.createUser({ UserName: "awaited" })],
  Role: [{ RoleName: "awaited" }, () => iam.createRole({ RoleName: "awaited", AssumeRolePolicyDocument: ec2 })],
  Policy: [
    { PolicyArn: policyArn("awaited") },
    () => iam.createPolicy({ PolicyName: "awaited", PolicyDocument: allow("s3:*") }),
  ],
  InstanceProfile: [
    { InstanceProfileName: "awaited" },
    () => iam.createInstanceProfile({ InstanceProfileName: "awaited" }),
  ],
};

for (const [kind, [input, create]] of Object.entries(awaited)) {
  test(`waiting until a ${kind} exists`, async () => {
    const wait = (maxWaitTime) => sdk[`waitUntil${kind}Exists`]({ client, minDelay: 1, maxDelay: 1, maxWaitTime }, input);
    const waiting = wait(20);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await create();
    assert.equal((await waiting).state, "SUCCESS");
  });
}

test("no waiter is left out", () => {
  const waiters = Object.keys(sdk).filter((name) => name.startsWith("waitUntil"));
  assert.deepEqual(waiters.sort(), Object.keys(awaited).map((kind) => `waitUntil${kind}Exists`).sort());
});
