// A chain that was judged: every link with its word, what was chosen, why, and what else would have been right.

const LOOKS = { right: "right", info: "partly", caution: "partly", unsafe: "broken", plain: "empty" };

const claimText = ({ text, mark: name, conflict }) => h("p", {}, text, " ", mark(name, conflict));
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
function judgedLine(desk, { tone, word, verdict, text, claims }) {
  const said = h("span", { class: "st-said" }, text);
  const isMissed = tone === "plain";
  const head = [icon(SHAPES[tone]), h("span", {}, h("strong", {}, word), " — ", h("span", { class: "st-word" }, verdict),
    !isMissed && said)];
  return h("li", { class: `st-judged st-tone-${tone}` }, claims.length > 0
    ? h("details", {}, h("summary", {}, head), h("div", { class: "st-why" }, isMissed && h("p", {}, text),
      claims.map((claim) => openedClaim(desk, claim))))
    : h("p", { class: "st-line" }, head, isMissed && said));
}

function judgedBody(desk, { score, told, lines, claims, also, right, rule }) {
  const [first, ...more] = claims;
  return [h("p", {}, told, " ", h("span", { class: "st-score" }, score)),
    lines.length > 0 && h("ul", { class: "st-lines" }, lines.map((line) => judgedLine(desk, line))),
    first && judgedClaim(desk, first),
    more.length > 0 && h("details", {},
      h("summary", {}, say("parts.chain_more", { count: more.length })),
      h("div", { class: "st-why" }, more.map((claim) => openedClaim(desk, claim)))),
    also.length > 0 && h("p", {},
      h("strong", {}, say(right ? "parts.chain_also" : "parts.chain_instead")), " ", also.join("; ")),
    rule && h("details", {}, h("summary", {}, say("parts.chain_rule")), quiet(rule))];
}

function verdictTag({ tone, word }) {
  return h("span", { class: "st-word" }, icon(SHAPES[tone]), word);
}
