// A clock that runs down, for a state with `closes_in` (seconds). The part keeps it in `ui.scratch`.

const TOLD_AT = [600, 300, 60, 0]; // seconds left at which the clock speaks

// A minute that has begun counts whole, as "25 minutes" on the door does; the last one is counted in seconds.
function clockWords(left) {
  if (left > 60) return say("parts.clock_minutes", { minutes: Math.ceil(left / 60) });
  if (left === 60) return say("parts.clock_minute");
  if (left > 1) return say("parts.clock_seconds", { seconds: left });
  return left ? say("parts.clock_second") : say("parts.clock_up");
}

// The clock of an exam. It shows and reminds; whether the time is up, the kernel decides.
function tick(ui, shown) {
  const left = Math.max(0, Math.ceil((ui.scratch.until - performance.now()) / 1000));
  shown.textContent = clockWords(left);
  if (TOLD_AT.includes(left) && ui.scratch.told !== left) announce(shown.textContent);
  ui.scratch.told = left;
  if (left > 0 || ui.scratch.ended === ui.scratch.from) return;
  ui.scratch.ended = ui.scratch.from; // once: where the kernel's clock is behind, its next state says how long it still is
  ui.send("time", { verb: "time-is-up" });
}

function drawClock({ closes_in: closesIn }, ui) {
  clearInterval(ui.scratch.timer);
  if (closesIn === undefined || closesIn === null) return null;
  // Each state says anew how long it still is; a redraw of the same state does not turn the clock back.
  if (ui.scratch.from !== ui.model.get("state")) {
    Object.assign(ui.scratch, { from: ui.model.get("state"), until: performance.now() + closesIn * 1000 });
  }
  const shown = h("span");
  tick(ui, shown);
  ui.scratch.timer = setInterval(() => (shown.isConnected ? tick(ui, shown) : clearInterval(ui.scratch.timer)), 1000);
  return h("p", { class: "st-clock" }, icon("◷"), shown);
}
