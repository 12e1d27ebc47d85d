// The wall by keyboard, as with a presenter's clicker. A key that belongs to what has the focus stays with it.
import { byId } from "./base.js";
import { pressVerb } from "./orders.js";

const TYPING = "input, select, textarea, [contenteditable]";
const PRESSED = "button, a, summary";

export function hearKeys({ toggleCode }) {
  const help = byId("st-keys");
  const fill = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.().catch(() => {}));
  const open = () => help.open || help.showModal();
  const keys = {
    " ": () => pressVerb(""), ArrowRight: () => pressVerb(""), PageDown: () => pressVerb(""),
    r: () => pressVerb("reveal"), v: () => pressVerb("vote-again"), c: () => pressVerb("close-vote"),
    j: toggleCode, f: fill, "?": open,
  };

  byId("st-help").addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (help.open || event.ctrlKey || event.metaKey || event.altKey || event.target.matches(TYPING)) return;
    if (event.key === " " && event.target.matches(PRESSED)) return;
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || event.repeat) return;
    event.preventDefault();
    act();
  });
}
