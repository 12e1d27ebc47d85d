// The body map: our own drawing, front and back, made from the numbers below.
//
// One half of the outline is given as points (distance from the midline, height), from the crown to the crotch, eight
// heads tall; a smooth curve runs through them and the other half is its mirror image. Regions are rough shapes given
// the same way and clipped by the outline, so that their edges are the body's own.

const OUTLINE_TRUNK = [
  [0, 3], [7, 4.5], [12, 10], [13.2, 19], [12.6, 27], [10.5, 34], [7.6, 38.5], [7.4, 44], [9, 48], [17, 52], [26, 54.5],
  [32, 59], [35, 67], [36, 78], [37.6, 92], [40, 106], [43, 120], [45.6, 134], [48, 148], [50.6, 156], [53, 165],
  [54, 174],
  [52.4, 180], [49.6, 179], [48.4, 172], [47, 166], [44.4, 170], [43.4, 166], [44.2, 157], [43, 148], [39.4, 136],
  [35.6, 122],
  [33.6, 108], [31, 94], [28.6, 80], [28, 90], [26, 104], [24.4, 116], [25, 126], [28, 137], [30.6, 149], [31.4, 162],
  [30.6, 180], [28, 198], [25.4, 214], [25.4, 224], [26.8, 238], [25.8, 252], [22, 268], [19.4, 280],
];
const FOOT = {
  front: [[20.4, 287], [24, 295], [25.4, 301], [23, 305], [17, 306.5], [12.6, 305.5], [11.6, 299], [12.4, 290]],
  back: [[20, 287], [23.4, 293], [24.6, 297], [21.6, 299.5], [17, 300.5], [12.8, 299], [11.8, 293], [12.6, 287]],
};
const OUTLINE_INNER = [
  [12.6, 280], [11.8, 268], [8.6, 252], [6.8, 238], [7.8, 225], [8.8, 214], [6.6, 196], [4, 178], [1.6, 163], [0, 159],
];

// Lines inside the outline, drawn thin on both halves: what an atlas would show of the surface.
const INNER_LINES = {
  front: [
    [[6, 50.5], [16, 55], [26, 56.5]], [[5, 79], [14, 82], [24, 76]], [[0, 64], [0, 76]], [[26, 134], [16, 146],
    [5, 156]],
    [[12, 213], [16.5, 209.5], [21, 213]], [[13, 223], [17, 226], [21, 223]], [[16, 230], [15, 250], [15.6, 270]],
    [[0, 123], [0.8, 124.4]], [[14.6, 301], [15, 305]], [[17.4, 301.4], [17.8, 305.6]], [[20, 301], [20.6, 305]],
  ],
  back: [
    [[0, 46], [0, 134]], [[9, 68], [18, 76], [12, 94], [9, 84]], [[0, 137], [0, 158]], [[1, 160], [10, 164], [22, 159]],
    [[9, 131], [7, 134]], [[11, 217], [17, 219.5], [23, 217]], [[16.4, 224], [15.6, 240], [16.4, 256]], [[16.2, 258],
    [16, 284]],
  ],
};

const twice = (points) => ({ front: points, back: points });

// Region -> the views that show it, each with its shape. `sole` has a small drawing of its own.
const REGIONS = {
  "low-back": { back: [[0, 108], [20, 109], [25, 118], [24, 129], [12, 133], [0, 135]] },
  buttock: {
    back: [[1, 136], [12, 133.5], [23, 134], [27, 144], [26, 156], [16, 162], [5, 160.5], [1, 152]],
  },
  groin: { front: [[23, 134], [26, 138], [18, 149], [8, 161], [2, 162], [3, 154], [13, 145]] },
  "lateral-hip": twice([[25, 131], [35, 133], [36, 157], [26.6, 158], [25.4, 146]]),
  "front-thigh": {
    front: [[8, 163], [20, 154], [24, 168], [23, 190], [20, 206], [12, 206], [8, 186]],
  },
  "lateral-thigh": twice([[25, 161], [36, 160], [35, 188], [29, 208], [22.6, 206], [24.6, 184]]),
  "back-thigh": {
    back: [[4, 166], [14, 165], [23, 163], [23.4, 184], [21, 206], [11, 206], [7, 186]],
  },
  knee: { front: [[7, 209], [16, 206], [27, 209], [27, 225], [16, 228], [6, 225]] },
  "back-knee": { back: [[7, 209], [16, 207], [27, 209], [27, 223], [16, 226], [6, 223]] },
  "lateral-leg": twice([[21.8, 229], [30, 228], [29, 256], [23, 279], [18.6, 279], [21, 255]]),
  "front-leg": {
    front: [[14.4, 230], [20, 230], [19.6, 254], [17.8, 277], [14.8, 277], [14, 254]],
  },
  "medial-leg": { front: [[3, 229], [13, 230], [13, 254], [14, 279], [9, 279], [5, 254]] },
  calf: { back: [[4, 227], [21.4, 228], [20.6, 252], [18, 274], [13.6, 274], [6, 252]] },
  heel: { back: [[9, 284], [16, 282], [24, 284], [19.6, 301], [12, 303], [8, 296]] },
  "foot-top": { front: [[11, 284], [20, 284], [21.6, 298], [16, 300], [11.6, 299]] },
  "big-toe": { front: [[9, 298.6], [14.8, 299.4], [15.4, 309], [8, 309]] },
  "lateral-foot": {
    front: [[20.6, 286], [30, 290], [30, 308], [22.6, 308], [22.4, 297]],
    back: [[20.6, 285], [30, 290], [30, 303], [20.4, 302]],
  },
  sole: { sole: [[6, 4], [14, 2], [21, 6], [22, 20], [18, 36], [17, 48], [8, 48], [7, 34], [5, 18]] },
  saddle: { back: [[0, 150], [4, 152], [8, 162], [7.4, 173], [3, 176], [0, 172]] },
};
const SOLE = [
  [7, 9], [8.4, 4], [12, 2.4], [16, 3.4], [19.4, 6.4], [21.6, 11], [21.8, 18], [20, 27], [18.4, 35], [17.8, 43],
  [15, 48], [10.6, 48],
  [8, 43.6], [8.6, 35], [7.6, 26], [6, 17],
];

// A smooth closed or open curve through the points (Catmull-Rom, written as cubic Béziers).
function curve(points, closed) {
  const last = points.length - 1;
  const at = (index) => points[closed ? (index + last + 1) % (last + 1) : Math.max(0, Math.min(last, index))];
  const round = (value) => Math.round(value * 10) / 10;
  const parts = [`M${at(0).map(round)}`];
  for (let i = 0; i < (closed ? points.length : points.length - 1); i += 1) {
    const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const lean = (from, to, base, sign) =>
      base.map((value, axis) => round(value + (sign * (to[axis] - from[axis])) / 6));
    parts.push(`C${lean(a, c, b, 1)} ${lean(b, d, c, -1)} ${c.map(round)}`);
  }
  return parts.join("") + (closed ? "Z" : "");
}

const mirror = (points) => points.map(([x, y]) => [-x, y]);

function outline(view) {
  const half = [...OUTLINE_TRUNK, ...FOOT[view], ...OUTLINE_INNER];
  return curve([...half, ...mirror(half.slice(1, -1)).reverse()], true);
}

// The patient's right is on the left of the front view and on the right of the back view.
const isMirrored = (view, side) => (view === "front") === (side === "right");
const sidesOf = (side) => (side === "both" ? ["right", "left"] : [side]);

function regionShapes(view, { regions, side }) {
  return (regions ?? []).filter((name) => REGIONS[name]?.[view]).flatMap((name) => sidesOf(side).map((one) => {
    const points = isMirrored(view, one) ? mirror(REGIONS[name][view]) : REGIONS[name][view];
    return svg("path", { d: curve(points, true), class: "st-pain", "data-region": name },
      svg("title", {}, say(`parts.sided.${one}`, { region: say(`parts.region.${name}`) })));
  }));
}

function figure(view, block) {
  const clip = newId("body");
  const lines = INNER_LINES[view].flatMap((points) => [points, mirror(points)]);
  const letters = [say("parts.right_letter"), say("parts.left_letter")];
  const [west, east] = view === "front" ? letters : letters.reverse();
  return svg("g", { transform: view === "front" ? "translate(64 0)" : "translate(192 0)" },
    svg("clipPath", { id: clip }, svg("path", { d: outline(view) })),
    svg("path", { d: outline(view), class: "st-skin" }),
    svg("g", { "clip-path": `url(#${clip})` }, regionShapes(view, block)),
    svg("g", { class: "st-lines" }, lines.map((points) => svg("path", { d: curve(points, false) }))),
    svg("path", { d: outline(view), class: "st-outline" }),
    svg("text", { x: 0, y: 324 }, say(view === "front" ? "parts.front" : "parts.back")),
    svg("text", { x: -40, y: 324 }, west), svg("text", { x: 40, y: 324 }, east));
}

function soles(block) {
  const clip = newId("soles");
  const both = curve(SOLE, true) + curve(mirror(SOLE), true);
  return svg("g", { transform: "translate(290 254)" }, svg("clipPath", { id: clip }, svg("path", { d: both })),
    svg("path", { d: both, class: "st-skin" }), svg("g", { "clip-path": `url(#${clip})` }, regionShapes("sole", block)),
    svg("path", { d: both, class: "st-outline" }), svg("text", { x: 0, y: 70 }, say("parts.soles")),
    svg("text", { x: -26, y: 70 }, say("parts.left_letter")), svg("text", { x: 26, y: 70 }, say("parts.right_letter")));
}

function describeMap({ regions, side, text }) {
  const names = (regions ?? []).map((name) => (name in REGIONS ? say(`parts.region.${name}`).toLowerCase() : name));
  const marked = say(`parts.body_${side}`, { regions: names.join(", ") || say("parts.body_nothing") });
  return [marked, text].filter(Boolean).join(" ");
}

function bodyMap(block) {
  const withSoles = block.regions?.includes("sole");
  return h("figure", { class: "st-bodymap" },
    svg("svg", { viewBox: `0 0 ${withSoles ? 336 : 256} 330`, role: "img", "aria-label": describeMap(block) },
      figure("front", block), figure("back", block), withSoles && soles(block)),
    block.text && h("figcaption", {}, block.text));
}
