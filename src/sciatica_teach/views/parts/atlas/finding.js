// Finding a point: by code, by pinyin with or without tones, by character, in English, or by a region of the body.

// Marks over letters are taken off, and so is what is written between letters by one and not by another.
const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const tight = (text) => bare(text).replace(/[\s.\-’']/g, "");
const NUMBERED = /^[a-z]+[1-5]([a-z]+[1-5])+$/; // shen4shu4: tones as numbers

function findPoints(points, words, region) {
  const wanted = tight(words);
  const plain = NUMBERED.test(wanted) ? wanted.replace(/[1-5]/g, "") : wanted;
  const inRegion = points.filter((point) => !region || point.region === region);
  if (!plain) return inRegion;
  const rank = (point) => {
    const names = [point.code, point.pinyin, ...point.also].map(tight);
    if (names.includes(plain)) return 0;
    if (names.some((name) => name.startsWith(plain))) return 1;
    if (names.some((name) => name.includes(plain)) || point.han.includes(plain) || point.traditional.includes(plain)) return 2;
    return [point.english, ...point.find].some((phrase) => ` ${bare(phrase)}`.includes(` ${bare(words).trim()}`)) ? 3 : 4;
  };
  return inRegion.map((point) => ({ point, order: rank(point) })).filter(({ order }) => order < 4)
    .sort((one, other) => one.order - other.order).map(({ point }) => point);
}

const hanOf = ({ han, traditional }) => [
  h("span", { lang: "zh-Hans" }, han), traditional && [" · ", h("span", { lang: "zh-Hant" }, traditional)]];
const pinyinOf = ({ pinyin }) => h("span", { lang: "zh-Latn-pinyin" }, pinyin);

function pointOption(point, { list, index, active, chosen, take }) {
  return h("li", {
    id: `${list}-${index}`, role: "option", class: "st-atlas-option", "data-point": point.id,
    "aria-selected": point.id === chosen, "data-active": index === active ? "yes" : undefined,
    onpointerdown: (event) => event.preventDefault(), onclick: () => take(point),
  }, h("strong", {}, point.code), " ", h("span", {}, pinyinOf(point), " ", h("span", { class: "st-atlas-han" }, hanOf(point))),
  " ", h("span", { class: "st-quiet" }, point.english));
}

function selectField(ui, name, label, chosen, options, choose) {
  const id = (ui.scratch[`${name}-field`] ??= newId(name));
  return h("div", { class: "st-field" }, h("label", { for: id }, label), h("select", {
    id, "data-key": name, onchange: (event) => choose(event.target.value),
  }, options.map((one) => h("option", { value: one.id, selected: one.id === chosen }, one.name))));
}

// The focus stays in the field: the arrows walk through what was found, Enter takes it.
function finder({ points, regions }, ui, chosen, choose) {
  const { draft } = ui;
  const ids = (ui.scratch.finder ??= { field: newId("point"), list: newId("points"), count: newId("count") });
  const found = findPoints(points, draft.words ?? "", draft.region);
  const active = Math.min(draft.active ?? -1, found.length - 1);
  const change = (what) => { Object.assign(draft, what); ui.redraw(); };
  const take = (point) => { draft.active = found.indexOf(point); choose(point.id, { read: true }); };
  const move = (to) => {
    if (!found.length) return;
    change({ active: (to + found.length) % found.length });
    showOption(ui, ids);
  };
  const keys = {
    ArrowDown: () => move(active + 1), ArrowUp: () => move(active < 0 ? -1 : active - 1), Home: () => move(0), End: () => move(-1),
    Enter: () => found.length && take(found[Math.max(active, 0)]), Escape: () => change({ words: "", active: -1 }),
  };
  const onkeydown = (event) => {
    if (!(event.key in keys) || (event.key in { Home: 1, End: 1 } && event.target.matches("input"))) return;
    event.preventDefault();
    keys[event.key]();
  };
  const pointed = active >= 0 ? `${ids.list}-${active}` : undefined;
  return h("div", { class: "st-atlas-finder" },
    h("label", { for: ids.field }, say("parts.atlas_search")),
    h("input", {
      type: "search", id: ids.field, role: "combobox", "data-key": "search", autocomplete: "off", spellcheck: "false",
      value: draft.words ?? "", "aria-expanded": "true", "aria-controls": ids.list, "aria-autocomplete": "list",
      "aria-activedescendant": pointed, "aria-describedby": ids.count, onkeydown,
      oninput: (event) => change({ words: event.target.value, active: -1 }),
    }),
    selectField(ui, "region", say("parts.atlas_regions"), draft.region ?? "",
      [{ id: "", name: say("parts.atlas_everywhere") }, ...regions], (region) => change({ region, active: -1 })),
    h("p", { id: ids.count, class: "st-quiet", role: "status" }, found.length
      ? say("parts.atlas_count", { count: found.length, of: points.length }) : say("parts.atlas_none")),
    h("ul", {
      id: ids.list, role: "listbox", class: "st-atlas-found", "aria-label": say("parts.atlas_found"), tabindex: "0",
      "data-key": "found", "aria-activedescendant": pointed, onkeydown,
    }, found.map((point, index) => pointOption(point, { list: ids.list, index, active, chosen, take }))));
}

// What the arrows stand on is brought into the list's own window; the page does not move.
function showOption(ui, { list }) {
  const box = ui.root.querySelector(`#${list}`);
  const option = box?.querySelector("[data-active]");
  if (!option) return;
  const [top, bottom] = [option.offsetTop, option.offsetTop + option.offsetHeight];
  if (top < box.scrollTop) box.scrollTop = top;
  if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
}
