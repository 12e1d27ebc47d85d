// What the host does: one button stands out, the others stay quiet beside it; what cannot be undone is asked for twice.
import { announce, byId, drawInto, h, newId, page, say } from "./base.js";
import { settle } from "./posting.js";

const SHORT = 24; // letters that always have their place on the wall; longer labels may be cut there
const host = { actions: [], asking: "", busy: false };

function tell(words, tone) {
  drawInto(byId("st-fate"), [words, tone], () => words && h("p", { class: `st-room-note st-tone-${tone}` }, words));
  if (words) announce(words);
}

export async function order({ label, action }) {
  if (host.busy) return;
  host.busy = true;
  drawActions();
  const told = await settle(`${page.url}/do`, { id: newId(), action }, {
    onRetry: (why) => tell([say("order_kept"), why].filter(Boolean).join(" "), "caution"),
  });
  Object.assign(host, { busy: false, asking: "" });
  drawActions();
  if (told.refused) tell(say("order_refused", { why: told.why ?? "" }), "caution");
  else {
    tell("", "plain");
    announce(say("done", { label }));
  }
}

const key = ({ action }) => JSON.stringify(action);
const ask = (which) => { host.asking = which; drawActions(); };

function button(props, ...words) {
  return h("button", { type: "button", class: "st-frame-button", ...props }, words);
}

function drawOne(one) {
  const asked = key(one);
  if (one.confirm && host.asking === asked) return drawConfirm(one, asked);
  return button({
    class: ["st-frame-button", one.primary && "st-frame-primary", one.label.length <= SHORT && "st-short"].filter(Boolean).join(" "),
    title: one.label.length > SHORT ? one.label : undefined, "data-key": asked,
    "aria-disabled": host.busy ? "true" : undefined, onclick: () => press(one),
  }, h("span", { class: "st-room-label" }, one.label), one.primary && byId("st-help") && h("kbd", { "aria-hidden": "true" }, "→"));
}

function drawConfirm(one, asked) {
  return h("div", { class: "st-room-confirm", role: "group", "aria-labelledby": "st-confirm" },
    h("p", { id: "st-confirm" }, one.confirm === true ? one.label : one.confirm),
    button({ "data-key": asked, onclick: () => ask("") }, say("back")),
    button({ class: "st-frame-button st-frame-primary", "data-key": "yes", onclick: () => order(one) }, say("yes", { label: one.label })));
}

function drawActions() {
  const first = [...host.actions].sort((a, b) => Number(Boolean(b.primary)) - Number(Boolean(a.primary)));
  drawInto(byId("st-actions"), [first, host.asking, host.busy], () => first.map(drawOne));
}

export function press(one) {
  if (host.busy) return;
  if (one.confirm && host.asking !== key(one)) ask(key(one));
  else order(one);
}

export function showActions(actions) {
  host.actions = actions ?? [];
  if (!host.actions.some((one) => key(one) === host.asking)) host.asking = "";
  drawActions();
}

// By key: the primary action, or the one with a verb. What cannot be done now is said.
export function pressVerb(verb) {
  const one = host.actions.find(({ primary, action }) => (verb ? action.verb === verb : primary));
  if (!one) announce(say("not_now"));
  else if (one.confirm) askByKey(key(one));
  else press(one);
}

// A clicker is pressed twice too easily: what is asked for twice is not confirmed by the same key.
function askByKey(which) {
  if (host.busy) return;
  ask(which);
  byId("st-actions").querySelector(".st-room-confirm button")?.focus();
}
