// Where is the lesion? What was found, normal findings too, and below it the sites to choose from.

const findingRow = ({ what, found, changed }) => h("div", { class: changed ? "st-changed" : undefined },
  h("dt", {}, changed && icon("▾"), what), h("dd", {}, found));

function drawFindings(state) {
  return h("section", { class: "st-found" }, h("h4", {}, say("parts.sites_found")),
    h("div", { class: "st-found-groups" }, state.groups.map(({ name, rows }) => h("div", {},
      h("h5", {}, name), h("dl", {}, rows.map(findingRow))))));
}

function siteField(ui, { id, text }) {
  return h("label", { class: "st-option" },
    h("input", {
      type: "radio", name: (ui.scratch.name ??= newId("site")), value: id, checked: ui.draft.site === id,
      "data-key": `site:${id}`, onchange: () => { ui.draft.site = id; ui.redraw(); },
    }), h("span", {}, text));
}

function drawOpenSites(state, ui) {
  ui.scratch.open = state.id;
  const hint = (ui.scratch.hint ??= newId("hint"));
  return [
    h("h3", { class: "st-legend" }, state.legend), drawFindings(state),
    h("fieldset", { "aria-describedby": hint }, h("legend", {}, say("parts.sites_legend")),
      h("p", { class: "st-hint", id: hint }, [state.hint, state.rule].filter(Boolean).join(" ")),
      h("div", { class: "st-options" }, state.sites.map((site) => siteField(ui, site)))),
    certaintyField(state, ui),
    submitRow(state, ui, {
      missing: ui.draft.site ? "" : say("parts.choose_one"), action: () => ({ chosen: [ui.draft.site] }),
    }),
  ];
}

function drawLockedSites(state, ui) {
  return [
    h("p", { class: "st-legend" }, state.legend), drawFindings(state),
    verdictHeading(state, ui, ...(state.heading ?? ["info", say("parts.your_answer")])),
    foldedVerdicts(state, state.sites, say("parts.sites_others")), certaintyGiven(state),
  ];
}

const drawSites = (state, ui) => (state.locked ? drawLockedSites(state, ui) : drawOpenSites(state, ui));

export default { render: (context) => mount(context, "sites", drawSites) };
