// The dose: how many visits, how often, when is looked back, and what if nothing has changed.

const STEPS_OF = { visits: ["1", "60"], per_week: ["0.5", "14"], review_at: ["1", "60"] };

// Always in the same order, so that what was not changed is seen to be the same.
function setDose(desk, change) {
  const { visits = null, per_week = null, review_at = null, unchanged = "" } = { ...heldIn(desk, "dose"), ...change };
  putInto(desk, "dose", { visits, per_week, review_at, unchanged });
  refresh(desk);
}

function doseField(desk) {
  const { book } = desk;
  const dose = heldIn(desk, "dose");
  return h("div", { class: "st-dose" },
    h("fieldset", {}, h("legend", {}, book.links.dose.ask), h("div", { class: "st-how" }, NUMBERS.map((name) =>
      numberField(desk, {
        key: `dose:${name}`, label: say(`parts.chain_dose_${name}`), value: dose[name], step: STEPS_OF[name][0],
        most: STEPS_OF[name][1], change: (given) => setDose(desk, { [name]: given }),
      })))),
    h("fieldset", { class: "st-lines" }, h("legend", {}, say("parts.chain_unchanged")),
      book.links.dose.options.map(({ id, name }) => radioLine(desk, groupName(desk, "dose"), {
        id, label: name, checked: dose.unchanged === id, key: `choose:dose:${id}`,
        choose: () => setDose(desk, { unchanged: id }),
      }))));
}
