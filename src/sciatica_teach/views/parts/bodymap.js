// The body map: our own drawing, front and back (`body.js`), with regions given as rough shapes in the same way.
//
// Each shape is drawn a little too large and the next is laid over it, so that regions lie side by side without gaps;
// the outline ends them all. A region that is not marked is therefore painted as well, in the colour of skin. Shapes
// are those of the left side in a front view; those of the feet are in the numbers of `FOOT_OUTLINE`.

const REGIONS = {
  front: [
    ["front-thigh", [[0.4, 166], [8, 158], [18, 148], [26, 137], [30, 160], [28, 215], [14, 216], [0.4, 215],
      [0.4, 190]]],
    ["lateral-thigh", [[24.8, 150], [40, 150], [40, 214], [22, 214], [22.6, 198], [24.4, 175]]],
    ["lateral-hip", [[26, 130], [31, 126], [36, 144], [38, 160], [32, 160.6], [24.8, 158.4], [25, 145]]],
    ["groin", [[27.4, 131], [28.6, 137], [24, 145], [16.5, 153.5], [9.4, 161], [6.6, 168], [3, 171], [0.2, 168],
      [0, 157], [5, 152.4], [15, 142.6]]],
    ["front-leg", [[0.4, 220], [32, 220], [32, 286], [0.4, 286]]],
    ["lateral-leg", [[19.6, 222], [34, 220], [34, 286], [17.6, 286], [18, 272], [20, 256], [20.6, 240]]],
    ["medial-leg", [[0.4, 220], [13, 222], [13, 240], [13.7, 256], [14.6, 272], [15, 286], [0.4, 286]]],
    ["knee", [[2, 208.6], [15.6, 205.4], [30, 208.6], [32, 218], [30, 227.6], [16, 230], [2, 227.6], [1, 218]]],
    ["foot-top", [[4, 282.4], [16, 280.6], [28, 282.4], [34, 296], [30, 313], [4, 313]]],
    ["big-toe", [[9, 298.4], [14.4, 297.6], [16.2, 301], [16.2, 313], [5, 313], [5, 300]]],
    ["lateral-foot", [[20.6, 283], [30, 281], [36, 300], [30, 313], [22.8, 313], [22.6, 299]]],
  ],
  back: [
    ["back-thigh", [[0.4, 152], [32, 150], [32, 214], [14, 215], [0.4, 214], [0.4, 180]]],
    ["lateral-thigh", [[26, 150], [40, 150], [40, 214], [23.4, 214], [23.6, 198], [25.4, 175]]],
    ["buttock", [[0, 126], [28, 126], [34, 148], [29, 158.6], [20, 162.6], [10, 164.4], [3, 162.4], [0, 158],
      [0, 157.4], [0, 126.6]]],
    ["lateral-hip", [[27, 131], [31, 126], [36, 144], [38, 160], [33, 161], [26.2, 158.6], [26.6, 145]]],
    ["low-back", [[0, 103], [14, 103.4], [29, 104], [28, 118], [31, 131], [23, 132.4], [14, 134.4], [6, 137.6],
      [0, 140], [0, 139.4], [0, 103.6]]],
    ["calf", [[0.4, 220], [32, 220], [32, 286], [0.4, 286]]],
    ["lateral-leg", [[22, 222], [34, 220], [34, 286], [18, 286], [18.8, 270], [20.8, 256], [22.2, 240]]],
    ["back-knee", [[2, 209], [16, 206.6], [30, 209], [32, 217], [30, 225.4], [16, 228], [2, 225.4], [1, 217]]],
    ["heel", [[4, 281.4], [16, 279.6], [28, 281.4], [34, 305], [4, 305]]],
    ["lateral-foot", [[20.2, 284], [30, 281], [36, 302], [20.6, 306], [19.8, 294]]],
    ["saddle", [[0, 150], [3.6, 153], [6.8, 161], [7, 169], [4.4, 175], [0.2, 172], [0, 171.4], [0, 150.6]]],
  ],
  sole: [
    ["sole", [[-26, -4], [26, -4], [26, 106], [-26, 106]]],
    ["big-toe", [[-26, -4], [-7.6, -4], [-6.6, 10], [-8, 17.4], [-13, 20.4], [-26, 22]]],
    ["lateral-foot", [[15.6, 24], [19, 20], [28, 22], [28, 86], [11.4, 82], [12.4, 68], [13.2, 54], [14.4, 38]]],
    ["heel", [[-26, 80], [-12, 77.4], [0, 76], [12, 77.4], [26, 80], [26, 106], [-26, 106]]],
  ],
  top: [
    ["foot-top", [[-26, -4], [26, -4], [26, 106], [-26, 106]]],
    ["big-toe", [[-26, -4], [-7.6, -4], [-6.8, 12], [-8.4, 20], [-13, 23.4], [-26, 25]]],
    ["lateral-foot", [[13.8, 22], [20, 16], [28, 18], [28, 106], [10, 106], [10.4, 84], [11.8, 62], [13, 40]]],
  ],
};
const VIEWS = Object.keys(REGIONS);
const DRAWN = new Set(VIEWS.flatMap((view) => REGIONS[view].map(([name]) => name)));

const sidesOf = (side) => (side === "both" ? ["right", "left"] : [side]);

// From above, with the toes up, the patient's right is on the right, as from behind.
const turned = (view, side, points) => (isMirrored(view === "top" ? "back" : view, side) ? mirror(points) : points);
const regionName = (name) => (DRAWN.has(name) ? say(`parts.region.${name}`) : name);
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

// The regions of one side in one view; `shapeOf(name, side, path)` makes each.
const regionShapes = (view, side, shapeOf) => REGIONS[view].map(([name, points]) =>
  shapeOf(name, side, curve(turned(view, side, points), true)));

// Both sides of a view, each kept to its own half: rounded corners would reach across the midline.
function bothSides(view, shapeOf) {
  const half = (side) => {
    const id = newId("half");
    return [svg("clipPath", { id }, svg("rect", { x: isMirrored(view, side) ? -99.9 : -0.1, width: 100, height: 400 })),
      svg("g", { "clip-path": `url(#${id})` }, regionShapes(view, side, shapeOf))];
  };
  return ["right", "left"].map(half);
}

// The strokes of a pen, for what somebody drew by hand.
const penStrokes = (id) => svg("defs", {}, svg("pattern", {
  id, width: 3, height: 3, patternUnits: "userSpaceOnUse", patternTransform: "rotate(38)",
}, svg("rect", { width: 3, height: 3, class: "st-wash" }), svg("path", { d: "M0,0V3", class: "st-pen" })));

// How a block paints a region; what it does not mark is skin.
function painter({ regions, shares, side }) {
  const sides = sidesOf(side);
  const marked = (name) => (shares ? shares[name] > 0 : (regions ?? []).includes(name));
  const look = (name) => (shares ? `st-share st-shade-${shadeOf(shares[name])}` : "st-pain");
  const title = (name, one) => (shares ? `${sidedName(name, one)}: ${percentOf(shares[name])}` : sidedName(name, one));
  return (name, one, d) => (marked(name) && sides.includes(one)
    ? svg("path", { d, class: look(name), "data-region": name }, svg("title", {}, title(name, one)))
    : svg("path", { d, class: "st-skin" }));
}

// Skin, what is painted on it and ends where it ends, lines, outline. A shadow within the outline makes a limb look
// round; where shades stand for numbers there is none.
function onSkin(outline, shapes, { lines = [], round = false } = {}) {
  const clip = newId("skin");
  return [
    svg("clipPath", { id: clip }, svg("path", { d: outline })),
    svg("g", { "clip-path": `url(#${clip})` }, svg("path", { d: outline, class: "st-skin" }), shapes.flat(),
      round && svg("path", { d: outline, class: "st-round" })),
    svg("g", { class: "st-lines" }, lines.map((points) => svg("path", { d: curve(points, false) }))),
    svg("path", { d: outline, class: "st-outline" }),
  ];
}

const onBothSides = (lines) => lines.flatMap((points) => [points, mirror(points)]);

// Below a figure: what it shows, between the letters of its sides.
function caption(view, word, { y, x }) {
  const letters = [say("parts.right_letter"), say("parts.left_letter")];
  const [west, east] = view === "back" || view === "top" ? letters.reverse() : letters;
  return [svg("text", { x: 0, y }, word), svg("text", { x: -x, y }, west), svg("text", { x, y }, east)];
}
const viewName = (view) => say(view === "front" ? "parts.front" : "parts.back");

function bodyFigure(view, paint, x) {
  return svg("g", { transform: `translate(${x} 0)` },
    onSkin(closeHalf(OUTLINE_TRUNK, view), bothSides(view, paint), { lines: onBothSides(INNER_LINES[view]) }),
    caption(view, viewName(view), { y: 324, x: 40 }));
}

// One foot, from above or from below, at home in its own coordinates.
const footFigure = (view, side, paint, look) =>
  onSkin(curve(turned(view, side, FOOT_OUTLINE[view]), true), regionShapes(view, side, paint), look);

function soleFigure(paint, x) {
  const foot = (side, away) => svg("g", { transform: `translate(${away} 254) scale(0.52)` },
    footFigure("sole", side, paint));
  return svg("g", { transform: `translate(${x} 0)` }, foot("right", -11), foot("left", 11),
    caption("sole", say("parts.soles"), { y: 324, x: 26 }));
}

function describeMap({ regions, shares, side, text }) {
  const named = (regions ?? []).map((name) => regionName(name).toLowerCase()).join(", ");
  const names = shares ? sharesInWords(shares) : named;
  const marked = say(`parts.body_${side}`, { regions: names || say("parts.body_nothing") });
  return [marked, text].filter(Boolean).join(" ");
}

// With `shares` (region -> 0 to 1) the regions are shaded, and a legend tells the shades apart unless it is left out.
function bodyMap(block) {
  const paint = painter(block);
  const withSoles = "sole" in (block.shares ?? {}) || block.regions?.includes("sole");
  return h("figure", { class: "st-bodymap" },
    svg("svg", { viewBox: `0 0 ${withSoles ? 336 : 256} 330`, role: "img", "aria-label": describeMap(block) },
      bodyFigure("front", paint, 64), bodyFigure("back", paint, 192), withSoles && soleFigure(paint, 290)),
    block.shares && block.legend !== false && shadeKey(),
    block.text && h("figcaption", {}, block.text));
}
