// A chain that was judged: every link with its word, what was chosen, why, and what else would have been right.

const LOOKS = { right: "right", info: "partly", caution: "partly", unsafe: "broken", plain: "empty" };

// Verdicts of one tone differ in shape.
const OWN_SHAPES = { partly: "◐", wrong: "≠", follows: "↳", nothing: "–" };
const shapeOf = ({ tone, shape }) => OWN_SHAPES[shape] ?? SHAPES[tone];
const lookOf = ({ tone, shape }) => (shape === "wrong" ? "wrong" : LOOKS[tone]);

const claimText = ({ about, text, mark: name, conflict }) =>
  h("p", {}, about && [h("strong", {}, about), " "], text, " ", mark(name, conflict));
const claimSources = ({ state }, { sources, conflict }) =>
  sourceNote((sources ?? []).map((id) => state.sources[id]), conflict);

function judgedClaim(desk, claim) {
  return h("div", { class: "st-claim" }, claimText(claim), claimSources(desk, claim));
}

// Inside something that was opened already the sources stand open: one click is enough.
function openedClaim(desk, claim) {
  const [, ...said] = claimSources(desk, claim)?.childNodes ?? [];
  return h("div", { class: "st-claim" }, claimText(claim), h("div", { class: "st-sources" }, said));
}

// One point, one danger or one number: the verdict stands open, the reasons one click away. Of what was missed there may
// be much, so there the name is enough.
function judgedLine(desk, { tone, shape, word, verdict, text, claims }) {
  const said = h("span", { class: "st-said" }, text);
  const isMissed = tone === "plain";
  const head = [icon(shapeOf({ tone, shape })), h("span", {},
    h("strong", {}, word), " — ", h("span", { class: "st-word" }, verdict), !isMissed && said)];
  return h("li", { class: `st-judged st-tone-${tone}` }, claims.length > 0
    ? h("details", {}, h("summary", {}, head), h("div", { class: "st-why" }, isMissed && h("p", {}, text),
      claims.map((claim) => openedClaim(desk, claim))))
    : h("p", { class: "st-line" }, head, isMissed && said));
}

const rightHere = (key, names) => names?.length > 0 && h("p", {}, h("strong", {}, say(key)), " ", names.join("; "));

function judgedBody(desk, { score, told, lines, claims, preferred, also, right, rule }) {
  const alsoKey = preferred?.length ? "parts.chain_acceptable" : right ? "parts.chain_also" : "parts.chain_instead";
  const [first, ...more] = claims;
  return [h("p", {}, told, " ", h("span", { class: "st-score" }, score)),
    lines.length > 0 && h("ul", { class: "st-lines" }, lines.map((line) => judgedLine(desk, line))),
    first && judgedClaim(desk, first),
    more.length > 0 && h("details", {},
      h("summary", {}, say("parts.chain_more", { count: more.length })),
      h("div", { class: "st-why" }, more.map((claim) => openedClaim(desk, claim)))),
    rightHere("parts.chain_preferred", preferred), rightHere(alsoKey, also),
    rule && h("details", {}, h("summary", {}, say("parts.chain_rule")), quiet(rule))];
}

function verdictTag({ tone, shape, word }) {
  return h("span", { class: "st-word" }, icon(shapeOf({ tone, shape })), word);
}
