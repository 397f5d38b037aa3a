// SPDX-License-Identifier: Apache-2.0
// The sign-in page: shows one step at a time, and tells the API what was typed.

import { NEXT, assertionOf, calls, destinationOf, isOver, linkTo, problemOf, requestOptions } from "./steps.mjs";

const find = (id) => document.getElementById(id);
const destination = destinationOf(location.search, location.origin);

// What the last answer said of the next step.
let pending = {};

function show(step) {
  for (const other of document.querySelectorAll(".step")) {
    other.hidden = other.id !== step;
  }
  const shown = find(step);
  document.title = shown.querySelector("h1").textContent;
  for (const secret of document.querySelectorAll("input[type=password], #code")) secret.value = "";
  const fields = [...shown.querySelectorAll("input:not([type=radio]), select, button, h1[tabindex]")];
  fields.find((field) => !field.disabled && field.checkVisibility?.() !== false && !field.closest("[hidden]"))?.focus();
}

function tell(problem) {
  find("problem").textContent = problem;
}

async function send({ method, path, body }) {
  const answer = await fetch(path, {
    method,
    credentials: "same-origin",
    headers: body ? { "content-type": "application/json" } : {},
    body: body && JSON.stringify(body),
  });
  const content = await answer.json().catch(() => null);
  return { answer, content };
}

// Sends a call and goes where its answer leads.
async function take(call) {
  const buttons = [...document.querySelectorAll("button:not(:disabled)")];
  for (const button of buttons) button.disabled = true;
  try {
    const { answer, content } = await send(call);
    if (answer.ok) {
      tell("");
      follow(content);
      return;
    }
    if (isOver(content)) show("password");
    tell(problemOf(answer.status, content, answer.headers.get("retry-after")));
  } catch {
    tell("The server cannot be reached. Try again.");
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}

function follow(content) {
  pending = content;
  const step = NEXT[content.outcome];
  if (step === "mfa") offerDevices(content);
  if (step === "signed-in") {
    if (destination && content.warnings.length === 0) {
      location.replace(destination);
      return;
    }
    tellWho(content);
  }
  show(step);
}

function offerDevices({ devices, securityKeyOptions }) {
  const shown = devices.filter((device) => device.kind === "virtual").map(({ serialNumber }) => {
    const option = document.createElement("option");
    option.textContent = serialNumber;
    option.value = serialNumber;
    return option;
  });
  find("serial-number").replaceChildren(...shown);
  find("mfa-code").hidden = shown.length === 0;
  find("use-key").hidden = !securityKeyOptions || !window.PublicKeyCredential;
  if (shown.length === 0 && find("use-key").hidden) {
    tell("Your MFA device is a security key, which this browser or this server's address does not allow.");
  }
}

function tellWho({ principal, warnings }) {
  find("principal").textContent = principal.arn;
  const items = warnings.map((warning) => {
    const item = document.createElement("li");
    item.textContent = warning;
    return item;
  });
  find("warnings").replaceChildren(...items);
  find("warnings").hidden = items.length === 0;
  find("continue").hidden = !destination;
}

// Those who have no password here sign in at an identity provider.
function offerLinks({ links }) {
  const shown = links.map(({ label, url }) => {
    const link = document.createElement("a");
    link.textContent = `Sign in with ${label}`;
    link.href = linkTo(url, destination);
    return link;
  });
  find("elsewhere").replaceChildren(...shown);
  find("elsewhere").hidden = shown.length === 0;
}

async function useKey() {
  try {
    const publicKey = requestOptions(pending.securityKeyOptions);
    const credential = await navigator.credentials.get({ publicKey });
    await take(calls.securityKey({ continuation: pending.continuation, assertion: assertionOf(credential) }));
  } catch {
    tell("The security key was not used. Try again.");
  }
}

function choose(kind) {
  for (const part of document.querySelectorAll("[data-kind]")) {
    part.hidden = part.dataset.kind !== kind;
    for (const field of part.querySelectorAll("input")) field.disabled = part.hidden;
  }
}

function onSubmit(id, callOf) {
  find(id).addEventListener("submit", (event) => {
    event.preventDefault();
    const call = callOf(Object.fromEntries(new FormData(event.target)));
    if (call) take(call);
  });
}

onSubmit("password", ({ kind, rootAccount, ...typed }) =>
  kind === "root" ? calls.root({ ...typed, account: rootAccount }) : calls.password(typed),
);
onSubmit("mfa", (typed) => calls.code({ ...typed, continuation: pending.continuation }));
onSubmit("new-password", ({ newPassword, repeated }) => {
  if (newPassword !== repeated) {
    tell("The two passwords are not the same.");
    return null;
  }
  return calls.newPassword({ continuation: pending.continuation, newPassword });
});
for (const radio of document.querySelectorAll("[name=kind]")) {
  radio.addEventListener("change", () => choose(radio.value));
}
for (const button of document.querySelectorAll("[data-restart]")) {
  button.addEventListener("click", () => {
    tell("");
    show("password");
  });
}
find("use-key").addEventListener("click", useKey);
find("continue").addEventListener("click", () => location.replace(destination));
find("sign-out").addEventListener("click", () => take(calls.signOut()));

// Who is signed in already is shown, and goes on by a click: a link alone takes nobody anywhere.
const { answer, content } = await send(calls.session()).catch(() => ({}));
if (answer?.ok) {
  pending = content;
  tellWho(content);
  show("signed-in");
} else {
  show("password");
}
const links = await send(calls.links()).catch(() => ({}));
if (links.answer?.ok) offerLinks(links.content);
