// A region of the body map, on either side and in every view that has it, or a structure drawn on a plate.

// The middle of a drawn region: a path holds the points of its curve as every third pair of numbers.
function middleOf(d) {
  const numbers = d.match(/-?\d+(\.\d+)?/g).map(Number);
  const ends = numbers.filter((_number, index) => index >= 2 && (index - 2) % 6 >= 4);
  const mean = (which) => ends.filter((_number, index) => index % 2 === which).reduce((sum, one) => sum + one, 0) / (ends.length / 2);
  return [mean(0), mean(1)];
}

// A region to choose: skin, and strokes and a sign that show once it is chosen or judged.
const target = (state, ui) => (hatch) => (name, side, d) => {
  const look = lookOf(state, ui, name);
  const [x, y] = look ? middleOf(d) : [];
  return svg("g", { class: `st-zone ${look}`, "data-region": name, onclick: () => pointAt(state, ui, name) },
    !state.locked && svg("title", {}, regionName(name)), svg("path", { d, class: "st-area" }),
    svg("path", { d, class: "st-strokes", fill: `url(#${hatch})` }),
    shapeOf(look) && svg("text", { x, y, dy: "0.36em", class: "st-zone-mark" }, shapeOf(look)));
};

function drawBody(state, ui) {
  const plate = makePlate(target(state, ui));
  plate.setAttribute("aria-label", pictureLabel(state, ui));
  if (state.locked) return h("figure", { class: "st-bodymap st-answered" }, plate);
  const note = h("p", { class: "st-near", "aria-hidden": "true" }, "\u00a0");
  plate.addEventListener("pointerover", ({ target: over }) => {
    const zone = over.closest(".st-zone");
    note.textContent = zone ? regionName(zone.dataset.region) : "\u00a0";
  });
  return h("figure", { class: "st-bodymap" }, plate, note);
}

const drawHotspot = (state, ui) => drawPlaces(state, ui, state.picture ? drawStructures(state, ui) : drawBody(state, ui));

export default { render: (context) => mount(context, "hotspot", drawHotspot) };
