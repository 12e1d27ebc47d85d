// The clock of the drill: counts down, can be held, and calls `onEnd` once. Nothing runs until it is told to.

const TICK_MS = 200;

const keepsStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function makeClock({ onTick, onEnd }) {
  const clock = { total: 0, left: 0, timer: undefined };
  clock.isRunning = () => clock.timer !== undefined;
  clock.hold = () => {
    clearInterval(clock.timer);
    clock.timer = undefined;
  };
  clock.set = (seconds) => {
    clock.hold();
    Object.assign(clock, { total: seconds * 1000, left: seconds * 1000 });
  };
  clock.run = () => {
    if (clock.isRunning() || clock.left <= 0) return;
    // A busy page may lose ticks, so what is left is counted from the moment and not from their number.
    const end = performance.now() + clock.left;
    clock.timer = setInterval(() => {
      const before = clock.left;
      clock.left = Math.max(0, end - performance.now());
      onTick(before);
      if (clock.left > 0 || !clock.isRunning()) return;
      clock.hold();
      onEnd();
    }, TICK_MS);
  };
  return clock;
}
