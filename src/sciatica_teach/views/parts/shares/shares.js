// The belief as bars: share, band, prior. Above it what has to be done, whatever the bars say.

const at = (share) => `${(100 * share).toFixed(2)}%`;

function shareBar([, share, low, high, prior]) {
  return h("div", { class: "st-bar", "aria-hidden": "true" },
    h("span", { class: "st-fill", style: `width:${at(share)}` }),
    h("span", { class: "st-band", style: `left:${at(low)};width:${at(high - low)}` }),
    h("span", { class: "st-prior", style: `left:${at(prior)}` }));
}

function shareRow(row, { causes }, state, ui) {
  const [index, , , , , now, band, prior, moved] = row;
  const cause = causes[index];
  const key = `cause:${cause.id}`;
  return h("li", {}, h("label", { class: "st-share" },
    h("input", {
      type: "radio", name: (ui.scratch.name ??= newId("cause")), value: cause.id, checked: cause.id === state.cause,
      "data-key": key, onchange: () => ui.send(key, { verb: "look", cause: cause.id }),
    }),
    h("span", { class: "st-share-name" }, cause.short, cause.urgent && h("span", { class: "st-urgent" }, cause.urgent)),
    shareBar(row),
    h("span", { class: "st-share-now" }, h("strong", {}, now),
      moved && h("span", { class: "st-quiet" }, moved)),
    h("span", { class: "st-share-band st-quiet" }, hidden(say("parts.shares_band_of"), " "), band,
      hidden(say("parts.shares_prior_of", { prior })))));
}

function ruleBanner({ tone, title, text, reasons }) {
  const reason = (claim) => [
    h("p", {}, claim.text, " ", mark(claim.mark, claim.conflict)), sourceNote(claim.sources, claim.conflict)];
  return h("div", { class: `st-rule st-tone-${tone}` }, icon(SHAPES[tone]),
    h("div", {}, h("p", {}, h("strong", {}, title)), h("p", {}, text), reasons.map(reason)));
}

function lossTable({ caption, head, rows, basis }) {
  const line = ([name, loss, word]) => h("tr", {}, h("th", { scope: "row" }, name),
    h("td", { class: "st-numeric" }, loss), h("td", {}, word));
  return h("details", {}, h("summary", { "data-key": "losses" }, caption),
    h("div", { class: "st-table", tabindex: "0", role: "region", "aria-label": caption }, h("table", {},
      h("thead", {}, h("tr", {}, head.map((label, n) =>
        h("th", { scope: "col", class: n === 1 ? "st-numeric" : undefined }, label)))),
      h("tbody", {}, rows.map(line)))),
    h("p", { class: "st-quiet" }, basis.text, " ", mark(basis.mark)), sourceNote(basis.sources));
}

// Before the safety questions are answered there are no rows: no decision is named.
function adviceBlock(advice) {
  return h("div", { class: "st-advice" }, h("p", {}, h("strong", {}, advice.title)),
    advice.why && h("p", {}, advice.why), advice.rows.length > 0 && lossTable(advice));
}

const legendKey = () => h("ul", { class: "st-key", "aria-hidden": "true" },
  ["fill", "band", "prior"].map((kind) => h("li", {},
    h("span", { class: "st-bar" }, h("span", { class: `st-${kind}` })), say(`parts.shares_key_${kind}`))));

function sayNews(state, ui) {
  if (ui.scratch.said !== undefined && ui.scratch.said !== state.said) announce(state.said);
  ui.scratch.said = state.said;
}

function drawShares(state, ui) {
  const catalogue = ui.model.get("catalogue");
  const all = ui.draft.all === true;
  const rows = (list) => h("ol", { class: "st-shares" }, list.map((row) => shareRow(row, catalogue, state, ui)));
  const dangers = all ? [] : state.dangers.map((index) => state.rows.find((row) => row[0] === index));
  const toggle = () => { ui.draft.all = !all; ui.redraw(); };
  sayNews(state, ui);
  return keepOpen(ui, h("section", { class: "st-card", "aria-label": state.title }, h("h3", {}, state.title),
    ruleBanner(state.rule), adviceBlock(state.advice),
    h("fieldset", {}, h("legend", {}, state.legend), legendKey(), rows(all ? state.rows : state.rows.slice(0, state.top)),
      dangers.length > 0 && [h("h4", {}, say("parts.shares_dangers")), rows(dangers)]),
    h("div", { class: "st-buttons" },
      button(say(all ? "parts.shares_fewer" : "parts.shares_all", { count: state.rows.length }), {
        key: "all", onclick: toggle, "aria-expanded": String(all),
      }),
      state.pinned && button(say("parts.shares_follow"), {
        key: "follow", onclick: () => ui.send("follow", { verb: "look", cause: "" }),
      })),
    quiet(state.note)));
}

export default { render: (context) => mount(context, "shares", drawShares) };
