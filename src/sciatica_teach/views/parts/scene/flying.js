// Where the camera of a stage goes, and how.
//
// A short flight keeps the learner's sense of where things are. Where a frame takes long (no graphics card) a flight is
// a stutter, so there the camera jumps: after every change it is seen how long the frames after it took.

const FLIGHT_MS = 140;
const SLOW_FRAME_MS = 60;
const REST_MS = 600; // longer than the coarse picture takes where there is no graphics card

const prefersCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

const nextFrame = () => new Promise((done) => { requestAnimationFrame(done); });

// Plotly draws in a frame of its own after it was told of a change; the frame after that comes late when drawing is slow.
async function notePace(stage) {
  const turn = (stage.turn = (stage.turn ?? 0) + 1);
  let [before, longest] = [await nextFrame(), 0];
  for (let frame = 0; frame < 2; frame += 1) {
    const now = await nextFrame();
    longest = Math.max(longest, now - before);
    before = now;
  }
  if (stage.turn === turn) stage.frameMs = longest;
}

function setCamera(stage, camera) {
  stage.camera = camera;
  return stage.plotly.relayout(stage.host, { "scene.camera": camera });
}

const isSlow = (stage) => stage.frameMs > SLOW_FRAME_MS;

const innerPlot = (stage) => stage.host._fullLayout?.scene?._scene?.glplot;

// Where drawing is slow, a change is drawn with one dot for each of the screen's at first, and finely when all is at
// rest. A plotly whose inner object has no such number draws finely at once.
function drawCoarsely(stage) {
  const plot = innerPlot(stage);
  if (!isSlow(stage) || !plot?.pixelRatio) return;
  stage.fine ??= plot.pixelRatio;
  plot.pixelRatio = Math.min(1, stage.fine);
  drawFinelySoon(stage);
}

function drawFinelySoon(stage) {
  clearTimeout(stage.resting);
  if (!stage.fine) return;
  stage.resting = setTimeout(() => {
    const plot = innerPlot(stage);
    if (!plot) return; // it was closed meanwhile
    plot.pixelRatio = stage.fine;
    plot.redraw();
    void notePace(stage);
  }, REST_MS);
}

async function land(stage, to, flight) {
  drawCoarsely(stage);
  await setCamera(stage, to);
  if (stage.flight !== flight) return;
  stage.flight = undefined;
  lookUnderMouse(stage);
  if (!isSlow(stage)) void notePace(stage);
}

// A new flight ends the one before.
async function flyTo(stage, to, calm = prefersCalm()) {
  const from = stage.camera;
  const flight = (stage.flight = {});
  stage.watch.camera?.(to);
  if (calm || isSlow(stage)) return land(stage, to, flight);
  const start = performance.now();
  for (let t = 0, last = start; t < 1;) {
    const now = await nextFrame();
    if (stage.flight !== flight) return undefined;
    t = now - last > SLOW_FRAME_MS ? 1 : Math.min(1, Math.max(0, (now - start) / FLIGHT_MS));
    last = now;
    if (t < 1) setCamera(stage, mixCameras(from, to, t * (2 - t)));
  }
  return land(stage, to, flight);
}
