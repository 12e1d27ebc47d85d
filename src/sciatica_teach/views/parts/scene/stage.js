// A stage: one plotly figure in which parts of the scene are shown, coloured, chosen and looked at.
//
// Parts of the same layer, tone and build make up one trace, because plotly takes time for each trace and none for a
// further triangle. Which triangle belongs to which part is known from the order. What is chosen leaves its trace for
// one of its own on top.

const CHOSEN = "chosen";
const CLICK_PX = 5;
const TAP_FRAMES = 12;
const FLIGHT_MS = 140;
const STAGE_CONFIG = { displayModeBar: false, responsive: true, scrollZoom: false, doubleClick: false, showTips: false };

const groupOf = (part) => [part.layer, part.tone, part.build].filter(Boolean).join(":");

function gatherGroups(parts) {
  const groups = new Map();
  for (const part of parts) {
    const key = groupOf(part);
    if (!groups.has(key)) groups.set(key, { key, layer: part.layer, tone: part.tone, parts: [] });
    groups.get(key).parts.push(part);
  }
  groups.set(CHOSEN, { key: CHOSEN, layer: CHOSEN, tone: CHOSEN, parts: [] });
  return [...groups.values()];
}

// ---- Arrays ----

// The middle stays where it is. A paired part has its twin on the other side: a pelvis has two hip bones.
const isMirrored = (part, side) => part.side !== "middle" && (side === "right") !== Boolean(part.opposite);

function moveAxis(part, axis, changes, sizes) {
  const active = changes.filter((one) => one.structure === part.structure && sizes[one.id]);
  if (!active.length) return part[axis];
  const moved = part[axis].slice();
  for (const change of active) {
    change.vertices.forEach((vertex, n) => { moved[vertex] += sizes[change.id] * change[axis][n]; });
  }
  return moved;
}

// The arrays of one trace: all its parts one after the other.
function joinParts(parts, side, changes = [], sizes = {}) {
  const count = total(parts, "vertices");
  const faces = total(parts, "triangles");
  const joined = {
    x: new Float32Array(count), y: new Float32Array(count), z: new Float32Array(count),
    i: new Uint32Array(faces), j: new Uint32Array(faces), k: new Uint32Array(faces), intensity: new Uint8Array(count),
  };
  let [vertex, face] = [0, 0];
  for (const part of parts) {
    const flip = isMirrored(part, side);
    for (const axis of AXES) joined[axis].set(moveAxis(part, axis, changes, sizes), vertex);
    if (flip) for (let n = vertex; n < vertex + part.vertices; n += 1) joined.x[n] = -joined.x[n];
    joined.intensity.set(part.shades, vertex);
    const corners = flip ? [part.i, part.k, part.j] : [part.i, part.j, part.k];
    ["i", "j", "k"].forEach((name, index) => {
      corners[index].forEach((corner, n) => { joined[name][face + n] = corner + vertex; });
    });
    vertex += part.vertices;
    face += part.triangles;
  }
  return joined;
}

function partAt(parts, vertex) {
  let from = 0;
  return parts.find((part) => (from += part.vertices) > vertex);
}

// ---- Traces ----

function emptyTrace(group) {
  return {
    type: "mesh3d", x: [], y: [], z: [], i: [], j: [], k: [], intensity: [], cmin: 0, cmax: 255, showscale: false,
    hoverinfo: "none", visible: false, lightposition: LIGHT, lighting: LIGHTING[group.tone === "bone" ? "bone" : "soft"],
    flatshading: false,
  };
}

// A label or a needle is drawn by lines and text; both are few and short.
const emptyLines = () => ({
  type: "scatter3d", mode: "lines", x: [], y: [], z: [], hoverinfo: "none", visible: false, line: { width: 5 },
});

function sceneLayout(camera) {
  const axis = (name) => ({ visible: false, showspikes: false, range: BOX[name], autorange: false });
  const ratio = asPoint(AXES.map((name) => (BOX[name][1] - BOX[name][0]) / UNIT_MM));
  return {
    margin: { l: 0, r: 0, t: 0, b: 0 }, paper_bgcolor: "rgba(0,0,0,0)", showlegend: false, autosize: true,
    scene: {
      xaxis: axis("x"), yaxis: axis("y"), zaxis: axis("z"), aspectmode: "manual", aspectratio: ratio, camera,
      dragmode: "turntable", bgcolor: "rgba(0,0,0,0)", hovermode: "closest", annotations: [],
    },
  };
}

function labelNote(text, [x, y, z], palette) {
  return {
    x, y, z, text: text.replace(/&/g, "&amp;").replace(/</g, "&lt;"), ax: 46, ay: -46, arrowcolor: css(palette.ink),
    arrowwidth: 1.2, arrowhead: 6, arrowsize: 0.7, bgcolor: css(palette.panel), bordercolor: css(palette.ink),
    borderwidth: 1, borderpad: 5, font: { color: css(palette.ink), size: 14 }, captureevents: false,
  };
}

// ---- The stage ----

// `host` is the element to draw in. `watch` hears of what happens: pick(structure), hover(structure or undefined, event),
// camera(camera). The stage is drawn by `show`, as often as wanted; what did not change costs nothing.
async function openStage(host, plotly, scene, { camera, watch = {} }) {
  const stage = {
    host, plotly, scene, watch, groups: gatherGroups(scene.parts), shown: {}, camera, queue: Promise.resolve(),
  };
  const traces = [...stage.groups.map(emptyTrace), emptyLines()];
  await plotly.newPlot(host, traces, sceneLayout(camera), STAGE_CONFIG);
  listenToStage(stage);
  stage.show = (view) => (stage.queue = stage.queue.then(() => showView(stage, view)));
  stage.fly = (to, calm) => flyTo(stage, to, calm);
  stage.aspect = () => host.clientWidth / Math.max(1, host.clientHeight);
  stage.close = () => {
    stage.flight = undefined;
    plotly.purge(host);
  };
  return stage;
}

// What is to be seen: { side, show(part), opacity(group), chosen, belongs(part), label(structure), changes, needles }.
// What is chosen is drawn even where its layer is off, hence `belongs`: which parts may be drawn at all.
async function showView(stage, view) {
  const palette = readPalette(stage.host);
  const patch = {};
  const indices = [];
  stage.groups.forEach((group, index) => {
    const change = { ...arraysFor(stage, group, view), ...paintFor(stage, group, view, palette) };
    collect(patch, indices, index, change, stage.shown);
  });
  collect(patch, indices, stage.groups.length, needleTrace(view, palette), stage.shown);
  const annotations = [...chosenLabel(stage, view, palette), ...needleLabels(view, palette)];
  const words = JSON.stringify(annotations);
  if (!indices.length && words === stage.shown.words) return;
  stage.shown.words = words;
  await stage.plotly.update(stage.host, ...restyled(patch, indices), { "scene.annotations": annotations }, indices);
  spareUnchanged(stage.host);
}

// On every restyle plotly unpacks each visible trace again, changed or not, which is most of the time that a layer
// takes. Its inner objects are asked to look first; a plotly that has none of that name is only slower.
const DRAWN_FROM = ["x", "y", "z", "i", "j", "k", "intensity", "opacity"];

function spareUnchanged(host) {
  for (const inner of Object.values(host._fullLayout?.scene?._scene?.traces ?? {})) {
    if (inner.spared || inner.data?.type !== "mesh3d") continue;
    const unpack = inner.update;
    const keyOfTrace = (data) => [...DRAWN_FROM.map((name) => data[name]), JSON.stringify(data.colorscale)];
    let drawn = keyOfTrace(inner.data);
    inner.spared = true;
    inner.update = (data) => {
      const wanted = keyOfTrace(data);
      if (wanted.every((value, index) => value === drawn[index])) inner.data = data;
      else unpack.call(inner, data);
      drawn = wanted;
    };
  }
}

// Only what is new for a trace goes to plotly. `shown` remembers by reference, or by text for small things.
function collect(patch, indices, index, change, shown) {
  const before = (shown[index] ??= {});
  const fresh = Object.entries(change).filter(([name, value]) => before[name]?.key !== keyOf(value));
  if (!fresh.length) return;
  indices.push(index);
  patch[index] = Object.fromEntries(fresh);
  for (const [name, value] of fresh) before[name] = { key: keyOf(value) };
}

const keyOf = (value) => (ArrayBuffer.isView(value) ? value : JSON.stringify(value));

// plotly wants one object of lists, a list as long as the traces it is for; undefined leaves a trace as it is.
function restyled(patch, indices) {
  const names = [...new Set(indices.flatMap((index) => Object.keys(patch[index])))];
  return [Object.fromEntries(names.map((name) => [name, indices.map((index) => patch[index][name])]))];
}

const isChosen = (part, view) => Boolean(view.chosen) && part.structure === view.chosen;
const chosenParts = (stage, view) => stage.scene.parts.filter((part) => isChosen(part, view) && (view.belongs ?? view.show)(part));

function wantedParts(stage, group, view) {
  if (group.key === CHOSEN) return chosenParts(stage, view);
  return group.parts.filter((part) => view.show(part) && !isChosen(part, view));
}

// The arrays of a trace, made again only when its parts, the side or a change of shape are others.
function arraysFor(stage, group, view) {
  const parts = wantedParts(stage, group, view);
  const key = [view.side, JSON.stringify(view.changes ?? {}), ...parts.map((part) => part.id)].join("|");
  if (group.made !== key) {
    group.made = key;
    group.drawn = parts;
    group.arrays = joinParts(parts, view.side, stage.scene.changes, view.changes);
  }
  return { ...group.arrays, visible: parts.length > 0 };
}

function paintFor(stage, group, view, palette) {
  const tone = group.key === CHOSEN ? (group.drawn[0]?.tone ?? CHOSEN) : group.tone;
  const faded = Boolean(view.chosen) && group.key !== CHOSEN;
  const opacity = group.key === CHOSEN ? 1 : view.opacity(group);
  return { colorscale: colourScale(tone, palette, faded), opacity };
}

function chosenLabel(stage, view, palette) {
  const parts = view.chosen && view.label ? chosenParts(stage, view).filter(({ opposite }) => !opposite) : [];
  if (!parts.length) return [];
  const [x, y, z] = labelPoint(parts);
  return [labelNote(view.label(view.chosen), [isMirrored(parts[0], view.side) ? -x : x, y, z], palette)];
}

// ---- Needles ----

function needleTrace({ needles = [], side }, palette) {
  const sign = side === "right" ? -1 : 1;
  const along = (index) => needles.flatMap(({ from, to }) => [from[index], to[index], null]);
  return {
    x: along(0).map((value) => value && sign * value), y: along(1), z: along(2), visible: needles.length > 0,
    "line.color": css(palette.ink),
  };
}

function needleLabels({ needles = [], side }, palette) {
  const sign = side === "right" ? -1 : 1;
  return needles.map(({ from: [x, y, z], name }) => ({
    ...labelNote(name, [sign * x, y, z], palette), showarrow: false, yshift: 12, borderwidth: 0, borderpad: 2,
  }));
}

// ---- Camera ----

const prefersCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function setCamera(stage, camera) {
  stage.camera = camera;
  return stage.plotly.relayout(stage.host, { "scene.camera": camera });
}

// A short flight keeps the learner's sense of where things are. A new one ends the one before.
function flyTo(stage, to, calm = prefersCalm()) {
  const from = stage.camera;
  const flight = (stage.flight = {});
  stage.watch.camera?.(to);
  const land = () => setCamera(stage, to).then(() => {
    if (stage.flight === flight) stage.flight = undefined;
  });
  if (calm) return land();
  const start = performance.now();
  const step = (now) => {
    if (stage.flight !== flight) return;
    const t = Math.min(1, Math.max(0, (now - start) / FLIGHT_MS));
    if (t === 1) return land();
    setCamera(stage, mixCameras(from, to, t * (2 - t)));
    return requestAnimationFrame(step);
  };
  return requestAnimationFrame(step);
}

// ---- Listening ----

function structureOf(stage, { curveNumber, pointNumber }) {
  return partAt(stage.groups[curveNumber]?.drawn ?? [], pointNumber)?.structure;
}

// plotly calls a press that becomes a drag a click too. Ours is one that was let go where it began. A finger hovers over
// nothing: what was tapped is known some frames later, and then plotly calls it a click as well.
function listenToStage(stage) {
  const { host, watch } = stage;
  let under;
  let pressed;
  const hear = ({ points, event }) => {
    under = structureOf(stage, points[0]);
    watch.hover?.(under, event);
  };
  host.on("plotly_hover", hear);
  host.on("plotly_click", hear);
  host.on("plotly_unhover", () => {
    under = undefined;
    watch.hover?.(undefined);
  });
  host.on("plotly_relayout", (change) => {
    if (!change["scene.camera"] || stage.flight) return; // a flight of ours, not the learner's hand
    stage.camera = change["scene.camera"];
    watch.camera?.(stage.camera);
  });
  host.addEventListener("pointerdown", (event) => {
    pressed = [event.clientX, event.clientY];
    stage.flight = undefined;
  }, { capture: true });
  const pick = () => under && watch.pick?.(under);
  const pickSoon = (frames) => requestAnimationFrame(() => (under || !frames ? pick() : pickSoon(frames - 1)));
  host.addEventListener("click", (event) => {
    if (!pressed || Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > CLICK_PX) return;
    if (event.pointerType !== "touch") return pick();
    under = undefined;
    return pickSoon(TAP_FRAMES);
  }, { capture: true });
}
