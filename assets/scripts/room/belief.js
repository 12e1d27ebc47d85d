// The class's belief beside the reference, from finding to finding: one row for each cause. The class is a full line with
// dots and the middle half of its answers, the reference a dashed line with diamonds and its band; the table has the
// same numbers.
import { h, say, svg } from "./base.js";

const WIDE = 640;
const LEFT = 52;
const RIGHT = 8;
const HIGH = 96;
const TOP = 10;
const BOTTOM = 14;
const percent = (share) => Math.round(100 * share);
const known = (map, cause) => map?.[cause] ?? undefined;

const acrossOf = (count) => (index) => LEFT + 24 + (count > 1 ? (index * (WIDE - LEFT - RIGHT - 48)) / (count - 1) : (WIDE - LEFT - 48) / 2);
const down = (share) => TOP + (1 - share) * (HIGH - TOP - BOTTOM);

function drawGround(across, count) {
  const line = (share) => svg("line", { class: "st-path-grid", x1: LEFT, x2: WIDE - RIGHT, y1: down(share), y2: down(share) });
  const scale = (share) => svg("text", { class: "st-path-tick", x: LEFT - 6, y: down(share) + 5, "text-anchor": "end" }, say("percent", { share: percent(share) }));
  return [line(0), line(0.5), line(1), scale(0), scale(1), Array.from({ length: count }, (_, index) =>
    svg("text", { class: "st-path-tick", x: across(index), y: HIGH - 1, "text-anchor": "middle" }, String(index + 1)))];
}

const through = (points) => points.map(([x, y], index) => `${index ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

// A single step has no width of its own, so its band is drawn as wide as a mark.
function drawBand(across, bands) {
  const at = bands.map((band, index) => band && [across(index), down(band[1]), down(band[0])]).filter(Boolean);
  if (!at.length) return null;
  if (at.length === 1) return svg("rect", { class: "st-path-band", x: at[0][0] - 12, width: 24, y: at[0][1], height: Math.max(2, at[0][2] - at[0][1]) });
  const upper = at.map(([x, high]) => [x, high]);
  const lower = [...at].reverse().map(([x, , low]) => [x, low]);
  return svg("path", { class: "st-path-band", d: `${through([...upper, ...lower])}Z` });
}

function drawReference(across, shares) {
  const points = shares.map((share, index) => share !== undefined && [across(index), down(share)]).filter(Boolean);
  return [svg("path", { class: "st-path-reference", d: through(points) }),
    points.map(([x, y]) => svg("path", { class: "st-path-diamond", d: `M${x} ${y - 7}l7 7l-7 7l-7 -7Z` }))];
}

function drawClass(across, shares, halves) {
  const points = shares.map((share, index) => share !== undefined && [across(index), down(share)]).filter(Boolean);
  return [
    halves.map((half, index) => half && svg("line", {
      class: "st-path-half", x1: across(index), x2: across(index), y1: down(half[1]), y2: down(half[0]),
    })),
    svg("path", { class: "st-path-class", d: through(points) }),
    points.map(([x, y]) => svg("circle", { class: "st-path-dot", cx: x, cy: y, r: 6 })),
  ];
}

function drawRow(cause, steps) {
  const across = acrossOf(steps.length);
  const of = (name) => steps.map((step) => known(step[name], cause.id));
  const last = steps.at(-1);
  const [mine, theirs] = [known(last.class, cause.id), known(last.reference, cause.id)];
  return h("div", { class: "st-path-row" },
    h("p", { class: "st-path-name" }, h("strong", {}, cause.name),
      h("span", { class: "st-quiet" }, [mine !== undefined && `${say("column_class")} ${say("percent", { share: percent(mine) })}`.replaceAll(" ", "\u00a0"),
        theirs !== undefined && `${say("column_reference")} ${say("percent", { share: percent(theirs) })}`.replaceAll(" ", "\u00a0")]
        .filter(Boolean).join(" · "))),
    svg("svg", { class: "st-path", viewBox: `0 0 ${WIDE} ${HIGH}`, "aria-hidden": "true", focusable: "false" },
      drawGround(across, steps.length), drawBand(across, of("band")), drawReference(across, of("reference")),
      drawClass(across, of("class"), of("half"))));
}

const inPercent = (share) => (share === undefined ? "–" : say("percent", { share: percent(share) }));
const inRange = (range) => (range ? say("range", { low: percent(range[0]), high: percent(range[1]) }) : "–");

function drawTable({ causes, steps }) {
  const columns = ["step", "cause", "column_class", "column_half", "column_reference", "column_band"];
  const line = (step, number, cause) => h("tr", {}, h("td", {}, `${number + 1}. ${step.said}`), h("th", { scope: "row" }, cause.name),
    h("td", {}, inPercent(known(step.class, cause.id))), h("td", {}, inRange(known(step.half, cause.id))),
    h("td", {}, inPercent(known(step.reference, cause.id))), h("td", {}, inRange(known(step.band, cause.id))));
  return h("details", { class: "st-path-table" }, h("summary", {}, say("belief_table")),
    h("div", { class: "st-path-scroll", tabindex: "0", role: "region", "aria-label": say("belief") }, h("table", {},
      h("thead", {}, h("tr", {}, columns.map((name) => h("th", { scope: "col" }, say(name))))),
      h("tbody", {}, steps.map((step, number) => causes.map((cause) => line(step, number, cause)))))));
}

const legend = () => h("p", { class: "st-path-legend", "aria-hidden": "true" },
  h("span", {}, svg("svg", { viewBox: "0 0 40 14", class: "st-path-key" }, svg("path", { class: "st-path-class", d: "M0 7h40" }),
    svg("circle", { class: "st-path-dot", cx: 20, cy: 7, r: 6 })), say("belief_class")),
  h("span", {}, svg("svg", { viewBox: "0 0 40 14", class: "st-path-key" }, svg("rect", { class: "st-path-band", width: 40, height: 14 }),
    svg("path", { class: "st-path-reference", d: "M0 7h40" }), svg("path", { class: "st-path-diamond", d: "M20 0l7 7l-7 7l-7 -7Z" })),
  say("belief_reference")));

export function drawBelief(belief, { table = true } = {}) {
  if (!belief.steps.length) return null;
  return h("section", { class: "st-belief-path", "aria-label": say("belief") },
    h("h3", {}, say("belief")), legend(),
    h("div", { class: "st-path-rows", role: "img", "aria-label": say("belief_picture") }, belief.causes.map((cause) => drawRow(cause, belief.steps))),
    h("ol", { class: "st-path-steps" }, belief.steps.map(({ said }) => h("li", {}, said))), table && drawTable(belief));
}
