// Names in the picture: of the roots, where they run clear of bone, and of the ligament behind the canal.

const LEAVING_ABOVE_MM = 12; // the foramen, where bone covers the root, is lower
const PASSING_ABOVE_MM = 21;
const NEXT_ABOVE_MM = 16; // from the top of one ligament to the middle of the next

// The name of a root, at the point of its line that is nearest to a height.
function rootLabel({ line, short }, height) {
  const away = (point) => Math.abs(point[2] - height);
  const nearest = line.reduce((best, point) => (away(point) < away(best) ? point : best));
  const at = nearest.slice(0, 3);
  return { from: at, to: at, name: short };
}

const rootLabels = (state, { leaving, passing, height }) => [
  rootLabel(find(state.roots, leaving), height + LEAVING_ABOVE_MM),
  rootLabel(find(state.roots, passing), height + PASSING_ABOVE_MM),
];

const ligamentName = ({ size }) => (size ? say("parts.spine_thickened") : say("parts.spine_ligament"));

// On the half away from the roots that are drawn: of the slab that thickens, and of its neighbour above.
function ligamentLabels(scene, state, chosen) {
  const change = changesFor(scene, state, chosen).find(({ structure }) => structure === LIGAMENT);
  const part = scene?.parts.find(({ structure }) => structure === LIGAMENT);
  if (chosen.kind !== CANAL || !change || !part) return [];
  const [x, y, z] = AXES.map((axis) => moveAxis(part, axis, [change], { [change.id]: chosen.size }));
  const pick = (vertices, better) => vertices.filter((vertex) => x[vertex] < 0)
    .reduce((best, vertex) => (best === undefined || better(vertex, best) ? vertex : best), undefined);
  const note = (vertex, text) => {
    const at = [x[vertex], y[vertex], z[vertex]];
    return { from: at, to: at, note: { at, text } };
  };
  const far = new Map(Array.from(change.vertices, (vertex, n) => [vertex, Math.hypot(change.x[n], change.y[n])]));
  const thick = pick([...far.keys()], (vertex, best) => far.get(vertex) > far.get(best));
  const top = Math.max(...[...far.keys()].map((vertex) => z[vertex]));
  const away = (vertex) => Math.abs(z[vertex] - top - NEXT_ABOVE_MM);
  const above = pick(Array.from(x.keys()), (vertex, best) => away(vertex) < away(best));
  return [note(thick, ligamentName(chosen)),
    note(above, say("parts.spine_ligament_above"))];
}

// The colours of this level: roots by their names, the disc, the bone, and the ligament where it matters.
function legendOf(state, scene, level, chosen) {
  const toneOf = (id) => scene?.parts.find(({ structure }) => structure === id)?.tone;
  const named = [...[level.passing, level.leaving].map((id) => ({ id, name: find(state.roots, id).name })),
    { id: level.disc, name: say("parts.spine_disc") }, { id: level.below, name: say("parts.spine_bone") },
    ...(chosen.kind === CANAL ? [{ id: LIGAMENT, name: ligamentName(chosen) }] : [])];
  return named.map(({ id, name }) => ({ tone: toneOf(id), name })).filter(({ tone }) => tone);
}
