// Points: found by code, pinyin, Han characters, English or region; each with a depth and a direction of its own.

const MOST_FOUND = 8;

// "Huán tiào", "huantiao" and "HUAN-TIAO" are the same to a search, "GB 30" and "gb30" too.
const plainly = (text) => text.normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();

function foundPoints({ book }, words) {
  const wanted = plainly(words);
  const texts = (point) => [point.code, point.pinyin, point.han, point.english, point.region, ...(point.also ?? [])];
  return wanted ? book.points.filter((point) => texts(point).some((text) => plainly(text).includes(wanted))) : [];
}

const han = (text) => h("span", { lang: "zh" }, text);
const pointName = ({ code, pinyin, han: characters, english }) => [h("strong", {}, code), " ", pinyin, " ",
  han(characters), " ", h("span", { class: "st-quiet" }, english)];

// ---- Planned points ----

function planPoint(desk, id) {
  const planned = heldIn(desk, "points");
  if (planned.some(({ point }) => point === id)) return;
  putInto(desk, "points", [...planned, { point: id, depth_cun: null, angle: "" }]);
  desk.ui.draft.search = "";
  forgetNumber(desk, depthKey(id));
  announce(say("parts.chain_added", { code: pointOf(desk, id).code }));
  focusAfter(desk, depthKey(id));
}

function leavePoint(desk, id) {
  putInto(desk, "points", heldIn(desk, "points").filter(({ point }) => point !== id));
  announce(say("parts.chain_removed", { code: pointOf(desk, id).code }));
  focusAfter(desk, "search");
}

function setPoint(desk, id, change) {
  putInto(desk, "points", heldIn(desk, "points").map((one) => (one.point === id ? { ...one, ...change } : one)));
  refresh(desk);
}

function forgetNumber({ ui }, key) {
  delete ui.draft.typed[key];
  ui.draft.checked.delete(key);
}

function typeNumber(desk, key, text, change) {
  desk.ui.draft.typed[key] = text;
  const number = numberOf(text);
  change(number > 0 && !complaintOf(desk, key) ? number : null);
}

// What is wrong with a number is said once the field was left, and until it is mended.
function checkNumber(desk, key) {
  const { checked } = desk.ui.draft;
  checked[textOf(desk, key).trim() ? "add" : "delete"](key);
  refresh(desk);
  if (complaintOf(desk, key)) announce(complaintOf(desk, key));
}

function complainAt(desk, key, field, line) {
  const isChecked = desk.ui.draft.checked.has(key);
  const words = isChecked ? complaintOf(desk, key) || (textOf(desk, key).trim() ? "" : say("parts.chain_blank")) : "";
  line.replaceChildren(...(words ? [icon("!"), words] : []));
  if (words) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

// A field for a number that may be left blank. It is never drawn anew while somebody writes in it.
function numberField(desk, { key, label, change }) {
  const [id, wrong] = [newId("number"), newId("wrong")];
  const field = h("input", {
    type: "text", id, "data-key": key, value: textOf(desk, key), inputmode: "decimal", autocomplete: "off",
    "aria-describedby": wrong, oninput: ({ target }) => typeNumber(desk, key, target.value, change),
    onchange: () => checkNumber(desk, key),
  });
  return h("div", { class: "st-number" }, h("label", { for: id }, label), field,
    following(desk, h("p", { id: wrong, class: "st-problem" }), (line) => complainAt(desk, key, field, line)));
}

function plannedRow(desk, { point: id, angle }) {
  const point = pointOf(desk, id);
  const angleId = newId("angle");
  const options = [h("option", { value: "" }, say("parts.chain_angle_open")), desk.book.angles.map((one) =>
    h("option", { value: one.id, selected: one.id === angle }, one.name))];
  return h("li", { class: "st-planned" }, h("p", {}, pointName(point)),
    h("div", { class: "st-how" },
      numberField(desk, {
        key: depthKey(id), label: say("parts.chain_depth"),
        change: (given) => setPoint(desk, id, { depth_cun: given }),
      }),
      h("div", { class: "st-number" }, h("label", { for: angleId }, say("parts.chain_angle")),
        h("select", {
          id: angleId, "data-key": angleKey(id), onchange: ({ target }) => setPoint(desk, id, { angle: target.value }),
        }, options)),
      button(say("parts.chain_remove"), {
        key: `remove:${id}`, "aria-label": say("parts.chain_remove_one", { code: point.code }),
        onclick: () => leavePoint(desk, id),
      })));
}

// ---- The search ----

function pointChoices(desk, points) {
  const planned = new Set(heldIn(desk, "points").map(({ point }) => point));
  const choice = (point, has) => h("li", {}, h("button", {
    type: "button", class: "st-button", "data-key": `add:${point.id}`, "aria-disabled": has || undefined,
    onclick: () => planPoint(desk, point.id),
  }, h("span", { "aria-hidden": "true" }, has ? "✓ " : "+ "),
  hidden(say(has ? "parts.chain_has" : "parts.chain_add"), " "),
  pointName(point), h("span", { class: "st-quiet" }, ` · ${point.region}`)));
  return h("ul", { class: "st-found" }, points.map((point) => choice(point, planned.has(point.id))));
}

function foundList(desk, words) {
  const found = foundPoints(desk, words);
  if (!plainly(words)) return [];
  if (!found.length) return [quiet(say("parts.atlas_none"))];
  const key = found.length > MOST_FOUND ? "parts.chain_found_many"
    : found.length === 1 ? "parts.chain_found_one" : "parts.chain_found";
  return [quiet(say(key, { count: found.length, most: MOST_FOUND })),
    pointChoices(desk, found.slice(0, MOST_FOUND))];
}

// What was found is put in place under the field, which stays: Chinese is written by composing.
function searchField(desk) {
  const { ui } = desk;
  const id = newId("search");
  const list = h("div", { class: "st-results" }, foundList(desk, ui.draft.search ?? ""));
  const show = ({ target }) => {
    ui.draft.search = target.value;
    list.replaceChildren(...foundList(desk, target.value));
    if (plainly(target.value)) announce(list.firstChild.textContent);
  };
  const take = (event) => {
    const found = foundPoints(desk, event.target.value);
    if (event.key !== "Enter" || event.isComposing || found.length !== 1) return;
    event.preventDefault();
    planPoint(desk, found[0].id);
  };
  return h("div", { class: "st-search" }, h("label", { for: id }, say("parts.chain_search")),
    h("input", {
      type: "search", id, "data-key": "search", value: ui.draft.search ?? "", autocomplete: "off", oninput: show,
      onkeydown: take,
    }), list,
    h("details", {}, h("summary", { "data-key": "all" }, say("parts.chain_all", { count: desk.book.points.length })),
      pointChoices(desk, desk.book.points)));
}

function pointsField(desk) {
  const planned = heldIn(desk, "points");
  return h("fieldset", { class: "st-points" }, h("legend", {}, desk.book.links.points.ask),
    hintLine(desk.book.links.points.hint),
    planned.length > 0 && h("ul", { class: "st-plan" }, planned.map((one) => plannedRow(desk, one))),
    searchField(desk));
}
