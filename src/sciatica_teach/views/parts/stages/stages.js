// Where the learner is: a numbered list that only shows.

const STAGE_WORDS = { done: say("parts.stage_done"), now: say("parts.stage_now") };

function drawStages({ label, stages = [] }) {
  return h("nav", { "aria-label": label }, h("ol", {}, stages.map((stage, index) => h("li", {
    class: `st-stage-${stage.status}`, "aria-current": stage.status === "now" ? "step" : undefined,
  }, h("b", { "aria-hidden": "true" }, stage.status === "done" ? "✓" : index + 1),
  h("span", {}, hidden(STAGE_WORDS[stage.status], " "), stage.label)))));
}

export default { render: (context) => mount(context, "stages", drawStages) };
