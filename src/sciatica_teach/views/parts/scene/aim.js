// What lies under a place of the picture: a ray from the eye through that place, against every body that is drawn.
//
// plotly only knows what is under a mouse that moved in what it drew last, so a quick click would choose what was there
// before it. The ray asks the present picture at the place of the click. Thin nerves are caught a few dots beside them,
// and a nerve is reached through what is drawn translucent, because it is seen through it.

const RING = [...Array(8).keys()].map((n) => [Math.cos((n * Math.PI) / 4), Math.sin((n * Math.PI) / 4)]);
const CATCH_PX = { mouse: 4, touch: 12 };
const GLASS = 0.2; // what is fainter than this, as the skin is, is chosen only where nothing else is
const SEEN_THROUGH = ["nerve", "root"];
const MOVED_MM = 40; // no change of the spine moves a vertex farther

const minus = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
const unit = (a) => a.map((value) => value / Math.hypot(...a));
const asList = (point) => AXES.map((axis) => point[axis]);

// The ray through a place of the window: where the eye is, in millimetres, and which way it looks.
function rayAt({ host, camera }, [clientX, clientY]) {
  const { left, top, width, height } = host.getBoundingClientRect();
  const [eye, centre, up] = [camera.eye, camera.center, camera.up].map(asList);
  const forward = unit(minus(centre, eye));
  const right = unit(cross(forward, up));
  const above = cross(right, forward);
  const across = ((2 * (clientX - left)) / width - 1) * LENS * (width / height);
  const upwards = (1 - (2 * (clientY - top)) / height) * LENS;
  const towards = forward.map((value, n) => value + across * right[n] + upwards * above[n]);
  return { from: eye.map((value, n) => value * UNIT_MM + middleOf(BOX[AXES[n]])), towards: unit(towards) };
}

// A ball around a part, so that most parts need no closer look.
function ballOf(part) {
  if (!part.ball) {
    const bounds = boundsOf([part]);
    part.ball = { centre: bounds.map(middleOf), radius: Math.hypot(...bounds.map(([low, high]) => high - low)) / 2 };
  }
  return part.ball;
}

function passesBall({ from, towards }, part, side) {
  const { centre: [x, y, z], radius } = ballOf(part);
  const way = minus([isMirrored(part, side) ? -x : x, y, z], from);
  const along = dot(way, towards);
  return dot(way, way) - along * along < (radius + MOVED_MM) ** 2;
}

// How far along the ray a triangle is met (Möller and Trumbore 1997), or Infinity.
function meetTriangle({ from, towards }, a, b, c) {
  const [ab, ac] = [minus(b, a), minus(c, a)];
  const normal = cross(towards, ac);
  const slant = dot(ab, normal);
  if (Math.abs(slant) < 1e-9) return Infinity;
  const to = minus(from, a);
  const u = dot(to, normal) / slant;
  if (u < 0 || u > 1) return Infinity;
  const q = cross(to, ab);
  const v = dot(towards, q) / slant;
  const away = dot(ac, q) / slant;
  return v < 0 || u + v > 1 || away <= 0 ? Infinity : away;
}

function meetPart(ray, { x, y, z, i, j, k }, first, count) {
  const corner = (n) => [x[n], y[n], z[n]];
  let nearest = Infinity;
  for (let n = first; n < first + count; n += 1) {
    nearest = Math.min(nearest, meetTriangle(ray, corner(i[n]), corner(j[n]), corner(k[n])));
  }
  return nearest;
}

// Everything that the ray meets, nearest first: { part, away, opacity }.
function meetAll(stage, ray) {
  const met = [];
  for (const group of stage.groups.filter(({ visible }) => visible)) {
    let first = 0;
    for (const part of group.drawn) {
      const away = passesBall(ray, part, stage.side) ? meetPart(ray, group.arrays, first, part.triangles) : Infinity;
      if (away < Infinity) met.push({ part, away, opacity: group.opacity });
      first += part.triangles;
    }
  }
  return met.sort((one, other) => one.away - other.away);
}

const isNerve = ({ part }) => SEEN_THROUGH.includes(part.layer);

// The first thing met, or the nerve that is seen through it.
function chooseMet(met) {
  const firm = met.filter(({ opacity }) => opacity > GLASS);
  const [first] = firm;
  if (!first) return met[0];
  const solid = firm.findIndex(({ opacity }) => opacity === 1);
  const seen = solid < 0 ? firm : firm.slice(0, solid + 1);
  return seen.find(isNerve) ?? first;
}

// The structure under a place of the window. `pointer` is "mouse" or "touch": a finger is less exact.
function structureAt(stage, [x, y], pointer = "mouse") {
  const aim = (at) => chooseMet(meetAll(stage, rayAt(stage, at)));
  const straight = aim([x, y]);
  if (straight && isNerve(straight)) return straight.part.structure;
  const reach = CATCH_PX[pointer] ?? CATCH_PX.mouse;
  const beside = RING.map(([right, down]) => aim([x + reach * right, y + reach * down])).filter((one) => one && isNerve(one));
  const before = beside.filter(({ away }) => !straight || away < straight.away);
  return (before.sort((one, other) => one.away - other.away)[0] ?? straight)?.part.structure;
}
