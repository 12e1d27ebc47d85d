// Sends a command until the server settles it: {ack}, {refused, why}, or {retry, why} and no answer at all, after which
// it is sent again under the same id, so that it counts once.

const AGAIN_MS = 2000;
const LONGEST_MS = 10000;
const PATIENCE_MS = 15000;
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const REFUSED = new Set([400, 403, 404, 413]); // asking again would not change these

export async function post(url, body) {
  const reply = await fetch(url, {
    method: "POST", credentials: "same-origin", cache: "no-store", redirect: "error",
    headers: { "Content-Type": "application/json", "X-Sciatica": "room" },
    body: JSON.stringify(body), signal: AbortSignal.timeout?.(PATIENCE_MS),
  });
  const told = await reply.json().catch(() => ({}));
  if (told.ack || told.refused || told.retry) return told;
  if (REFUSED.has(reply.status)) return { refused: body.id, why: told.why ?? "" };
  return { retry: body.id, why: told.why ?? "" };
}

// `onRetry(why)` is called for every try that did not settle it; `given.up` ends the tries.
export async function settle(url, body, { onRetry = () => {}, given = {} } = {}) {
  for (let pause = AGAIN_MS; !given.up; pause = Math.min(LONGEST_MS, pause * 1.5)) {
    const told = await post(url, body).catch(() => ({ retry: body.id, why: "" }));
    if (!told.retry) return told;
    onRetry(told.why);
    await Promise.race([wait(pause * (0.75 + Math.random() / 2)), backOnline()]);
  }
  return {};
}

const backOnline = () => new Promise((done) => addEventListener("online", done, { once: true }));
