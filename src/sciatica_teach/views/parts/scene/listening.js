// What the learner does to a stage by hand: turn it, point at something, choose it, and scroll past it.

const CLICK_PX = 5;
const SWIPE_PX = 8;

// The camera as it is at this moment, also in the middle of a drag.
const presentCamera = (stage) => stage.host._fullLayout?.scene?._scene?.getCamera?.() ?? stage.camera;

const whatIsAt = (stage, event) => structureAt(
  { ...stage, camera: presentCamera(stage) }, [event.clientX, event.clientY], event.pointerType);

function listenToStage(stage) {
  listenToCamera(stage);
  listenToClicks(stage);
  listenToMouse(stage);
  letThePageScroll(stage);
}

function listenToCamera(stage) {
  const { host, watch } = stage;
  host.on("plotly_relayout", (change) => {
    const camera = change["scene.camera"];
    if (!camera || stage.flight) return; // a flight of ours, not the learner's hand
    if (isSameCamera(camera, stage.camera)) return; // plotly tells it after a mere click, too
    stage.camera = camera;
    watch.camera?.(stage.camera, { byHand: true });
  });
}

// plotly calls a press that becomes a drag a click too. Ours is one that was let go where it began.
function listenToClicks(stage) {
  const { host, watch } = stage;
  let pressed;
  host.addEventListener("pointerdown", (event) => {
    pressed = [event.clientX, event.clientY];
    stage.flight = undefined;
    stage.mouse = undefined;
    lookUnderMouse(stage);
    drawCoarsely(stage);
    clearTimeout(stage.resting); // as long as the hand turns it
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => drawFinelySoon(stage), { once: true });
  }, { capture: true });
  host.addEventListener("click", (event) => {
    if (!pressed || Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > CLICK_PX) return;
    const found = whatIsAt(stage, event);
    if (found) watch.pick?.(found);
  }, { capture: true });
}

// What is under the mouse is named, at most once a frame; under a mouse that rests it changes with the picture.
function lookUnderMouse(stage) {
  if (stage.looking || !stage.watch.hover) return;
  stage.looking = true;
  requestAnimationFrame(() => {
    stage.looking = false;
    stage.watch.hover(stage.mouse && whatIsAt(stage, stage.mouse), stage.mouse);
  });
}

function listenToMouse(stage) {
  stage.host.addEventListener("pointermove", (event) => {
    stage.mouse = event.pointerType === "mouse" && !event.buttons ? event : undefined;
    lookUnderMouse(stage);
  });
  stage.host.addEventListener("pointerleave", () => {
    stage.mouse = undefined;
    lookUnderMouse(stage);
  });
}

// The wheel and an upright swipe belong to the page; plotly would turn or hold it. Sideways a finger turns the scene.
function letThePageScroll({ host }) {
  host.addEventListener("wheel", (event) => event.stopPropagation(), { capture: true, passive: true });
  let from;
  let way;
  host.addEventListener("touchstart", ({ touches: [touch, second] }) => {
    from = second ? undefined : [touch.clientX, touch.clientY];
    way = second ? "turn" : undefined;
  }, { capture: true, passive: true });
  host.addEventListener("touchmove", (event) => {
    if (from && !way) {
      const [across, down] = [event.touches[0].clientX - from[0], event.touches[0].clientY - from[1]].map(Math.abs);
      if (Math.max(across, down) >= SWIPE_PX) way = across > down ? "turn" : "scroll";
    }
    if (way !== "turn") event.stopPropagation();
  }, { capture: true, passive: true });
}
