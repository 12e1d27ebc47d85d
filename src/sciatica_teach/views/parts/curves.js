// Curves for every drawing of ours.

// A smooth closed or open curve through the points (Catmull-Rom, written as cubic Béziers).
function curve(points, closed) {
  const last = points.length - 1;
  const at = (index) => points[closed ? (index + last + 1) % (last + 1) : Math.max(0, Math.min(last, index))];
  const round = (value) => Math.round(value * 10) / 10;
  const parts = [`M${at(0).map(round)}`];
  for (let i = 0; i < (closed ? points.length : points.length - 1); i += 1) {
    const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const lean = (from, to, base, sign) =>
      base.map((value, axis) => round(value + (sign * (to[axis] - from[axis])) / 6));
    parts.push(`C${lean(a, c, b, 1)} ${lean(b, d, c, -1)} ${c.map(round)}`);
  }
  return parts.join("") + (closed ? "Z" : "");
}

const mirror = (points) => points.map(([x, y]) => [-x, y]);
