// The place of a point: letters on a plate, and what lies around each of them in words.

function drawLetter(state, ui, place) {
  const [left, top, width, height] = state.box;
  const look = lookOf(state, ui, place.id);
  const at = `left: ${(100 * (place.spot[0] - left)) / width}%; top: ${(100 * (place.spot[1] - top)) / height}%`;
  return h("span", { class: `st-place-spot ${state.locked ? "" : "st-open"} ${look}`, style: at, onclick: () => pointAt(state, ui, place.id) },
    h("b", {}, place.letter, shapeOf(look) && h("i", {}, shapeOf(look))));
}

function drawPlatePlaces(state, ui) {
  const [, , width, height] = state.box;
  return h("figure", { class: "st-atlas-plate" },
    h("div", {
      class: "st-atlas-sheet", role: "img", "aria-label": pictureLabel(state, ui), style: `--st-ratio: ${width / height}`,
    }, drawSheet(state, [], []), h("div", { class: "st-place-spots", "aria-hidden": "true" },
      state.places.map((place) => drawLetter(state, ui, place)))),
    h("figcaption", {}, state.caption));
}

export default { render: (context) => mount(context, "place", (state, ui) => drawPlaces(state, ui, drawPlatePlaces(state, ui))) };
