// One patient and four decisions. With a pace, time runs; when it is up, that is a decision too.

const PACE = "st-drill-pace";
const STILL_STEP_S = 5;
const LAST_CALL_S = 5;

const secondsLeft = (clock) => Math.ceil(clock.left / 1000);

// ---- The clock on screen ----

// Drawn again in place: a redraw of everything would disturb whoever is reading with a screen reader.
function showTime(desk) {
  const { clock, root } = desk;
  const seconds = secondsLeft(clock);
  const text = root.querySelector(".st-time");
  const bar = root.querySelector(".st-clock progress");
  if (!text || !bar) return;
  const words = say("parts.drill_left", { seconds });
  if (text.textContent !== words) text.textContent = words;
  bar.value = keepsStill() ? Math.ceil(seconds / STILL_STEP_S) * STILL_STEP_S * 1000 : clock.left;
}

// Nobody is hurried who cannot act: the page is hidden, or another tab works on this run.
function isAway(desk) {
  return document.hidden || Boolean(desk.root?.closest("[inert]"));
}

function holdIfAway(desk) {
  if (!desk.clock.isRunning() || !isAway(desk)) return;
  desk.clock.hold();
  desk.ui.redraw();
}

function onTick(desk, before) {
  holdIfAway(desk);
  showTime(desk);
  const { clock } = desk;
  const passes = (ms) => before > ms && clock.left <= ms && clock.left > 0;
  const last = LAST_CALL_S * 1000;
  if (passes(last) || (clock.total / 2 > last && passes(clock.total / 2))) {
    announce(say("parts.drill_left", { seconds: secondsLeft(clock) }));
  }
}

function drawClock(desk, ui) {
  const { clock } = desk;
  if (!desk.pace) return null;
  const running = clock.isRunning();
  const begun = clock.left < clock.total;
  const label = running ? say("parts.drill_hold") : begun ? say("parts.drill_on") : say("parts.drill_start");
  const toggle = () => {
    if (clock.isRunning()) clock.hold();
    else clock.run();
    desk.moving = clock.isRunning();
    announce(say(desk.moving ? "parts.drill_running" : "parts.drill_held", { seconds: secondsLeft(clock) }));
    ui.redraw();
  };
  return h("div", { class: "st-clock" },
    h("progress", { max: clock.total, value: clock.left, "aria-label": say("parts.drill_time") }),
    h("p", { class: "st-time", role: "timer", "aria-live": "off" },
      say("parts.drill_left", { seconds: secondsLeft(clock) })),
    button(label, { key: "clock", onclick: toggle }));
}

function drawPaces(state, desk, ui) {
  const name = (ui.scratch.pace ??= newId("pace"));
  const choose = (seconds) => {
    desk.pace = seconds;
    desk.moving = false;
    storage.set(PACE, seconds);
    desk.clock.set(seconds);
    ui.redraw();
  };
  return h("fieldset", { class: "st-sure st-paces" }, h("legend", {}, say("parts.drill_pace")),
    state.paces.map(({ seconds, label }) => h("label", {},
      h("input", {
        type: "radio", name, value: seconds, checked: desk.pace === seconds, "data-key": `pace:${seconds}`,
        onchange: () => choose(seconds),
      }), h("span", {}, label))));
}

// ---- The patient ----

function decide(state, desk, ui, disposal) {
  if (state.locked || ui.busy("decide")) return;
  desk.clock.hold();
  ui.send("decide", { verb: "judge", vignette: state.patient.id, disposal });
}

function drawChoices(state, desk, ui) {
  return h("div", { class: "st-decisions", role: "group", "aria-label": state.legend },
    state.choices.map(({ id, label, text }, index) => h("button", {
      type: "button", class: "st-button st-decision", "data-key": `decide:${id}`, "aria-keyshortcuts": String(index + 1),
      "aria-disabled": ui.busy("decide") ? "true" : undefined, onclick: () => decide(state, desk, ui, id),
    }, h("kbd", { "aria-hidden": "true" }, String(index + 1)),
    h("span", {}, h("strong", {}, label), " ", h("span", { class: "st-quiet" }, text)))));
}

function drawDecided(state) {
  const chosen = state.choices.find(({ id }) => id === state.chosen);
  return h("p", { class: "st-decided" }, chosen
    ? [say("parts.drill_decided"), " ", h("strong", {}, chosen.label)] : h("strong", {}, say("parts.drill_time_up")));
}

// Character keys act only while the focus is in this part, so that they disturb nothing else on the page.
function listen(desk, ui) {
  if (desk.listening) return;
  desk.listening = true;
  ui.root.addEventListener("keydown", (event) => {
    const state = ui.model.get("state");
    const choice = state.choices[Number(event.key) - 1];
    if (!choice || event.target.matches("input") || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    event.preventDefault();
    decide(state, desk, ui, choice.id);
  });
}

// The next patient has been called in: the focus goes to them. It waits a frame, because what stood below the last one
// is only now being taken away.
function arriveAt(state, desk, ui) {
  const isFirst = desk.shown === undefined;
  const isNew = desk.shown !== state.id;
  desk.shown = state.id;
  if (!isNew) return;
  desk.clock.set(desk.pace);
  if (isFirst || state.locked) return;
  if (desk.moving) desk.clock.run();
  ui.after = () => requestAnimationFrame(() => {
    const patient = keyed(ui.root, "patient");
    patient?.focus({ preventScroll: true });
    const { top } = patient?.getBoundingClientRect() ?? { top: 0 };
    if (top < 0 || top > window.innerHeight / 2) patient?.scrollIntoView({ block: "start" });
  });
}

function drawDrill(state, desk, ui) {
  Object.assign(desk, { root: ui.root, state, ui });
  listen(desk, ui);
  arriveAt(state, desk, ui);
  if (state.locked) desk.clock.hold();
  const [name, text] = [(ui.scratch.name ??= newId("name")), (ui.scratch.text ??= newId("text"))];
  return h("section", { class: "st-card st-tone-plain" },
    h("div", { role: "group", tabindex: "-1", "data-key": "patient", "aria-labelledby": name, "aria-describedby": text },
      h("p", { class: "st-eyebrow" }, state.patient.setting),
      h("h3", { id: name }, state.patient.name),
      h("p", { id: text, class: "st-told" }, state.patient.text)),
    state.locked ? drawDecided(state) : [
      drawClock(desk, ui), drawChoices(state, desk, ui), fate(ui.sent.decide), hintLine(say("parts.drill_keys")),
      drawPaces(state, desk, ui),
    ]);
}

function makeDesk() {
  const desk = { pace: Number(storage.get(PACE, 0)) || 0, moving: false, shown: undefined };
  desk.clock = makeClock({
    onTick: (before) => onTick(desk, before),
    onEnd: () => decide(desk.state, desk, desk.ui, null),
  });
  desk.clock.set(desk.pace);
  return desk;
}

function render(context) {
  const desk = makeDesk();
  const onHide = () => holdIfAway(desk);
  document.addEventListener("visibilitychange", onHide);
  const unmount = mount(context, "drill", (state, ui) => drawDrill(state, desk, ui));
  return () => {
    document.removeEventListener("visibilitychange", onHide);
    desk.clock.hold();
    unmount();
  };
}

export default { render };
