// The pain drawing: a task, a plate to draw on, the same regions as a list, and the words that outrank every pattern.

const WIDE_PX = 720;

// Names of what was just marked or rubbed out, for those who do not see it.
function tell(zones, on) {
  const names = zones.map(({ region, side }) => sidedName(region, side).toLowerCase()).join("; ");
  announce(say(on ? "parts.drawing_on" : "parts.drawing_off", { names }));
}

// A change, and what follows from it. An alarm that was not there before is said at once, whatever was marked.
function redrawWith(state, ui, sheet, said) {
  const before = new Set(alarmsOf(state, sheetOf(ui)).map(({ id }) => id));
  change(state, ui, sheet);
  const fresh = alarmsOf(state, sheetOf(ui)).filter(({ id }) => !before.has(id));
  if (fresh.length) announce(fresh.map(({ title, text }) => `${title} ${text}`).join(" "));
  else said?.();
  ui.redraw();
}

function drawZones(state, ui, zones, on) {
  const sheet = zones.reduce((made, { region, side }) => withMark(state, made, region, side, on), sheetOf(ui));
  redrawWith(state, ui, sheet, () => tell(zones, on));
}

function plateFor(ui) {
  if (ui.scratch.plate) return ui.scratch.plate;
  const plate = makePlate();
  const note = h("p", { class: "st-near", "aria-hidden": "true" });
  const now = () => ui.model.get("state");
  givePen(plate, {
    mayDrag: ({ pointerType }) => pointerType !== "touch" || !ui.scratch.scrolls,
    isOn: ({ dataset }) => isMarked(ui, dataset.region, dataset.side),
    draw: ({ dataset }, on) => {
      const twins = plate.querySelectorAll(`[data-region="${dataset.region}"][data-side="${dataset.side}"]`);
      twins.forEach((one) => one.classList.toggle("st-on", on));
    },
    done: (zones, on) => drawZones(now(), ui, zones.map(({ dataset: { region, side } }) => ({ region, side })), on),
    near: (one) => { note.textContent = one ? sidedName(one.dataset.region, one.dataset.side) : "\u00a0"; },
  });
  note.textContent = "\u00a0";
  return (ui.scratch.plate = Object.assign(h("figure", { class: "st-bodymap" }, plate, note), { plate }));
}

function drawPlate(ui) {
  const figure = plateFor(ui);
  const sheet = sheetOf(ui);
  showSheet(figure.plate, sheet);
  figure.plate.setAttribute("aria-label", say("parts.drawing_plate", { marked: sheetInWords(sheet) }));
  return figure;
}

function drawTools(state, ui) {
  const { scrolls } = ui.scratch;
  const step = () => { undo(state, ui); announce(sheetInWords(sheetOf(ui))); ui.redraw(); };
  const wipe = () => redrawWith(state, ui, blank(), () => announce(say("parts.drawing_cleared")));
  const turn = () => { ui.scratch.scrolls = !scrolls; ui.redraw(); };
  return h("div", { class: "st-tools" }, drawFlag(state, ui, "flag"), h("div", { class: "st-buttons" },
    button(say("parts.drawing_undo"), { key: "undo", ready: lastStep(ui) >= 0, onclick: step }),
    button(say("parts.drawing_clear"), { key: "clear", ready: !isBlank(sheetOf(ui)), onclick: wipe }),
    h("button", { type: "button", class: "st-button st-for-touch", "data-key": "scrolls", onclick: turn,
      "aria-pressed": Boolean(scrolls) }, say("parts.drawing_scrolls"))));
}

function taskField(state, ui) {
  const name = (ui.scratch.name ??= newId("task"));
  const choose = (id) => {
    ui.draft.task = id;
    keep(state, ui);
    announce(say("parts.drawing_task", { marked: sheetInWords(sheetOf(ui)) }));
    ui.redraw();
  };
  return h("fieldset", { class: "st-tasks" }, h("legend", {}, state.task_legend),
    state.tasks.map(({ id, name: label }) => h("label", {},
      h("input", { type: "radio", name, value: id, checked: ui.draft.task === id, "data-key": `task:${id}`,
        onchange: () => choose(id) }), h("span", {}, label))), h("p", { class: "st-quiet" }, state.task_hint));
}

function listRow(state, ui, name) {
  return h("tr", {}, h("th", { scope: "row" }, regionName(name)), SIDES.map((side) => h("td", {},
    h("label", { class: "st-tick" }, h("input", {
      type: "checkbox", checked: isMarked(ui, name, side), "data-key": `tick:${side}:${name}`,
      "aria-label": sidedName(name, side),
      onchange: ({ target }) => drawZones(state, ui, [{ region: name, side }], target.checked),
    })))));
}

// The list says the same as the plate, and does the same by keyboard; on a phone it is folded away at first.
function drawList(state, ui) {
  ui.draft.listed ??= window.innerWidth >= WIDE_PX;
  const fold = ({ target }) => { ui.draft.listed = target.open; };
  const head = [state.list_head, say("parts.drawing_right"), say("parts.drawing_left")];
  return h("details", { class: "st-list-of-all", open: ui.draft.listed, ontoggle: fold },
    h("summary", { "data-key": "list" }, state.list_title),
    h("table", {}, h("caption", { class: "st-hidden" }, state.list_title),
      h("thead", {}, h("tr", {}, head.map((word) => h("th", { scope: "col" }, word)))),
      state.groups.map(({ name, regions }) => h("tbody", {},
        h("tr", { class: "st-group" }, h("th", { scope: "rowgroup", colspan: 3 }, name)),
        regions.map((region) => listRow(state, ui, region))))));
}

function drawAlarms(state, ui) {
  const found = alarmsOf(state, sheetOf(ui));
  return h("div", { class: "st-alarms", tabindex: "-1" }, found.map((alarm) =>
    h("div", { class: "st-alarm st-tone-safety" }, icon(SHAPES.safety), h("div", {},
      h("p", {}, h("strong", {}, alarm.title), " ", alarm.text, " ", mark(alarm.mark)), sourceNote(alarm.sources)))));
}

// The flags are for those who do not see the words themselves.
function watchAlarms(ui) {
  ui.scratch.watch?.disconnect();
  const flags = ui.root.querySelectorAll(".st-flag");
  if (!flags.length) return;
  ui.scratch.watch = new IntersectionObserver(([{ isIntersecting }]) =>
    flags.forEach((flag) => flag.classList.toggle("st-seen", isIntersecting)), { threshold: 0.4 });
  ui.scratch.watch.observe(ui.root.querySelector(".st-alarms"));
}

// With the tools of the plate, and after the list: a long page must not hide what comes first, nor a flag a control.
function drawFlag(state, ui, key) {
  const found = alarmsOf(state, sheetOf(ui));
  const go = () => {
    const alarms = ui.root.querySelector(".st-alarms");
    alarms.focus({ preventScroll: true });
    alarms.scrollIntoView({ block: "center" });
  };
  return found.length > 0 && h("div", { class: "st-flag st-tone-safety" },
    button([icon(SHAPES.safety), " ", found.map(({ title }) => title).join(" "), " ", say("parts.drawing_first")],
      { key, onclick: go }));
}

function drawSubmit(state, ui) {
  const sheet = sheetOf(ui);
  const { compared } = state;
  const missing = isBlank(sheet) ? say("parts.drawing_missing") : "";
  const same = compared && SIDES.every((side) => sheet[side].join() === ordered(state, compared[side]).join());
  const said = !missing && compared?.task === ui.draft.task
    && say(same ? "parts.drawing_compared" : "parts.drawing_changed");
  const note = (ui.scratch.note ??= newId("note"));
  const key = "compare";
  return h("div", { class: "st-submit" },
    button(state.submit, { key, primary: true, ready: !missing && !ui.busy(key), why: note,
      onclick: () => ui.send(key, { verb: "compare", task: ui.draft.task, ...sheetOf(ui) }) }),
    h("div", { id: note }, fate(ui.sent[key]) ?? h("p", { class: "st-fate" }, missing || said || state.submit_hint)));
}

function drawDrawing(state, ui) {
  takeKept(state, ui);
  const title = (ui.scratch.title ??= newId("drawing"));
  ui.after = () => watchAlarms(ui);
  return h("section", { class: "st-card", "aria-labelledby": title },
    h(`h${state.level}`, { id: title }, state.title), h("p", {}, state.text), taskField(state, ui),
    h("div", { class: "st-sheet" },
      h("div", { class: "st-drawn" }, hintLine(state.hint), drawPlate(ui), drawTools(state, ui)),
      drawAlarms(state, ui),
      h("div", { class: "st-listed" }, h("p", { class: "st-marked" }, sheetInWords(sheetOf(ui))), drawList(state, ui),
        drawFlag(state, ui, "flag-after"))),
    drawSubmit(state, ui));
}

export default { render: (context) => mount(context, "drawing", drawDrawing) };
