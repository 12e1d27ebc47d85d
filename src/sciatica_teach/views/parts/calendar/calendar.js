// A course of visits: a form, and the months as tables. What is wrong with a field stands under it in words.

const values = (state, ui) => (ui.draft.values ??= { ...state.form.values });
const chosenTechnique = (state, ui) =>
  state.form.techniques.find(({ value }) => value === values(state, ui).technique);

// Typed text is kept without a redraw, so that the caret stays; only what follows from a choice is drawn anew.
function typeValue(ui, id, value) {
  ui.draft.values = { ...ui.draft.values, [id]: value };
  ui.refresh?.();
}

// Another technique brings the numbers that were usual for it; the first day stays.
function takeTechnique(state, ui, value) {
  const { suggested } = state.form.techniques.find((one) => one.value === value);
  ui.draft.values = { ...values(state, ui), ...suggested, technique: value };
  ui.redraw();
}

// ---- The form ----

const problemOf = (state, ui, id) =>
  (values(state, ui)[id] === state.form.values[id] ? state.problems?.[id] ?? "" : "");
const isNew = (state, ui) => Object.entries(values(state, ui)).some(([id, value]) => value !== state.form.values[id]);
// The months are not those of the form where a field is wrong, or was changed since.
const isOld = (state, ui) => Boolean(state.plan) && (Object.keys(state.problems ?? {}).length > 0 || isNew(state, ui));

function calendarField(state, ui, { id, label, hint }, make) {
  const [field, help, wrong] = [id, `${id}-hint`, `${id}-wrong`].map((name) => (ui.scratch[name] ??= newId(name)));
  const problem = problemOf(state, ui, id);
  return h("div", { class: "st-field" }, h("label", { for: field }, label),
    make({ id: field, "data-key": `field:${id}`, "aria-describedby": `${help} ${wrong}`,
      "aria-invalid": problem ? "true" : undefined }),
    h("p", { class: "st-hint", id: help }, hint ?? ""),
    h("p", { class: "st-problem", id: wrong }, problem && [icon("!"), problem]));
}

const choices = (options, chosen) =>
  options.map(({ value, label }) => h("option", { value, selected: String(value) === String(chosen) }, label));

function drawFields(state, ui, send) {
  const { form } = state;
  const usual = chosenTechnique(state, ui).usual;
  const given = values(state, ui);
  const typed = (id, type, extra) => calendarField(state, ui, { id, label: form.labels[id], hint: usual[id] },
    (props) => h("input", { ...props, ...extra, type, value: given[id], autocomplete: "off",
      oninput: (event) => typeValue(ui, id, event.target.value),
      onkeydown: (event) => event.key === "Enter" && send() }));
  return h("div", { class: "st-fields" },
    calendarField(state, ui, { id: "technique", label: form.labels.technique }, (props) => h("select", {
      ...props, onchange: (event) => takeTechnique(state, ui, event.target.value),
    }, choices(form.techniques, given.technique))),
    typed("visits", "text", { inputmode: "numeric" }),
    calendarField(state, ui, { id: "per_week", label: form.labels.per_week, hint: usual.per_week }, (props) =>
      h("select", { ...props, onchange: (event) => typeValue(ui, "per_week", event.target.value) },
        choices(form.rates, given.per_week))),
    typed("review", "text", { inputmode: "numeric" }),
    typed("start", "date", { min: form.first, max: form.last }));
}

function drawForm(state, ui) {
  const send = () => ui.send("plan", { verb: "plan", ...values(state, ui) });
  const note = h("div");
  ui.refresh = () => {
    note.replaceChildren(...[fate(ui.sent.plan)
      ?? (state.plan && isNew(state, ui) && h("p", { class: "st-fate" }, say("parts.calendar_old")))].filter(Boolean));
    markOld(ui, isOld(state, ui));
  };
  const { after } = ui;
  ui.after = () => { after?.(); ui.refresh(); };
  return h("div", { class: "st-ask" }, drawFields(state, ui, send),
    h("div", { class: "st-submit" },
      button(state.form.submit, { key: "plan", primary: true, ready: !ui.busy("plan"), onclick: send }), note));
}

// ---- The calendar ----

const KINDS = { visit: "st-visit", review: "st-visit st-review", later: "st-visit st-later" };

function dayCell(cell) {
  if (!cell) return h("td", { class: "st-none" });
  const { day, number, kind, word } = cell;
  if (!number) return h("td", {}, h("span", { class: "st-day" }, String(day)));
  return h("td", { class: KINDS[kind] }, h("span", { class: "st-day" }, String(day)),
    hidden(" ", say("parts.calendar_visit"), " "), h("span", { class: "st-number" }, h("span", {}, String(number))),
    kind === "review" ? h("span", { class: "st-word" }, " ", word) : hidden(" ", word));
}

function drawMonth({ caption, weeks }, days) {
  return h("table", {}, h("caption", {}, caption),
    h("thead", {}, h("tr", {}, days.map(({ name, short }) => h("th", { scope: "col", abbr: name }, short)))),
    h("tbody", {}, weeks.map((week) => h("tr", {}, week.map(dayCell)))));
}

const drawKey = (key) => h("ul", { class: "st-key" }, key.map(({ kind, text }) => h("li", {},
  h("span", { class: `st-sample ${KINDS[kind]}`, "aria-hidden": "true" }, h("span", { class: "st-number" }, h("span"))),
  text)));

const drawNote = ({ tone, text }) => h("p", { class: `st-note st-tone-${tone}` }, icon(SHAPES[tone]),
  h("span", {}, text));

const drawRule = ({ tone, title, claim }) => h("li", { class: `st-tone-${tone}` },
  h("p", {}, icon(SHAPES[tone]), h("strong", {}, title)),
  h("p", {}, claim.text, " ", mark(claim.mark, claim.conflict)), sourceNote(claim.sources, claim.conflict));

// The plan from before is greyed and says so above itself.
function markOld(ui, old) {
  const plan = ui.root.querySelector(".st-course");
  plan?.classList.toggle("st-before", old);
  plan?.querySelector(".st-old").replaceChildren(...(old ? [icon(SHAPES.caution), h("span", {}, say("parts.calendar_before"))] : []));
}

function drawPlan({ plan }, ui) {
  const title = (ui.scratch.plan ??= newId("plan"));
  return h("section", { class: "st-course", "aria-labelledby": title },
    h("p", { class: "st-old st-tone-caution" }), h("h4", { id: title, tabindex: "-1", "data-key": "plan-title" }, plan.title), h("p", {}, plan.text),
    plan.notes.map(drawNote), drawKey(plan.key),
    h("div", { class: "st-months" }, plan.months.map((month) => drawMonth(month, plan.days))),
    h("details", {}, h("summary", { "data-key": "list" }, plan.list.summary),
      h("ol", {}, plan.list.items.map((item) => h("li", {}, item)))));
}

// What came of the form is said once: the plan, or what is wrong, with the focus on the first field to mend.
function tellOutcome(state, ui) {
  if (ui.scratch.told === state) return;
  const first = ui.scratch.told === undefined;
  ui.scratch.told = state;
  if (first) return;
  const [wrong] = Object.keys(state.problems ?? {});
  ui.after = () => {
    announce(wrong ? Object.values(state.problems).join(" ") : state.plan.title);
    if (wrong) keyed(ui.root, `field:${wrong}`)?.focus();
  };
}

function drawCalendar(state, ui) {
  const title = (ui.scratch.title ??= newId("calendar"));
  tellOutcome(state, ui);
  return keepOpen(ui, h("section", { class: "st-card", "aria-labelledby": title },
    h(`h${state.level ?? 2}`, { id: title }, state.title), state.text.map((text) => h("p", {}, text)),
    drawForm(state, ui),
    h("ul", { class: "st-rules" }, state.first_rules.map(drawRule)),
    h("div", { class: "st-laid" }, state.plan && drawPlan(state, ui),
      h("section", { class: "st-stops" }, h("h4", {}, state.rules_title),
        h("ul", { class: "st-rules" }, state.rules.map(drawRule))))));
}

export default { render: (context) => mount(context, "calendar", drawCalendar) };
