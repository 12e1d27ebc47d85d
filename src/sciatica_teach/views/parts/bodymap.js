// The body map: our own drawing, front and back (`body.js`), with regions given as rough shapes in the same way and
// clipped by the outline, so that their edges are the body's own.

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

const sidesOf = (side) => (side === "both" ? ["right", "left"] : [side]);

const regionPath = (view, name, side) => {
  const points = REGIONS[name][view];
  return curve(isMirrored(view, side) ? mirror(points) : points, true);
};
const regionName = (name) => (name in REGIONS ? say(`parts.region.${name}`) : name);
const sidedName = (name, side) => say(`parts.sided.${side}`, { region: regionName(name) });

// ---- Shares: how many patients mark a region, in five shades of one colour ----

const SHADES = 5;
const shadeOf = (share) => (share > 0 ? Math.min(SHADES, Math.floor(share * SHADES) + 1) : 0);
const percentOf = (share) => say("parts.body_percent", { percent: Math.round(100 * share) });

const shadeKey = () => h("ul", { class: "st-shades" }, Array.from({ length: SHADES }, (_gap, index) => h("li", {},
  h("span", { class: `st-swatch st-shade-${index + 1}`, "aria-hidden": "true" }),
  say(`parts.body_shade.${index + 1}`))));

// The most often marked first: that is how a shaded map is read as words.
const sharesInWords = (shares) => Object.entries(shares).filter(([, share]) => share > 0)
  .sort(([, one], [, other]) => other - one)
  .map(([name, share]) => `${regionName(name).toLowerCase()} ${percentOf(share)}`).join(", ");

// ---- The figure ----

function paintRegions(view, { regions, shares, side }) {
  const marked = (shares ? Object.keys(shares).filter((name) => shares[name] > 0) : regions ?? [])
    .filter((name) => REGIONS[name]?.[view]);
  const look = (name) => (shares ? `st-share st-shade-${shadeOf(shares[name])}` : "st-pain");
  const title = (name, one) => [sidedName(name, one), shares && `: ${percentOf(shares[name])}`].filter(Boolean).join("");
  return marked.flatMap((name) => sidesOf(side).map((one) => svg("path", {
    d: regionPath(view, name, one), class: look(name), "data-region": name,
  }, svg("title", {}, title(name, one)))));
}

// One view of the body; `shapes` are drawn on the skin and end where it ends.
function bodyFigure(view, shapes) {
  const clip = newId("body");
  const lines = INNER_LINES[view].flatMap((points) => [points, mirror(points)]);
  const letters = [say("parts.right_letter"), say("parts.left_letter")];
  const [west, east] = view === "front" ? letters : letters.reverse();
  return svg("g", { transform: view === "front" ? "translate(64 0)" : "translate(192 0)" },
    svg("clipPath", { id: clip }, svg("path", { d: closeHalf(OUTLINE_TRUNK, view) })),
    svg("path", { d: closeHalf(OUTLINE_TRUNK, view), class: "st-skin" }),
    svg("g", { "clip-path": `url(#${clip})` }, shapes),
    svg("g", { class: "st-lines" }, lines.map((points) => svg("path", { d: curve(points, false) }))),
    svg("path", { d: closeHalf(OUTLINE_TRUNK, view), class: "st-outline" }),
    svg("text", { x: 0, y: 324 }, say(view === "front" ? "parts.front" : "parts.back")),
    svg("text", { x: -40, y: 324 }, west), svg("text", { x: 40, y: 324 }, east));
}

function soleFigure(shapes) {
  const clip = newId("soles");
  const both = curve(SOLE, true) + curve(mirror(SOLE), true);
  return svg("g", { transform: "translate(290 254)" }, svg("clipPath", { id: clip }, svg("path", { d: both })),
    svg("path", { d: both, class: "st-skin" }), svg("g", { "clip-path": `url(#${clip})` }, shapes),
    svg("path", { d: both, class: "st-outline" }), svg("text", { x: 0, y: 70 }, say("parts.soles")),
    svg("text", { x: -26, y: 70 }, say("parts.right_letter")), svg("text", { x: 26, y: 70 }, say("parts.left_letter")));
}

function describeMap({ regions, shares, side, text }) {
  const names = shares ? sharesInWords(shares) : (regions ?? []).map((name) => regionName(name).toLowerCase()).join(", ");
  const marked = say(`parts.body_${side}`, { regions: names || say("parts.body_nothing") });
  return [marked, text].filter(Boolean).join(" ");
}

// With `shares` (region -> 0 to 1) the regions are shaded, and a legend tells the shades apart unless it is left out.
function bodyMap(block) {
  const withSoles = "sole" in (block.shares ?? {}) || block.regions?.includes("sole");
  return h("figure", { class: "st-bodymap" },
    svg("svg", { viewBox: `0 0 ${withSoles ? 336 : 256} 330`, role: "img", "aria-label": describeMap(block) },
      bodyFigure("front", paintRegions("front", block)), bodyFigure("back", paintRegions("back", block)),
      withSoles && soleFigure(paintRegions("sole", block))),
    block.shares && block.legend !== false && shadeKey(),
    block.text && h("figcaption", {}, block.text));
}
