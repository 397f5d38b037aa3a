// SPDX-License-Identifier: Apache-2.0
// Says who a program with a profile is: node caller.js PROFILE

import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { fromIni } from "@aws-sdk/credential-providers";

const sts = new STSClient({ credentials: fromIni({ profile: process.argv[2] }) });
console.log((await sts.send(new GetCallerIdentityCommand({}))).Arn);
