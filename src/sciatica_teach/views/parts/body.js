// The outline of our own drawing of the body, front and back, for every part that draws on it.
//
// One half is given as points (distance from the midline, height), from the crown to the crotch, eight heads tall; a
// smooth curve runs through them and the other half is its mirror image.

const OUTLINE_TRUNK = [
  [0, 3], [7, 4.5], [12, 10], [13.2, 19], [12.6, 27], [10.5, 34], [7.6, 38.5], [7.4, 44], [9, 48], [17, 52], [26, 54.5],
  [32, 59], [35, 67], [36, 78], [37.6, 92], [40, 106], [43, 120], [45.6, 134], [48, 148], [50.6, 156], [53, 165],
  [54, 174],
  [52.4, 180], [49.6, 179], [48.4, 172], [47, 166], [44.4, 170], [43.4, 166], [44.2, 157], [43, 148], [39.4, 136],
  [35.6, 122],
  [33.6, 108], [31, 94], [28.6, 80], [28, 90], [26, 104], [24.4, 116], [25, 126], [28, 137], [30.6, 149], [31.4, 162],
  [30.6, 180], [28, 198], [25.4, 214], [25.4, 224], [26.8, 238], [25.8, 252], [22, 268], [19.4, 280],
];
const FOOT = {
  front: [[20.4, 287], [24, 295], [25.4, 301], [23, 305], [17, 306.5], [12.6, 305.5], [11.6, 299], [12.4, 290]],
  back: [[20, 287], [23.4, 293], [24.6, 297], [21.6, 299.5], [17, 300.5], [12.8, 299], [11.8, 293], [12.6, 287]],
};
const OUTLINE_INNER = [
  [12.6, 280], [11.8, 268], [8.6, 252], [6.8, 238], [7.8, 225], [8.8, 214], [6.6, 196], [4, 178], [1.6, 163], [0, 159],
];

// Lines inside the outline, drawn thin on both halves: what an atlas would show of the surface.
const INNER_LINES = {
  front: [
    [[6, 50.5], [16, 55], [26, 56.5]], [[5, 79], [14, 82], [24, 76]], [[0, 64], [0, 76]], [[26, 134], [16, 146],
    [5, 156]],
    [[12, 213], [16.5, 209.5], [21, 213]], [[13, 223], [17, 226], [21, 223]], [[16, 230], [15, 250], [15.6, 270]],
    [[0, 123], [0.8, 124.4]], [[14.6, 301], [15, 305]], [[17.4, 301.4], [17.8, 305.6]], [[20, 301], [20.6, 305]],
  ],
  back: [
    [[0, 46], [0, 134]], [[9, 68], [18, 76], [12, 94], [9, 84]], [[0, 137], [0, 158]], [[1, 160], [10, 164], [22, 159]],
    [[9, 131], [7, 134]], [[11, 217], [17, 219.5], [23, 217]], [[16.4, 224], [15.6, 240], [16.4, 256]], [[16.2, 258],
    [16, 284]],
  ],
};

// The lower half alone, cut at the waist, or begun higher up for a picture that fades out; and the lines on it.
const HIPS = OUTLINE_TRUNK.slice(OUTLINE_TRUNK.findIndex(([x, y]) => x === 25 && y === 126));
const LOWER_HALF = [[0, 108], [25.6, 108], [24.4, 116], ...HIPS];
const FADING_HALF = [[0, 70], [28.4, 72], [28, 90], [26, 104], [24.4, 116], ...HIPS];
const lowerLines = (view) => INNER_LINES[view].filter((line) => line.every(([, y]) => y > 130));

// The left foot with the toes up, seen from below: the great toe on the left. From above it is the mirror image.
const FOOT_OUTLINE = {
  sole: [
    [-2, 100], [-10, 97.6], [-14.6, 91], [-15, 82], [-12.4, 70], [-11, 58], [-13.6, 46], [-17.6, 36], [-19, 27],
    [-17.8, 19], [-18.6, 11], [-17, 4.6], [-12.6, 1.4], [-8.2, 4], [-7, 11], [-6.4, 15.6], [-5.4, 8.6], [-2.4, 4.4],
    [0.8, 7], [1.2, 13.4], [2, 16.4], [3.4, 10.8], [6, 8.4], [8.2, 11.6], [8, 17], [8.6, 19.2], [10.2, 15],
    [12.6, 13.6], [14, 17], [13.2, 21.6], [14, 22.8], [16.4, 19.8], [18.6, 21.4], [18.8, 26.4], [17.6, 32],
    [17.8, 42], [16.4, 56],
    [13.6, 70], [12.2, 82], [10.4, 92], [5.6, 98],
  ],
  top: [
    [-11.4, 101], [-12, 88], [-12.6, 74], [-12.2, 60], [-14, 47], [-17.6, 36], [-19, 27], [-17.8, 19], [-18.6, 11],
    [-17, 4.6], [-12.6, 1.4], [-8.2, 4], [-7, 11], [-6.4, 15.6], [-5.4, 8.6], [-2.4, 4.4], [0.8, 7], [1.2, 13.4],
    [2, 16.4], [3.4, 10.8], [6, 8.4], [8.2, 11.6], [8, 17], [8.6, 19.2], [10.2, 15], [12.6, 13.6], [14, 17],
    [13.2, 21.6], [14, 22.8], [16.4, 19.8], [18.6, 21.4], [18.8, 26.4], [17.6, 32], [17.4, 44], [15, 60],
    [12.6, 74], [12.4, 88],
    [12, 101],
  ],
};

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

function closeHalf(trunk, view) {
  const half = [...trunk, ...FOOT[view], ...OUTLINE_INNER];
  return curve([...half, ...mirror(half.slice(1, -1)).reverse()], true);
}

// The patient's right is on the right of the back view only. Seen from the front, or from the soles with the toes up,
// it is on the left.
const isMirrored = (view, side) => (view === "back") !== (side === "right");
