// The wall: large type for a projector. What the class answered is drawn when it is revealed; before, it is not even here.
import { announce, byId, drawInto, drawLines, drawOptions, h, page, say, showLink } from "./base.js";
import { drawBars, drawWhy } from "./bars.js";
import { drawBelief } from "./belief.js";
import { runClock } from "./clock.js";
import { hearKeys } from "./keys.js";
import { showActions } from "./orders.js";
import { drawPatient } from "./patient.js";
import { listen } from "./stream.js";

const LARGEST = 1.25;
const SMALLEST = 0.5;
const wall = { state: undefined, joining: false, phase: "" };
const drawClock = runClock(byId("st-clock"));

const count = ({ voted, phones, phase }) => {
  if (["voting", "closed", "revealed"].includes(phase)) {
    return phones && voted <= phones ? say("voted_of", { voted, phones }) : voted === 1 ? say("voted_one") : say("voted_many", { voted });
  }
  return phones === 1 ? say("phones_one") : say("phones_many", { phones });
};

const spaced = (code) => code.replace(/[\s-]/g, "").replace(/(.{3})(?=.)/g, "$1 ");

function drawJoin({ code, address, qr, unreachable }) {
  return [
    qr && h("img", { class: "st-wall-qr", src: qr, alt: say("qr"), width: 400, height: 400 }),
    h("div", {}, address && h("p", { class: "st-wall-label" }, say("join_at")),
      address && h("p", { class: "st-wall-address" }, address),
      h("p", { class: "st-wall-label" }, say("with_code")),
      h("p", { class: "st-wall-code", "aria-label": [...code].join(" ") }, spaced(code)),
      unreachable && h("p", { class: "st-room-note st-tone-caution" }, unreachable)),
  ];
}

function drawQuestion({ question, result }) {
  return [
    !result && drawLines(question.lines), h("h2", { class: "st-wall-legend" }, question.legend),
    result ? h("div", { class: "st-wall-result" },
      h("section", { "aria-label": say("result") }, result.belief ? drawBelief(result.belief) : drawBars(result.votes)),
      h("section", { class: "st-wall-why", "aria-label": say("why") }, drawWhy(result)))
      : drawOptions(question.options),
  ];
}

function drawStage(state) {
  if (state.phase === "ended") return h("p", { class: "st-wall-words" }, say("ended"));
  if (state.joining) return h("div", { class: "st-wall-lobby" }, drawJoin(state));
  return [state.question && drawQuestion(state), drawPatient(state.case)];
}

// Type as large as the stage can hold: read from the last row, and nothing below the edge.
function fit() {
  const stage = byId("st-stage");
  for (let size = LARGEST; size >= SMALLEST; size -= 0.05) {
    stage.style.setProperty("--st-fit", size.toFixed(2));
    if (stage.scrollHeight <= stage.clientHeight && stage.scrollWidth <= stage.clientWidth) return;
  }
}

function draw() {
  const { state } = wall;
  const joining = wall.joining || (!state.question && !state.case && state.phase !== "ended");
  const { phase, question, result, code, address, qr, unreachable } = state;
  document.body.dataset.phase = phase;
  document.body.dataset.beside = String(!joining && !result && phase !== "ended");
  byId("st-title").textContent = state.title;
  byId("st-count").textContent = count(state);
  drawClock(state);
  showActions(state.actions);
  drawInto(byId("st-join"), { code, address, qr, unreachable }, drawJoin);
  if (drawInto(byId("st-stage"), { phase, question, result, joining, case: state.case, code, address, qr, unreachable }, drawStage)) fit();
}

function onState(state) {
  wall.state = state;
  if (wall.phase && wall.phase !== state.phase) announce({ voting: say("vote_opened"), closed: say("vote_closed") }[state.phase] ?? "");
  wall.phase = state.phase;
  draw();
}

addEventListener("resize", () => wall.state && fit());
document.fonts?.ready.then(() => wall.state && fit());
hearKeys({ toggleCode: () => { wall.joining = !wall.joining; if (wall.state) draw(); } });
listen(`${page.url}/stream?view=wall`, { onState, onLink: showLink });
