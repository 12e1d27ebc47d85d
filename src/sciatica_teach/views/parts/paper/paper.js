// The sheet of an exam: a clock, every question by number with how it stands, and the way out.

const PLACE_WORDS = { open: say("parts.paper_open"), laid: say("parts.paper_laid") };

// Shape and word beside the number: laid down is a tick, a flag is a flag, the one on screen has a frame.
function placeButton({ id, number, laid, flagged, now }, ui) {
  const words = [
    say("parts.paper_question", { number }), PLACE_WORDS[laid ? "laid" : "open"], flagged && say("parts.paper_flagged"),
  ];
  return h("li", {}, h("button", {
    type: "button", class: now ? "st-place st-place-now" : "st-place", "data-key": `place:${id}`,
    "aria-current": now ? "true" : undefined, "aria-label": words.filter(Boolean).join(", "),
    "aria-disabled": ui.busy(`place:${id}`) ? "true" : undefined,
    onclick: () => ui.send(`place:${id}`, { verb: "turn", item: id }),
  }, h("span", {}, number), h("span", { class: "st-place-sign", "aria-hidden": "true" }, flagged ? "⚑" : laid ? "✓" : "")));
}

function drawPaper(state, ui) {
  const title = (ui.scratch.title ??= newId("paper"));
  return h("section", { class: "st-card st-tone-plain", "aria-labelledby": title },
    h("h2", { id: title }, state.title), drawClock(state, ui),
    h("p", { class: "st-quiet", role: "status" }, state.standing),
    h("ol", { class: "st-places" }, state.places.map((place) => placeButton(place, ui))),
    actionButtons(state.buttons, ui));
}

export default { render: (context) => mount(context, "paper", drawPaper) };
