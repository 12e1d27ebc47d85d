// Finding a structure by name: the search field, and the list of every structure, which do all that the mouse does.

const MOST_FOUND = 8;

// A name with its Chinese characters marked as such: another script is drawn and spoken otherwise.
const HAN = /(\p{Script=Han}+)/u;
const withScript = (text) => text.split(HAN).map((piece) => (HAN.test(piece) ? h("span", { lang: "zh" }, piece) : piece));

const fold = (text) => text.toLowerCase();

function findStructures(state, words) {
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  if (!wanted.length) return [];
  const matches = ({ name, also }) => wanted.every((word) => fold(`${name} ${also ?? ""}`).includes(word));
  const rank = ({ name }) => (fold(name).startsWith(wanted[0]) ? 0 : 1);
  return state.structures.filter(matches).sort((a, b) => rank(a) - rank(b)).slice(0, MOST_FOUND);
}

// A combobox: the focus stays in the field, the arrows walk through what was found, Enter takes it.
function searchField(state, ui, choose) {
  const { draft } = ui;
  const ids = (ui.scratch.search ??= { field: newId("search"), list: newId("found") });
  const found = draft.closed ? [] : findStructures(state, draft.words ?? "");
  const at = Math.min(draft.at ?? 0, found.length - 1);
  const take = (structure) => {
    Object.assign(draft, { words: structure.name, closed: true, at: 0 });
    choose(structure.id);
  };
  const move = (by) => { Object.assign(draft, { at: (at + by + found.length) % found.length }); ui.redraw(); };
  const keys = {
    ArrowDown: () => move(1), ArrowUp: () => move(-1), Enter: () => take(found[at]),
    Escape: () => { draft.closed = true; ui.redraw(); },
  };
  return h("div", { class: "st-search" }, h("label", { for: ids.field }, say("parts.explorer_search")),
    h("input", {
      type: "search", id: ids.field, role: "combobox", "data-key": "search", autocomplete: "off",
      value: draft.words ?? "", "aria-expanded": found.length > 0, "aria-controls": ids.list,
      "aria-autocomplete": "list", "aria-activedescendant": found.length ? `${ids.list}-${at}` : undefined,
      oninput: (event) => { Object.assign(draft, { words: event.target.value, closed: false, at: 0 }); ui.redraw(); },
      onkeydown: (event) => {
        if (!found.length || !(event.key in keys)) return;
        event.preventDefault();
        keys[event.key]();
      },
    }),
    h("ul", { id: ids.list, role: "listbox", "aria-label": say("parts.explorer_found"), class: "st-found" },
      found.map((structure, index) => h("li", {
        id: `${ids.list}-${index}`, role: "option", "aria-selected": index === at,
        onpointerdown: (event) => { event.preventDefault(); take(structure); },
      }, withScript(structure.name), h("span", { class: "st-quiet" }, structure.kind)))),
    draft.words && !draft.closed && !found.length && hintLine(say("parts.explorer_nothing")));
}

function structureButton({ id, name }, ui, chosen, choose) {
  return h("li", {}, h("button", {
    type: "button", class: "st-structure", "data-key": `structure:${id}`, "aria-pressed": id === chosen,
    onclick: () => choose(id),
  }, withScript(name)));
}

function groupList(group, state, ui, chosen, choose) {
  const members = state.structures.filter((structure) => structure.group === group.id);
  const open = (ui.scratch.open ??= new Set());
  // The click comes before the change; the toggle event comes so late that the list may have been drawn anew by then.
  const fold = () => open[details.open ? "delete" : "add"](group.id);
  const details = h("details", { open: open.has(group.id) },
    h("summary", { "data-key": `group:${group.id}`, onclick: fold }, group.title, h("span", { class: "st-quiet" },
    ` (${members.length})`)),
    h("ul", {}, members.map((structure) => structureButton(structure, ui, chosen, choose))));
  return details;
}

function structureList(state, ui, chosen, choose) {
  const title = (ui.scratch.list ??= newId("list"));
  return h("div", { class: "st-all", role: "group", "aria-labelledby": title },
    h("h3", { id: title }, say("parts.explorer_all")),
    state.groups.map((group) => groupList(group, state, ui, chosen, choose)));
}
