// The scene file: fetched once per page, and unpacked into typed arrays that plotly takes as they are.
//
// What compresses well is not what can be drawn. Coordinates are whole numbers of `unit` millimetres; they and the
// corner numbers are kept as differences from the one before, with the high bytes of all first and then the low ones.

function unpackBytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

// Differences in two planes of bytes back to the numbers themselves; everything wraps round at 16 bits.
function unpackNumbers(text, count, Kind) {
  const bytes = unpackBytes(text);
  const numbers = new Kind(count);
  for (let i = 0, last = 0; i < count; i += 1) {
    last += (bytes[i] << 8) | bytes[count + i];
    numbers[i] = last;
  }
  return numbers;
}

// One part with its own arrays, in millimetres: x, y, z per vertex, i, j, k per triangle, shade per vertex.
function cutPart(part, from, arrays, unit) {
  const take = (axis) => Float32Array.from(
    arrays.axes[axis].subarray(from.vertex, from.vertex + part.vertices), (value) => value * unit);
  const corner = (axis) => arrays.corners[axis].subarray(from.triangle, from.triangle + part.triangles);
  return {
    ...part, x: take(0), y: take(1), z: take(2), i: corner(0), j: corner(1), k: corner(2),
    shades: arrays.shades.subarray(from.vertex, from.vertex + part.vertices),
  };
}

// A change of the spine: which vertices move, and by how much at full size.
function cutChange(change, from, moved, offsets, unit) {
  const take = (axis) => Float32Array.from(offsets[axis].subarray(from, from + change.count), (value) => value * unit);
  return { ...change, vertices: moved.subarray(from, from + change.count), x: take(0), y: take(1), z: take(2) };
}

const total = (items, key) => items.reduce((sum, item) => sum + item[key], 0);

function unpackScene(file) {
  const vertices = total(file.parts, "vertices");
  const triangles = total(file.parts, "triangles");
  const arrays = {
    axes: file.axes.map((text) => unpackNumbers(text, vertices, Int16Array)),
    corners: file.corners.map((text) => unpackNumbers(text, triangles, Uint16Array)),
    shades: unpackBytes(file.shades),
  };
  const from = { vertex: 0, triangle: 0 };
  const parts = file.parts.map((part) => {
    const cut = cutPart(part, from, arrays, file.unit);
    from.vertex += part.vertices;
    from.triangle += part.triangles;
    return cut;
  });
  const others = parts.filter(({ paired }) => paired).map((part) => ({ ...part, id: `${part.id}:2`, opposite: true }));
  return { ...file, parts: [...parts, ...others], changes: unpackChanges(file) };
}

function unpackChanges({ changes, moved, offsets, unit }) {
  const count = total(changes, "count");
  const numbers = unpackNumbers(moved, count, Uint16Array);
  const shifts = offsets.map((text) => unpackNumbers(text, count, Int16Array));
  let from = 0;
  return changes.map((change) => {
    const cut = cutChange(change, from, numbers, shifts, unit);
    from += change.count;
    return cut;
  });
}

async function fetchScene(model) {
  const address = model.get("scene_url");
  if (!address) return unpackScene(JSON.parse(new TextDecoder().decode(await askKernel(model, "scene"))));
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(`${reply.status} ${address}`);
  return unpackScene(await reply.json());
}

const loadScene = (model) => once((SHARED.loads ??= {}), `scene:${model.get("scene_url")}`, () => fetchScene(model));

// A machine without WebGL gets the words: nothing is fetched for a picture that cannot be drawn.
function canDraw() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl"));
  } catch {
    return false;
  }
}
