// SPDX-License-Identifier: Apache-2.0
// An authenticator app, as RFC 6238 describes it.

import { createHmac } from "node:crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * The code that is shown now and the one after it, for the seed as CreateVirtualMFADevice gives it; or as many as are
 * asked for, from so many steps after now.
 */
export function consecutiveCodes(base32Seed, first = 0, count = 2) {
  const letters = [...Buffer.from(base32Seed).toString("ascii")];
  const bits = letters.map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const seed = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Math.floor(Date.now() / 30_000) + first;
  return Array.from({ length: count }, (_, offset) => step + offset).map((at) => {
    const number = Buffer.alloc(8);
    number.writeBigUInt64BE(BigInt(at));
    const digest = createHmac("sha1", seed).update(number).digest();
    const code = digest.readUInt32BE(digest.at(-1) & 15) & 0x7fffffff;
    return String(code % 1_000_000).padStart(6, "0");
  });
}
