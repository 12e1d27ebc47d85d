// Where the learner is: a numbered list that only shows.

const STAGE_WORDS = { done: say("parts.stage_done"), now: say("parts.stage_now"), "left-out": say("parts.stage_left_out") };

// A new room: say so, and put the focus here, so that the next Tab leads into it. The first drawing moves nothing.
function enterRoom({ stages = [] }, ui) {
  const now = stages.find(({ status }) => status === "now");
  const before = ui.scratch.now;
  ui.scratch.now = now?.id;
  if (!now || !before || before === now.id) return;
  // The room that comes because the time ran out is told with its reason: a second announcement would swallow the first.
  const isUp = ui.scratch.ended !== undefined && ui.scratch.ended === ui.scratch.from;
  ui.after = () => {
    const step = ui.root.querySelector("[aria-current]");
    step.focus({ preventScroll: true });
    step.scrollIntoView({ block: "center" });
    announce(isUp ? say("parts.clock_over", { room: now.label }) : now.label);
  };
}

function drawStages({ label, stages = [], ...state }, ui) {
  enterRoom({ stages }, ui);
  const clock = drawClock(state, ui);
  return [clock, h("nav", { "aria-label": label }, h("ol", {}, stages.map((stage, index) => h("li", {
    class: `st-stage-${stage.status}`, tabindex: stage.status === "now" ? -1 : undefined,
    "aria-current": stage.status === "now" ? "step" : undefined,
  }, h("b", { "aria-hidden": "true" }, { done: "✓", "left-out": "–" }[stage.status] ?? index + 1),
  h("span", {}, hidden(STAGE_WORDS[stage.status], " "), stage.label)))))];
}

export default { render: (context) => mount(context, "stages", drawStages) };
