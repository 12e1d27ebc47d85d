// A stage: one plotly figure in which parts of the scene are shown, coloured, chosen and looked at.
//
// Parts of the same layer, tone and build make up one trace, because plotly takes time for each trace and none for a
// further triangle. Which triangle belongs to which part is known from the order. What is chosen leaves its trace for
// one of its own on top.

const CHOSEN = "chosen";
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

// `host` is the element to draw in. `watch` hears of what happens: pick(structure), hover(structure or undefined, event),
// camera(camera). The stage is drawn by `show`, as often as wanted; what did not change costs nothing.
async function openStage(host, plotly, scene, { camera, watch = {} }) {
  const stage = {
    host, plotly, scene, watch, groups: gatherGroups(scene.parts), shown: {}, camera, queue: Promise.resolve(),
  };
  const traces = [...stage.groups.map(emptyTrace), ...NEEDLE_LINES.map(emptyLines)];
  await plotly.newPlot(host, traces, sceneLayout(camera), STAGE_CONFIG);
  listenToStage(stage);
  stage.show = (view) => (stage.queue = stage.queue.then(() => showView(stage, view)));
  stage.fly = (to, calm) => flyTo(stage, to, calm);
  stage.aspect = () => host.clientWidth / Math.max(1, host.clientHeight);
  stage.close = () => {
    stage.flight = undefined;
    clearTimeout(stage.resting);
    plotly.purge(host);
  };
  return stage;
}

// What is to be seen: { side, show(part), opacity(group), chosen, lit(part), belongs(part), label(structure), changes, needles }.
// What is chosen is drawn even where its layer is off, hence `belongs`: which parts may be drawn at all. `lit(part)`
// tells what makes up the chosen structure, where that is not the parts of its name.
async function showView(stage, view) {
  const palette = readPalette(stage.host);
  stage.side = view.side;
  const patch = {};
  const indices = [];
  stage.groups.forEach((group, index) => {
    const change = { ...arraysFor(stage, group, view), ...paintFor(stage, group, view, palette) };
    collect(patch, indices, index, change, stage.shown);
  });
  NEEDLE_LINES.forEach((line, index) => {
    collect(patch, indices, stage.groups.length + index, needleTrace(line, view, palette), stage.shown);
  });
  const annotations = [...chosenNote(stage, view, palette), ...needleNotes(view, palette)];
  const words = JSON.stringify(annotations);
  const notes = words === stage.shown.words ? {} : { "scene.annotations": annotations };
  if (!indices.length && words === stage.shown.words) return;
  stage.shown.words = words;
  drawCoarsely(stage);
  await stage.plotly.update(stage.host, ...restyled(patch, indices), notes, indices);
  spareUnchanged(stage.host);
  lookUnderMouse(stage);
  if (!isSlow(stage)) void notePace(stage);
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

const isChosen = (part, { chosen, lit }) => Boolean(chosen) && (lit ? lit(part) : part.structure === chosen);
const chosenParts = (stage, view) => stage.scene.parts.filter((part) => isChosen(part, view) && (view.belongs ?? view.show)(part));

function wantedParts(stage, group, view) {
  if (group.key === CHOSEN) return chosenParts(stage, view);
  return group.parts.filter((part) => view.show(part) && !isChosen(part, view));
}

// The arrays of a trace, made again only when its parts, the side or a change of shape are others. What is hidden keeps
// its arrays, so that it comes back without being made again.
function arraysFor(stage, group, view) {
  const parts = wantedParts(stage, group, view);
  group.visible = parts.length > 0;
  if (!group.visible) return { visible: false };
  const key = [view.side, JSON.stringify(view.changes ?? {}), ...parts.map((part) => part.id)].join("|");
  if (group.made !== key) {
    group.made = key;
    group.drawn = parts;
    group.arrays = joinParts(parts, view.side, stage.scene.changes, view.changes);
  }
  return { ...group.arrays, visible: true };
}

function paintFor(stage, group, view, palette) {
  const tone = group.key === CHOSEN ? (group.drawn?.[0]?.tone ?? CHOSEN) : group.tone;
  const faded = Boolean(view.chosen) && group.key !== CHOSEN;
  group.opacity = group.key === CHOSEN ? 1 : view.opacity(group);
  return { colorscale: colourScale(tone, palette, faded), opacity: group.opacity };
}
