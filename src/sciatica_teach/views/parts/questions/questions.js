// What can be asked or examined. A question asked turns into its answer, at the same place.

const FILTER_FROM = 12;
const READ_OUT = 3;  // so many answers at once are read out in full
const VALUES = { present: "●", absent: "○", unknown: "?" };

// How a test is done, one button away: the button stands in the row of the question, and the steps open under the row.
function howItIsDone({ id, ask, how, positive }, ui) {
  if (!how?.length) return [];
  const open = (ui.draft.how ??= new Set());
  const steps = h("div", { class: "st-steps", id: newId("how"), hidden: !open.has(id) },
    h("ol", { class: "st-list" }, how.map((step) => h("li", {}, step))),
    positive && quiet(say("parts.counts_as", { text: positive })));
  const toggle = ({ currentTarget }) => {
    steps.hidden = !steps.hidden;
    open[steps.hidden ? "delete" : "add"](id);
    currentTarget.setAttribute("aria-expanded", !steps.hidden);
  };
  return [h("button", {
    type: "button", class: "st-how", "data-key": `how:${id}`, "aria-expanded": open.has(id), "aria-controls": steps.id,
    "aria-label": say("parts.how_full", { ask }), onclick: toggle,
  }, say("parts.how")), steps];
}

// One row (question, how it is done, cost), and under it whatever has to be said about it.
function questionRow(question, ui, first, ...under) {
  const [how, steps] = howItIsDone(question, ui);
  return h("li", { class: "st-question" },
    h("div", { class: "st-row" }, first, how, h("span", { class: "st-cost", id: costId(question, ui) }, question.cost)),
    steps, under);
}

const costId = ({ id }, ui) => `${(ui.scratch.cost ??= newId("cost"))}-${id}`;

function askedQuestion(question, ui) {
  const shape = question.how?.length ? VALUES[question.value] : undefined;
  return questionRow(question, ui, h("div", { class: "st-asked", tabindex: "-1", "data-key": `ask:${question.id}` },
    h("p", { class: "st-ask" }, question.ask), h("p", { class: "st-words" }, question.words),
    shape && h("p", { class: "st-tag" }, icon(shape), say(`parts.value.${question.value}`)),
    question.came && h("p", { class: "st-tag" }, say(`parts.came.${question.came}`)),
    question.note && hintLine(question.note)));
}

function openQuestion(question, ui) {
  const key = `ask:${question.id}`;
  return questionRow(question, ui, h("button", {
    type: "button", class: "st-ask-button", "data-key": key, "aria-disabled": ui.busy(key) ? "true" : undefined,
    "aria-describedby": costId(question, ui), onclick: () => ui.send(key, question.action ?? { verb: "ask", finding: question.id }),
  }, question.ask), fate(ui.sent[key]));
}

function matches(question, words) {
  const text = `${question.ask} ${question.words ?? ""}`.toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

// What the learner folded or unfolded stays so. Otherwise the state decides; on a phone only the first group is open, so
// that the list of topics fits the screen.
function groupIsOpen(ui, { topic, open = true }, index) {
  const isPhone = matchMedia("(max-width: 640px)").matches;
  return ui.draft.open?.[topic] ?? (isPhone ? index === 0 : open);
}

function drawGroup(group, index, ui) {
  const { topic, questions } = group;
  const words = ui.draft.words ?? "";
  const shown = words ? questions.filter((question) => matches(question, words)) : questions;
  if (!shown.length) return null;
  const asked = questions.filter((question) => question.asked).length;
  // A click on the summary is the learner's; the toggle event would also come when the page draws an open group.
  const keep = ({ currentTarget }) => {
    if (!words) ui.draft.open = { ...ui.draft.open, [topic]: !currentTarget.parentElement.open };
  };
  return h("section", {}, h("details", { open: Boolean(words) || groupIsOpen(ui, group, index), class: "st-group" },
    h("summary", { "data-key": `group:${topic}`, onclick: keep }, h("h3", {}, topic),
      h("span", { class: "st-cost" }, say("parts.group_asked", { asked, count: questions.length }))),
    h("ul", {}, shown.map((question) => (question.asked ? askedQuestion : openQuestion)(question, ui)))));
}

function drawFilter(state, ui, redrawGroups) {
  const count = state.groups.reduce((sum, { questions }) => sum + questions.length, 0);
  if (!state.filter || count <= FILTER_FROM) return null;
  const field = (ui.scratch.filter ??= newId("filter"));
  return h("div", { class: "st-field" }, h("label", { for: field }, say("parts.find_among", { count })), h("input", {
    type: "search", id: field, "data-key": "filter", value: ui.draft.words ?? "", autocomplete: "off",
    oninput: (event) => { ui.draft.words = event.target.value.trim(); redrawGroups(); },
  }));
}

// Answers that arrived since the last drawing, or changed, are read out; on the first drawing nothing is news. What came
// of its own accord stands in the words of the answer that it came with.
function announceAnswers(state, ui) {
  const asked = state.groups.flatMap(({ questions }) => questions).filter((question) => question.asked);
  const before = ui.draft.heard;
  const heard = ({ id, words }) => `${id}|${words}`;
  ui.draft.heard = new Set(asked.map(heard));
  const news = before ? asked.filter((question) => question.came !== "unasked" && !before.has(heard(question))) : [];
  if (news.length) announce(news.length > READ_OUT ? summary(news) : readOut(news));
}

const readOut = (answers) => answers.map(({ ask, words, came, note }) =>
  [ask, came && say(`parts.came.${came}`), words, note].filter(Boolean).join(" ")).join(" ");

// Nobody can listen to a whole screen at once: how many there are, and of these only what is other than on the first day.
function summary(answers) {
  const fresh = answers.filter(({ fresh }) => fresh);
  const compared = answers.some(({ fresh }) => fresh !== undefined);
  return [say("parts.answers_many", { count: answers.length }),
    fresh.length ? say("parts.answers_fresh", { told: readOut(fresh) }) : compared && say("parts.answers_none_fresh")]
    .filter(Boolean).join(" ");
}

function drawQuestions(state, ui) {
  announceAnswers(state, ui);
  const groups = h("div");
  const drawGroups = () => {
    const drawn = state.groups.map((group, index) => drawGroup(group, index, ui)).filter(Boolean);
    groups.replaceChildren(...(drawn.length ? drawn : [quiet(say("parts.find_nothing"))]));
  };
  drawGroups();
  return h("section", { class: "st-card" }, h("h2", {}, state.title), state.intro && h("p", {}, state.intro),
    state.clock && progressBar(state.clock.used, state.clock.of, say("parts.clock", state.clock)),
    drawFilter(state, ui, drawGroups), groups,
    state.actions?.length && actionButtons(state.actions, ui));
}

export default { render: (context) => mount(context, "questions", drawQuestions) };
