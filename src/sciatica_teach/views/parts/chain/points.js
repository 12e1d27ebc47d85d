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
  announce(say("parts.chain_added", { code: pointOf(desk, id).code }));
  focusAfter(desk, `depth:${id}`);
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

// A field for a number that may be left blank. It is never drawn anew while somebody writes in it.
function numberField(desk, { key, label, value, step, most, change }) {
  const id = newId("number");
  return h("div", { class: "st-number" }, h("label", { for: id }, label),
    h("input", {
      type: "number", id, "data-key": key, min: step, max: most, step, value: value ?? "", inputmode: "decimal",
      oninput: ({ target }) => change(target.checkValidity() && target.value ? Number(target.value) : null),
    }));
}

function plannedRow(desk, { point: id, depth_cun: depth, angle }) {
  const point = pointOf(desk, id);
  const angleId = newId("angle");
  const options = [h("option", { value: "" }, say("parts.chain_angle_open")), desk.book.angles.map((one) =>
    h("option", { value: one.id, selected: one.id === angle }, one.name))];
  return h("li", { class: "st-planned" }, h("p", {}, pointName(point)),
    h("div", { class: "st-how" },
      numberField(desk, {
        key: `depth:${id}`, label: say("parts.chain_depth"), value: depth, step: "0.1", most: "10",
        change: (given) => setPoint(desk, id, { depth_cun: given }),
      }),
      h("div", { class: "st-number" }, h("label", { for: angleId }, say("parts.chain_angle")),
        h("select", {
          id: angleId, "data-key": `angle:${id}`, onchange: ({ target }) => setPoint(desk, id, { angle: target.value }),
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
  }, h("span", { "aria-hidden": "true" }, has ? "✓ " : "+ "), hidden(say(has ? "parts.chain_has" : "parts.chain_add"), " "),
  pointName(point), h("span", { class: "st-quiet" }, ` · ${point.region}`)));
  return h("ul", { class: "st-found" }, points.map((point) => choice(point, planned.has(point.id))));
}

function foundList(desk, words) {
  const found = foundPoints(desk, words);
  if (!plainly(words)) return [];
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
    planned.length > 0 && h("ul", { class: "st-plan" }, planned.map((one) => plannedRow(desk, one))), searchField(desk));
}
