// What the learner has opened stays open when a part is drawn anew: `keepOpen(ui, drawn)` goes around what is drawn.

function keepOpen(ui, drawn) {
  const open = (ui.scratch.open ??= new Set());
  const seen = new Map();
  for (const details of drawn.querySelectorAll("details")) {
    const summary = details.firstElementChild;
    const outer = details.parentElement.closest("details")?.dataset.opened ?? "";
    const name = `${outer}/${summary.dataset.key ?? summary.textContent}`;
    seen.set(name, (seen.get(name) ?? 0) + 1);
    const key = `${name}/${seen.get(name)}`;
    details.dataset.opened = key;
    summary.dataset.key ??= key; // so that the focus finds it again too
    details.open = open.has(key);
    // The click comes before the change; the toggle event comes so late that a new state may have been drawn by then.
    summary.addEventListener("click", () => open[details.open ? "delete" : "add"](key));
  }
  return drawn;
}
