// The dose: how many visits, how often, when is looked back, and what if nothing has changed.

// Always in the same order, so that what was not changed is seen to be the same.
function setDose(desk, change) {
  const { visits = null, per_week = null, review_at = null, unchanged = "" } = { ...heldIn(desk, "dose"), ...change };
  putInto(desk, "dose", { visits, per_week, review_at, unchanged });
  refresh(desk);
}

function doseField(desk) {
  const { book } = desk;
  const { unchanged } = heldIn(desk, "dose");
  return h("div", { class: "st-dose" },
    h("fieldset", {}, h("legend", {}, book.links.dose.ask), h("div", { class: "st-how" }, NUMBERS.map((name) =>
      numberField(desk, {
        key: doseKey(name), label: say(`parts.chain_dose_${name}`), change: (given) => setDose(desk, { [name]: given }),
      })))),
    h("fieldset", { class: "st-lines" }, h("legend", {}, say("parts.chain_unchanged")),
      book.links.dose.options.map(({ id, name }) => radioLine(desk, groupName(desk, "dose"), {
        id, label: name, checked: unchanged === id, key: `choose:dose:${id}`,
        choose: () => setDose(desk, { unchanged: id }),
      }))));
}
