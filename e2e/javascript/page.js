// SPDX-License-Identifier: Apache-2.0
// As much of a browser as the sign-in page needs: elements by their ids, what is typed, and where the page goes.

class Element {
  hidden = false;
  disabled = false;
  textContent = "";
  value = "";
  dataset = {};
  children = [];
  listeners = {};

  constructor(id, classes = "") {
    Object.assign(this, { id, classes });
  }

  addEventListener(kind, listener) {
    this.listeners[kind] = listener;
  }

  replaceChildren(...children) {
    this.children = children;
  }

  querySelector() {
    return { textContent: this.id };
  }

  querySelectorAll() {
    return [];
  }
}

// A browser at a page of the server: loads its script as the server gives it, and keeps the cookie.
export class Browser {
  constructor(server, address) {
    this.server = server;
    this.location = new URL(address, server);
    this.location.replace = (path) => (this.went = path);
    this.sent = [];
  }

  // Loads the page and runs its script.
  async open() {
    const html = await (await Browser.network(new URL("/signin", this.server))).text();
    const tags = [...html.matchAll(/<\w+[^>]* id="([^"]+)"[^>]*>/g)];
    this.elements = Object.fromEntries(
      tags.map(([tag, id]) => [id, new Element(id, /class="step"/.test(tag) ? "step" : "")]),
    );
    for (const [tag, id] of tags) this.elements[id].hidden = / hidden>/.test(tag);
    const text = async (path) => (await Browser.network(new URL(path, this.server))).text();
    const module = (source) => `data:text/javascript,${encodeURIComponent(source)}`;
    const steps = module(await text("/signin/steps.mjs"));
    const script = (await text("/signin/sign-in.mjs")).replace("./steps.mjs", steps);
    Object.assign(globalThis, this.globals());
    // What stands in the address makes it another module each time.
    await import(module(`${script}\n// ${Math.random()}`));
  }

  globals() {
    const matching = (selector) => (element) => selector === ".step" && element.classes === "step";
    return {
      document: {
        getElementById: (id) => this.elements[id],
        querySelectorAll: (selector) => Object.values(this.elements).filter(matching(selector)),
        createElement: (tag) => new Element(tag),
      },
      location: this.location,
      window: {},
      FormData: class {
        constructor(form) {
          return Object.entries(form.typed);
        }
      },
      fetch: (path, options) => this.fetch(path, options),
    };
  }

  async fetch(path, options) {
    this.sent.push({ path, body: options.body && JSON.parse(options.body), method: options.method });
    const headers = { ...options.headers, ...(this.cookie && { cookie: this.cookie }) };
    const answer = await Browser.network(new URL(path, this.server), { ...options, headers });
    const cookie = answer.headers.get("set-cookie");
    if (cookie) this.cookie = cookie.split(";")[0];
    return answer;
  }

  static network = globalThis.fetch;

  // The step that is shown.
  get step() {
    return Object.values(this.elements).find((element) => element.classes === "step" && !element.hidden)?.id;
  }

  get problem() {
    return this.elements.problem.textContent;
  }

  // Fills in a form and sends it; waits until the page has taken the answer.
  async submit(id, typed) {
    const form = this.elements[id];
    form.typed = typed;
    const before = [this.step, this.problem, this.went, this.sent.length].join();
    form.listeners.submit({ preventDefault() {}, target: form });
    const changed = () => [this.step, this.problem, this.went].join() !== before.split(",").slice(0, 3).join();
    for (let waited = 0; waited < 200 && !changed(); waited += 1) await new Promise((go) => setTimeout(go, 25));
  }
}
