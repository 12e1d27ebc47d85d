// A phone in a live room: one question at a time, one answer that can be changed until the vote closes.
import { announce, byId, drawInto, drawLines, drawOptions, h, page, say, showLink } from "./base.js";
import { runClock } from "./clock.js";
import { showPart } from "./parts.js";
import { drawPatient } from "./patient.js";
import { listen } from "./stream.js";
import { Votes } from "./votes.js";

const AGAIN_MS = 3000;
const told = { opened: 0, phase: "" };
const stage = { key: "", part: undefined, turn: 0, state: undefined };
const drawClock = runClock(byId("st-clock"));
const votes = new Votes(`${page.url}/vote`, drawFate);

function drawFate(phase, why) {
  const words = { waiting: say("kept"), refused: say("not_taken", { why: why ?? "" }) }[phase] ?? "";
  drawInto(byId("st-fate"), words, () => words && h("p", { class: "st-room-note st-tone-caution" }, words));
}

function drawLink(alive, words) {
  showLink(alive, words);
  if (alive) votes.resume();
}

// The title stays where it is; a sentence says what to do now; what was answered stands under it.
function drawWords(state) {
  byId("st-title").textContent = state.title;
  drawInto(byId("st-now"), state.said, (words) => h("p", {}, words));
  drawInto(byId("st-patient"), state.case, drawPatient);
  drawInto(byId("st-lines"), [state.question?.lines, state.reading], ([lines]) => [drawLines(lines), drawReading(state.reading)]);
  const isJudged = state.phase === "revealed"; // then a tick would look like a verdict
  byId("st-own").dataset.judged = String(isJudged);
  drawInto(byId("st-own"), [state.own?.words, isJudged], ([words]) => words && h("p", {},
    !isJudged && h("span", { "aria-hidden": "true" }, "✓ "), say("own", { words })));
}

// A question that cannot be answered now is there to be read and talked about.
const drawReading = (reading) => reading && [drawLines(reading.lines), h("h2", { class: "st-room-legend" }, reading.legend),
  drawOptions(reading.options)];

// Only what is new is told, and it is told only when it changes: the focus stays where the answer is being made.
function tellChange(state) {
  const opened = state.phase === "voting" ? state.vote : told.opened;
  if (told.phase && opened !== told.opened) announce(`${say("vote_opened")} ${state.said}`);
  else if (told.phase && told.phase !== state.phase) announce(state.phase === "revealed" ? say("revealed") : state.said);
  Object.assign(told, { opened, phase: state.phase });
}

const send = (message, answer) => votes.cast(stage.state.vote, stage.state.own?.change, message, answer);

function takeAway() {
  stage.part?.leave();
  Object.assign(stage, { part: undefined, key: "" });
  byId("st-question").replaceChildren();
}

// The part of a question stays as long as the question does, and with it the draft and the focus.
async function drawQuestion({ question }) {
  const turn = (stage.turn += 1);
  if (!question) return takeAway();
  const state = { ...question.state, id: `${page.code}:${question.state.id}` };
  if (stage.part && stage.key === `${question.part}:${state.id}`) return stage.part.show(state);
  takeAway();
  stage.key = `${question.part}:${state.id}`;
  try {
    const part = await showPart(byId("st-question"), page.parts, question.part, state, send);
    if (stage.turn === turn) stage.part = part;
    else part.leave();
  } catch (error) {
    console.warn("The part of the question could not be loaded.", error);
    drawInto(byId("st-now"), say("no_part"), (words) => h("p", {}, words));
    setTimeout(() => stage.turn === turn && drawQuestion(stage.state), AGAIN_MS);
  }
  return undefined;
}

function draw(state) {
  stage.state = state;
  drawClock(state);
  drawWords(state);
  tellChange(state);
  drawQuestion(state);
}

if (navigator.cookieEnabled) listen(`${page.url}/stream`, { onState: draw, onLink: drawLink });
else drawLink(false, say("no_cookies"));
