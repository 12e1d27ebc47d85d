// Colours of the scene, mixed from the design tokens so that it follows the theme like everything else.

function readToken(element, name) {
  const hex = getComputedStyle(element).getPropertyValue(`--st-${name}`).trim();
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

const blend = (a, b, share) => a.map((value, index) => Math.round(value + (b[index] - value) * share));
const css = (colour) => `rgb(${colour.join(",")})`;

// Which token a tone is painted with, and how deep its crevices are.
const TONE_TOKENS = {
  bone: "bone", disc: "vessel", ligament: "edge", nerve: "nerve", tibial: "tibial", fibular: "fibular", sural: "sural",
  other: "quiet", superficial: "muscle", deep: "muscle", skin: "pain", chosen: "info",
};
const NERVES = new Set(["nerve", "tibial", "fibular", "sural"]);
const SHADOW = [20, 16, 10];
const WHITE = [255, 250, 240];

function readPalette(element) {
  const token = (name) => readToken(element, name);
  const dark = token("paper").reduce((sum, value) => sum + value, 0) < 300;
  return { dark, paper: token("panel"), ink: token("ink"), panel: token("panel"), token };
}

// The two ends of a tone: what lies deep, and what lies open to the light.
function toneEnds(tone, palette) {
  const base = palette.token(TONE_TOKENS[tone] ?? "bone");
  if (tone === "bone") {
    return palette.dark
      ? [blend(base, SHADOW, 0.75), blend(base, WHITE, 0.55)] : [blend(base, SHADOW, 0.62), blend(base, WHITE, 0.5)];
  }
  if (tone === "disc") return [blend(base, SHADOW, 0.3), blend(base, WHITE, 0.55)];
  if (tone === "other") return [blend(base, SHADOW, 0.35), blend(base, palette.token("nerve"), 0.35)];
  // A nerve in the depth has to be seen all the same.
  return NERVES.has(tone)
    ? [blend(base, SHADOW, 0.22), blend(base, WHITE, 0.16)] : [blend(base, SHADOW, 0.45), blend(base, WHITE, 0.12)];
}

// What is not chosen steps back towards the paper when something is.
function colourScale(tone, palette, faded) {
  const ends = toneEnds(tone, palette);
  return ends.map((end, index) => [index, css(faded ? blend(end, palette.paper, 0.5) : end)]);
}

const LIGHTING = {
  bone: { ambient: 0.5, diffuse: 0.75, specular: 0.12, roughness: 0.65, fresnel: 0.1 },
  soft: { ambient: 0.55, diffuse: 0.7, specular: 0.18, roughness: 0.5, fresnel: 0.15 },
};
const LIGHT = { x: 2000, y: 100000, z: 40000 };
