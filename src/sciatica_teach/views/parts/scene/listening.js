// What the learner does to a stage by hand: turn it, point at something, choose it.

const CLICK_PX = 5;
const TAP_FRAMES = 12;

function structureOf(stage, { curveNumber, pointNumber }) {
  return partAt(stage.groups[curveNumber]?.drawn ?? [], pointNumber)?.structure;
}

// plotly looks for what is under the mouse when the mouse moves, in what it drew last. A finger does not move: it is
// moved for it, to and fro by a dot.
function nudge({ host }, { clientX, clientY }, frame) {
  host.querySelector("canvas")?.dispatchEvent(
    new MouseEvent("mousemove", { clientX: clientX + (frame % 2), clientY, bubbles: true }));
}

// What is under a mouse that lies still changes with the picture.
async function lookUnderMouse(stage) {
  for (let frame = 0; frame < 3; frame += 1) {
    await nextFrame();
    if (stage.mouse && !stage.mouse.buttons) nudge(stage, stage.mouse, frame);
  }
}

// plotly calls a press that becomes a drag a click too. Ours is one that was let go where it began. A finger hovers over
// nothing: what was tapped is known some frames later, and then plotly calls it a click as well.
function listenToStage(stage) {
  const { host, watch } = stage;
  let under;
  let pressed;
  const hear = ({ points, event }) => {
    under = structureOf(stage, points[0]);
    watch.hover?.(under, event);
  };
  host.on("plotly_hover", hear);
  host.on("plotly_click", hear);
  host.on("plotly_unhover", () => {
    under = undefined;
    watch.hover?.(undefined);
  });
  host.on("plotly_relayout", (change) => {
    if (!change["scene.camera"] || stage.flight) return; // a flight of ours, not the learner's hand
    stage.camera = change["scene.camera"];
    watch.camera?.(stage.camera);
  });
  host.addEventListener("pointermove", (event) => { stage.mouse = event.pointerType === "mouse" ? event : undefined; });
  host.addEventListener("pointerleave", () => { stage.mouse = undefined; });
  host.addEventListener("pointerdown", (event) => {
    pressed = [event.clientX, event.clientY];
    stage.mouse = undefined;
    stage.flight = undefined;
    drawCoarsely(stage);
    clearTimeout(stage.resting); // as long as the hand turns it
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => drawFinelySoon(stage), { once: true });
  }, { capture: true });
  const pick = () => under && watch.pick?.(under);
  const pickSoon = (event, frames) => requestAnimationFrame(() => {
    if (under || !frames) return pick();
    nudge(stage, event, frames);
    return pickSoon(event, frames - 1);
  });
  host.addEventListener("click", (event) => {
    if (!pressed || Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > CLICK_PX) return;
    if (event.pointerType !== "touch") return pick();
    under = undefined;
    return pickSoon(event, TAP_FRAMES);
  }, { capture: true });
}
