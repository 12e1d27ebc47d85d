// A plate with its points: the drawing, and a button on every spot with the point's code beside it.

const SHEET = { wide: 340, high: 600 }; // about as large as a sheet is shown: for letters, and for keeping labels apart
const LETTER_PX = 7.6;
const DOT_PX = 9;
const LABEL_PX = 16;
const UP_PX = 17;

const unitsPerPx = ([, , width, height]) => Math.max(width / SHEET.wide, height / SHEET.high);
const holds = ([left, top, width, height], [across, down]) =>
  across >= left && across <= left + width && down >= top && down <= top + height;
const windowOf = ({ plate, spot }) => WINDOWS.find((one) => one.plate === plate && holds(one.box, spot));
const pointsIn = (points, { plate, box }) => points.filter((point) => point.plate === plate && holds(box, point.spot));

const overlap = (one, other) => one.west < other.east && other.west < one.east && one.north < other.south && other.north < one.south;

// The boxes of a point in dots of the screen: its spot, and its label on each side of it.
function boxesOf({ spot: [across, down], code }, box) {
  const [x, y] = [across - box[0], down - box[1]].map((value) => value / unitsPerPx(box));
  const long = code.length * LETTER_PX + 4;
  const around = (cx, cy, wide, high) => ({ west: cx - wide / 2, east: cx + wide / 2, north: cy - high / 2, south: cy + high / 2 });
  const label = (cx, cy) => around(cx, cy, long, LABEL_PX);
  const away = DOT_PX + long / 2;
  return {
    dot: around(x, y, 2 * DOT_PX, 2 * DOT_PX),
    west: label(x - away, y), east: label(x + away, y), north: label(x, y - UP_PX), south: label(x, y + UP_PX),
  };
}

// Point id -> the side of its spot on which its code meets the least else.
function placeLabels(points, box) {
  const taken = points.map((point) => ({ id: point.id, ...boxesOf(point, box).dot }));
  const sides = {};
  for (const point of points) {
    const boxes = boxesOf(point, box);
    const cost = (side) => {
      const label = boxes[side];
      const outside = label.west < 0 || label.east > box[2] / unitsPerPx(box) ? 2 : 0;
      return outside + taken.filter((one) => one.id !== point.id && overlap(one, label)).length;
    };
    const best = ["west", "east", "north", "south"].reduce((one, other) => (cost(other) < cost(one) ? other : one));
    sides[point.id] = best;
    taken.push({ id: point.id, ...boxes[best] });
  }
  return sides;
}

const hatching = (id, gap) => svg("pattern", {
  id, width: gap, height: gap, patternUnits: "userSpaceOnUse", patternTransform: "rotate(40)",
}, svg("path", { d: `M0,0V${gap}`, class: "st-atlas-hatch" }));

const shapes = (kind, all, closed) => svg("g", { class: kind }, all.map((points) => svg("path", { d: curve(points, closed) })));

function drawSheet({ plate, box }, nerves, rings) {
  const { outlines, bones, lines, kidney, pleura, named } = PLATES[plate];
  const [hatch, clip] = [newId("hatch"), newId("flesh")];
  const letter = unitsPerPx(box);
  const marked = (points) => svg("path", { d: curve(points, true), class: "st-atlas-may", style: `fill: url(#${hatch})` });
  const label = ([x, y, name, anchor]) => svg("text", { x, y, "font-size": 11 * letter, "text-anchor": anchor },
    say(`parts.atlas_mark.${name}`));
  return svg("svg", { viewBox: box.join(" "), "aria-hidden": "true" },
    svg("defs", {}, hatching(hatch, 6), svg("clipPath", { id: clip },
      outlines.map((points) => svg("path", { d: curve(points, true) })))),
    shapes("st-atlas-flesh", outlines, true),
    svg("g", { "clip-path": `url(#${clip})` },
      svg("path", { d: curve(outlines.at(-1), true), class: "st-atlas-round" }), shapes("st-atlas-bone", bones, true),
      pleura && [marked(pleura), marked(kidney)],
      svg("g", { class: "st-atlas-nerves" }, nerves.map(({ points, wide }) => svg("path", {
        d: curve(points, false), class: "st-atlas-nerve", style: `stroke-width: ${wide}`,
      })))),
    shapes("st-atlas-line", lines, false), shapes("st-atlas-edge", outlines.slice(-1), true),
    svg("g", { class: "st-atlas-named" }, named.map(label)),
    rings.map(([cx, cy]) => svg("circle", { cx, cy, r: 5.5 * letter, class: "st-atlas-ring" })));
}

function drawSpot(point, { box: [left, top, width, height] }, side, chosen, choose) {
  const at = `left: ${(100 * (point.spot[0] - left)) / width}%; top: ${(100 * (point.spot[1] - top)) / height}%`;
  return h("button", {
    type: "button", class: `st-atlas-spot st-atlas-${side}`, style: at, "data-key": `spot:${point.id}`,
    "aria-pressed": point.id === chosen, "aria-label": `${point.code} ${point.pinyin}`, onclick: () => choose(point.id),
  }, h("span", { class: "st-atlas-dot" }), h("span", { class: "st-atlas-code" }, point.code));
}

const plateKey = (nerves, mayLie, several) => h("ul", { class: "st-key" },
  nerves.length > 0 && h("li", {}, h("span", { class: "st-swatch st-atlas-nerve-key", "aria-hidden": "true" }),
    say("parts.atlas_key_nerve", { names: nerves.map(({ name }) => name).join(", ") })),
  mayLie && h("li", {}, h("span", { class: "st-swatch st-atlas-hatch-key", "aria-hidden": "true" }),
    say("parts.atlas_key_kidney")),
  several.length > 0 && h("li", {}, h("span", { class: "st-swatch st-atlas-ring-key", "aria-hidden": "true" }),
    say("parts.atlas_key_ring", { codes: several.map(({ code }) => code).join(", ") })));

function drawPlate({ points, nerves }, view, chosen, choose) {
  const here = pointsIn(points, view);
  const sides = placeLabels(here, view.box);
  const courses = (nerves[view.plate] ?? []).filter((nerve) => nerve.points.some((at) => holds(view.box, at)));
  const name = say(`parts.atlas_plate.${view.id}`);
  return h("figure", { class: "st-atlas-plate" },
    h("div", {
      class: "st-atlas-sheet", role: "group", "aria-label": say("parts.atlas_plate_label", { name }),
      style: `--st-ratio: ${view.box[2] / view.box[3]}`,
    }, drawSheet(view, courses, here.flatMap(({ more }) => more ?? [])),
    here.map((point) => drawSpot(point, view, sides[point.id], chosen, choose))),
    plateKey(courses, view.id === "trunk", here.filter(({ more }) => more?.length)),
    h("figcaption", {}, name, ". ", say("parts.atlas_schematic")));
}

const plateSelect = (ui, current, show) => selectField(ui, "plate", say("parts.atlas_plates"), current,
  WINDOWS.map(({ id }) => ({ id, name: say(`parts.atlas_plate.${id}`) })), show);
