// Structures of the model seen flat: outlines on a plate, each with a letter in a place of its own.

const outlineOf = ({ kind, lines, wide }) => lines.map((points) => svg("path", {
  d: curve(points, kind === "muscle"), class: `st-structure-${kind}`, style: kind === "nerve" ? `stroke-width: ${wide}` : "",
}));

function drawStructure(state, ui, shape, px) {
  const look = lookOf(state, ui, shape.id);
  const [x, y] = shape.at;
  const { letter } = state.places.find(({ id }) => id === shape.id);
  const reach = shape.lines.map((points) => svg("path", {
    d: curve(points, shape.kind === "muscle"), class: "st-reach", style: `stroke-width: ${16 * px}`,
  }));
  return {
    body: svg("g", { class: `st-structure ${state.locked ? "" : "st-open"} ${look}`, onclick: () => pointAt(state, ui, shape.id) },
      shape.kind === "nerve" && reach, outlineOf(shape)),
    letter: svg("g", { class: `st-structure-letter ${state.locked ? "" : "st-open"} ${look}`, onclick: () => pointAt(state, ui, shape.id) },
      svg("circle", { cx: x, cy: y, r: 12 * px }),
      svg("text", { x, y, dy: "0.36em", "font-size": 14 * px }, letter),
      look && svg("text", { x: x + 21 * px, y, dy: "0.36em", "font-size": 20 * px, class: "st-structure-mark" },
        shapeOf(look))),
  };
}

function drawStructures(state, ui) {
  const { picture } = state;
  const px = unitsPerPx(picture.box);
  const drawn = picture.shapes.map((shape) => drawStructure(state, ui, shape, px));
  const sheet = drawSheet(picture, [], []);
  sheet.append(...drawn.map(({ body }) => body), ...drawn.map(({ letter }) => letter));
  return h("figure", { class: "st-atlas-plate" },
    h("div", {
      class: "st-atlas-sheet", role: "img", "aria-label": pictureLabel(state, ui),
      style: `--st-ratio: ${picture.box[2] / picture.box[3]}`,
    }, sheet), h("figcaption", {}, state.caption));
}
