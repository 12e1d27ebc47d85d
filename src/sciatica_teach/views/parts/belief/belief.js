// What the learner believes before the answer is shown: a short list of causes with shares that always make 100.

// Kept for the learner of this page: the next one at a shared browser starts from nothing.
const draftKey = ({ subject }) => `st-belief:${SHARED.owner ?? ""}:${subject}`;

function startDraft(state, ui) {
  if (ui.draft.shares) return;
  const kept = storage.get(draftKey(state), {});
  const known = new Set(state.causes.map(({ id }) => id));
  const source = kept.id === state.id ? kept.shares : undefined;
  const ids = (source ? Object.keys(source) : state.shortlist ?? []).filter((id) => id !== OTHER && known.has(id));
  ui.draft.shares = fillShares(ids, source ?? state.belief);
}

const keepDraft = (state, ui) => storage.set(draftKey(state), { id: state.id, shares: ui.draft.shares });

const listed = (ui) => Object.keys(ui.draft.shares).filter((id) => id !== OTHER);
const causeOf = ({ causes, other_label: other }, id) => (id === OTHER
  ? { name: other, short: other } : causes.find((cause) => cause.id === id) ?? { name: id, short: id });

function listChanged(state, ui, words) {
  ui.draft.base = undefined;
  keepDraft(state, ui);
  announce(words);
  ui.redraw();
}

function addCause(state, ui, id) {
  const { [OTHER]: rest, ...causes } = ui.draft.shares;
  ui.draft.shares = { ...causes, [id]: 0, [OTHER]: rest };
  listChanged(state, ui, say("parts.belief_added", { cause: causeOf(state, id).name }));
  keyed(ui.root, `share:${id}`)?.focus(); // a new cause has no share yet: that comes next
}

function removeCause(state, ui, id) {
  const { [id]: gone, ...shares } = setShare(ui.draft.shares, id, 0);
  ui.draft.shares = shares;
  listChanged(state, ui, say("parts.belief_removed", { cause: causeOf(state, id).name }));
  keyed(ui.root, "pick")?.focus();
}

// One drag is one decision: the others are scaled from where they stood when this slider was first touched, so that
// pulling it to 100 and back does not wipe out their proportions.
function slide(state, ui, id, value) {
  if (ui.draft.base?.id !== id) ui.draft.base = { id, shares: ui.draft.shares };
  const shares = setShare(ui.draft.base.shares, id, value);
  ui.draft.shares = Object.fromEntries(Object.keys(ui.draft.shares).map((key) => [key, shares[key]]));
  keepDraft(state, ui);
}

function shareRow(state, ui, id, refresh) {
  const { short, name } = causeOf(state, id);
  const alone = listed(ui).length === 0;
  const share = ui.draft.shares[id];
  const field = newId("share");
  return h("li", { class: "st-share", "data-cause": id }, h("label", { for: field, title: name }, short),
    h("input", {
      type: "range", id: field, min: 0, max: 100, step: 1, value: share, disabled: alone, "data-key": `share:${id}`,
      "aria-valuetext": `${share}%`, style: `--st-at: ${share}%`,
      oninput: (event) => { slide(state, ui, id, Number(event.target.value)); refresh(); },
    }),
    h("output", { for: field }, `${share}%`),
    id === OTHER ? h("span") : button(icon("×"), {
      key: `remove:${id}`, "aria-label": say("parts.belief_remove", { cause: name }), onclick: () => removeCause(state, ui, id),
    }));
}

function refreshRows(ui, foot) {
  for (const row of ui.root.querySelectorAll("[data-cause]")) {
    const share = ui.draft.shares[row.dataset.cause];
    const slider = row.querySelector("input");
    slider.value = share;
    slider.setAttribute("aria-valuetext", `${share}%`);
    slider.style.setProperty("--st-at", `${share}%`);
    row.querySelector("output").textContent = `${share}%`;
  }
  foot();
}

function picker(state, ui) {
  const free = state.causes.filter(({ id }) => !(id in ui.draft.shares));
  if (listed(ui).length >= state.max) return hintLine(say("parts.belief_full", state));
  if (!free.length) return null;
  const field = newId("pick");
  const select = h("select", { id: field, "data-key": "pick" },
    h("option", { value: "" }, say("parts.belief_choose")), free.map(({ id, name }) => h("option", { value: id }, name)));
  const add = () => (select.value ? addCause(state, ui, select.value) : select.focus());
  return h("div", { class: "st-field" }, h("label", { for: field }, say("parts.belief_pick")),
    h("div", { class: "st-field-row" }, select,
      button(say("parts.belief_add"), { key: "add", onclick: add })));
}

function beliefSubmit(state, ui) {
  const ids = listed(ui);
  return submitRow(state, ui, {
    missing: ids.some((id) => ui.draft.shares[id] > 0) ? "" : say("parts.belief_missing"),
    action: () => ({ belief: Object.fromEntries(ids.map((id) => [id, ui.draft.shares[id] / 100])) }),
  });
}

const eyebrow = (state) => state.eyebrow && h("p", { class: "st-eyebrow" }, state.eyebrow);

// Committing changes the hint, and that is what there is to hear of it.
function announceHint({ hint, done }, ui) {
  if (done && ui.scratch.hint !== undefined && ui.scratch.hint !== hint) announce(hint);
  ui.scratch.hint = hint;
}

function drawOpenBelief(state, ui) {
  announceHint(state, ui);
  startDraft(state, ui);
  const foot = h("div");
  const drawFoot = () => keepFocus(foot, () => foot.replaceChildren(beliefSubmit(state, ui)));
  drawFoot();
  const refresh = () => refreshRows(ui, drawFoot);
  return h("section", { class: "st-card st-accent" },
    eyebrow(state), h("fieldset", {}, h("legend", { class: "st-legend" }, state.legend),
      h("ul", { class: "st-shares" }, Object.keys(ui.draft.shares).map((id) => shareRow(state, ui, id, refresh))),
      hintLine(state.hint), picker(state, ui)),
    foot);
}

function drawLockedBelief(state) {
  const shares = fillShares(state.shortlist ?? Object.keys(state.belief ?? {}), state.belief);
  return h("section", { class: "st-card" }, eyebrow(state), h("h3", {}, state.legend),
    state.hint && hintLine(state.hint),
    h("ul", { class: "st-shares" }, Object.entries(shares).map(([id, share]) => h("li", { class: "st-share" },
      h("span", {}, causeOf(state, id).short),
      h("span", { class: "st-bar", "aria-hidden": "true", style: `--st-at: ${share}%` }),
      h("output", {}, `${share}%`)))));
}

function drawBelief(state, ui) {
  // Sent and locked: the draft has done its work, and must not come back in a later round.
  if (state.locked && storage.get(draftKey(state), {}).id === state.id) storage.set(draftKey(state), {});
  return state.locked ? drawLockedBelief(state) : drawOpenBelief(state, ui);
}

export default { render: (context) => mount(context, "belief", drawBelief) };
