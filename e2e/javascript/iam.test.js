// SPDX-License-Identifier: Apache-2.0
// What programs do with the client of IAM: answers with their types, faults as classes, conditions and documents.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  AddUserToGroupCommand,
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteConflictException,
  DeletePolicyCommand,
  DeleteUserCommand,
  EntityAlreadyExistsException,
  GenerateCredentialReportCommand,
  GetAccessKeyLastUsedCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetUserCommand,
  IAM,
  IAMClient,
  IAMServiceException,
  LimitExceededException,
  ListGroupsForUserCommand,
  MalformedPolicyDocumentException,
  NoSuchEntityException,
  PutUserPolicyCommand,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

import { account, allow, ec2 } from "./documents.js";

const iam = new IAMClient({});
const description = "Works <& rests>, \"daily\":\n\ttil 5 o'clock + a bit, ünd más";

test("root is who the key says", async () => {
  const identity = await new STSClient({}).send(new GetCallerIdentityCommand({}));
  assert.equal(identity.Arn, `arn:aws:iam::${account}:root`);
  assert.equal(identity.Account, account);
});

test("a user comes back with its types", async () => {
  const before = Date.now();
  const { User: made } = await iam.send(
    new CreateUserCommand({ UserName: "ana", Path: "/shop/", Tags: [{ Key: "ключ", Value: "a + b = ü" }] }),
  );
  const { User: read, $metadata } = await iam.send(new GetUserCommand({ UserName: "ana" }));
  assert.deepEqual(read, made);
  assert.equal(read.Arn, `arn:aws:iam::${account}:user/shop/ana`);
  assert.ok(read.CreateDate instanceof Date && Math.abs(read.CreateDate.getTime() - before) < 60_000);
  assert.deepEqual(read.Tags, [{ Key: "ключ", Value: "a + b = ü" }]);
  assert.equal($metadata.httpStatusCode, 200);
  assert.match($metadata.requestId, /^[0-9a-f-]{36}$/);
});

test("faults are the classes that the SDK has for them", async () => {
  const make = (n) => ({ PolicyName: n, PolicyDocument: allow("s3:GetObject") });
  const { Policy } = await iam.send(new CreatePolicyCommand(make("read")));
  await iam.send(new CreateRoleCommand({ RoleName: "worker", AssumeRolePolicyDocument: ec2, Description: description }));
  await iam.send(new AttachRolePolicyCommand({ RoleName: "worker", PolicyArn: Policy.Arn }));
  const rows = [
    [new GetUserCommand({ UserName: "nobody" }), NoSuchEntityException, 404, "The user with name nobody cannot be found."],
    [new CreateUserCommand({ UserName: "ANA" }), EntityAlreadyExistsException, 409, "User with name ANA already exists."],
    [new DeletePolicyCommand({ PolicyArn: Policy.Arn }), DeleteConflictException, 409, "Cannot delete a policy attached to entities."],
    [
      new PutUserPolicyCommand({ UserName: "ana", PolicyName: "p", PolicyDocument: "{}" }),
      MalformedPolicyDocumentException,
      400,
      /./,
    ],
  ];
  for (const [command, kind, status, message] of rows) {
    await assert.rejects(iam.send(command), (fault) => {
      assert.ok(fault instanceof kind && fault instanceof IAMServiceException, `${fault}`);
      assert.equal(fault.$fault, "client");
      assert.equal(fault.$metadata.httpStatusCode, status);
      assert.match(fault.$metadata.requestId, /^[0-9a-f-]{36}$/);
      typeof message === "string" ? assert.equal(fault.message, message) : assert.match(fault.message, message);
      return true;
    });
  }
});

test("a quota is a fault of its own", async () => {
  const ask = new CreateAccessKeyCommand({ UserName: "ana" });
  const { AccessKey } = await iam.send(ask);
  assert.match(AccessKey.AccessKeyId, /^AKIA[A-Z2-7]{16}$/);
  await iam.send(ask);
  await assert.rejects(iam.send(ask), (fault) => {
    assert.ok(fault instanceof LimitExceededException);
    assert.equal(fault.message, "Cannot exceed quota for AccessKeysPerUser: 2");
    return true;
  });
  // A key that was never used has no date; the SDK leaves the member out.
  const used = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: AccessKey.AccessKeyId }));
  assert.equal(used.UserName, "ana");
  assert.deepEqual(used.AccessKeyLastUsed, { Region: "N/A", ServiceName: "N/A" });
});

test("documents come percent-encoded, as AWS sends them", async () => {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: "worker" }));
  assert.equal(Role.Description, description);
  assert.ok(Role.AssumeRolePolicyDocument.startsWith("%7B"));
  assert.equal(decodeURIComponent(Role.AssumeRolePolicyDocument), ec2);
  const PolicyArn = `arn:aws:iam::${account}:policy/read`;
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: "v1" }));
  assert.equal(decodeURIComponent(PolicyVersion.Document), allow("s3:GetObject"));
  assert.equal(PolicyVersion.IsDefaultVersion, true);
});

test("an empty list is a list", async () => {
  const { Groups, IsTruncated } = await iam.send(new ListGroupsForUserCommand({ UserName: "ana" }));
  assert.deepEqual(Groups, []);
  assert.equal(IsTruncated, false);
});

test("a report is bytes, a summary is numbers, and a simulation is decided", async () => {
  await iam.send(new GenerateCredentialReportCommand({}));
  const { Content } = await iam.send(new GetCredentialReportCommand({}));
  assert.ok(Content instanceof Uint8Array);
  assert.match(new TextDecoder().decode(Content), /^user,arn,user_creation_time,.*\n<root_account>,/);
  const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
  assert.equal(SummaryMap.Users, 1);
  const simulated = await iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: `arn:aws:iam::${account}:role/worker`,
      ActionNames: ["s3:GetObject", "s3:PutObject"],
    }),
  );
  const decisions = simulated.EvaluationResults.map((result) => [result.EvalActionName, result.EvalDecision]);
  assert.deepEqual(decisions, [["s3:GetObject", "allowed"], ["s3:PutObject", "implicitDeny"]]);
});

test("who may not is told why", async () => {
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: await user("bo") }));
  const credentials = { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
  const bo = new IAM({ credentials });
  const arn = (name) => `arn:aws:iam::${account}:user/${name}`;
  await assert.rejects(bo.createUser({ UserName: "eve" }), {
    name: "AccessDenied",
    message: `User: ${arn("bo")} is not authorized to perform: iam:CreateUser on resource: ${arn("eve")} because no identity-based policy allows the iam:CreateUser action`,
  });
  await assert.rejects(new IAM({ credentials: { ...credentials, secretAccessKey: "wrong" } }).listUsers({}), {
    name: "SignatureDoesNotMatch",
  });
  await iam.send(new CreateGroupCommand({ GroupName: "readers" }));
  await iam.send(new AddUserToGroupCommand({ GroupName: "readers", UserName: "bo" }));
  await assert.rejects(iam.send(new DeleteUserCommand({ UserName: "bo" })), { name: "DeleteConflictException" });
});

async function user(UserName) {
  await iam.send(new CreateUserCommand({ UserName }));
  return UserName;
}
