// A chain of reasoning, built link by link. Nothing is judged here before the whole chain was committed.

const LINK_FIELDS = { points: pointsField, dangers: dangersField, dose: doseField };

// After the next drawing the focus goes to the element of this key.
function focusAfter({ ui }, key) {
  ui.after = () => keyed(ui.root, key)?.focus();
  ui.redraw();
}

// What is written beside the fields follows them; the fields themselves stay.
function refresh({ ui }) {
  for (const follow of ui.scratch.following) follow();
}

function following({ ui }, element, update) {
  update(element);
  ui.scratch.following.push(() => update(element));
  return element;
}

// ---- Opening, closing, keeping ----

const sendLink = (desk, link) => desk.ui.send(`link:${link}`, { verb: "link", link, value: heldIn(desk, link) });

function toggleLink(desk, link) {
  const { open } = desk.ui.draft;
  open[open.has(link) ? "delete" : "add"](link);
  desk.ui.redraw();
}

// A link that is kept closes, and the next one that is not complete opens.
function keepLink(desk, link) {
  const { draft } = desk.ui;
  const problem = missingIn(desk, link);
  draft.problem = problem && link;
  if (problem) {
    complainOf(desk, link);
    return;
  }
  const next = nextLink(desk, link);
  for (const key of numbersIn(desk, link)) forgetNumber(desk, key);
  draft.open.delete(link);
  if (next) draft.open.add(next);
  if (isChanged(desk, link)) sendLink(desk, link);
  focusAfter(desk, next ? `fold:${next}` : "submit");
}

// What is missing is said, and the focus goes to the field; every number of the link is looked at.
function complainOf(desk, link) {
  for (const key of numbersIn(desk, link)) desk.ui.draft.checked.add(key);
  const field = missingField(desk, link);
  focusAfter(desk, field ?? `keep:${link}`);
  announce((field && complaintOf(desk, field)) || missingIn(desk, link));
}

function nextLink(desk, link) {
  const missing = missingLinks(desk).filter((one) => one !== link);
  const links = linksOf(desk);
  return missing.find((one) => links.indexOf(one) > links.indexOf(link)) ?? missing[0];
}

function commitChain(desk) {
  const { state, ui } = desk;
  if (ui.busy("submit")) return;
  const [missing] = missingLinks(desk);
  if (missing) {
    ui.draft.open.add(missing);
    announce(missingWords(desk));
    focusAfter(desk, `fold:${missing}`);
    return;
  }
  if (ui.draft.asking !== "submit" && unmended(desk).length) {
    ui.draft.asking = "submit";
    ui.redraw();
    return;
  }
  ui.draft.asking = undefined;
  for (const link of linksOf(desk)) if (isChanged(desk, link)) sendLink(desk, link);
  ui.send("submit", state.submit.action);
}

const namesOf = ({ book }, links) => links.map((link) => book.links[link].name).join(", ");

function missingWords(desk) {
  const links = missingLinks(desk);
  return links.length ? say("parts.chain_missing", { links: namesOf(desk, links) }) : "";
}

// The links that would harm and are as they were when that was said.
const isMended = (desk, link) => isChanged(desk, link) || Boolean(desk.state.mended?.includes(link));
const unmended = (desk) => linksOf(desk).filter((link) => desk.state.harms?.[link] && !isMended(desk, link));

// Every round (after a commit that was caught, after the marks) begins with what the record holds.
function beginRound(desk) {
  const { state, ui } = desk;
  const round = `${state.round ?? 0}/${Boolean(state.grades)}`;
  ui.scratch.following = [];
  if (ui.draft.round === round) return;
  Object.assign(ui.draft, {
    round, links: {}, typed: {}, checked: new Set(), problem: undefined, search: "", asking: undefined,
  });
  ui.draft.open = new Set(state.open ?? missingLinks(desk).slice(0, 1));
}

// The marks have just come for a chain that was open on this page: they are read from the first link on.
function arriveAtMarks({ state, ui }) {
  const isNew = ui.scratch.building === state.id && state.grades;
  ui.scratch.building = state.grades ? undefined : state.id;
  if (!isNew || !state.arrive) return;
  ui.after = () => {
    const summary = keyed(ui.root, "summary");
    summary.focus();
    announce(state.summary.text);
  };
}

// ---- Drawing ----

function linkHead(desk, link, number, ...marks) {
  const { book, ui } = desk;
  const isOpen = ui.draft.open.has(link);
  return h("h4", {}, h("button", {
    type: "button", class: "st-fold", "data-key": `fold:${link}`, "aria-expanded": isOpen,
    onclick: () => toggleLink(desk, link),
  }, h("span", { class: "st-turn", "aria-hidden": "true" }, isOpen ? "▾" : "▸"),
  hidden(`${number}. `), h("span", { class: "st-name" }, book.links[link].name), marks,
  following(desk, h("span", { class: "st-chosen" }), (said) => {
    said.textContent = saidIn(desk, link) || say("parts.chain_open");
    said.classList.toggle("st-blank", !saidIn(desk, link));
  })));
}

function openBody(desk, link) {
  const { ui, state } = desk;
  const next = nextLink(desk, link);
  return h("div", { class: "st-body" },
    (state.harms?.[link] ?? []).map((text) => h("p", { class: "st-harm st-tone-unsafe" }, icon(SHAPES.unsafe), text)),
    (LINK_FIELDS[link] ?? (() => choiceField(desk, link)))(desk),
    ui.draft.problem === link && following(desk, h("p", { class: "st-problem" }), (line) => {
      const problem = missingIn(desk, link);
      line.replaceChildren(...(problem ? [icon("!"), problem] : []));
    }),
    h("div", { class: "st-buttons" }, button(next
      ? say("parts.chain_next", { link: desk.book.links[next].name }) : say("parts.chain_close"),
    { key: `keep:${link}`, onclick: () => keepLink(desk, link) })));
}

// A link that was dangerous and has been changed since is neither right nor wrong before the next commit.
function buildLink(desk, link, index) {
  const { ui, state } = desk;
  const isHarmful = Boolean(state.harms?.[link]) && !isMended(desk, link);
  const look = isHarmful ? "broken" : missingIn(desk, link) ? "empty" : "filled";
  const marked = isHarmful ? { tone: "unsafe", word: say("parts.chain_harmful") }
    : state.harms?.[link] && { tone: "info", word: say("parts.chain_mended") };
  return railed({ look, number: index + 1, tone: marked?.tone },
    linkHead(desk, link, index + 1, marked && verdictTag(marked)),
    ui.draft.open.has(link) && openBody(desk, link), fate(ui.sent[`link:${link}`]));
}

function gradedLink(desk, link, index) {
  const grade = desk.state.grades[link];
  return railed({ look: lookOf(grade), number: index + 1, tone: grade.tone },
    linkHead(desk, link, index + 1, verdictTag(grade)),
    desk.ui.draft.open.has(link) && h("div", { class: "st-body" }, judgedBody(desk, grade)));
}

function commitRow(desk) {
  const { state, ui } = desk;
  const note = newId("note");
  const todo = () => missingWords(desk);
  if (ui.draft.asking === "submit" && !todo() && unmended(desk).length) return askAgain(desk);
  return h("div", { class: "st-submit" },
    following(desk, button(state.submit.label, {
      key: "submit", primary: true, why: note, onclick: () => commitChain(desk),
    }), (made) => {
      if (todo() || ui.busy("submit")) made.setAttribute("aria-disabled", "true");
      else made.removeAttribute("aria-disabled");
    }),
    h("div", { id: note }, fate(ui.sent.submit) ?? following(desk, h("p", { class: "st-fate" }), (line) => {
      line.textContent = todo() || state.submit.note;
    })));
}

// Having a chain marked with its danger still in it takes more than one press.
function askAgain(desk) {
  const { state, ui } = desk;
  return drawConfirm({
    label: state.submit.label, key: "submit", send: () => commitChain(desk),
    confirm: say("parts.chain_unmended", { links: namesOf(desk, unmended(desk)) }),
    back: () => { ui.draft.asking = undefined; ui.redraw(); },
  });
}

const summaryLine = ({ tone, text }) => h("p", {
  class: `st-verdict st-tone-${tone}`, tabindex: "-1", "data-key": "summary",
}, icon(SHAPES[tone]), h("strong", {}, text));

function drawChain(state, ui) {
  const desk = { state, ui, book: ui.model.get("catalogue") };
  beginRound(desk);
  arriveAtMarks(desk);
  const title = (ui.scratch.title ??= newId("chain"));
  const draw = state.grades ? gradedLink : buildLink;
  return keepOpen(ui, h("section", { class: "st-card", "aria-labelledby": title },
    h("h3", { id: title }, state.title), state.summary && summaryLine(state.summary),
    state.hint && hintLine(state.hint),
    h("ol", { class: "st-chain-links" }, linksOf(desk).map((link, index) => draw(desk, link, index))),
    !state.grades && commitRow(desk)));
}

export default { render: (context) => mount(context, "chain", drawChain) };
