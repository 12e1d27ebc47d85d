// How much room a root has: the least distance from its line to a surface, less its radius; below nought they overlap.
//
// Exact for the triangles that are drawn. The nearest point of a triangle is found by the region of its plane that the
// point lies over (Ericson, Real-Time Collision Detection, 5.1.5); the sign comes from the surfaces that share it.

const LONGEST_EDGE_MM = 26; // of a disc, at the largest change
const SAME_MM2 = 1e-6;

const apart = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const inner = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const outer = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
const alongEdge = (from, way, share) => from.map((value, axis) => value + way[axis] * share);

function nearestOnTriangle(p, a, b, c) {
  const [ab, ac, ap, bp, cp] = [apart(b, a), apart(c, a), apart(p, a), apart(p, b), apart(p, c)];
  const [d1, d2, d3, d4, d5, d6] = [inner(ab, ap), inner(ac, ap), inner(ab, bp), inner(ac, bp), inner(ab, cp), inner(ac, cp)];
  if (d1 <= 0 && d2 <= 0) return a;
  if (d3 >= 0 && d4 <= d3) return b;
  if (d6 >= 0 && d5 <= d6) return c;
  const [va, vb, vc] = [d3 * d6 - d5 * d4, d5 * d2 - d1 * d6, d1 * d4 - d3 * d2];
  if (vc <= 0 && d1 >= 0 && d3 <= 0) return alongEdge(a, ab, d1 / (d1 - d3));
  if (vb <= 0 && d2 >= 0 && d6 <= 0) return alongEdge(a, ac, d2 / (d2 - d6));
  if (va <= 0 && d4 >= d3 && d5 >= d6) return alongEdge(b, apart(c, b), (d4 - d3) / (d4 - d3 + d5 - d6));
  const inside = va + vb + vc;
  return alongEdge(alongEdge(a, ab, vb / inside), ac, vc / inside);
}

// One surface as points and corners, moved by the changes of this size.
function surfaceOf(part, changes, size) {
  const sizes = Object.fromEntries(changes.map(({ id }) => [id, size]));
  const [x, y, z] = AXES.map((axis) => moveAxis(part, axis, changes, sizes));
  return { at: (vertex) => [x[vertex], y[vertex], z[vertex]], i: part.i, j: part.j, k: part.k };
}

// Signed distance from a point to a surface, or more than `limit` where it is farther than that.
function distanceTo(point, { at, i, j, k }, limit) {
  let best = limit ** 2;
  let sense = 1;
  for (let n = 0; n < i.length; n += 1) {
    const a = at(i[n]);
    const first = apart(point, a);
    if (inner(first, first) > (Math.sqrt(best) + LONGEST_EDGE_MM) ** 2) continue;
    const [b, c] = [at(j[n]), at(k[n])];
    const away = apart(point, nearestOnTriangle(point, a, b, c));
    const square = inner(away, away);
    if (square > best + SAME_MM2) continue;
    const side = inner(away, outer(apart(b, a), apart(c, a)));
    sense = square < best - SAME_MM2 ? side : sense + side;
    best = Math.min(best, square);
  }
  return Math.sign(sense) * Math.sqrt(best);
}

const FARTHEST_MM = 25;

// `line`: points of a root with its radius there, [x, y, z, radius], in millimetres, on the left side.
function measureRoom(scene, changes, size, line, side) {
  const moved = new Set(changes.map(({ structure }) => structure));
  const surfaces = scene.parts.filter(({ structure }) => moved.has(structure))
    .map((part) => surfaceOf(part, changes, size));
  let room = FARTHEST_MM;
  for (const [x, y, z, radius] of line) {
    const point = [side === "right" ? -x : x, y, z];
    for (const surface of surfaces) room = Math.min(room, distanceTo(point, surface, room + radius) - radius);
  }
  return room;
}
