// This phone's answers: kept on the device until the server has settled them, in the order of changes of mind.
import { newId, page } from "./base.js";
import { settle } from "./posting.js";

const KEPT_MS = 24 * 3600 * 1000;
const ROOM_VOTE = (code) => `st-room-vote:${code}`;

function remember(value) {
  try {
    localStorage.setItem(ROOM_VOTE(page.code), JSON.stringify(value));
  } catch {
    // A private window or a full disk: what is kept lasts as long as the page.
  }
}

function recall() {
  try {
    const kept = JSON.parse(localStorage.getItem(ROOM_VOTE(page.code))) ?? {};
    return Date.now() - (kept.at ?? 0) < KEPT_MS ? kept : {};
  } catch {
    return {};
  }
}

// What a part sends is its `chosen`, or shares over causes.
const toResponse = ({ chosen, belief }) => (chosen ?? Object.entries(belief ?? {}).map(([cause, share]) => `${cause}:${share}`)).map(String);

export class Votes {
  // `onFate(phase, why)`: "sending", "waiting", "saved" or "refused".
  constructor(url, onFate) {
    Object.assign(this, { url, onFate, flight: undefined });
    this.kept = recall();
  }

  // A message of the part; it repeats itself until it is answered.
  cast(vote, known, { id, action }, answer) {
    if (this.kept.id === id && this.flight) return;
    const before = Math.max(known ?? 0, this.kept.vote === vote ? this.kept.change ?? 0 : 0);
    this.kept = { id, vote, response: toResponse(action), change: before + 1, at: Date.now(), open: true };
    remember(this.kept);
    this.send(answer);
  }

  // What an earlier page could not send.
  resume() {
    if (this.kept.open && !this.flight) this.send(() => {});
  }

  async send(answer) {
    if (this.flight) this.flight.up = true;
    const { id, vote, response, change } = this.kept;
    const flight = (this.flight = { up: false });
    this.onFate("sending");
    const onRetry = (why) => {
      if (flight.up) return;
      this.onFate("waiting", why);
      answer({ retry: id, why });
    };
    const told = await settle(this.url, { id: id ?? newId(), vote, response, change }, { onRetry, given: flight });
    if (flight.up) return;
    this.flight = undefined;
    this.kept = { ...this.kept, open: false };
    remember(this.kept);
    this.onFate(told.ack ? "saved" : "refused", told.why);
    answer(told);
  }
}
