// The start of a page's widgets. It runs while the page is still arriving: as soon as the kernel is named the line to it
// is opened, and what a cell shows is drawn as soon as that cell has run.

import { Models } from "./models.js";
import { makeDrawer } from "./views.js";

const OUTPUT = 'script[type="application/vnd.voila.cell-output+json"]';
const WIDGET_VIEW = "application/vnd.jupyter.widget-view+json";

const page = window.stPage;
const views = new Map(); // an output's script element -> its view
let config;
let models;
let draw;
let stock = false;

// What the parser has not finished reading is no JSON yet.
function read(element) {
  try {
    return JSON.parse(element.textContent);
  } catch {
    return undefined;
  }
}

function open() {
  config ??= read(document.getElementById("jupyter-config-data") ?? { textContent: "" });
  if (!config || models) return;
  models = new Models(config.baseUrl, config.kernelId);
  draw = makeDrawer(models, fallBack);
}

function show(script) {
  const output = read(script);
  if (!output) return;
  const id = output.data?.[WIDGET_VIEW]?.model_id;
  if (!id) {
    fallBack("an output");
    return;
  }
  open();
  models.ask();
  const view = draw(id);
  const place = document.createElement("div");
  place.className = "jp-OutputArea-output";
  place.append(view.el);
  script.after(place);
  views.set(script, { ...view, remove: () => { view.remove(); place.remove(); } });
  void view.done.then(() => { script.dataset.stShown = "yes"; });
}

function look() {
  if (stock) return;
  open();
  for (const script of document.querySelectorAll(OUTPUT)) if (!views.has(script) && !stock) show(script);
}

async function finish() {
  look();
  if (stock) return;
  await Promise.all([...views.values()].map((view) => view.done));
  if (!stock) page.ready();
}

// Everything of ours is taken away; the kernel and the page as the server sent it stay.
function fallBack(kind) {
  if (stock) return;
  stock = true;
  console.info(`Voilà's own scripts are used for this page, because of ${kind}.`);
  watcher.disconnect();
  for (const view of views.values()) view.remove();
  models?.close();
  config ??= read(document.getElementById("jupyter-config-data"));
  page.useStock();
  void import("./stock.js").then(({ runStockScripts }) => runStockScripts(config));
}

// A page that is left needs its kernel no longer.
function leave() {
  if (!config || stock) return;
  void fetch(`${config.baseUrl}voila/api/shutdown/${config.kernelId}`, {
    method: "POST", keepalive: true, headers: page.proof(),
  });
}

const watcher = new MutationObserver(look);
watcher.observe(document, { childList: true, subtree: true });
window.addEventListener("pagehide", leave);
window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload()); // its kernel is gone
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", finish);
else void finish();
look();
