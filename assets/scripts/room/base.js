// What every page of a live room is built with. Text reaches a page as text only: there is no path from a string to
// markup. Words stand in views/words.toml and come with the page.

export const page = document.getElementById("st-room").dataset;
const WORDS = JSON.parse(document.getElementById("st-words").textContent);
const SVG = "http://www.w3.org/2000/svg";

export const say = (key, values = {}) => WORDS[key].replace(/\{(\w+)\}/g, (_gap, name) => values[name] ?? "");
export const byId = (id) => document.getElementById(id);

function build(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (name === "style") element.style.cssText = value; // as an attribute the page's policy would ignore it
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => (child ?? false) !== false && child !== ""));
  return element;
}

export const h = (tag, props, ...children) => build(document.createElement(tag), props, children);
export const svg = (tag, props, ...children) => build(document.createElementNS(SVG, tag), props, children);
// What has to be known before a question.
export const drawLines = (lines) => lines?.length > 0 && h("div", { class: "st-room-lines" }, lines.map((line) => h("p", {}, line)));
// Options as they stand, to be read.
export const drawOptions = (options) => options?.length > 0 && h("ol", { class: "st-room-options" }, options.map(({ badge, text }) =>
  h("li", {}, badge && h("span", { class: "st-room-badge", "aria-hidden": "true" }, badge), h("span", {}, text))));
export const unseen = (...text) => h("span", { class: "st-unseen" }, text);

// Only the web and our own pages: a link from content must not be able to run a script.
export function safeHref(href) {
  if (!href) return undefined;
  try {
    return ["http:", "https:"].includes(new URL(href, document.baseURI).protocol) ? href : undefined;
  } catch {
    return undefined;
  }
}

// The live region stands in the template, so that screen readers know it before anything is said.
export function announce(text) {
  const region = byId("st-said");
  region.textContent = region.textContent === text ? `${text}\u00a0` : text; // the same words twice would not be spoken
}

// The state of the connection, in words; what a screen reader hears of it is that it is lost, and that it is back.
export function showLink(alive, words) {
  const link = byId("st-link");
  if (link.textContent !== words && (!alive || link.dataset.alive === "false")) announce(words);
  link.textContent = words;
  link.dataset.alive = String(alive);
}

// Draw only what changed: an element that shows the same state keeps its focus, its scroll and its selection.
export function drawInto(element, state, draw) {
  const told = JSON.stringify(state) ?? "";
  if (element.stShown === told) return false;
  const key = element.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  element.stShown = told;
  element.replaceChildren(...[draw(state)].flat(Infinity).filter(Boolean));
  if (key) [...element.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key)?.focus({ preventScroll: true });
  return true;
}

// crypto.randomUUID exists on secure pages only, and a class room server may be plain http.
export function newId() {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
