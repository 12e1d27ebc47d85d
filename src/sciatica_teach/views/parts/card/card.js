// A card: eyebrow, title, blocks. A tone other than plain has a shape and a word, never a colour alone.

const TONE_WORDS = {
  safety: say("parts.safety"), right: say("parts.right"), unsafe: say("parts.unsafe"), caution: say("parts.caution"),
  info: say("parts.info"),
};

// Every redraw rebuilds the card, so the details that the learner had opened are opened again, and those that came open
// and were closed stay closed.
function reopen(ui) {
  const all = [...ui.root.querySelectorAll("details")];
  const open = (ui.draft.open ??= new Set(all.flatMap((details, index) => (details.open ? [`details:${index}`] : []))));
  all.forEach((details, index) => {
    const key = `details:${index}`;
    details.open = open.has(key);
    const summary = details.firstElementChild;
    summary.dataset.key = key;
    // The click comes before the change; the toggle event comes so late that the card may have been drawn anew by then.
    summary.addEventListener("click", () => open[details.open ? "delete" : "add"](key));
  });
}

// A control that was drawn again in the meantime is the same one under its key: nobody has moved.
function isElsewhere(now, before) {
  const again = before?.dataset.key && now?.dataset.key === before.dataset.key;
  return Boolean(now) && now !== document.body && now !== before && !again;
}

// Where the learner has just arrived (another question, the result, a case out of the menu): focus and words go there.
// A card that is new stands in the document only after it was drawn, hence the wait for the next frame. A learner who
// has put the focus somewhere in the meantime is at work there already, and keeps it.
function arriveAt({ arrive, nearest }, ui) {
  if (!arrive || ui.scratch.arrived === arrive) return;
  ui.scratch.arrived = arrive;
  const before = document.activeElement;
  const go = () => {
    if (isElsewhere(document.activeElement, before)) return undefined;
    const target = ui.root.querySelector(".st-card > :is(h1, h2, h3, h4)") ?? ui.root.querySelector(".st-eyebrow");
    // While the desk asks for the lock of this tab, the view is inert and takes no focus.
    if (!target?.isConnected || target.closest("[inert]")) return requestAnimationFrame(go);
    target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
    // A heading near the lower edge would hide what it heads, and what is still growing above would push it out.
    const { top } = target.getBoundingClientRect();
    if (nearest) target.scrollIntoView({ block: "nearest" }); // what it speaks of stands above it and is still read
    else if (top < 48 || top > window.innerHeight / 2) target.scrollIntoView({ block: "start" });
    return announce(target.textContent);
  };
  requestAnimationFrame(go);
}

function drawCard(state, ui) {
  const tone = state.tone ?? "plain";
  const title = newId("title");
  const word = state.eyebrow || TONE_WORDS[tone];
  const map = state.blocks?.find((block) => block.type === "bodymap");
  const others = (state.blocks ?? []).filter((block) => block !== map);
  const prose = h("div", { class: "st-blocks" }, renderBlocks(others, ui));
  ui.after = () => {
    reopen(ui);
    arriveAt(state, ui);
  };
  return h("section", { class: `st-card st-tone-${tone}`, "aria-labelledby": state.title ? title : undefined },
    word && h("p", { class: "st-eyebrow" }, TONE_WORDS[tone] && icon(SHAPES[tone]), word),
    // The key gives the focus back to a title that was arrived at, when its card is drawn again.
    state.title && h(`h${Math.min(4, Math.max(1, state.level ?? 2))}`,
      { id: title, tabindex: "-1", "data-key": `title:${state.id ?? ""}` }, state.title),
    map ? h("div", { class: "st-with-map" }, renderBlocks([map], ui), prose) : prose);
}

export default { render: (context) => mount(context, "card-part", drawCard) };
