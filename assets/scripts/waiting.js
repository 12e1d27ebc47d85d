// The waiting page: counts down, asks whether there is room, and loads the lesson once there is. The count is for the
// eye; a screen reader is told what has changed, not every second.
(() => {
  "use strict";
  const SECOND_MS = 1000;
  const panel = document.getElementById("st-waiting");
  const count = document.getElementById("st-waiting-count");
  const said = document.getElementById("st-waiting-said");
  const now = document.getElementById("st-waiting-now");
  const seconds = count.querySelector("[data-st-seconds]");
  const wait = Number(panel.dataset.wait);
  const spread = Number(panel.dataset.spread);
  let left = wait;
  let asking = false;

  const draw = () => { seconds.textContent = String(left); };

  const enter = () => {
    said.textContent = "There is a place now. The lesson opens.";
    location.reload();
  };

  // JupyterHub asks for it even where something is only read: its users' pages share one origin.
  const proof = () => {
    const token = /(?:^|; )_xsrf=([^;]*)/.exec(document.cookie)?.[1] ?? "";
    return { "X-XSRFToken": decodeURIComponent(token) };
  };

  const ask = async () => {
    asking = true;
    const room = await fetch(panel.dataset.ask, { cache: "no-store", headers: proof() })
      .then((reply) => reply.json()).then((told) => told.room === true).catch(() => false);
    if (room) return enter();
    said.textContent = "Still no place. The page goes on trying.";
    left = wait + Math.floor(Math.random() * (spread + 1));
    asking = false;
    return draw();
  };

  const tick = () => {
    if (asking) return;
    left = Math.max(0, left - 1);
    draw();
    if (left === 0) ask();
  };

  now.addEventListener("click", () => !asking && ask());
  count.hidden = false;
  now.hidden = false;
  said.textContent = "The page tries again by itself.";
  setInterval(tick, SECOND_MS);
})();
