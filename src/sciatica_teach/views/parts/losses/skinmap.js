// The fields of skin of one leg, on our own drawing: from the front, from behind, the top of the foot and the sole.
//
// Fields lie side by side without gaps because each is drawn a little too large and the next is laid over it; the
// outline clips them all. Shapes are those of the patient's left leg in a front view, in the numbers of `body.js`. They
// follow textbook drawings, which differ from each other.

const FIELD_SHAPES = {
  front: [
    ["anterior-thigh", [[27, 139], [16, 149], [4, 160], [-3, 166], [3, 190], [6, 212], [5, 224], [16, 229], [29, 224],
      [31, 212], [34, 190], [38, 160], [34, 143]]],
    ["medial-thigh", [[-4, 156], [4, 161], [9, 174], [11.5, 190], [12, 203], [8.5, 212], [0, 210], [-4, 185]]],
    ["lateral-thigh", [[29, 136], [26, 148], [25, 170], [23.5, 190], [22.4, 203], [25, 211], [36, 211], [40, 180],
      [40, 150], [34, 136]]],
    ["lower-lateral-leg", [[2, 223], [16, 227], [31, 222], [34, 256], [28, 290], [8, 290], [2, 250]]],
    ["upper-lateral-leg", [[15.6, 226.4], [24, 224.6], [34, 220], [36, 256], [24, 256.5], [15.7, 253], [15, 238]]],
    ["medial-leg", [[0, 216], [9, 219.6], [14.6, 227], [15.6, 240], [15.9, 256], [15, 272], [14, 290], [4, 292],
      [0, 250]]],
    ["foot-dorsum", [[8, 287], [15, 285], [24, 285.6], [32, 292], [30, 310], [8, 310]]],
    ["lateral-foot", [[22, 284], [33, 287], [33, 311], [23.4, 311], [22.9, 298]]],
    ["first-web-space", [[15, 295], [16.6, 298], [17.8, 304], [17.8, 311], [13.6, 311], [13.8, 303]]],
  ],
  back: [
    ["posterior-thigh", [[-2, 154], [9, 151], [19, 150], [28, 152], [40, 158], [36, 190], [32, 214], [30, 229],
      [16, 231.5], [3, 229], [4, 205], [-2, 180]]],
    ["medial-thigh", [[-4, 166], [5, 169], [8.6, 182], [10.4, 197], [9, 209], [0, 210], [-4, 186]]],
    ["lateral-thigh", [[28, 143], [26.6, 160], [25, 180], [23, 203], [25, 212], [38, 208], [40, 160], [36, 143]]],
    ["posterior-calf", [[3, 228], [16, 231], [30, 228], [32, 250], [26, 286], [6, 286], [3, 250]]],
    ["lower-lateral-leg", [[24, 253], [34, 250], [30, 280], [20, 283], [19.4, 272], [21, 260]]],
    ["upper-lateral-leg", [[22.6, 226], [32, 222], [35, 256], [28, 258], [21.6, 256], [22.6, 240]]],
    ["medial-leg", [[0, 220], [9.4, 224], [11.4, 240], [12.6, 258], [13, 272], [13.4, 287], [4, 288], [0, 250]]],
    ["heel", [[8, 285], [16, 282], [26, 285], [28, 304], [6, 304]]],
    ["lateral-foot", [[20, 278], [27, 281], [32, 302], [20.4, 304], [19.4, 292]]],
    ["saddle", [[-2, 148], [4, 152], [8, 162], [7.4, 173], [2, 177], [-2, 174]]],
  ],
  sole: [
    ["medial-sole", [[-24, -4], [24, -4], [24, 104], [-24, 104]]],
    ["lateral-sole", [[8.6, -6], [8.4, 14], [7, 32], [3.4, 54], [0.6, 84], [24, 90], [28, 40], [24, -6]]],
    ["heel", [[-26, 82], [-12, 78.4], [0, 77], [12, 78.4], [26, 82], [26, 106], [-26, 106]]],
    ["lateral-foot", [[18, 22], [27, 22], [27, 84], [11.4, 92], [12.6, 74], [15, 52], [17.2, 36]]],
  ],
  top: [
    ["foot-dorsum", [[-24, -4], [24, -4], [24, 104], [-24, 104]]],
    ["medial-leg", [[-26, 52], [-15, 50], [-12.4, 62], [-9.6, 78], [-8.6, 104], [-26, 104]]],
    ["lateral-foot", [[13.6, 12], [26, 10], [26, 104], [9.4, 104], [10.6, 84], [12.2, 60], [14.4, 36]]],
    ["first-web-space", [[-13.4, 6], [-9, 15], [-7, 27], [-4.4, 16], [-3.4, 2], [-8, -4]]],
  ],
};

const LOST = new Set(["lost", "reduced"]);

// One field: what it is there (lost, reduced) fills it, what the learner predicted runs round it.
function fieldShape(id, points, map) {
  const value = LOST.has(map.values[id]) ? map.values[id] : "";
  const shape = (...classes) => svg("path", { d: curve(points, true), class: classes.join(" ") });
  return svg("g", {
    class: ["st-field", map.chosen.has(id) && "st-predicted", map.unexamined.has(id) && "st-unexamined"]
      .filter(Boolean).join(" "),
    "data-target": id,
    onclick: map.toggle && (() => map.toggle(id)),
  }, svg("title", {}, map.names.get(id)), shape("st-area"), value && shape(`st-${value}`),
  value === "reduced" && svg("path", { d: curve(points, true), fill: `url(#${map.hatch})` }));
}

function clipped(map, view, outline, extra) {
  const clip = newId("clip");
  const flip = isMirrored(view === "top" ? "back" : view, map.side);
  const shapes = FIELD_SHAPES[view].filter(([id]) => map.names.has(id));
  const turned = (points) => (flip ? mirror(points) : points);
  const rings = shapes.filter(([id]) => map.chosen.has(id)).map(([, points]) =>
    svg("path", { d: curve(turned(points), true), class: "st-round" }));
  return [
    svg("clipPath", { id: clip }, svg("path", { d: outline })), svg("path", { d: outline, class: "st-skin" }),
    svg("g", { "clip-path": `url(#${clip})` },
      shapes.map(([id, points]) => fieldShape(id, turned(points), map)), rings),
    extra, svg("path", { d: outline, class: "st-outline" }),
  ];
}

const lettersOf = (view) => {
  const letters = [say("parts.right_letter"), say("parts.left_letter")];
  return view === "back" ? letters.reverse() : letters;
};

function legs(map, view, x) {
  const lines = lowerLines(view).flatMap((points) => [points, mirror(points)]);
  const [west, east] = lettersOf(view);
  return svg("g", { transform: `translate(${x} 0)` },
    clipped(map, view, closeHalf(LOWER_HALF, view),
      svg("g", { class: "st-lines" }, lines.map((points) => svg("path", { d: curve(points, false) })))),
    svg("text", { x: 0, y: 319 }, say(view === "front" ? "parts.front" : "parts.back")),
    svg("text", { x: -27, y: 319 }, west), svg("text", { x: 27, y: 319 }, east));
}

function footFrom(map, view, x) {
  const flip = isMirrored(view === "top" ? "back" : view, map.side);
  const outline = flip ? mirror(FOOT_OUTLINE[view]) : FOOT_OUTLINE[view];
  return svg("g", { transform: `translate(${x} 0)` }, clipped(map, view, curve(outline, true)),
    svg("text", { x: 0, y: 111 }, say(`parts.map.${view}`)));
}

function hatching(id) {
  const line = svg("path", { d: "M-1,1L1,-1M0,4L4,0M3,5L5,3", class: "st-hatch" });
  return svg("pattern", { id, width: 4, height: 4, patternUnits: "userSpaceOnUse" }, line);
}

// `map`: side, names (id -> name), chosen (a set), unexamined (a set), values (id -> value), toggle (a function, while it is open).
function skinMap(map, text) {
  const drawn = { ...map, hatch: newId("hatch") };
  const picture = (viewBox, className, ...children) => svg("svg", {
    viewBox, role: "img", "aria-label": text, class: `${className}${map.toggle ? " st-live-map" : ""}`,
  }, svg("defs", {}, hatching(drawn.hatch)), children);
  const feet = { ...drawn, hatch: newId("hatch") };
  return h("div", { class: "st-maps" },
    picture("0 121 160 203", "st-legs", legs(drawn, "front", 41), legs(drawn, "back", 119)),
    svg("svg", { viewBox: "0 -6 104 122", role: "img", "aria-label": say("parts.map.feet"),
      class: `st-feet${map.toggle ? " st-live-map" : ""}` }, svg("defs", {}, hatching(feet.hatch)),
    footFrom(feet, "top", 26), footFrom(feet, "sole", 78)));
}
