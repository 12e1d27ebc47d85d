// What can be asked or examined. A question asked turns into its answer, at the same place.

const FILTER_FROM = 12;
const VALUES = { present: ["●", "Present"], absent: ["○", "Absent"], unknown: ["?", "Not clear"] };

function howItIsDone({ how, positive }) {
  if (!how?.length) return null;
  return h("details", { class: "st-how" }, h("summary", {}, "How it is done"),
    h("ol", { class: "st-list" }, how.map((step) => h("li", {}, step))),
    positive && quiet("Counts as present: ", positive));
}

function askedQuestion(question) {
  const [shape, word] = VALUES[question.value] ?? [];
  return h("li", { class: "st-question st-asked" },
    h("div", { tabindex: "-1", "data-key": `ask:${question.id}` },
      h("p", { class: "st-ask" }, question.ask), h("p", { class: "st-words" }, question.words),
      question.how?.length && word ? h("p", { class: "st-tag" }, icon(shape), word) : null, howItIsDone(question)),
    h("span", { class: "st-cost" }, question.cost));
}

function openQuestion(question, ui) {
  const key = `ask:${question.id}`;
  return h("li", { class: "st-question" },
    h("button", {
      type: "button", class: "st-ask-button", "data-key": key, "aria-disabled": ui.busy(key) ? "true" : undefined,
      onclick: () => ui.send(key, { verb: "ask", finding: question.id }),
    }, h("span", {}, question.ask), h("span", { class: "st-cost" }, question.cost)),
    howItIsDone(question), fate(ui.sent[key]));
}

function matches(question, words) {
  const text = `${question.ask} ${question.words ?? ""}`.toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

// On a phone only the first group is open, so that the list of topics fits the screen.
function groupIsOpen(ui, topic, index) {
  const open = (ui.draft.open ??= {});
  return (open[topic] ??= index === 0 || !matchMedia("(max-width: 640px)").matches);
}

function drawGroup({ topic, questions }, index, ui) {
  const words = ui.draft.words ?? "";
  const shown = words ? questions.filter((question) => matches(question, words)) : questions;
  if (!shown.length) return null;
  const asked = questions.filter((question) => question.asked).length;
  const open = Boolean(words) || groupIsOpen(ui, topic, index);
  return h("section", {}, h("details", {
    open, class: "st-group", ontoggle: (event) => { if (!words) ui.draft.open[topic] = event.target.open; },
  }, h("summary", { "data-key": `group:${topic}` }, h("h3", {}, topic),
    h("span", { class: "st-cost" }, `${asked} of ${questions.length} asked`)),
  h("ul", {}, shown.map((question) => (question.asked ? askedQuestion(question) : openQuestion(question, ui))))));
}

function drawFilter(state, ui, redrawGroups) {
  const count = state.groups.reduce((sum, { questions }) => sum + questions.length, 0);
  if (!state.filter || count <= FILTER_FROM) return null;
  const field = (ui.scratch.filter ??= newId("filter"));
  return h("div", { class: "st-field" }, h("label", { for: field }, `Find among ${count}`), h("input", {
    type: "search", id: field, "data-key": "filter", value: ui.draft.words ?? "", autocomplete: "off",
    oninput: (event) => { ui.draft.words = event.target.value.trim(); redrawGroups(); },
  }));
}

const clockWords = ({ used, of }) => `Clock: ${used} of ${of} minutes used`;

// Answers that arrived since the last drawing are read out; on the first drawing nothing is news.
function announceAnswers(state, ui) {
  const asked = state.groups.flatMap(({ questions }) => questions).filter((question) => question.asked);
  const before = ui.draft.heard;
  ui.draft.heard = new Set(asked.map(({ id }) => id));
  const news = before ? asked.filter(({ id }) => !before.has(id)) : [];
  if (news.length) announce(news.map(({ ask, words }) => `${ask} ${words}`).join(" "));
}

function drawQuestions(state, ui) {
  announceAnswers(state, ui);
  const groups = h("div");
  const drawGroups = () => {
    const drawn = state.groups.map((group, index) => drawGroup(group, index, ui)).filter(Boolean);
    groups.replaceChildren(...(drawn.length ? drawn : [quiet("Nothing matches. Try one word.")]));
  };
  drawGroups();
  return h("section", { class: "st-card" }, h("h2", {}, state.title), state.intro && h("p", {}, state.intro),
    state.clock && progressBar(state.clock.used, state.clock.of, clockWords(state.clock)),
    drawFilter(state, ui, drawGroups), groups,
    state.actions?.length && h("div", { class: "st-buttons" }, state.actions.map((item) => actionButton(item, ui))));
}

export default { render: (context) => mount(context, "questions", drawQuestions) };
