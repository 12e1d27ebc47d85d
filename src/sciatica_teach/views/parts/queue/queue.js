// The waiting room: chairs in the order of the queue, each with who sits there, and how far they have come.

const CHAIR = "M9 5v19M9 24h16M9 24v13M25 24v13";
const SITTER = "M14 24v-9c0-3 6-3 6 0v5h8v12";

// Whoever was seen has left the chair; the word beside it says so too.
function chairPicture(state) {
  return svg("svg", { class: "st-chair", viewBox: "0 0 34 40", "aria-hidden": "true" },
    svg("path", { d: CHAIR }),
    state !== "seen" && [svg("circle", { cx: 17, cy: 7, r: 4 }), svg("path", { d: SITTER })]);
}

function drawChair({ id, name, words, state, meta, button: offered }, index, ui) {
  return h("li", { class: `st-chair-${state}`, "data-chair": id }, chairPicture(state),
    h("div", {},
      h("p", { class: "st-chair-name" }, h("span", { class: "st-quiet" }, `${index + 1}. `), h("strong", {}, name)),
      words && h("p", { class: "st-chair-words" }, words),
      h("p", { class: "st-quiet" }, h("span", { "aria-hidden": "true" }, { seen: "✓ ", "with-you": "› " }[state]), meta)),
    offered && h("div", { class: "st-buttons" }, actionButton(offered, ui)));
}

function drawQueue(state, ui) {
  const title = (ui.scratch.title ??= newId("queue"));
  return h("section", { class: "st-card st-tone-plain", "aria-labelledby": title },
    h("h2", { id: title }, state.title), h("p", { class: "st-intro" }, state.text),
    h("ol", { class: "st-chairs" }, state.chairs.map((chair, index) => drawChair(chair, index, ui))));
}

export default { render: (context) => mount(context, "queue", drawQueue) };
