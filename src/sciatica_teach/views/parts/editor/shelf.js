// What there is to open, and what can be begun.

function labelled(label, control, hint) {
  const id = (control.id ||= newId("field"));
  const note = hint && newId("hint");
  if (note) control.setAttribute("aria-describedby", note);
  return h("div", { class: "st-field" }, h("label", { for: id }, label), control,
    hint && h("p", { class: "st-hint", id: note }, hint));
}

const optionsOf = (choices, chosen) => choices.map(({ value, label }) =>
  h("option", { value, selected: value === chosen }, label));

const nameField = (key, value) => h("input", {
  type: "text", "data-key": key, value, autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: 60,
});

function drawOpening(state, ui) {
  const group = (label, own) => {
    const found = state.files.filter((one) => one.own === own);
    return found.length > 0 && h("optgroup", { label }, found.map(({ file }) => h("option", { value: file }, file)));
  };
  const files = h("select", { "data-key": "file" }, group(say("author.yours"), true),
    group(say("author.shipped"), false));
  return h("section", {}, h("h3", {}, say("author.open_title")),
    labelled(say("author.file"), files, say("author.file_hint")),
    h("div", { class: "st-buttons" },
      button(say("author.open"), { key: "open", onclick: () => ui.send({ verb: "open", file: files.value }) })));
}

function drawNewItem(state, ui, { isEntry }) {
  const kind = h("select", { "data-key": "kind" }, optionsOf(state.kinds, "single"));
  const name = nameField("item-id", "");
  const quiz = isEntry ? undefined : nameField("quiz", "my-questions");
  const begin = () => ui.send({ verb: "new-item", kind: kind.value, name: name.value.trim(), quiz: quiz?.value.trim() });
  return [labelled(say("author.kind_label"), kind), labelled(say("author.item_id"), name, say("author.id_hint")),
    quiz && labelled(say("author.quiz"), quiz, say("author.quiz_hint")),
    h("div", { class: "st-buttons" }, button(say("author.begin_item"), { key: "begin-item", onclick: begin }))];
}

function drawNewCase(ui) {
  const name = nameField("case-id", "");
  const begin = () => ui.send({ verb: "new-case", name: name.value.trim() });
  return [labelled(say("author.case_id"), name, say("author.case_hint")),
    h("div", { class: "st-buttons" }, button(say("author.begin_case"), { key: "begin-case", onclick: begin }))];
}

function drawShelf(state, ui) {
  const title = newId("shelf");
  return h("section", { class: "st-card", "aria-labelledby": title },
    h("h2", { id: title }, say("author.shelf_title")),
    state.folder ? quiet(say("author.folder", { folder: state.folder }))
      : h("p", { class: "st-fate st-tone-caution" }, icon("!"), h("span", {}, state.how)),
    fate(ui.fate),
    h("div", { class: "st-shelf" }, drawOpening(state, ui),
      h("section", {}, h("h3", {}, say("author.new_item")), drawNewItem(state, ui, { isEntry: false })),
      h("section", {}, h("h3", {}, say("author.new_case")), drawNewCase(ui))));
}
