// A vote's time, where the instructor asked for one. The server's clock counts: `now` of a state tells how far this
// device's is off. A screen reader is told at a minute and at ten seconds, not every second.
import { announce, say } from "./base.js";

const TOLD = { 60: "minute_left", 10: "ten_left" };

export function runClock(element) {
  const clock = { closes: 0, ahead: 0, shown: undefined };

  const tick = () => {
    element.hidden = !clock.closes;
    if (!clock.closes) return;
    const left = Math.max(0, Math.ceil(clock.closes - clock.ahead - Date.now() / 1000));
    if (left === clock.shown) return;
    clock.shown = left;
    element.textContent = left ? say("seconds_left", { seconds: left }) : say("time_over");
    if (TOLD[left]) announce(say(TOLD[left]));
  };

  setInterval(tick, 250);
  return ({ closes_at: closes, now, phase }) => {
    clock.closes = phase === "voting" ? closes ?? 0 : 0;
    if (now) clock.ahead = now - Date.now() / 1000;
    clock.shown = undefined;
    tick();
  };
}
