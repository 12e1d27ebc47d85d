// The plate: front and back from the waist down, both feet from above and below. One element for as long as the part
// lives, because a stroke of the pen must not lose what it is drawn on.

const STEP_PX = 6; // a fast pointer leaps over narrow regions, so the line between two reports is walked

// A region to draw on: skin, and the strokes of the pen that show once it is marked.
const zone = (hatch) => (name, side, d) => svg("g", { class: "st-zone", "data-region": name, "data-side": side },
  svg("title", {}, sidedName(name, side)), svg("path", { d, class: "st-area" }),
  svg("path", { d, class: "st-strokes", fill: `url(#${hatch})` }));

// What only a large picture has room for: edges of muscles, ankles, the hollow of the back.
const MORE_LINES = {
  front: [
    [[25, 140], [18.6, 160], [12.6, 182], [9.6, 200], [10, 211]], [[22.6, 166], [23.2, 186], [21.6, 203]],
    [[10.6, 194], [13, 202], [12, 210]], [[14.6, 229.6], [16, 232], [17.6, 229.6]], [[0, 108], [0, 120]],
    [[11.6, 281], [13.2, 283.4], [12.6, 286]], [[19.6, 281.4], [18.2, 284], [19.4, 286.6]],
  ],
  back: [
    [[0, 92], [0, 134]], [[6, 94], [7.4, 114], [5.4, 130]], [[14.4, 170], [15.4, 188], [16.4, 206]],
    [[8.4, 249], [12.4, 257], [16.4, 254], [20.4, 259.4], [24, 251]], [[13.6, 264], [14.8, 278]],
    [[18.8, 264], [17.4, 278]], [[12.2, 281.6], [13.4, 284]], [[20.2, 281.4], [18.8, 284]],
  ],
};

// Above the waist the body fades out.
const fading = (id) => svg("defs", {},
  svg("linearGradient", { id: `${id}-fade`, gradientUnits: "userSpaceOnUse", x1: 0, x2: 0, y1: 92, y2: 103 },
    svg("stop", { offset: 0, "stop-opacity": 0 }), svg("stop", { offset: 1, "stop-opacity": 1 })),
  svg("mask", { id, class: "st-fading", maskUnits: "userSpaceOnUse", x: -60, y: 80, width: 120, height: 260 },
    svg("rect", { x: -60, y: 80, width: 120, height: 260, fill: `url(#${id}-fade)` })));

function halfFigure(view, paint, x, mask) {
  const lines = onBothSides([...lowerLines(view), ...MORE_LINES[view]]);
  return svg("g", { transform: `translate(${x} 0)` }, svg("g", { mask: `url(#${mask})` },
    onSkin(closeHalf(FADING_HALF, view), bothSides(view, paint), { lines, round: true })),
  caption(view, viewName(view), { y: 319, x: 27 }));
}

function footPair(view, paint, x) {
  const [west, east] = view === "top" ? ["left", "right"] : ["right", "left"];
  const foot = (side, away) => svg("g", { transform: `translate(${away} 0)` },
    footFigure(view, side, paint, { round: true }));
  return svg("g", { transform: `translate(${x} 0)` }, foot(west, -21), foot(east, 21),
    caption(view, say(view === "top" ? "parts.map.top" : "parts.soles"), { y: 116, x: 36 }));
}

// `target(hatch)` makes the painter of regions.
function makePlate(target = zone) {
  const [hatch, fade] = [newId("pen"), newId("fade")];
  const paint = target(hatch);
  const picture = (viewBox, ...children) => svg("svg", { viewBox, "aria-hidden": "true" }, children);
  return h("div", { class: "st-plate", role: "img" },
    picture("0 92 160 232", penStrokes(hatch), fading(fade), halfFigure("front", paint, 41, fade),
      halfFigure("back", paint, 119, fade)),
    picture("0 -6 88 128", footPair("top", paint, 44)), picture("0 -6 88 128", footPair("sole", paint, 44)));
}

function showSheet(plate, sheet) {
  for (const one of plate.querySelectorAll(".st-zone")) {
    one.classList.toggle("st-on", sheet[one.dataset.side].includes(one.dataset.region));
  }
}

// ---- The pen ----

const zoneAt = (plate, x, y) => {
  const found = plate.getRootNode().elementFromPoint(x, y)?.closest(".st-zone");
  return found && plate.contains(found) ? found : null;
};

function zonesBetween(plate, from, to) {
  const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / STEP_PX));
  const between = (axis, step) => from[axis] + ((to[axis] - from[axis]) * step) / steps;
  const at = (step) => zoneAt(plate, between("x", step), between("y", step));
  return Array.from({ length: steps }, (_gap, step) => at(step + 1)).filter(Boolean);
}

// The first region decides: a stroke that begins on an unmarked one marks, one that begins on a marked one rubs out.
// `pen` has mayDrag(event), isOn(zone), draw(zone, on), done(zones, on) and near(zone).
function givePen(plate, pen) {
  let stroke = null;
  const touch = (one) => {
    if (stroke.zones.has(one)) return;
    stroke.zones.add(one);
    pen.draw(one, stroke.on);
  };
  const end = () => {
    if (!stroke) return;
    const { zones, on } = stroke;
    stroke = null;
    if (zones.size) pen.done([...zones], on); // a finger that scrolled has drawn nothing
  };
  plate.addEventListener("pointerdown", (event) => {
    const first = event.button === 0 && event.isPrimary && zoneAt(plate, event.clientX, event.clientY);
    if (!first) return;
    const at = { x: event.clientX, y: event.clientY };
    stroke = { on: !pen.isOn(first), zones: new Set(), at, id: event.pointerId };
    if (!pen.mayDrag(event)) return;
    stroke.drags = true;
    plate.setPointerCapture(event.pointerId);
    touch(first);
  });
  // A finger on the body draws, and beside it scrolls. The style sheet cannot say so: browsers heed touch-action on a
  // whole picture only.
  plate.addEventListener("touchstart", (event) => {
    const [{ clientX, clientY }] = event.changedTouches;
    const alone = event.touches.length === 1; // two fingers make the page larger
    if (alone && pen.mayDrag({ pointerType: "touch" }) && zoneAt(plate, clientX, clientY)) event.preventDefault();
  }, { passive: false });
  plate.addEventListener("pointermove", (event) => {
    const to = { x: event.clientX, y: event.clientY };
    pen.near(zoneAt(plate, to.x, to.y));
    if (stroke?.id !== event.pointerId || !stroke.drags) return;
    zonesBetween(plate, stroke.at, to).forEach(touch);
    stroke.at = to;
  });
  plate.addEventListener("pointerup", (event) => {
    const last = stroke && !stroke.drags && zoneAt(plate, event.clientX, event.clientY);
    if (last) touch(last); // a tap, where dragging scrolls
    end();
  });
  plate.addEventListener("pointercancel", end);
  plate.addEventListener("pointerleave", () => pen.near(null));
}
