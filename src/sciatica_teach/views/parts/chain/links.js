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
  if (kind === "referral") return [...BEFORE, "referral", "dangers"];
  return [...BEFORE, ...(kind === "needle" ? ["points"] : []), "dangers", "dose"];
}

// ---- Numbers ----

const depthKey = (id) => `depth:${id}`;
const angleKey = (id) => `angle:${id}`;
const doseKey = (name) => `dose:${name}`;
const numberOf = (text) => (/^[+-]?[\d.,]+$/.test(text.trim()) ? Number(text.trim().replace(",", ".")) : NaN);

function heldNumber(desk, key) {
  const [kind, name] = key.split(/:(.*)/);
  if (kind === "dose") return heldIn(desk, "dose")[name];
  return heldIn(desk, "points").find(({ point }) => point === name)?.depth_cun;
}

// What stands in the field: as it was typed, until it is kept.
const textOf = (desk, key) => desk.ui.draft.typed[key] ?? String(heldNumber(desk, key) ?? "");
const limitsOf = ({ book }, key) => book.limits[key.startsWith("depth:") ? "depth" : key.slice("dose:".length)];

// What is wrong with a number that was written, in words; a field that is blank is only missing.
function complaintOf(desk, key) {
  const text = textOf(desk, key);
  if (!text.trim()) return "";
  const { low, high, step } = limitsOf(desk, key);
  const number = numberOf(text);
  const isOnStep = Math.abs(number / step - Math.round(number / step)) < 1e-9;
  if (!isOnStep || number < low || number > high) {
    return say(step === 1 ? "parts.chain_whole" : "parts.chain_range", { low, high, step });
  }
  const visits = heldNumber(desk, doseKey("visits"));
  return key === doseKey("review_at") && visits && number > visits ? say("parts.chain_too_late", { visits }) : "";
}

function numbersIn(desk, link) {
  if (link === "points") return heldIn(desk, "points").map(({ point }) => depthKey(point));
  return link === "dose" ? NUMBERS.map(doseKey) : [];
}

const isOpenNumber = (desk, key) => !heldNumber(desk, key) || Boolean(complaintOf(desk, key));
const isOpenPoint = (desk, { point, angle }) => !angle || isOpenNumber(desk, depthKey(point));

// ---- What is missing ----

function missingPoints(desk) {
  const planned = heldIn(desk, "points");
  if (!planned.length) return say("parts.chain_missing_points");
  if (planned.length > MOST_POINTS) return say("parts.chain_too_many");
  const open = planned.find((one) => isOpenPoint(desk, one));
  return open ? say("parts.chain_missing_point", {
    code: pointOf(desk, open.point).code, ...desk.book.limits.depth,
  }) : "";
}

function missingDangers(desk) {
  const named = Object.entries(heldIn(desk, "dangers"));
  if (!named.length) return say("parts.chain_missing_dangers");
  const open = named.find(([, what]) => !what);
  return open ? say("parts.chain_missing_danger", { danger: dangerOf(desk, open[0]).name }) : "";
}

function missingDose(desk) {
  const dose = heldIn(desk, "dose");
  const open = NUMBERS.find((name) => isOpenNumber(desk, doseKey(name)));
  if (open) return say("parts.chain_missing_number", { name: say(`parts.chain_dose_${open}`) });
  return dose.unchanged ? "" : say("parts.chain_missing_dose");
}

function missingIn(desk, link) {
  if (link === "points") return missingPoints(desk);
  if (link === "dangers") return missingDangers(desk);
  if (link === "dose") return missingDose(desk);
  return heldIn(desk, link) ? "" : say("parts.chain_missing_choice");
}

// The key of the field in which something is missing, where it is one field.
function missingField(desk, link) {
  if (link === "points") {
    const open = heldIn(desk, "points").find((one) => isOpenPoint(desk, one));
    return open && (isOpenNumber(desk, depthKey(open.point)) ? depthKey : angleKey)(open.point);
  }
  return numbersIn(desk, link).find((key) => isOpenNumber(desk, key));
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
