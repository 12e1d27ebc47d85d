// What a page needs once: a sign of life from the kernel, the lock between tabs, left-over answers, and the address.

const PING_MS = 3000;
const LOST_MS = 8000;
const GATES = {
  elsewhere: [say("parts.elsewhere"), say("parts.elsewhere_text"), say("parts.elsewhere_take")],
  taken: [say("parts.taken"), say("parts.taken_text"), say("parts.taken_take")],
};

// `onChange(lost)`: a ping is out and no pong came back for LOST_MS. Counted from the ping, not from the last pong,
// because browsers slow the timers of a tab in the background down to one a minute.
function heartbeat(model, onChange) {
  let [pings, lastPing, waitingSince, lost] = [0, -Infinity, undefined, false];
  const set = (next) => { if (next !== lost) onChange((lost = next)); };
  const beat = () => {
    const now = Date.now();
    if (waitingSince !== undefined) set(now - waitingSince >= LOST_MS);
    if (now - lastPing < PING_MS) return;
    lastPing = now;
    waitingSince ??= now;
    try { model.send({ ping: (pings += 1) }); } catch { /* a closed line is what this is here to notice */ }
  };
  const onMessage = (message) => { if ("pong" in message) { waitingSince = undefined; set(false); } };
  model.on("msg:custom", onMessage);
  const timer = setInterval(beat, 1000);
  beat();
  return () => { clearInterval(timer); model.off("msg:custom", onMessage); };
}

// Going from one thing to another on the page is a step of its own: the browser's back button leads back to it.
function keepAddress({ url, title }, desk) {
  if (title && document.body.classList.contains("st-page")) document.title = title;
  if (url === undefined || url === null) return;
  const target = new URL(location.href);
  const demo = new URLSearchParams(location.search).get("demo");
  target.search = url;
  if (demo) target.searchParams.set("demo", demo); // a reload in the middle of a demo must not open the real record
  if (target.href !== location.href) history[desk.addressed ? "pushState" : "replaceState"](history.state, "", target);
  desk.addressed = true;
}

function banner(tone, text, ...rest) {
  return h("div", { class: `st-banner st-tone-${tone}`, role: "alert" },
    icon(SHAPES[tone] ?? "i"), h("p", {}, text), rest);
}

// Without a network a reload would leave nothing of the page to read.
const reloadOrSay = (words) => (navigator.onLine ? location.reload() : words());

function lostBanner() {
  const offline = () => {
    shown.querySelector("p").textContent = say("parts.offline");
    announce(say("parts.offline"));
  };
  const resume = button(say("parts.resume"), { key: "resume", primary: true, onclick: () => reloadOrSay(offline) });
  const shown = banner("unsafe", say("parts.lost"), resume);
  shown.classList.add("st-lost");
  return shown;
}

// A page with several desks has one line to the kernel: the first desk that misses it speaks for all.
function setLost(desk, lost) {
  if (lost) SHARED.mourner ??= desk;
  else if (SHARED.mourner === desk) SHARED.mourner = undefined;
  desk.lost = lost && SHARED.mourner === desk;
  desk.redraw();
}

function drawDesk(desk) {
  const { state, ui, lost, place, failed } = desk;
  const gate = GATES[place];
  const { notice } = state;
  // While the line is down nothing else on the desk can be acted on.
  return [
    lost && lostBanner(),
    !lost && failed && banner("unsafe", say("parts.left_over", failed),
      failed.report && errorReport(failed.report),
      button(say("parts.close"), { key: "close", onclick: () => { desk.failed = undefined; desk.redraw(); } })),
    !lost && notice?.text && banner(notice.tone ?? "info", notice.text, notice.action
      && actionButton({ label: notice.action.label, action: { verb: notice.action.verb }, primary: true }, ui)),
    gate && h("section", { class: "st-card st-gate", "aria-labelledby": "st-gate" },
      h("h2", { id: "st-gate" }, gate[0]),
      h("p", {}, gate[1]), button(gate[2], { key: "take", primary: true, onclick: () => desk.lock.take() })),
  ];
}

// A demo plays in a record of its own, so it never stands in the way of a tab with the real one.
const lockName = (subject) => (SHARED.owner.startsWith("demo-") ? `${SHARED.owner}/${subject}` : subject);

// The desk itself is part of the view, and the view is made inert while another tab holds the lock: so what the desk
// has to show stands beside the view.
function render({ model, el }) {
  const desk = { place: "asking", subject: undefined };
  SHARED.owner = model.get("state").owner ?? "";
  const home = h("div", { class: "st-part st-desk-home" });
  const view = () => el.closest(".st-view");
  const unmount = mount({ model, el }, "desk", (state, ui) => {
    Object.assign(desk, { state, ui, redraw: ui.redraw });
    keepFocus(home, () => home.replaceChildren(...drawDesk(desk).flat(Infinity).filter(Boolean)));
    keepAddress(state, desk);
    view()?.setAttribute("aria-busy", String(Boolean(state.busy)));
    return [];
  });
  const onReplay = (phase, why, report) => {
    if (phase === "refused") Object.assign(desk, { failed: { why, report } }).redraw();
  };
  const setPlace = (place) => {
    desk.place = place;
    SHARED.away[place === "held" ? "delete" : "add"](desk.subject);
    view()?.toggleAttribute("inert", place !== "held");
    desk.redraw();
    if (GATES[place]) announce(GATES[place][0]);
    else replay(model, desk.subject, onReplay);
  };
  const letGo = () => {
    desk.lock?.leave();
    SHARED.away.delete(desk.subject);
  };
  // A page goes from subject to subject; a page without one (the home page) needs no lock.
  const follow = () => {
    const { subject, owner } = model.get("state");
    SHARED.owner = owner ?? "";
    if (subject === desk.subject) return;
    letGo();
    Object.assign(desk, { subject, lock: undefined });
    if (subject) desk.lock = tabLock(lockName(subject), (place) => subject === desk.subject && setPlace(place));
    else setPlace("held");
  };
  const goBack = () => location.reload(); // the address has changed already, and says what to show
  const settle = () => {
    window.addEventListener("popstate", goBack);
    (view() ?? el).before(home);
    model.on("change:state", follow);
    follow();
    desk.stop = heartbeat(model, (lost) => setLost(desk, lost));
    desk.stopFetching = fetchHandbook(model);
  };
  // `el` enters the document only after render() has returned, and only then is there a view to stand beside.
  const waiting = setInterval(() => { if (el.isConnected) { clearInterval(waiting); settle(); } }, 20);
  return () => {
    clearInterval(waiting);
    window.removeEventListener("popstate", goBack);
    model.off("change:state", follow);
    letGo();
    setLost(desk, false);
    desk.stop?.();
    desk.stopFetching?.();
    view()?.removeAttribute("inert");
    home.remove();
    unmount();
  };
}

export default { render };
