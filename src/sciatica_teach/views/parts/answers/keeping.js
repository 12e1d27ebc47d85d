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

// A redraw may take away the control that was pressed: then the focus goes to what stands at its place now.
function followFocus(ui) {
  const before = ui.root.getRootNode().activeElement;
  const key = ui.root.contains(before) ? before.dataset.key : undefined;
  if (!key) return () => {};
  const family = `${key.split(":")[0]}:`;
  const place = [...ui.root.querySelectorAll(`[data-key^="${family}"]`)].indexOf(before);
  return () => {
    if (keyed(ui.root, key)) return;
    const others = [...ui.root.querySelectorAll(`[data-key^="${family}"]`)];
    (others[Math.min(place, others.length - 1)] ?? ui.root.querySelector("[data-rest]")).focus({ preventScroll: true });
  };
}
