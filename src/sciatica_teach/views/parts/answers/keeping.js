// What is entered is no record, so it is kept in this browser alone: a reload comes back to it.

const KEPT_ENTRIES = "st-playground";

// A kernel that has heard nothing yet is told what an earlier visit had entered; from then on the kernel's word is kept.
function keepEntries(state, ui) {
  if (!state.fresh) {
    storage.set(KEPT_ENTRIES, { setting: state.setting, entries: state.entries });
    return;
  }
  if (ui.scratch.restored) return;
  ui.scratch.restored = true;
  const kept = storage.get(KEPT_ENTRIES, undefined);
  if (typeof kept?.setting !== "string" || !Array.isArray(kept.entries)) return;
  ui.send("restore", { verb: "restore", setting: kept.setting, entries: kept.entries });
}

// A heading that can take the focus where what had it is gone.
const restHeading = (name, words) => h("h4", { tabindex: "-1", "data-key": `rest:${name}` }, words);

// What stands beside a control, and the heading to rest at when all of that is gone. The neighbours of a proposed
// answer are whole questions: on the next answer a second key press would answer what nobody has read yet.
const NEIGHBOURS = {
  next: ["row:next:", "rest:next"], row: ["row:next:", "rest:next"], screen: ["row:next:", "rest:next"],
  back: ["back:", "rest:entered"],
};

function inSight(ui, prefix) {
  const all = [...ui.root.querySelectorAll(`[data-key^="${prefix}"]`)];
  return all.filter((element) => element.checkVisibility());
}

// A redraw may take away the control that was pressed: then the focus goes to what stands at its place now.
function followFocus(ui) {
  const before = ui.root.getRootNode().activeElement;
  const key = ui.root.contains(before) ? before.dataset.key : undefined;
  if (!key) return () => {};
  const [prefix, rest] = NEIGHBOURS[key.split(":")[0]] ?? ["", "rest:entered"];
  const beside = () => (prefix ? inSight(ui, prefix) : []);
  const place = Math.max(0, beside().findIndex((element) => element.contains(before)));
  return () => {
    if (keyed(ui.root, key)?.checkVisibility()) return;
    const now = beside();
    (now[Math.min(place, now.length - 1)] ?? keyed(ui.root, rest)).focus({ preventScroll: true });
  };
}
