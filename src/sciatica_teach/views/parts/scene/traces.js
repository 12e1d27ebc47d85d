// Traces: parts of the scene one after the other in the arrays that plotly draws, and how a trace looks.

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

function emptyTrace(group) {
  return {
    type: "mesh3d", x: [], y: [], z: [], i: [], j: [], k: [], intensity: [], cmin: 0, cmax: 255, showscale: false,
    hoverinfo: "skip", visible: false, lightposition: LIGHT, lighting: LIGHTING[group.tone === "bone" ? "bone" : "soft"],
    flatshading: false,
  };
}

function sceneLayout(camera) {
  const axis = (name) => ({ visible: false, showspikes: false, range: BOX[name], autorange: false });
  const ratio = asPoint(AXES.map((name) => (BOX[name][1] - BOX[name][0]) / UNIT_MM));
  return {
    margin: { l: 0, r: 0, t: 0, b: 0 }, paper_bgcolor: "rgba(0,0,0,0)", showlegend: false, autosize: true,
    scene: {
      xaxis: axis("x"), yaxis: axis("y"), zaxis: axis("z"), aspectmode: "manual", aspectratio: ratio, camera,
      dragmode: "turntable", bgcolor: "rgba(0,0,0,0)", hovermode: false, annotations: [],
    },
  };
}
