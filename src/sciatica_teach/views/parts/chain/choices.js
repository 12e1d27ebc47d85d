// Links of one choice, and the dangers: each that is named asks what is done about it.

function radioLine(desk, name, { id, label, note, checked, key, choose }) {
  return h("label", { class: "st-line" },
    h("input", { type: "radio", name, value: id, checked, "data-key": key, onchange: choose }),
    h("span", {}, label, note && h("span", { class: "st-quiet" }, note)));
}

const groupName = ({ ui }, link) => (ui.scratch[`name:${link}`] ??= newId("chain"));

// Another technique may bring other links, further down where nobody is looking.
function chooseOne(desk, link, id) {
  const names = () => namesOf(desk, linksOf(desk));
  const before = names();
  putInto(desk, link, id);
  desk.ui.redraw();
  if (names() !== before) announce(say("parts.chain_links", { links: names() }));
}

function choiceField(desk, link) {
  const { book } = desk;
  const held = heldIn(desk, link);
  return h("fieldset", { class: "st-lines" }, h("legend", {}, book.links[link].ask),
    book.links[link].options.map(({ id, name, note }) => radioLine(desk, groupName(desk, link), {
      id, label: name, note, checked: held === id, key: `choose:${link}:${id}`,
      choose: () => chooseOne(desk, link, id),
    })));
}

// ---- Dangers ----

function nameDanger(desk, id, on) {
  const named = Object.fromEntries(Object.entries(heldIn(desk, "dangers")).filter(([one]) => one !== id));
  putInto(desk, "dangers", on ? { ...named, [id]: "" } : named);
  desk.ui.redraw();
}

function answerDanger(desk, id, what) {
  putInto(desk, "dangers", { ...heldIn(desk, "dangers"), [id]: what });
  desk.ui.redraw();
}

function dangerLine(desk, { id, name, options }) {
  const held = heldIn(desk, "dangers");
  const isNamed = id in held;
  return h("li", { class: "st-danger" }, h("label", { class: "st-line" },
    h("input", {
      type: "checkbox", checked: isNamed, "data-key": `danger:${id}`,
      onchange: ({ target }) => nameDanger(desk, id, target.checked),
    }), h("span", {}, name)),
  isNamed && h("fieldset", { class: "st-lines" }, h("legend", {}, say("parts.chain_about", { danger: name })),
    options.map((option) => radioLine(desk, groupName(desk, `danger:${id}`), {
      id: option.id, label: option.text, checked: held[id] === option.id, key: `about:${id}:${option.id}`,
      choose: () => answerDanger(desk, id, option.id),
    }))));
}

function dangersField(desk) {
  const { dangers, links } = desk.book;
  return h("fieldset", { class: "st-lines" }, h("legend", {}, links.dangers.ask), hintLine(links.dangers.hint),
    h("ul", { class: "st-dangers" }, dangers.map((danger) => dangerLine(desk, danger))));
}
