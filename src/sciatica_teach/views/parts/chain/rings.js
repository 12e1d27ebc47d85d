// The chain itself: a ring for every link, seen from the front, and between two rings one seen from its edge.

// `look`: empty, filled, right, partly or broken. What would harm is drawn broken, so that its colour is not needed.
const RINGS = {
  filled: "M8 27 V21 A14 14 0 0 1 36 21 V35 A14 14 0 0 1 8 35 Z",
  broken: "M8 25 V21 A14 14 0 0 1 36 21 V25 l4 3 M36 33 V35 A14 14 0 0 1 8 35 V33 l4 -3 M8 25 l-4 3 M36 33 l-4 -3",
};

function drawRing(look, number) {
  return svg("svg", { class: `st-ring st-ring-${look}`, viewBox: "0 0 44 56", "aria-hidden": "true" },
    svg("path", { d: RINGS[look] ?? RINGS.filled }),
    svg("text", { x: "22", y: "28", "dominant-baseline": "central", "text-anchor": "middle" }, String(number)));
}

// One link: the ring on its rail, and beside it what belongs to it.
function railed({ look, number, tone }, ...children) {
  return h("li", { class: tone ? `st-joint st-tone-${tone}` : "st-joint" },
    h("div", { class: "st-rail" }, drawRing(look, number)), h("div", { class: "st-said" }, children));
}
