// Needles, and the notes that stand at what is chosen. Both are few and short, so they are lines and words.

// The chosen needle is a trace of its own, because a line has one width.
const NEEDLE_LINES = [
  { width: 4, ink: ({ ink }) => ink, drawn: ({ chosen }) => !chosen },
  { width: 9, ink: ({ token }) => token("info"), drawn: ({ chosen }) => chosen },
];

const emptyLines = ({ width }) => ({
  type: "scatter3d", mode: "lines", x: [], y: [], z: [], hoverinfo: "skip", visible: false, line: { width },
});

function needleTrace({ ink, drawn }, { needles = [], side }, palette) {
  const sign = side === "right" ? -1 : 1;
  const those = needles.filter(drawn);
  const along = (index) => those.flatMap(({ from, to }) => [from[index], to[index], null]);
  return {
    x: along(0).map((value) => value && sign * value), y: along(1), z: along(2), visible: those.length > 0,
    "line.color": css(ink(palette)),
  };
}

// So many millimetres from the skin along the needle.
function along({ from, to }, depth) {
  const way = to.map((value, axis) => value - from[axis]);
  const length = Math.hypot(...way);
  return from.map((value, axis) => value + (way[axis] / length) * depth);
}

function noteAt(text, [x, y, z], palette) {
  return {
    x, y, z, text: text.replace(/&/g, "&amp;").replace(/</g, "&lt;"), ax: 46, ay: -46, arrowcolor: css(palette.ink),
    arrowwidth: 1.2, arrowhead: 6, arrowsize: 0.7, bgcolor: css(palette.panel), bordercolor: css(palette.ink),
    borderwidth: 1, borderpad: 5, font: { color: css(palette.ink), size: 14 }, captureevents: false,
  };
}

// Every needle has its name at its handle; the chosen one says at the place it is about what is there.
function needleNotes({ needles = [], side }, palette) {
  const sign = side === "right" ? -1 : 1;
  const mirrored = ([x, y, z]) => [sign * x, y, z];
  const plain = { showarrow: false, yshift: 12, borderwidth: 0, borderpad: 2 };
  return needles.filter(({ note, name }) => note || name).map(({ from, note, name }) => (
    note ? noteAt(note.text, mirrored(note.at), palette) : { ...noteAt(name, mirrored(from), palette), ...plain }));
}

function chosenNote(stage, view, palette) {
  const parts = view.chosen && view.label ? chosenParts(stage, view).filter(({ opposite }) => !opposite) : [];
  if (!parts.length) return [];
  const [x, y, z] = labelPoint(parts);
  return [noteAt(view.label(view.chosen), [isMirrored(parts[0], view.side) ? -x : x, y, z], palette)];
}
