// Widgets that bring their own script and style sheet: anywidgets. A part of ours has both as files of the server, and
// its traits hold only the addresses; any other widget sends the text, which is imported from a blob.

import { listen } from "./layout.js";

// As written by views/parts/files.py.
const SCRIPT_FILE = /^export default async \(\) => \(await import\(`\$\{new URL\("([^"]+)", document\.baseURI\)\.href\}#/;
const STYLE_FILE = /^@import url\("([^"]+)"\);$/;

const users = new Map(); // address of a script -> how many widgets have it
const styles = new Map(); // style sheet -> settled when it holds
const widgets = new WeakMap(); // model -> what its script offers, initialised

const once = (cache, key, make) => {
  if (!cache.has(key)) cache.set(key, make());
  return cache.get(key);
};

async function importText(text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  return import(address).finally(() => URL.revokeObjectURL(address));
}

// Each widget has a module of its own, because scripts keep what is one widget's alone in their variables. A fragment
// makes it another module and not another file; the first widget has none, and so the module that was fetched ahead.
function loadModule(script) {
  const file = SCRIPT_FILE.exec(script)?.[1];
  if (!file) return importText(script);
  const { href } = new URL(file, document.baseURI);
  const before = users.get(href) ?? 0;
  users.set(href, before + 1);
  return import(before ? `${href}#${before}` : href);
}

function addStyle(sheet) {
  const href = STYLE_FILE.exec(sheet)?.[1];
  const element = document.createElement(href ? "link" : "style");
  if (!href) element.textContent = sheet;
  const held = href && new Promise((resolve) => { element.onload = element.onerror = resolve; });
  if (href) Object.assign(element, { rel: "stylesheet", href });
  document.head.append(element);
  return held;
}

// Scripts may offer an object, or a function that makes one for each model.
async function initialize(model) {
  const { default: offered } = await loadModule(model.get("_esm"));
  const widget = typeof offered === "function" ? await offered() : offered;
  const leave = new AbortController();
  const cleanUp = await widget.initialize?.({ model, signal: leave.signal, experimental: { invoke: invoker(model) } });
  model.on("destroy", () => {
    leave.abort();
    cleanUp?.();
  });
  return widget;
}

// anywidget's question to Python that has an answer.
const invoker = (model) => (name, msg, { buffers = [], signal = AbortSignal.timeout(3000) } = {}) => {
  const id = crypto.getRandomValues(new Uint32Array(4)).join("-");
  return new Promise((resolve, reject) => {
    const hear = (reply, replied) => {
      if (reply.id !== id || reply.kind !== "anywidget-command-response") return;
      model.off("msg:custom", hear);
      resolve([reply.response, replied]);
    };
    signal.addEventListener("abort", () => {
      model.off("msg:custom", hear);
      reject(signal.reason);
    });
    model.on("msg:custom", hear);
    model.send({ id, kind: "anywidget-command", name, msg }, undefined, buffers);
  });
};

export const isScripted = (kind) => kind === "anywidget/AnyModel";

export async function runScript(el, model, signal) {
  const style = () => model.get("_css") && once(styles, model.get("_css"), () => addStyle(model.get("_css")));
  listen(model, "change:_css", style, signal);
  try {
    const [widget] = await Promise.all([once(widgets, model, () => initialize(model)), style()]);
    if (signal.aborted) return;
    const cleanUp = await widget.render?.({ model, el, signal, experimental: { invoke: invoker(model) } });
    const leave = () => typeof cleanUp === "function" && cleanUp();
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave);
  } catch (error) {
    console.error(error);
    el.replaceChildren(faultCard(error));
  }
}

function faultCard(error) {
  const card = document.createElement("section");
  card.className = "st-frame-panel st-frame-tone-unsafe";
  card.setAttribute("role", "alert");
  const text = document.createElement("p");
  text.textContent = "This part of the lesson could not be shown. Answers you have given are saved. Load the page again.";
  const report = document.createElement("pre");
  report.className = "st-report";
  report.textContent = String(error);
  card.append(text, report);
  return card;
}
