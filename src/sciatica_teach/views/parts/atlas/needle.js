// What is printed of depth, as a bar in cun, and the directions of the needle, each as a small section.

const BAR = { left: 12, right: 308, top: 30 };
// Degrees by which the picture is turned: a tip that leans to the right has a handle that leans to the left.
const TILT = {
  perpendicular: 0, "towards-midline": -35, "away-from-midline": 35, upward: 35, downward: -35, "along-skin": 72,
};

function depthBar({ low, high, student, most }) {
  const at = (cun) => BAR.left + (cun / most) * (BAR.right - BAR.left);
  const ticks = Array.from({ length: Math.floor(most / 0.5) + 1 }, (_gap, step) => step * 0.5);
  const words = say("parts.atlas_depth_words", { low, high, student });
  return h("figure", { class: "st-atlas-depth" },
    svg("svg", { viewBox: "0 0 320 84", role: "img", "aria-label": words },
      svg("rect", { x: BAR.left, y: BAR.top, width: BAR.right - BAR.left, height: 16, class: "st-atlas-track" }),
      svg("rect", { x: at(low), y: BAR.top, width: Math.max(2, at(high) - at(low)), height: 16, class: "st-atlas-printed" }),
      svg("rect", { x: BAR.left, y: BAR.top, width: at(student) - BAR.left, height: 16, class: "st-atlas-student" }),
      svg("path", { d: `M${at(student)},${BAR.top - 8}V${BAR.top + 24}`, class: "st-atlas-stop" }),
      svg("text", { x: Math.max(BAR.left, at(student) - 4), y: 16, "text-anchor": at(student) > 150 ? "end" : "start" },
        say("parts.atlas_depth_student", { student })),
      ticks.map((tick) => svg("g", {}, svg("path", { d: `M${at(tick)},${BAR.top + 16}v6`, class: "st-atlas-tick" }),
        svg("text", { x: at(tick), y: BAR.top + 36, "text-anchor": "middle" }, tick)))),
    h("figcaption", {}, words));
}

// The skin is a line; the needle comes from above. `ends` names what lies on the left and on the right of it.
function anglePicture({ angle, name, ends: [west, east], wrong }) {
  const tilt = TILT[angle];
  return h("figure", { class: wrong ? "st-atlas-angle st-tone-unsafe" : "st-atlas-angle" },
    svg("svg", { viewBox: "0 0 140 104", "aria-hidden": "true" },
      svg("rect", { x: 6, y: 44, width: 128, height: 42, class: "st-atlas-tissue" }),
      svg("path", { d: "M6,44H134", class: "st-atlas-surface" }),
      svg("g", { transform: `rotate(${tilt} 70 44)` }, svg("path", { d: "M70,6V26", class: "st-atlas-handle" }),
        svg("path", { d: "M70,26V72", class: "st-atlas-shaft" })),
      wrong && svg("path", { d: "M52,28L88,64M88,28L52,64", class: "st-atlas-cross" }),
      svg("text", { x: 8, y: 100, "text-anchor": "start" }, west), svg("text", { x: 132, y: 100, "text-anchor": "end" }, east)),
    h("figcaption", {}, wrong && [icon(SHAPES.unsafe), " ", h("strong", {}, say("parts.atlas_never")), " "], name));
}

const anglePictures = (angles) => h("div", { class: "st-atlas-angles" }, angles.map(anglePicture));
