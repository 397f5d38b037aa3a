// SPDX-License-Identifier: Apache-2.0
//! The texts below the lists of flags.

pub(super) const EVALUATE: &str = "\
Reads a request of JSON from each line, or one that is spread over several lines, and prints a line for each, in
order. Nothing is added to a request: a condition key, a policy or a layer that it does not bring does not exist.

  {\"id\": \"1\", \"principal\": \"arn:aws:iam::111122223333:user/alice\", \"action\": \"s3:GetObject\",
   \"resource\": {\"arn\": \"arn:aws:s3:::bucket/key\", \"account\": \"111122223333\"},
   \"context\": {\"aws:SourceIp\": \"10.0.0.1\", \"aws:TagKeys\": [\"a\", \"b\"]},
   \"policies\": {\"identity\": [DOC], \"boundary\": DOC, \"session\": [DOC], \"resource\": DOC,
                \"scps\": [[DOC]], \"rcps\": [[DOC]], \"endpoint\": [DOC]}}

DOC is a policy document, or {\"name\": NAME, \"document\": DOCUMENT}. The answer has `decision` (allow, implicitDeny,
explicitDeny), `blockedBy` (layers) and `matched` (statements). A request that cannot be read is answered by
{\"id\", \"error\", \"line\", \"column\"}.

--explain says what each layer says and what nearly matched: on a terminal as text for people, elsewhere as the
members `explanation` and `text` of each answer.

Exit codes:
  0  Every request was decided, and as --expect says
  1  Every request was decided, but not all as --expect says
  2  A request or a file could not be read, or --expect was given and there was no request

Examples:
  portcullis policy evaluate < requests.ndjson
  portcullis policy evaluate --explain=text request.json
  portcullis policy evaluate --expect deny must-not-pass.ndjson";

pub(super) const CHECK: &str = "\
Prints `FILE:LINE:COLUMN: MESSAGE` for what is wrong, and nothing for what is right. A file holds one policy document.

Kinds:
  identity  In a user, group or role            \\
  managed   A managed policy                     \\  refused as IAM or STS refuse them when they are written,
  session   A session's, such as AssumeRole's    /   sizes by the default quotas
  trust     A role's trust policy               /
  resource  Attached to a resource: every statement must name principals
  scp       A service control policy: no statement may name principals
  rcp       A resource control policy: it denies, and its principal is `*`

Exit codes:
  0  All documents are good
  1  A document is not
  2  A file could not be read

Examples:
  portcullis policy check policies/*.json
  portcullis policy check --kind trust --json trust.json
  portcullis policy check - < policy.json";
