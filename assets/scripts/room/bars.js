// What a class answered: a bar for each option and vote, with its number in words. Shape and word tell what is right and
// what can hurt; colour repeats it.
import { h, say, unseen } from "./base.js";

const SHAPES = { right: "✓", unsafe: "✕", caution: "!", plain: "" };

export function nameVote(index, count) {
  if (count === 1) return say("vote_only");
  return [say("vote_first"), say("vote_second")][index] ?? say("vote_later", { number: index + 1 });
}

const percent = (share) => Math.round(100 * share);
const inWords = ({ n, share }) => (share === null || share === undefined
  ? String(n) : say("share", { n, share: percent(share) }));

// Few answers have no share: then the bar is of the votes counted.
const widthOf = (row, { count }) => percent(row.share ?? (count ? row.n / count : 0));

function drawBar(row, vote, name, many) {
  return h("div", { class: "st-bar-row" },
    many && h("span", { class: "st-bar-name" }, name),
    h("span", { class: "st-bar-track", "aria-hidden": "true" },
      row.n > 0 && h("span", { class: "st-bar-fill", style: `inline-size: ${widthOf(row, vote)}%` })),
    h("span", { class: "st-bar-value" }, inWords(row)));
}

const NONE = { n: 0, share: 0 };

function drawRow(row, votes) {
  const tone = row.tone ?? "plain";
  const found = votes.map((vote) => vote.rows.find(({ text }) => text === row.text)
    ?? (vote.rows.some(({ share }) => share === null) ? { n: 0, share: null } : NONE));
  return h("li", { class: `st-bar-item st-tone-${tone}` },
    h("p", { class: "st-bar-text" }, row.badge && h("span", { class: "st-room-badge", "aria-hidden": "true" }, row.badge),
      h("span", {}, row.text, row.word && [" ", h("span", { class: "st-bar-word" },
        h("span", { "aria-hidden": "true" }, SHAPES[tone] ? `${SHAPES[tone]} ` : ""), row.word)])),
    h("div", { class: "st-bar-pair" }, found.map((one, index) =>
      drawBar(one, votes[index], nameVote(index, votes.length), votes.length > 1))));
}

// The rows of the latest vote, in its order, then those that only an earlier one had.
function gatherRows(votes) {
  const rows = new Map();
  for (const vote of [...votes].reverse()) for (const row of vote.rows) if (!rows.has(row.text)) rows.set(row.text, row);
  return [...rows.values()];
}

const toldCount = (vote, index, all) => (vote.count === 1
  ? say("votes_counted_one", { name: nameVote(index, all.length) })
  : say("votes_counted", { name: nameVote(index, all.length), count: vote.count }));

export function drawBars(votes) {
  if (!votes?.length || votes.every(({ count }) => !count)) return h("p", { class: "st-quiet" }, say("no_votes"));
  return [
    h("ul", { class: `st-bars${votes.length > 1 ? " st-bars-pair" : ""}` }, gatherRows(votes).map((row) => drawRow(row, votes))),
    h("p", { class: "st-bars-count" }, votes.map(toldCount).join(" · "), unseen(".")),
  ];
}

function drawFeedback(one) {
  if (typeof one === "string") return h("li", {}, one);
  const tone = one.tone ?? "plain";
  return h("li", { class: `st-tone-${tone}` }, one.badge && h("span", { class: "st-room-badge", "aria-hidden": "true" }, one.badge),
    h("span", {}, one.word && h("strong", {}, one.word, ": "),
      !one.badge && one.text, !one.badge && one.text && " ", one.feedback));
}

// Beside a belief there is no right answer, but a reference that is explained.
export function drawWhy({ right_text: right, feedback, belief }) {
  return [
    right && !belief && h("p", { class: "st-room-right st-tone-right" }, h("span", { "aria-hidden": "true" }, "✓ "), right),
    right && belief && h("p", {}, right),
    feedback?.length > 0 && h("ul", { class: "st-room-why" }, feedback.map(drawFeedback)),
  ];
}
