// SPDX-License-Identifier: Apache-2.0
// What the sign-in page sends, and what it makes of the answers: all that needs no browser.

// The calls of the API, as docs/sign-in.openapi.json describes them. Paths are relative to the page, because the server
// may stand below a path of another.
export const calls = {
  session: () => ({ method: "GET", path: "signin/v1/session" }),
  links: () => ({ method: "GET", path: "signin/v1/links" }),
  signOut: () => post("sign-out"),
  password: ({ account, userName, password }) =>
    post("password", { account: account.trim(), userName: userName.trim(), password }),
  root: ({ email, account, password }) =>
    post("password", { email: email.trim(), account: account?.trim() || undefined, password }),
  code: ({ continuation, serialNumber, code }) => post("mfa", { continuation, serialNumber, code: code.trim() }),
  securityKey: ({ continuation, assertion }) => post("mfa", { continuation, assertion }),
  newPassword: ({ continuation, newPassword }) => post("new-password", { continuation, newPassword }),
};

function post(step, body) {
  return { method: "POST", path: `signin/v1/${step}`, body };
}

// Which step of the page follows an answer.
export const NEXT = {
  signedIn: "signed-in",
  mfaRequired: "mfa",
  newPasswordRequired: "new-password",
  signedOut: "password",
};

// What to tell of an answer that is an error.
export function problemOf(status, body, retryAfter) {
  const message = body?.error?.message ?? `The server answered with status ${status}.`;
  const seconds = Number.parseInt(retryAfter ?? "", 10);
  return seconds > 0 ? `${message} (${seconds} s)` : message;
}

// Whether there is no way on but to begin again.
export function isOver(body) {
  return body?.error?.code === "ContinuationExpired";
}

// Where to go after the sign-in: a page of this server, or null. A link from elsewhere must not choose another host.
export function destinationOf(search, origin) {
  const asked = new URLSearchParams(search).get("destination");
  if (!asked?.startsWith("/")) return null;
  try {
    const url = new URL(asked, origin);
    return url.origin === origin ? url.pathname + url.search + url.hash : null;
  } catch {
    return null;
  }
}

// Where a link to an identity provider leads that comes back to the destination.
export function linkTo(url, destination) {
  return destination ? `${url}&destination=${encodeURIComponent(destination)}` : url;
}

// The options of the API as `navigator.credentials.get` takes them.
export function requestOptions(json) {
  const allowCredentials = json.allowCredentials?.map((credential) => ({ ...credential, id: bytes(credential.id) }));
  return { ...json, challenge: bytes(json.challenge), ...(allowCredentials && { allowCredentials }) };
}

// What the browser answers, as the API takes it: WebAuthn's AuthenticationResponseJSON.
export function assertionOf(credential) {
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  const response = {
    clientDataJSON: text(clientDataJSON),
    authenticatorData: text(authenticatorData),
    signature: text(signature),
    ...(userHandle && { userHandle: text(userHandle) }),
  };
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
    ...(credential.authenticatorAttachment && { authenticatorAttachment: credential.authenticatorAttachment }),
  };
}

function bytes(base64url) {
  const binary = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
