// SPDX-License-Identifier: Apache-2.0
// Policy documents that the tests share, and what the server's list of operations says is there.

import { readFileSync } from "node:fs";

const repository = new URL("../../", import.meta.url);

export const account = process.env.PORTCULLIS_ACCOUNT_ID;

export const allow = (action, resource = "*") =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: resource }] });

export const trust = (principal, action = "sts:AssumeRole") =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: principal, Action: action }] });

export const ec2 = trust({ Service: "ec2.amazonaws.com" });

export const testFile = (path) => readFileSync(new URL(`crates/service/tests/${path}`, repository), "utf8");

/** The names of the operations that the server has. */
export function presentOperations() {
  const coverage = readFileSync(new URL("COVERAGE.md", repository), "utf8");
  return new Set([...coverage.matchAll(/^\| (\w+) \| \[done\]/gm)].map((found) => found[1]));
}
