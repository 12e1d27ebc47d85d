// The instructor's own phone: what to do next, what the class answered so far, and what only the instructor may know.
import { announce, byId, drawInto, drawLines, h, page, safeHref, say, showLink } from "./base.js";
import { drawBars, drawWhy } from "./bars.js";
import { drawBelief } from "./belief.js";
import { runClock } from "./clock.js";
import { order, showActions } from "./orders.js";
import { drawPatient } from "./patient.js";
import { listen } from "./stream.js";

const told = { advice: "" };
const drawClock = runClock(byId("st-clock"));

const TONES = { "move-on": "right", discuss: "info", "re-teach": "caution" };

function drawAdvice(advice) {
  if (!advice?.words) return null;
  if (told.advice !== advice.words) announce(advice.words);
  told.advice = advice.words;
  return h("div", { class: `st-room-advice st-tone-${TONES[advice.kind] ?? "plain"}` },
    advice.unsafe && h("p", { class: "st-room-unsafe" }, h("span", { "aria-hidden": "true" }, "✕ "), advice.unsafe),
    h("p", {}, advice.words));
}

const drawStage = ({ question, result, phase, patient }) => [
  question && h("section", { class: "st-frame-panel" }, h("h2", {}, question.legend), drawLines(question.lines),
    phase !== "revealed" && result?.votes?.length > 0 && h("p", { class: "st-quiet" }, say("result_hidden")),
    result?.belief ? drawBelief(result.belief) : result?.votes?.length > 0 && drawBars(result.votes)),
  drawPatient(patient),
];

const drawSource = ({ citation, href, reading }) => h("li", {}, safeHref(href)
  ? h("a", { href, target: "_blank", rel: "noopener" }, citation) : citation, reading && h("span", { class: "st-quiet" }, ` (${reading})`));

function drawNotes(notes) {
  if (!notes) return null;
  return h("details", { class: "st-frame-panel st-room-notes" }, h("summary", {}, say("notes")), drawWhy(notes),
    notes.sources?.length > 0 && [h("h3", {}, say("sources")), h("ul", {}, notes.sources.map(drawSource))]);
}

// What can be asked of the patient, safety first; folded, for the class's own questions stand among the actions.
function drawAsks(asks) {
  if (!asks?.length) return null;
  return h("details", { class: "st-frame-panel st-room-plan" }, h("summary", {}, say("asks")), h("ol", {}, asks.map(({ id, ask, safety }) =>
    h("li", {}, h("button", { type: "button", class: "st-frame-button", "data-key": `ask:${id}`,
      onclick: () => order({ label: ask, action: { verb: "ask", id } }) },
    h("span", {}, ask), safety && h("span", { class: "st-quiet" }, say("ask_safety")))))));
}

function drawPlan(plan) {
  if (!plan?.length) return null;
  return h("section", { class: "st-room-plan" }, h("h2", {}, say("plan")), h("ol", {}, plan.map(({ index, title, kind, done }) =>
    h("li", { "data-done": String(Boolean(done)) },
      h("button", { type: "button", class: "st-frame-button", "data-key": `plan:${index}`,
        onclick: () => order({ label: say("plan_pose", { title }), action: { verb: "pose", index } }) },
      h("span", {}, title, done && h("span", { class: "st-quiet" }, ` ✓ ${say("plan_done")}`)),
      h("span", { class: "st-quiet" }, kind))))));
}

function onState(state) {
  const { title, question, result, phase, advice, actions, asks, notes, plan, voted, phones } = state;
  byId("st-title").textContent = title;
  byId("st-count").textContent = question ? say("voted_of", { voted, phones: Math.max(phones, voted) })
    : phones === 1 ? say("phones_one") : say("phones_many", { phones });
  drawClock(state);
  drawInto(byId("st-advice"), advice, drawAdvice);
  showActions(actions);
  drawInto(byId("st-stage"), { question, result, phase, patient: state.case }, drawStage);
  drawInto(byId("st-asks"), asks, drawAsks);
  drawInto(byId("st-notes"), notes, drawNotes);
  drawInto(byId("st-plan"), plan, drawPlan);
}

listen(`${page.url}/stream?view=remote`, { onState, onLink: showLink });
