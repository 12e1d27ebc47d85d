// The dose: how many visits, how often, when is looked back, and what if nothing has changed.

const STEPS_OF = { visits: ["1", "60"], per_week: ["0.5", "14"], review_at: ["1", "60"] };

function setDose(desk, change) {
  putInto(desk, "dose", { ...heldIn(desk, "dose"), ...change });
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
