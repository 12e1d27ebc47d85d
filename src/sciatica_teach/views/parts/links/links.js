// From cause to dose: a choice in each link, all of them on one screen. What would hurt the patient is told first.

function linkField(state, ui, link, index) {
  const name = (ui.scratch[`link:${link.id}`] ??= newId("link"));
  const choose = (id) => { ui.draft.chosen[link.id] = id; ui.redraw(); };
  return h("li", {}, h("fieldset", { class: "st-rung" },
    h("legend", {}, h("b", { class: "st-place", "aria-hidden": "true" }, index + 1), h("span", {}, link.asks)),
    link.options.map(({ id, text }) => h("label", { class: "st-option" },
      h("input", {
        type: "radio", name, value: id, checked: ui.draft.chosen[link.id] === id, "data-key": `option:${id}`,
        onchange: () => choose(id),
      }), h("span", {}, text)))));
}

function drawOpenLinks(state, ui) {
  ui.scratch.open = state.id;
  const chosen = (ui.draft.chosen ??= {});
  const hint = (ui.scratch.hint ??= newId("hint"));
  return [
    h("fieldset", { "aria-describedby": hint }, h("legend", { class: "st-legend" }, state.legend),
      h("p", { class: "st-hint", id: hint }, [state.hint, state.rule].filter(Boolean).join(" ")),
      h("ol", { class: "st-rungs" }, state.links.map((link, index) => linkField(state, ui, link, index)))),
    certaintyField(state, ui),
    submitRow(state, ui, {
      missing: Object.keys(chosen).length ? "" : say("parts.links_missing"),
      action: () => ({ chosen: state.links.map(({ id }) => chosen[id]).filter(Boolean) }),
    }),
  ];
}

// What can hurt stands at the top with its reasons; in its link a line is enough.
const brief = (state) => ({
  ...state,
  verdicts: Object.fromEntries(Object.entries(state.verdicts ?? {}).map(([id, verdict]) =>
    [id, state.harms?.includes(id) ? { ...verdict, feedback: say("parts.links_harm") } : verdict])),
});

function linkVerdict(state, link, index) {
  const open = !link.options.some(({ id }) => state.chosen?.includes(id));
  return h("li", { class: "st-rung" },
    h("h4", {}, h("b", { class: "st-place", "aria-hidden": "true" }, index + 1), h("span", {}, link.asks)),
    open && quiet(say("parts.links_open")),
    foldedVerdicts(brief(state), link.options, say("parts.links_others")));
}

function drawLockedLinks(state, ui) {
  const harmful = state.links.flatMap(({ options }) => options).filter(({ id }) => state.harms?.includes(id));
  return [
    h("p", { class: "st-legend" }, state.legend),
    verdictHeading(state, ui, ...(state.heading ?? ["info", say("parts.your_answer")])),
    harmful.length > 0 && h("ul", { class: "st-answers st-harms" }, harmful.map((one) => oneVerdict(state, one))),
    h("ol", { class: "st-rungs" }, state.links.map((link, index) => linkVerdict(state, link, index))),
    certaintyGiven(state),
  ];
}

const drawLinks = (state, ui) => (state.locked ? drawLockedLinks(state, ui) : drawOpenLinks(state, ui));

export default { render: (context) => mount(context, "links", drawLinks) };
