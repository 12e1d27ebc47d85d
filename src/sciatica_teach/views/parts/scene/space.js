// Millimetres and plotly's units, the two sides of the body, and where the camera stands.
//
// The scene's box is the same whatever is shown, so that a camera means the same place in it. X runs to the patient's
// left, Y backwards, Z up; the file holds the left side, and the right one is its mirror image.

const BOX = { x: [-450, 450], y: [-450, 450], z: [-950, 450] };
const UNIT_MM = 400;
const AXES = ["x", "y", "z"];
const middleOf = ([low, high]) => (low + high) / 2;
const LENS = Math.tan(Math.PI / 8); // plotly's lens sees 45 degrees from bottom to top

const asPoint = (values) => Object.fromEntries(AXES.map((axis, index) => [axis, values[index]]));
const toUnits = (point) => asPoint(AXES.map((axis, index) => (point[index] - middleOf(BOX[axis])) / UNIT_MM));

// Where to stand: a place to look at, the direction to look from (0 from behind, 90 from the outer side, 180 from the
// front), how high above, and how many millimetres across and up must fit into the picture.
function cameraAt({ centre, azimuth, elevation, span }, side, aspect) {
  const sign = side === "right" ? -1 : 1;
  const away = (1.06 * Math.max(span[1], span[0] / aspect)) / (2 * LENS * UNIT_MM);
  const [turn, lift] = [(azimuth * Math.PI) / 180, (elevation * Math.PI) / 180];
  const at = toUnits([sign * centre[0], centre[1], centre[2]]);
  const eye = {
    x: at.x + sign * away * Math.sin(turn) * Math.cos(lift),
    y: at.y + away * Math.cos(turn) * Math.cos(lift), z: at.z + away * Math.sin(lift),
  };
  return { center: at, eye, up: { x: 0, y: 0, z: 1 } };
}

const mixPoints = (a, b, t) => asPoint(AXES.map((axis) => a[axis] + (b[axis] - a[axis]) * t));
const mixCameras = (a, b, t) => ({ center: mixPoints(a.center, b.center, t), eye: mixPoints(a.eye, b.eye, t), up: b.up });

const isSamePoint = (a, b) => AXES.every((axis) => Math.abs(a[axis] - b[axis]) < 1e-4);
const isSameCamera = (a, b) => isSamePoint(a.center, b.center) && isSamePoint(a.eye, b.eye);

// The same view of the other side.
function mirrorCamera({ center, eye, up }) {
  const flip = (point) => ({ ...point, x: -point.x });
  return { center: flip(center), eye: flip(eye), up };
}

// Turn about the place looked at by degrees, or come nearer (a factor below 1) or go away.
function moveCamera({ center, eye, up }, { turn = 0, lift = 0, zoom = 1 }) {
  const [x, y, z] = AXES.map((axis) => eye[axis] - center[axis]);
  const away = Math.min(8, Math.max(0.1, Math.hypot(x, y, z) * zoom));
  const around = Math.atan2(x, y) + (turn * Math.PI) / 180;
  const steepest = 1.5;
  const above = Math.min(steepest, Math.max(-steepest, Math.asin(z / Math.hypot(x, y, z)) + (lift * Math.PI) / 180));
  return {
    center, up, eye: {
      x: center.x + away * Math.cos(above) * Math.sin(around), y: center.y + away * Math.cos(above) * Math.cos(around),
      z: center.z + away * Math.sin(above),
    },
  };
}

// The smallest box around some parts, in millimetres, on the left side.
function boundsOf(parts) {
  const bounds = AXES.map(() => [Infinity, -Infinity]);
  for (const part of parts) {
    AXES.forEach((axis, index) => {
      for (const value of part[axis]) {
        if (value < bounds[index][0]) bounds[index][0] = value;
        if (value > bounds[index][1]) bounds[index][1] = value;
      }
    });
  }
  return bounds;
}

// How to look at some parts as a whole from a given direction, with something of what is around them.
function viewOf(parts, { azimuth = 0, elevation = 8 } = {}) {
  const bounds = boundsOf(parts);
  const [width, depth, height] = bounds.map(([low, high]) => high - low);
  const room = 130;
  return { centre: bounds.map(middleOf), azimuth, elevation, span: [Math.max(width, depth) + room, height + room] };
}

// How to look at a needle: not along it but across it, from skin to tip, and from the side that shows the back of the body.
function viewOfNeedle({ from, to }) {
  const [x, y, z] = from.map((value, axis) => value - to[axis]);
  const out = (Math.atan2(x, y) * 180) / Math.PI;
  const centre = from.map((value, axis) => (value + to[axis]) / 2);
  const across = Math.hypot(x, y, z) + 170;
  return { centre, azimuth: out > 0 ? out - 52 : out + 52, elevation: 16, span: [across, across] };
}

// The vertex of the parts that is nearest to their middle: where a label points to.
function labelPoint(parts) {
  const middle = boundsOf(parts).map(middleOf);
  let best = { away: Infinity };
  for (const part of parts) {
    for (let n = 0; n < part.x.length; n += 1) {
      const away = Math.hypot(part.x[n] - middle[0], part.y[n] - middle[1], part.z[n] - middle[2]);
      if (away < best.away) best = { away, at: [part.x[n], part.y[n], part.z[n]] };
    }
  }
  return best.at;
}
