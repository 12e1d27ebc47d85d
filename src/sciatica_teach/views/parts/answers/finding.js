// One finding with its three answers. A pressed answer that is pressed again is taken back.

const SHAPE_OF = { present: "●", absent: "○", unknown: "?" };

function give(ui, key, action) {
  // Only the latest refusal is of interest: what was refused before stands where it stood, without its words.
  for (const [name, { phase }] of Object.entries(ui.sent)) if (phase === "refused") delete ui.sent[name];
  ui.send(key, action);
}

function answerButton(finding, answer, value, place, ui) {
  const key = `${place}:${finding.id}:${answer}`;
  const pressed = value === answer;
  const action = pressed ? { verb: "take-back", finding: finding.id } : { verb: "enter", finding: finding.id, answer };
  return h("button", {
    type: "button", class: "st-give", "data-key": key, "aria-pressed": String(pressed),
    onclick: () => give(ui, key, action),
  }, icon(SHAPE_OF[answer]), say(`answer.${answer}`));
}

// What became of the answer given at this place: words only where it was not taken, or not yet.
function fateAt(finding, place, ui) {
  const found = Object.keys(SHAPE_OF).map((answer) => ui.sent[`${place}:${finding.id}:${answer}`]);
  return fate(found.find((sent) => ["refused", "waiting"].includes(sent?.phase)));
}

function findingRow(finding, value, place, ui, under) {
  const [name, note] = [newId("finding"), newId("ask")];
  const tagged = finding.safety && place !== "next"; // there the heading says it
  return h("li", { class: value ? "st-finding st-given" : "st-finding" },
    h("div", { class: "st-finding-words" },
      h("p", { class: "st-finding-name" }, h("strong", { id: name }, finding.name), tagged && " ",
        tagged && h("span", { class: "st-tag" }, h("span", { "aria-hidden": "true" }, SHAPES.safety),
          say("parts.safety"))),
      h("p", { class: "st-finding-ask", id: note }, finding.ask),
      under.length > 0 && h("div", { class: "st-finding-under" }, under.map((line) => h("p", {}, line)))),
    h("div", {
      class: "st-gives", role: "group", "aria-labelledby": name, "aria-describedby": note,
      tabindex: "-1", "data-key": `row:${place}:${finding.id}`,
    }, Object.keys(SHAPE_OF).map((answer) => answerButton(finding, answer, value, place, ui))),
    fateAt(finding, place, ui));
}
