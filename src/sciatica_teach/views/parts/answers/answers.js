// Setting, findings, next questions. The catalogue has the names; the state only says which and what.

function settingField(state, { settings }, ui) {
  const name = (ui.scratch.setting ??= newId("setting"));
  const chosen = settings.find(({ id }) => id === state.setting);
  const radio = ({ id, name: label }) => h("label", { class: "st-check" }, h("input", {
    type: "radio", name, value: id, checked: id === state.setting, "data-key": `setting:${id}`,
    onchange: () => give(ui, `setting:${id}`, { verb: "setting", setting: id }),
  }), h("span", {}, label));
  const refused = settings.map(({ id }) => ui.sent[`setting:${id}`]).find((sent) => sent?.phase === "refused");
  return [
    h("fieldset", { class: "st-settings" }, h("legend", {}, say("parts.answers_setting")), settings.map(radio)),
    fate(refused),
    quiet(chosen.description),
    h("details", {}, h("summary", { "data-key": "basis" }, say("parts.answers_basis")),
      h("p", {}, chosen.basis.text, " ", mark(chosen.basis.mark, chosen.basis.conflict)),
      sourceNote(chosen.basis.sources, chosen.basis.conflict)),
  ];
}

// Entries that do not fit the setting, by name and with the reason.
function asideNotice(state, names) {
  if (!state.aside.length) return null;
  return h("div", { class: "st-aside-note st-tone-caution" }, icon("!"), h("div", {},
    h("p", {}, h("strong", {}, say("parts.answers_aside"))),
    h("ul", {}, state.aside.map(([id, why]) => h("li", {}, h("strong", {}, names.get(id).name), " ", why)))));
}

// Cautions that are present move no share: the reason, and the way to the setting where one of them does.
function cautionNote({ name, text, setting, label }, ui) {
  const key = `switch:${setting}`;
  return h("div", { class: "st-aside-note st-tone-info" }, icon(SHAPES.info), h("div", {},
    h("p", {}, h("strong", {}, name), " ", text),
    setting && [button(label, { key, onclick: () => give(ui, key, { verb: "setting", setting }) }), fate(ui.sent[key])]));
}

const NEXT_SHOWN = 3;

function enteredChips(state, names, values, ui) {
  const chip = ([id, value]) => {
    const words = { name: names.get(id).name, answer: say(`answer.${value}`) };
    return h("li", {}, h("button", {
      type: "button", class: values.has(id) ? "st-chip" : "st-chip st-set-aside", "data-key": `back:${id}`,
      "aria-label": say("parts.answers_take_back", words),
      onclick: () => give(ui, `back:${id}`, { verb: "take-back", finding: id }),
    }, icon(SHAPE_OF[value]), h("span", {}, words.name), icon("✕")));
  };
  // A whole screen of absent safety findings would bury the few entries that say something.
  const screened = state.entries.filter(([id, value]) => names.get(id).safety && value === "absent");
  const folded = screened.length > NEXT_SHOWN ? screened : [];
  const open = state.entries.filter((entry) => !folded.includes(entry));
  return [
    restHeading("entered", say("parts.answers_entered")),
    open.length ? h("ul", { class: "st-chips" }, open.map(chip)) : !folded.length && quiet(say("parts.answers_none")),
    folded.length > 0 && h("details", {},
      h("summary", { "data-key": "screened" }, say("parts.answers_screened", { count: folded.length })),
      h("ul", { class: "st-chips" }, folded.map(chip))),
    state.cautions.map((one) => cautionNote(one, ui)),
    state.entries.length > 1 && h("div", { class: "st-buttons" },
      button(say("parts.answers_clear"), { key: "clear", onclick: () => give(ui, "clear", { verb: "clear" }) })),
  ];
}

// The safety questions, the first few of them or all, and one button that answers every red flag at once.
function freeQuestions(state, rows, ui) {
  const more = () => { ui.draft.more = !ui.draft.more; ui.redraw(); };
  const free = ui.draft.more ? state.free : state.free.slice(0, NEXT_SHOWN);
  const buttons = [
    state.free.length > NEXT_SHOWN && button(
      say(ui.draft.more ? "parts.answers_fewer" : "parts.answers_more", { count: state.free.length }),
      { key: "more", onclick: more, "aria-expanded": String(Boolean(ui.draft.more)) }),
    state.flags_open && button(say("parts.answers_screen"),
      { key: "screen", onclick: () => give(ui, "screen", { verb: "screen" }) }),
  ].filter(Boolean);
  return [
    h("h5", {}, icon(SHAPES.safety), say("parts.answers_free")),
    state.free.length ? rows(free) : quiet(say("parts.answers_free_done")),
    buttons.length > 0 && h("div", { class: "st-buttons" }, buttons),
  ];
}

function nextQuestions(state, names, values, ui) {
  const rows = (list) => h("ul", {},
    list.map(([id, ...worth]) => findingRow(names.get(id), values.get(id), "next", ui, worth)));
  const questions = [
    freeQuestions(state, rows, ui),
    h("h5", {}, say("parts.answers_worth")), hintLine(say("parts.answers_worth_hint")),
    state.next.length ? rows(state.next) : quiet(say("parts.answers_next_done")),
  ];
  if (!state.sending) return h("section", {}, restHeading("next", say("parts.answers_next")), questions);
  return h("section", {}, sendingCard(state.sending),
    h("details", {}, h("summary", { "data-key": "still" }, say("parts.answers_still")), questions));
}

// An emergency: no more questions, but what goes with the patient.
function sendingCard({ title, lead, items, why }) {
  return h("div", { class: "st-sending st-tone-unsafe" },
    restHeading("next", title), h("p", {}, why.text, " ", mark(why.mark)),
    h("p", {}, h("strong", {}, lead)), h("ul", {}, items.map((item) => h("li", {}, item))), sourceNote(why.sources));
}

function matchesWords({ name, ask, topic }, words) {
  const text = `${name} ${ask} ${topic}`.toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

function foundList(findings, words, topic, values, ui) {
  const shown = findings.filter((one) => (words ? matchesWords(one, words) : one.topic === topic));
  if (!words && !topic) return [];
  if (!shown.length) return [quiet(say("parts.find_nothing"))];
  return [h("ul", {}, shown.map((one) => findingRow(one, values.get(one.id), "find", ui, words ? [one.topic] : [])))];
}

function findFields(topics, count, ui, redraw) {
  const [field, list] = [(ui.scratch.field ??= newId("find")), (ui.scratch.list ??= newId("topic"))];
  return h("div", { class: "st-find" },
    h("div", { class: "st-field" }, h("label", { for: field }, say("parts.find_among", { count })), h("input", {
      type: "search", id: field, "data-key": "words", value: ui.draft.words ?? "", autocomplete: "off",
      oninput: (event) => { ui.draft.words = event.target.value.trim(); redraw(); },
    })),
    h("div", { class: "st-field" }, h("label", { for: list }, say("parts.answers_topic")), h("select", {
      id: list, "data-key": "topic",
      onchange: (event) => { Object.assign(ui.draft, { topic: event.target.value, words: "" }); ui.redraw(); },
    }, h("option", { value: "" }, say("parts.answers_topics", { count: topics.length })),
    topics.map((one) => h("option", { value: one, selected: one === ui.draft.topic }, one)))));
}

function findSection({ findings }, values, ui) {
  const topics = [...new Set(findings.map(({ topic }) => topic))];
  const list = h("div");
  const redraw = () => list.replaceChildren(...foundList(findings, ui.draft.words, ui.draft.topic, values, ui));
  redraw();
  return h("section", {}, h("h4", {}, say("parts.answers_find")), findFields(topics, findings.length, ui, redraw), list);
}

function drawAnswers(state, ui) {
  const catalogue = ui.model.get("catalogue");
  const names = (ui.scratch.names ??= new Map(catalogue.findings.map((one) => [one.id, one])));
  const aside = new Set(state.aside.map(([id]) => id));
  const values = new Map(state.entries.filter(([id]) => !aside.has(id)));
  const focus = followFocus(ui);
  ui.after = () => {
    focus();
    keepEntries(state, ui);
  };
  return keepOpen(ui, h("section", { class: "st-card", "aria-label": state.title },
    h("h3", {}, state.title), settingField(state, catalogue, ui), asideNotice(state, names),
    findSection(catalogue, values, ui), h("section", {}, enteredChips(state, names, values, ui)),
    nextQuestions(state, names, values, ui),
    h("p", { class: `st-now st-tone-${state.now.tone}` }, icon(SHAPES[state.now.tone]), h("span", {}, state.now.text))));
}

export default { render: (context) => mount(context, "answers", drawAnswers) };
