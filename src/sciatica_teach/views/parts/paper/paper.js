// The sheet of an exam: a clock and how many are answered; folded away, every question by number and the way out.

const PLACE_WORDS = { open: say("parts.paper_open"), laid: say("parts.paper_laid") };

// Shape and word beside the number: laid down is a tick, a flag is a flag, the one on screen has a frame. The number is
// all that stands in the page: the name of a question may tell more than it asks.
function placeButton({ number, laid, flagged, now }, ui) {
  const key = `place:${number}`;
  const words = [
    say("parts.paper_question", { number }), PLACE_WORDS[laid ? "laid" : "open"], flagged && say("parts.paper_flagged"),
  ];
  return h("li", {}, h("button", {
    type: "button", class: now ? "st-place st-place-now" : "st-place", "data-key": key,
    "aria-current": now ? "true" : undefined, "aria-label": words.filter(Boolean).join(", "),
    "aria-disabled": ui.busy(key) ? "true" : undefined, onclick: () => ui.send(key, { verb: "turn", number }),
  }, h("span", {}, number), h("span", { class: "st-place-sign", "aria-hidden": "true" }, flagged ? "⚑" : laid ? "✓" : "")));
}

function drawPaper(state, ui) {
  const fold = h("details", { open: ui.scratch.open, ontoggle: () => { ui.scratch.open = fold.open; } },
    h("summary", { "data-key": "sheet" }, state.sheet),
    h("ol", { class: "st-places" }, state.places.map((place) => placeButton(place, ui))),
    actionButtons(state.buttons, ui));
  return h("section", { class: "st-card st-tone-plain", "aria-label": state.sheet },
    h("div", { class: "st-paper-line" }, drawClock(state, ui), h("p", { class: "st-quiet" }, state.standing)), fold);
}

export default { render: (context) => mount(context, "paper", drawPaper) };
