// Fagan's nomogram. Heights are logs of odds, the left axis turned over, so that a straight edge adds them: half way
// between the prior (down: more likely) and the posterior (up: more likely) lies half of the log of the ratio.

const AXIS = { left: 74, middle: 180, right: 286, top: 48, bottom: 452 };
const LIMIT = Math.log(0.999 / 0.001);
const SHARES = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 98, 99, 99.5, 99.8, 99.9];
const RATIOS = [0.001, 0.01, 0.1, 1, 10, 100, 1000];
const BETWEEN = [0.002, 0.005, 0.02, 0.05, 0.2, 0.5, 2, 5, 20, 50, 200, 500]; // to the left, or the labels would touch

const within = (value) => Math.max(-LIMIT, Math.min(LIMIT, value));
const toHeight = (value) => {
  const middle = (AXIS.top + AXIS.bottom) / 2;
  return middle - (within(value) * (AXIS.bottom - AXIS.top)) / (2 * LIMIT);
};
const logOdds = (percent) => Math.log(percent / (100 - percent));

// Where the three values of a step stand: [x, y] on each axis.
function places({ prior, ratio, posterior }) {
  const [left, right] = [toHeight(-prior), toHeight(posterior)];
  // Off the scale an end is held at the edge, and the middle stays on the line that is drawn.
  const held = prior !== within(prior) || posterior !== within(posterior);
  return {
    prior: [AXIS.left, left], posterior: [AXIS.right, right],
    ratio: [AXIS.middle, held ? (left + right) / 2 : toHeight(ratio / 2)],
  };
}

function tick(x, y, label, side) {
  return svg("g", { class: "st-tick" }, svg("path", { d: `M${x - 4} ${y}h8` }),
    svg("text", { x: side === "end" ? x - 8 : x + 8, y: y + 3.5, "text-anchor": side }, label));
}

function axis(x, heading, ticks) {
  const heights = ticks.map(([y]) => y);
  return svg("g", {},
    svg("path", { class: "st-axis", d: `M${x} ${Math.min(...heights)}V${Math.max(...heights)}` }),
    svg("text", { class: "st-axis-name", x, y: 22, "text-anchor": "middle" }, heading),
    ticks.map(([y, label, side]) => tick(x, y, label, side)));
}

function axes() {
  const ratios = (values, side) => values.map((ratio) => [toHeight(Math.log(ratio) / 2), ratio, side]);
  return [
    axis(AXIS.left, say("parts.nomogram_before"), SHARES.map((share) => [toHeight(-logOdds(share)), share, "end"])),
    axis(AXIS.middle, say("parts.nomogram_ratio"), [...ratios(RATIOS, "start"), ...ratios(BETWEEN, "end")]),
    axis(AXIS.right, say("parts.nomogram_after"), SHARES.map((share) => [toHeight(logOdds(share)), share, "start"])),
  ];
}

// The wedge spans the posteriors that the ends of the ratio lead to, from the same prior.
function wedge(step) {
  const [low, high] = [step.low, step.high].map((ratio) => toHeight(step.prior + ratio));
  const { prior } = places(step);
  return svg("path", { class: "st-wedge", d: `M${prior.join(" ")}L${AXIS.right} ${low}V${high}Z` });
}

function drawNomogram(step, label) {
  const { prior, ratio, posterior } = places(step);
  const dot = ([cx, cy], name) => svg("circle", { class: "st-dot", cx, cy, r: 5, "data-at": name });
  const value = ([x], words) => svg("text", { class: "st-value", x, y: 478, "text-anchor": "middle" }, words);
  return svg("svg", { viewBox: "0 0 360 488", role: "img", "aria-label": label },
    wedge(step), svg("path", { class: "st-edge-line", d: `M${prior.join(" ")}L${posterior.join(" ")}` }), axes(),
    dot(prior, "prior"), dot(ratio, "ratio"), dot(posterior, "posterior"),
    value(prior, step.words[0]), value(ratio, step.words[1]), value(posterior, step.words[2]));
}
