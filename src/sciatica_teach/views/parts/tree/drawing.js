// The drawing of the tree: one smooth line for each segment, from what it comes from to where it stands.
//
// The drawing is for the eye and the mouse. The list of radios beside it says and does the same, so the drawing is one
// picture to a screen reader.

const SHEET = { width: 720, height: 960 };
const LETTERS_A_LINE = 16;
const LETTERS_AT_THE_EDGE = 20; // beside the branches to the buttock there is nothing else
const LINE_STEP = 15;
const BAR = { height: 16, beyond: 24, nameEnd: 330 };

const spotOf = (nodes) => new Map(nodes.map((node) => [node.id, node.place]));

// Upright at both ends, except for those that leave sideways, as the branches to the buttock do.
function lineBetween([x0, y0], [x1, y1], sideways) {
  if (sideways) return `M${[x0, y0]}C${[x0 + 40, y0 + 6]} ${[x1 - 90, y1]} ${[x1, y1]}`;
  const middle = (y0 + y1) / 2;
  return `M${[x0, y0]}C${[x0, middle]} ${[x1, middle]} ${[x1, y1]}`;
}

// From every origin that `wanted` lets through; a root comes from nowhere and is a short stroke.
function linesOf(node, spots, wanted = () => true) {
  const [x, y] = node.place;
  const known = node.from.filter((origin) => spots.has(origin));
  if (!known.length) return `M${[x, y - 3]}V${y + 3}`;
  const origins = known.filter(wanted).map((origin) => spots.get(origin));
  const isSideways = (origin) => node.label === "right" && x - origin[0] > 150;
  return origins.map((origin) => lineBetween(origin, node.place, isSideways(origin))).join("");
}

function wrap(text, letters) {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length > letters && lines.at(-1)) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

const ANCHORS = { left: ["end", -13], right: ["start", 13], above: ["middle", 0], below: ["middle", 0] };

function labelOf(node, gap) {
  const [x, y] = node.kind === "span" ? [nameEnd(node), node.place[1]] : node.place;
  const lines = wrap(node.short, x >= 550 && node.label === "right" ? LETTERS_AT_THE_EDGE : LETTERS_A_LINE);
  const [anchor, across] = ANCHORS[node.label] ?? ANCHORS.below;
  const down = { above: -16 - LINE_STEP * (lines.length - 1), below: 25 }[node.label]
    ?? 4.5 - (LINE_STEP * (lines.length - 1)) / 2;
  const left = x + across + Math.sign(across) * gap;
  return svg("text", { "text-anchor": anchor, y: y + down }, lines.map((line, index) =>
    svg("tspan", { x: left, dy: index ? LINE_STEP : 0 }, line)));
}

// What became of a segment, as a shape of its own at its place.
const SIGNS = {
  lesion: "M2,-10L-7,2H-1L-3,10L7,-3H1Z",
  fewer: "M0,-6L6,0L0,6L-6,0Z",
  affected: "M-5,0A5,5 0 1 0 5,0A5,5 0 1 0 -5,0Z",
  answer: "M-6,0L-2,5L7,-5",
  "chosen-near": "M-7,2C-3,-6 3,6 7,-2",
  "chosen-wrong": "M-5,-5L5,5M-5,5L5,-5",
};

const BEHIND = new Set(["affected", "fewer"]);

function signOf(mark) {
  const plate = !BEHIND.has(mark) && svg("circle", { r: 13, class: "st-plate" });
  return [plate, svg("path", { d: SIGNS[mark], class: "st-sign" })];
}

function dotOf(node, mark) {
  const shape = mark in SIGNS ? signOf(mark) : [svg("circle", { r: 9, class: "st-ring" }), svg("circle", { r: 5 })];
  return svg("g", { transform: `translate(${node.place})`, class: "st-dot" }, shape);
}

// A bar over its lines, with its name on the free side of the nerve and a thin line to it, as atlases have it.
const barStart = ({ place, reach = 0 }) => place[0] - reach - BAR.beyond;
const nameEnd = (node) => Math.min(BAR.nameEnd, barStart(node));

function barOf(node) {
  const { place: [x, y], reach = 0 } = node;
  const half = reach + BAR.beyond;
  return [svg("path", { d: `M${[nameEnd(node) - 8, y]}H${x - half}`, class: "st-leader" }), svg("rect", {
    x: x - half, y: y - BAR.height / 2, width: 2 * half, height: BAR.height, rx: BAR.height / 2, class: "st-bar",
  })];
}

const classesOf = (node, mark, chosen) => [
  "st-segment", `st-line-${node.line}`, node.sciatic && "st-of-sciatic", mark && `st-is-${mark}`,
  chosen && !mark && "st-is-chosen",
].filter(Boolean).join(" ");

// Lines first and dots above them, so that no line of one segment runs over the sign of another.
function drawSheet(state, { chosen, onchoose }) {
  const spots = spotOf(state.nodes);
  const marks = state.marks ?? {};
  const group = (node, ...shapes) => svg("g", {
    class: classesOf(node, marks[node.id], node.id === chosen), "data-site": node.id,
    onclick: onchoose && (() => onchoose(node.id)),
  }, svg("title", {}, node.name), shapes);
  const segments = state.nodes.filter(({ kind }) => kind !== "span");
  const spans = state.nodes.filter(({ kind }) => kind === "span");
  const damaged = new Set(spans.filter(({ id }) => marks[id] === "lesion").flatMap(({ over }) => over ?? []));
  const isHurt = (origin) => marks[origin] === "lesion" || BEHIND.has(marks[origin]) || damaged.has(origin);
  const line = (node) => {
    const d = linesOf(node, spots);
    const stroke = (way, className) => svg("path", { d: way, class: className, "stroke-width": node.weight });
    const behind = BEHIND.has(marks[node.id]) && linesOf(node, spots, isHurt); // never the way up from the lesion
    return group(node, svg("path", { d, class: "st-reach" }),
      svg("path", { d, class: "st-casing", "stroke-width": node.weight + 5 }),
      stroke(behind ? linesOf(node, spots, (origin) => !isHurt(origin)) : d, "st-nerve-line"),
      behind && stroke(behind, "st-nerve-line st-hurt"));
  };
  return svg("svg", {
    viewBox: `0 0 ${SHEET.width} ${SHEET.height}`, role: "img", "aria-label": say("parts.tree_drawing"),
    class: onchoose ? "st-sheet st-live-sheet" : "st-sheet",
  }, segments.map(line), spans.map((node) => group(node, barOf(node), labelOf(node, 0))),
  segments.map((node) => group(node, labelOf(node, marks[node.id] ? 5 : 0), dotOf(node, marks[node.id]))),
  spans.filter((node) => marks[node.id]).map((node) => group(node, dotOf(node, marks[node.id]))));
}

function sample(className, ...shapes) {
  return svg("svg", { viewBox: "-17 -14 34 28", class: `st-sample ${className}`, "aria-hidden": "true" }, shapes);
}

const LINES = ["sciatic", "tibial", "fibular", "sural", "other", "muscle"];

// What the lines and the signs of this sheet mean, in words.
function drawLegend(state) {
  const lines = LINES.filter((line) => state.nodes.some((node) => node.line === line));
  const marks = Object.keys(SIGNS).filter((mark) => Object.values(state.marks ?? {}).includes(mark));
  return h("ul", { class: "st-key" },
    lines.map((line) => h("li", {},
      sample(`st-segment st-line-${line}`, svg("path", { d: "M-16,0H16", class: "st-nerve-line" })),
      say(`parts.tree.line.${line}`))),
    marks.map((mark) => h("li", {}, sample(`st-segment st-is-${mark}`, svg("g", { class: "st-dot" }, signOf(mark))),
      say(`parts.tree.mark.${mark}`))));
}
