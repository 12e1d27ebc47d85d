// The page's ear: server-sent events, opened anew whenever nothing can be heard through the old ones. A phone that slept
// does not learn that its connection died, so waking up opens a new one; and so does a long silence.
import { say } from "./base.js";

const FIRST_MS = 1000;
const LONGEST_MS = 10000;
const SILENT_MS = 45000; // the server says something every 15 s

export function listen(url, { onState, onLink }) {
  const ear = { source: undefined, pause: FIRST_MS, timer: undefined, silence: undefined, ended: false };

  const heard = () => {
    clearTimeout(ear.silence);
    ear.silence = setTimeout(open, SILENT_MS);
  };

  const again = () => {
    close();
    clearTimeout(ear.timer);
    ear.timer = setTimeout(open, ear.pause * (0.5 + Math.random())); // not all phones of a class in the same moment
    ear.pause = Math.min(LONGEST_MS, ear.pause * 1.6);
  };

  const lost = () => {
    onLink(false, say(navigator.onLine === false ? "away" : "lost"));
    again();
  };

  function close() {
    clearTimeout(ear.silence);
    ear.source?.close();
    ear.source = undefined;
  }

  function open() {
    close();
    clearTimeout(ear.timer);
    if (ear.ended) return;
    const source = (ear.source = new EventSource(url));
    source.onopen = heard;
    source.onerror = () => source === ear.source && lost();
    source.addEventListener("beat", heard);
    source.addEventListener("state", ({ data }) => {
      if (source !== ear.source) return;
      heard();
      ear.pause = FIRST_MS;
      onLink(true, say("connected"));
      onState(JSON.parse(data));
    });
    source.addEventListener("gone", () => source === ear.source && stop(say("gone")));
  }

  function stop(words) {
    ear.ended = true;
    close();
    onLink(false, words);
  }

  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && open());
  addEventListener("online", open);
  addEventListener("offline", lost);
  addEventListener("pageshow", ({ persisted }) => persisted && open());
  addEventListener("pagehide", close);
  open();
}
