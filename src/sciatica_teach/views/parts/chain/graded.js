// A chain that was judged: every link with its word, what was chosen, why, and what else would have been right.

const LOOKS = { right: "right", info: "partly", caution: "partly", unsafe: "broken", plain: "empty" };

function judgedClaim({ state }, { text, mark: name, sources, conflict }) {
  return h("div", { class: "st-claim" }, h("p", {}, text, " ", mark(name, conflict)),
    sourceNote((sources ?? []).map((id) => state.sources[id]), conflict));
}

function judgedLine(desk, { tone, word, verdict, text, claims }) {
  return h("li", { class: `st-judged st-tone-${tone}` }, icon(SHAPES[tone]), h("div", {},
    h("p", {}, h("strong", {}, word), " — ", h("span", { class: "st-word" }, verdict)), h("p", {}, text),
    claims.map((claim) => judgedClaim(desk, claim))));
}

function judgedBody(desk, { score, told, lines, claims, also, rule }) {
  return [h("p", {}, told, " ", h("span", { class: "st-quiet" }, score)),
    lines.length > 0 && h("ul", { class: "st-lines" }, lines.map((line) => judgedLine(desk, line))),
    claims.map((claim) => judgedClaim(desk, claim)),
    also.length > 0 && h("p", {}, h("strong", {}, say("parts.chain_also")), " ", also.join("; ")),
    rule && h("details", {}, h("summary", {}, say("parts.chain_rule")), quiet(rule))];
}

function verdictTag({ tone, word }) {
  return h("span", { class: "st-word" }, icon(SHAPES[tone]), word);
}
