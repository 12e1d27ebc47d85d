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
  draft.problem = problem && { link, text: problem };
  if (problem) {
    announce(problem);
    desk.ui.redraw();
    return;
  }
  const next = nextLink(desk, link);
  draft.open.delete(link);
  if (next) draft.open.add(next);
  if (isChanged(desk, link)) sendLink(desk, link);
  focusAfter(desk, next ? `fold:${next}` : "submit");
}

function nextLink(desk, link) {
  const missing = missingLinks(desk).filter((one) => one !== link);
  const links = linksOf(desk);
  return missing.find((one) => links.indexOf(one) > links.indexOf(link)) ?? missing[0];
}

function commitChain(desk) {
  const { state, ui } = desk;
  if (missingLinks(desk).length || ui.busy("submit")) return;
  for (const link of linksOf(desk)) if (isChanged(desk, link)) sendLink(desk, link);
  ui.send("submit", state.submit.action);
}

// Every round (after a commit that was caught, after the marks) begins with what the record holds.
function beginRound(desk) {
  const { state, ui } = desk;
  const round = `${state.round ?? 0}/${Boolean(state.grades)}`;
  ui.scratch.following = [];
  if (ui.draft.round === round) return;
  Object.assign(ui.draft, { round, links: {}, problem: undefined, search: "" });
  ui.draft.open = new Set(state.open ?? missingLinks(desk).slice(0, 1));
}

// The marks have just come for a chain that was open on this page: they are read from the first link on.
function arriveAtMarks({ state, ui }) {
  const isNew = ui.scratch.building === state.id && state.grades;
  ui.scratch.building = state.grades ? undefined : state.id;
  if (!isNew || !state.arrive) return;
  ui.after = () => {
    const title = keyed(ui.root, "title");
    title.focus();
    announce(title.textContent);
  };
}

// ---- Drawing ----

function linkHead(desk, link, ...marks) {
  const { book, ui } = desk;
  const isOpen = ui.draft.open.has(link);
  return h("h4", {}, h("button", {
    type: "button", class: "st-fold", "data-key": `fold:${link}`, "aria-expanded": isOpen,
    onclick: () => toggleLink(desk, link),
  }, h("span", { class: "st-turn", "aria-hidden": "true" }, isOpen ? "▾" : "▸"),
  h("span", { class: "st-name" }, book.links[link].name), marks,
  following(desk, h("span", { class: "st-chosen" }), (said) => {
    said.textContent = saidIn(desk, link) || say("parts.chain_open");
    said.classList.toggle("st-blank", !saidIn(desk, link));
  })));
}

function openBody(desk, link) {
  const { ui, state } = desk;
  const next = nextLink(desk, link);
  const { problem } = ui.draft;
  return h("div", { class: "st-body" },
    (state.harms?.[link] ?? []).map((text) => h("p", { class: "st-harm st-tone-unsafe" }, icon(SHAPES.unsafe), text)),
    (LINK_FIELDS[link] ?? (() => choiceField(desk, link)))(desk),
    problem?.link === link && h("p", { class: "st-problem" }, icon("!"), problem.text),
    h("div", { class: "st-buttons" }, button(next
      ? say("parts.chain_next", { link: desk.book.links[next].name }) : say("parts.chain_close"),
    { key: `keep:${link}`, onclick: () => keepLink(desk, link) })));
}

// A link that was dangerous and has been changed since is neither right nor wrong before the next commit.
function buildLink(desk, link, index) {
  const { ui, state } = desk;
  const isMended = isChanged(desk, link) || state.mended?.includes(link);
  const isHarmful = Boolean(state.harms?.[link]) && !isMended;
  const look = isHarmful ? "broken" : missingIn(desk, link) ? "empty" : "filled";
  const marked = isHarmful ? { tone: "unsafe", word: say("parts.chain_harmful") }
    : state.harms?.[link] && { tone: "info", word: say("parts.chain_mended") };
  return railed({ look, number: index + 1, tone: marked?.tone }, linkHead(desk, link, marked && verdictTag(marked)),
    ui.draft.open.has(link) && openBody(desk, link), fate(ui.sent[`link:${link}`]));
}

function gradedLink(desk, link, index) {
  const grade = desk.state.grades[link];
  return railed({ look: LOOKS[grade.tone], number: index + 1, tone: grade.tone },
    linkHead(desk, link, verdictTag(grade)),
    desk.ui.draft.open.has(link) && h("div", { class: "st-body" }, judgedBody(desk, grade)));
}

function commitRow(desk) {
  const { state, ui } = desk;
  const note = newId("note");
  const todo = () => {
    const names = missingLinks(desk).map((link) => desk.book.links[link].name).join(", ");
    return names && say("parts.chain_missing", { links: names });
  };
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

function drawChain(state, ui) {
  const desk = { state, ui, book: ui.model.get("catalogue") };
  beginRound(desk);
  arriveAtMarks(desk);
  const title = (ui.scratch.title ??= newId("chain"));
  const draw = state.grades ? gradedLink : buildLink;
  return keepOpen(ui, h("section", { class: "st-card", "aria-labelledby": title },
    h("h3", { id: title, tabindex: "-1", "data-key": "title" }, state.title), state.hint && hintLine(state.hint),
    h("ol", { class: "st-chain-links" }, linksOf(desk).map((link, index) => draw(desk, link, index))),
    !state.grades && commitRow(desk)));
}

export default { render: (context) => mount(context, "chain", drawChain) };
