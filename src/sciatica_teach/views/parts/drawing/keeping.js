// What is drawn: for each task the marked regions of both sides. It outlives a reload, in this browser.

const SIDES = ["right", "left"];
const blank = () => ({ right: [], left: [] });
const keptAt = ({ store }) => `st-drawing:${store}`;

// Regions in the order of the list, and only those that the body map knows.
const ordered = (state, names) => {
  const marked = new Set(names);
  return state.groups.flatMap(({ regions }) => regions).filter((name) => marked.has(name));
};

function takeKept(state, ui) {
  if (ui.draft.drawings) return;
  const kept = storage.get(keptAt(state), {});
  const sheets = state.tasks.map(({ id }) => [id, Object.fromEntries(SIDES.map((side) => {
    const names = kept.drawings?.[id]?.[side];
    return [side, ordered(state, Array.isArray(names) ? names : [])];
  }))]);
  ui.draft.drawings = Object.fromEntries(sheets);
  ui.draft.task = state.tasks.some(({ id }) => id === kept.task) ? kept.task : state.tasks[0].id;
  ui.draft.past = [];
}

const keep = (state, { draft: { task, drawings } }) => storage.set(keptAt(state), { task, drawings });

const sheetOf = ({ draft }) => draft.drawings[draft.task] ?? blank();
const isMarked = (ui, name, side) => sheetOf(ui)[side].includes(name);
const isBlank = (sheet) => SIDES.every((side) => sheet[side].length === 0);
const sameSheet = (one, other) => SIDES.every((side) => one[side].join() === other[side].join());

// Every change is one step back: a stroke of the pen as much as a tick in the list.
function change(state, ui, sheet) {
  const before = sheetOf(ui);
  if (sameSheet(before, sheet)) return;
  ui.draft.past.push({ task: ui.draft.task, sheet: before });
  putSheet(state, ui, sheet);
}

function putSheet(state, ui, sheet) {
  ui.draft.drawings = { ...ui.draft.drawings, [ui.draft.task]: sheet };
  keep(state, ui);
}

const withMark = (state, sheet, name, side, on) => ({
  ...sheet, [side]: ordered(state, on ? [...sheet[side], name] : sheet[side].filter((one) => one !== name)),
});

const lastStep = ({ draft }) => draft.past.findLastIndex(({ task }) => task === draft.task);

function undo(state, ui) {
  const at = lastStep(ui);
  if (at < 0) return;
  const [{ sheet }] = ui.draft.past.splice(at, 1);
  putSheet(state, ui, sheet);
}

// ---- In words ----

const namesOf = (names) => names.map((name) => regionName(name).toLowerCase()).join(", ") || say("parts.body_nothing");
const sheetInWords = (sheet) => say("parts.drawing_marked", { right: namesOf(sheet.right), left: namesOf(sheet.left) });

const alarmsOf = ({ alarms }, sheet) => alarms.filter(({ regions, sides }) =>
  SIDES.filter((side) => sheet[side].some((name) => regions.includes(name))).length >= sides);
