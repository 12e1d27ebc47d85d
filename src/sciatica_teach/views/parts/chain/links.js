// What stands in each link, what is still missing there, and how it reads when it is closed.

const BEFORE = ["cause", "mechanism", "target", "technique"];
const MOST_POINTS = 9;
const NUMBERS = ["visits", "per_week", "review_at"];

const sameValue = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// The learner's draft, or else what the record holds.
const heldIn = ({ state, ui }, link) => ui.draft.links?.[link] ?? state.chain[link];
const isChanged = (desk, link) => !sameValue(heldIn(desk, link), desk.state.chain[link]);

function putInto({ ui }, link, value) {
  ui.draft.links = { ...ui.draft.links, [link]: value };
}

const optionOf = ({ book }, link, id) => book.links[link].options.find((option) => option.id === id);
const pointOf = ({ book }, id) => book.points.find((point) => point.id === id);
const dangerOf = ({ book }, id) => book.dangers.find((danger) => danger.id === id);
const techniqueKind = (desk) => optionOf(desk, "technique", heldIn(desk, "technique"))?.kind;

// Whoever refers says how fast, and plans neither points nor visits; only needles need points.
function linksOf(desk) {
  const kind = techniqueKind(desk) ?? "needle";
  if (kind === "referral") return [...BEFORE, "dangers", "referral"];
  return [...BEFORE, ...(kind === "needle" ? ["points"] : []), "dangers", "dose"];
}

// ---- What is missing ----

function missingPoints(desk) {
  const planned = heldIn(desk, "points");
  if (!planned.length) return say("parts.chain_missing_points");
  if (planned.length > MOST_POINTS) return say("parts.chain_too_many");
  const open = planned.find(({ depth_cun: depth, angle }) => !depth || !angle);
  return open ? say("parts.chain_missing_point", { code: pointOf(desk, open.point).code }) : "";
}

function missingDangers(desk) {
  const named = Object.entries(heldIn(desk, "dangers"));
  if (!named.length) return say("parts.chain_missing_dangers");
  const open = named.find(([, what]) => !what);
  return open ? say("parts.chain_missing_danger", { danger: dangerOf(desk, open[0]).name }) : "";
}

function missingDose(desk) {
  const dose = heldIn(desk, "dose");
  return [...NUMBERS, "unchanged"].every((name) => dose[name]) ? "" : say("parts.chain_missing_dose");
}

function missingIn(desk, link) {
  if (link === "points") return missingPoints(desk);
  if (link === "dangers") return missingDangers(desk);
  if (link === "dose") return missingDose(desk);
  return heldIn(desk, link) ? "" : say("parts.chain_missing_choice");
}

const missingLinks = (desk) => linksOf(desk).filter((link) => missingIn(desk, link));

// ---- How it reads when it is closed ----

const angleName = ({ book }, id) => book.angles.find((angle) => angle.id === id)?.name ?? "";

function saidPoints(desk) {
  return heldIn(desk, "points").map(({ point, depth_cun: depth, angle }) => [
    pointOf(desk, point).code, depth && say("parts.chain_cun", { depth }), angleName(desk, angle),
  ].filter(Boolean).join(" · ")).join("; ");
}

function saidDangers(desk) {
  return Object.keys(heldIn(desk, "dangers")).map((id) => dangerOf(desk, id).name).join("; ");
}

function saidDose(desk) {
  const dose = heldIn(desk, "dose");
  const unchanged = optionOf(desk, "dose", dose.unchanged)?.name;
  return missingDose(desk) ? "" : say("parts.chain_dose", { ...dose, unchanged });
}

function saidIn(desk, link) {
  if (link === "points") return saidPoints(desk);
  if (link === "dangers") return saidDangers(desk);
  if (link === "dose") return saidDose(desk);
  return optionOf(desk, link, heldIn(desk, link))?.name ?? "";
}
