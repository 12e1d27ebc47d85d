// A scale on which equal ways are equal factors of the odds: from 20 to 33 % is as far as from 67 to 80 %, a doubling.

const TICKS = [1, 5, 20, 50, 80, 95, 99];
const logOdds = (percent) => Math.log(percent / (100 - percent));
const END = logOdds(99);

// Where a share stands, in per cent of the width; shares beyond 1 and 99 stand at the ends.
const placeOf = (percent) => 50 + (50 * logOdds(Math.min(99, Math.max(1, percent)))) / END;

const MARKS_OF_SCALE = ["before", "reference", "yours"];

function drawScale(state) {
  const at = (percent) => `--st-at: ${placeOf(percent)}%`;
  const [low, high] = state.band.map(placeOf);
  return h("div", { class: "st-scale", role: "img", "aria-label": say("parts.shift_scale", { words: keyWords(state) }) },
    h("div", { class: "st-scale-line" },
      h("span", { class: "st-scale-band", style: `--st-at: ${low}%; --st-wide: ${high - low}%` }),
      MARKS_OF_SCALE.filter((name) => state.words[name]).map((name) => h("span", { class: `st-scale-mark st-is-${name}`, style: at(state[name]) }))),
    h("div", { class: "st-scale-ticks" }, TICKS.map((tick) => h("span", { style: at(tick) }, String(tick)))));
}

// A question that was left blank has nothing said.
const keyLines = (state) => [
  ["before", say("parts.shift_before"), state.words.before], ["yours", say("parts.shift_yours"), state.words.yours],
  ["reference", say("parts.shift_reference"), state.words.reference],
  ["band", say("parts.shift_band"), state.words.band],
].filter(([, , value]) => value);

const keyWords = (state) => keyLines(state).map(([, name, value]) => `${name}: ${value}`).join("; ");

// The same in words, each with the shape that stands for it on the scale.
function drawKey(state) {
  return h("dl", { class: "st-scale-key" }, keyLines(state).map(([name, label, value]) => h("div", {},
    h("dt", {}, h("span", { class: `st-key st-is-${name}`, "aria-hidden": "true" }), label), h("dd", {}, value))));
}
