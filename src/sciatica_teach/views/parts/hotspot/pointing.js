// Pointing at one place: a picture for the pointer and a list for keyboard and screen reader. What is chosen in one
// shows in the other.

const placeName = ({ letter, words }) => (letter ? say("parts.place_name", { letter, words }) : words);
const nameOf = (state, id) => placeName(state.places.find((place) => place.id === id));

// Chosen on the picture: said aloud, because only the list says it by itself.
function pointAt(state, ui, id) {
  if (state.locked) return;
  ui.draft.place = id;
  announce(say("parts.place_chosen", { name: nameOf(state, id) }));
  ui.redraw();
}

function placeRow(state, ui, place) {
  const choose = () => { ui.draft.place = place.id; ui.redraw(); };
  return h("label", { class: "st-place-row" },
    h("input", {
      type: "radio", name: (ui.scratch.name ??= newId("place")), value: place.id, checked: ui.draft.place === place.id,
      "data-key": `place:${place.id}`, onchange: choose,
    }),
    place.letter && h("b", { class: "st-badge", "aria-hidden": "true" }, place.letter),
    h("span", {}, place.letter && hidden(`${place.letter}: `), place.words));
}

// How a place stands on the picture: chosen, or after the answer right or wrong.
function lookOf(state, ui, id) {
  const verdict = state.verdicts?.[id];
  if (verdict?.right) return "st-right";
  if (state.locked) return verdict?.chosen || state.chosen?.includes(id) ? "st-wrong" : "";
  return ui.draft.place === id ? "st-on" : "";
}

const shapeOf = (look) => ({ "st-right": SHAPES.right, "st-wrong": SHAPES.unsafe })[look] ?? "";

function pictureLabel(state, ui) {
  const id = state.locked ? state.chosen?.[0] : ui.draft.place;
  const right = state.places.filter((place) => state.verdicts?.[place.id]?.right).map(placeName);
  return [
    state.label, id ? say("parts.place_chosen", { name: nameOf(state, id) }) : say("parts.place_none"),
    right.length > 0 && say("parts.place_right", { names: right.join("; ") }),
  ].filter(Boolean).join(" ");
}

function drawOpenPlaces(state, ui, picture) {
  ui.scratch.open = state.id;
  const hint = (ui.scratch.hint ??= newId("hint"));
  return [
    h("fieldset", { "aria-describedby": hint }, h("legend", { class: "st-legend" }, state.legend),
      h("p", { class: "st-hint", id: hint }, state.hint),
      h("div", { class: "st-pointing" }, picture,
        h("div", { class: "st-place-list" }, state.places.map((place) => placeRow(state, ui, place))))),
    certaintyField(state, ui),
    submitRow(state, ui, {
      missing: ui.draft.place ? "" : say("parts.place_missing"), action: () => ({ chosen: [ui.draft.place] }),
    }),
  ];
}

function judgePlace({ heading, verdicts }) {
  const all = Object.values(verdicts ?? {});
  if (heading || !all.length) return heading ?? ["info", say("parts.your_answer")];
  const right = all.some((verdict) => verdict.right && verdict.chosen);
  return right ? ["right", say("parts.right")] : ["unsafe", say("parts.wrong")];
}

function placeVerdict(state, place) {
  const verdict = state.verdicts?.[place.id];
  const chosen = verdict?.chosen ?? state.chosen?.includes(place.id);
  const tone = verdict?.right ? "right" : verdict && chosen ? judgePlace(state)[0] : "plain";
  const word = { right: say("parts.right"), caution: say("parts.partly"), unsafe: say("parts.wrong") }[tone];
  const lettered = tone === "plain" && place.letter; // the badge has the letter
  return verdictCard({
    tone, badge: lettered || SHAPES[tone], text: lettered ? [hidden(`${place.letter}: `), place.words] : placeName(place),
    feedback: verdict?.feedback, word: [word, chosen && say("parts.mine")].filter(Boolean).join(", "),
  });
}

function drawLockedPlaces(state, ui, picture) {
  const told = state.places.filter(({ id }) => state.verdicts?.[id] || state.chosen?.includes(id));
  return [
    h("p", { class: "st-legend" }, state.legend),
    verdictHeading(state, ui, ...judgePlace(state)),
    h("div", { class: "st-pointing" }, picture,
      h("ul", { class: "st-answers" }, told.map((place) => placeVerdict(state, place)))),
    certaintyGiven(state),
  ];
}

const drawPlaces = (state, ui, picture) =>
  (state.locked ? drawLockedPlaces(state, ui, picture) : drawOpenPlaces(state, ui, picture));
